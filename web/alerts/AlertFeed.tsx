// The alert feed: what is known at the playhead, filtered and sorted, newest first. Worked by keyboard (j, k, o, a, /).

import { useEffect, useMemo, useRef, useState } from 'react';
import { SeverityShape } from '../parts/Marks.tsx';
import { useControls } from '../state/controls.ts';
import { feedOf, isFiltered, NO_FILTERS, severityCounts } from '../state/feed.ts';
import { currentReplay } from '../state/state.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { countText } from '../words/format.ts';
import {
  ALERT_STATES,
  type AlertState,
  SEVERITIES,
  SEVERITY_WORDS,
  type Severity,
  STATE_WORDS,
} from '../words/words.ts';
import { AlertCard } from './AlertCard.tsx';
import { CallList } from './CallList.tsx';

/** Cards drawn at once; more on demand, so that a year of alerts does not slow the page. */
const PAGE = 120;

export function AlertFeed() {
  const alerts = useSlice((state) => state.alerts);
  const filters = useSlice((state) => state.filters);
  const fresh = useSlice((state) => state.fresh);
  const alertId = useSlice((state) => state.alertId);
  const cursorId = useSlice((state) => state.cursorId);
  const hues = useSlice((state) => state.hues);
  const [limit, setLimit] = useState(PAGE);
  const controls = useControls();
  const list = useRef<HTMLOListElement>(null);

  const known = alerts.size;
  const rows = useMemo(() => feedOf(alerts.values(), filters), [alerts, filters]);
  const counts = useMemo(() => severityCounts(alerts.values(), filters), [alerts, filters]);
  const shown = rows.slice(0, limit);

  useEffect(() => {
    if (cursorId === null) return;
    const card = list.current?.querySelector<HTMLElement>(`[data-alert="${CSS.escape(cursorId)}"]`);
    card?.scrollIntoView({ block: 'nearest' });
  }, [cursorId]);

  return (
    <section className="panel feed" id="feed" aria-labelledby="feed-title">
      <header className="feed-head">
        <div className="feed-title-row">
          <h2 id="feed-title">Alerts</h2>
          <span className="count number">
            {countText(rows.length)}
            {rows.length < known && ` of ${countText(known)}`}
          </span>
          <Order />
        </div>
        <Severities counts={counts} />
        <Search />
      </header>
      {shown.length === 0 ? (
        <Empty known={known} />
      ) : (
        <ol className="cards" ref={list}>
          {shown.map((alert) => (
            <AlertCard
              key={alert.id}
              alert={alert}
              hue={hues.get(alert.vesselId)}
              fresh={fresh.get(alert.id)?.what}
              selected={alert.id === alertId}
              cursor={alert.id === cursorId}
              open={controls.showAlert}
            />
          ))}
          {rows.length > shown.length && (
            <li className="more">
              <button type="button" className="button" onClick={() => setLimit(limit + PAGE)}>
                Show {Math.min(PAGE, rows.length - shown.length)} more
              </button>
            </li>
          )}
        </ol>
      )}
    </section>
  );
}

function Order() {
  const order = useSlice((state) => state.filters.order);
  const dispatch = useDispatch();
  return (
    <label className="select feed-order">
      <span className="unseen">Order</span>
      <select
        value={order}
        onChange={(event) =>
          dispatch({
            type: 'filtered',
            filters: { order: event.target.value === 'severity' ? 'severity' : 'newest' },
          })
        }
      >
        <option value="newest">Newest first</option>
        <option value="severity">Most severe first</option>
      </select>
    </label>
  );
}

function Severities({ counts }: { counts: Record<Severity, number> }) {
  const chosen = useSlice((state) => state.filters.severities);
  const dispatch = useDispatch();
  const toggle = (severity: Severity) => {
    const all = chosen.length === SEVERITIES.length;
    const next = all
      ? [severity]
      : chosen.includes(severity)
        ? chosen.filter((each) => each !== severity)
        : [...chosen, severity];
    dispatch({ type: 'filtered', filters: { severities: next.length === 0 ? SEVERITIES : next } });
  };
  return (
    <fieldset className="severities">
      <legend className="unseen">Severity</legend>
      {SEVERITIES.map((severity) => (
        <button
          key={severity}
          type="button"
          className={`chip ${severity}`}
          aria-pressed={chosen.includes(severity)}
          aria-label={`${SEVERITY_WORDS[severity]}: ${counts[severity]}`}
          title={SEVERITY_WORDS[severity]}
          onClick={() => toggle(severity)}
        >
          <SeverityShape severity={severity} />
          <span className="number">{counts[severity]}</span>
        </button>
      ))}
    </fieldset>
  );
}

function Search() {
  const text = useSlice((state) => state.filters.text);
  const states = useSlice((state) => state.filters.states);
  const dispatch = useDispatch();
  return (
    <div className="feed-search">
      <div className="search">
        <input
          id="feed-search"
          type="search"
          aria-label="Search the alerts"
          placeholder="Vessel, IMO, port, rule"
          value={text}
          onChange={(event) => dispatch({ type: 'filtered', filters: { text: event.target.value } })}
        />
        <kbd>/</kbd>
      </div>
      <label className="select">
        <span className="unseen">State</span>
        <select
          value={states.length === 1 ? states[0] : 'all'}
          onChange={(event) => {
            const wanted = ALERT_STATES.find((state) => state === event.target.value);
            const next: readonly AlertState[] = wanted === undefined ? ALERT_STATES : [wanted];
            dispatch({ type: 'filtered', filters: { states: next } });
          }}
        >
          <option value="all">Any state</option>
          {ALERT_STATES.map((state) => (
            <option key={state} value={state}>
              {STATE_WORDS[state]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Empty({ known }: { known: number }) {
  const filters = useSlice((state) => state.filters);
  const loading = useSlice((state) => state.loading);
  const replay = useSlice(currentReplay);
  const dispatch = useDispatch();
  if (loading === 'loading' || loading === 'idle') {
    return (
      <div className="cards skeletons" aria-hidden="true">
        <div className="skeleton" />
        <div className="skeleton" />
        <div className="skeleton" />
      </div>
    );
  }
  if (known > 0 && isFiltered(filters)) {
    return (
      <div className="empty">
        <p>None of the {countText(known)} alerts known at this time passes the filters.</p>
        <button type="button" className="button" onClick={() => dispatch({ type: 'filtered', filters: NO_FILTERS })}>
          Clear the filters
        </button>
      </div>
    );
  }
  return (
    <div className="empty">
      <p>{replay === null ? 'No alert has been raised.' : 'No alert had been raised by this time of the replay.'}</p>
      <p className="quiet">
        An alert appears when a watched hull, or any ship where a rule says so, makes a passage that a rule names.
      </p>
      <CallList />
    </div>
  );
}
