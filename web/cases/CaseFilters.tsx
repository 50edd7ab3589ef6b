// What the feed of cases leaves out, and in which order it stands. What is asked for often is in sight, the rest is one fold away.

import { useMemo } from 'react';
import { SeverityShape } from '../parts/Marks.tsx';
import { themesOf } from '../state/case-feed.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import {
  ALERT_STATES,
  type AlertState,
  type Confidence,
  SEVERITIES,
  SEVERITY_WORDS,
  type Severity,
  STATE_WORDS,
} from '../words/words.ts';
import { MoreFilters } from './MoreFilters.tsx';

export function Order() {
  const order = useSlice((state) => state.filters.order);
  const dispatch = useDispatch();
  return (
    <label className="select feed-order">
      <span className="unseen">Order</span>
      <select
        value={order}
        onChange={({ target: { value } }) => {
          const next = value === 'severity' || value === 'sure' ? value : 'newest';
          dispatch({ type: 'filtered', filters: { order: next } });
        }}
      >
        <option value="newest">New first</option>
        <option value="severity">Gravest first</option>
        <option value="sure">Surest first</option>
      </select>
    </label>
  );
}

export function CaseFilters({ counts }: { counts: Record<Severity, number> }) {
  const filters = useSlice((state) => state.filters);
  const cases = useSlice((state) => state.cases);
  const dispatch = useDispatch();
  const themes = useMemo(() => themesOf(cases.values()), [cases]);
  const toggle = (severity: Severity) => {
    const chosen = filters.severities;
    const all = chosen.length === SEVERITIES.length;
    const next = all
      ? [severity]
      : chosen.includes(severity)
        ? chosen.filter((each) => each !== severity)
        : [...chosen, severity];
    dispatch({ type: 'filtered', filters: { severities: next.length === 0 ? SEVERITIES : next } });
  };
  return (
    <>
      <fieldset className="severities">
        <legend className="unseen">Severity</legend>
        {SEVERITIES.map((severity) => (
          <button
            key={severity}
            type="button"
            className={`chip ${severity}`}
            aria-pressed={filters.severities.includes(severity)}
            aria-label={`${SEVERITY_WORDS[severity]}: ${counts[severity]}`}
            title={SEVERITY_WORDS[severity]}
            onClick={() => toggle(severity)}
          >
            <SeverityShape severity={severity} />
            <span className="number">{counts[severity]}</span>
          </button>
        ))}
      </fieldset>
      <div className="feed-search">
        <div className="search">
          <input
            id="feed-search"
            type="search"
            aria-label="Search the cases"
            placeholder="Ship, IMO, port, rule"
            value={filters.text}
            onChange={(event) => dispatch({ type: 'filtered', filters: { text: event.target.value } })}
          />
          <kbd>/</kbd>
        </div>
        <label className="select">
          <span className="unseen">State of its alerts</span>
          <select
            value={filters.states.length === 1 ? filters.states[0] : 'all'}
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
      <div className="feed-search case-selects">
        <label className="select">
          <span className="unseen">Theme</span>
          <select
            value={filters.theme}
            onChange={(event) => dispatch({ type: 'filtered', filters: { theme: event.target.value } })}
          >
            <option value="">Any theme</option>
            {themes.map(({ theme, title }) => (
              <option key={theme} value={theme}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label className="select">
          <span className="unseen">Least confidence</span>
          <select
            value={filters.leastSure}
            onChange={(event) =>
              dispatch({ type: 'filtered', filters: { leastSure: event.target.value as Confidence } })
            }
          >
            <option value="low">Any confidence</option>
            <option value="medium">Medium or high</option>
            <option value="high">High alone</option>
          </select>
        </label>
      </div>
      <MoreFilters />
    </>
  );
}
