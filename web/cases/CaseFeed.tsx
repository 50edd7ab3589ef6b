// The feed: one row a case, as it is known at the playhead. Only the rows in view are drawn, so that ten thousand cost no more
// than ten. Rows are picked by their boxes or with x and dealt with together. Worked by keyboard (page/shortcuts.ts).

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { CallList } from '../alerts/CallList.tsx';
import { useHeld } from '../desk/held.ts';
import { caseCounts, caseFeed, foldedCounts } from '../state/case-feed.ts';
import { useControls } from '../state/controls.ts';
import { isFiltered, NO_FILTERS } from '../state/feed.ts';
import { currentReplay } from '../state/state.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { countText } from '../words/format.ts';
import { BulkBar } from './BulkBar.tsx';
import { CaseCard } from './CaseCard.tsx';
import { CaseFilters, Order } from './CaseFilters.tsx';
import { aroundOf, dayOfState, listShips } from './feed-rows.ts';
import { newSince } from './looked.ts';
import { pickAll, picked, pickNone, pickRange, togglePick } from './picked.ts';

/** Height of a row, px; the style sheet has the same. */
const ROW_PX = 140;
/** Rows drawn beyond the view at either end. */
const BEYOND = 4;

export function CaseFeed() {
  const cases = useSlice((state) => state.cases);
  const alerts = useSlice((state) => state.alerts);
  const filters = useSlice((state) => state.filters);
  const ports = useSlice((state) => state.ports);
  const scope = useSlice((state) => state.scope);
  const fresh = useSlice((state) => state.fresh);
  const caseId = useSlice((state) => state.caseId);
  const cursorId = useSlice((state) => state.cursorId);
  const hues = useSlice((state) => state.hues);
  const day = useSlice(dayOfState);
  const ships = useHeld(listShips);
  const chosen = useHeld(picked);
  const controls = useControls();
  const list = useRef<HTMLOListElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the ships of a list come in beside the state
  const around = useMemo(() => aroundOf({ ports, filters }), [ports, filters, ships]);
  const rows = useMemo(
    () => caseFeed(cases.values(), alerts, filters, day, around),
    [cases, alerts, filters, day, around],
  );
  const counts = useMemo(() => caseCounts(cases.values(), alerts, filters, around), [cases, alerts, filters, around]);
  const folded = useMemo(() => foldedCounts(cases.values(), alerts), [cases, alerts]);
  const order = useMemo(() => rows.map((row) => row.case.id), [rows]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was picked in one scope is not in another
  useEffect(pickNone, [scope]);

  const measure = () => {
    const box = list.current;
    if (box !== null) setView({ top: box.scrollTop, height: box.clientHeight });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list appears with the first row
  useLayoutEffect(() => {
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, [rows.length === 0]);

  // The row that the keyboard stands on comes into view, drawn or not.
  useEffect(() => {
    const box = list.current;
    const at = rows.findIndex((row) => row.case.id === cursorId);
    if (box === null || at < 0) return;
    if (at * ROW_PX < box.scrollTop) box.scrollTop = at * ROW_PX;
    else if ((at + 1) * ROW_PX > box.scrollTop + box.clientHeight) box.scrollTop = (at + 1) * ROW_PX - box.clientHeight;
  }, [cursorId, rows]);

  const pick = useMemo(
    () => (id: string, isRange: boolean) => (isRange ? pickRange(order, id) : togglePick(id)),
    [order],
  );
  const first = Math.max(0, Math.floor(view.top / ROW_PX) - BEYOND);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW_PX) + BEYOND);
  const shown = chosen.size === 0 ? 0 : order.filter((id) => chosen.has(id)).length;
  return (
    <section className="panel feed" id="feed" aria-labelledby="feed-title">
      <header className="feed-head">
        <div className="feed-title-row">
          <input
            type="checkbox"
            aria-label="Pick all cases shown"
            title="Pick all cases shown"
            checked={shown > 0 && shown === rows.length}
            disabled={rows.length === 0}
            onChange={() => (shown === rows.length ? pickNone() : pickAll(order))}
          />
          <h2 id="feed-title">Cases</h2>
          <span className="count number">
            {countText(rows.length)}
            {rows.length < folded.known && ` of ${countText(folded.known)}`}
          </span>
          <Order />
        </div>
        <CaseFilters counts={counts} />
        <Folds withdrawn={folded.withdrawn} muted={folded.muted} />
      </header>
      {rows.length === 0 ? (
        <Empty known={folded.known} />
      ) : (
        <ol className="cards case-cards" ref={list} onScroll={measure}>
          {first > 0 && <li aria-hidden="true" style={{ height: first * ROW_PX }} />}
          {rows.slice(first, last).map((row, i) => (
            <CaseCard
              key={row.case.id}
              row={row}
              hue={hues.get(row.case.ships[0]!.id)}
              fresh={row.alertIds.map((id) => fresh.get(id)?.what).find((what) => what !== undefined)}
              isNew={newSince(row.case)}
              selected={row.case.id === caseId}
              cursor={row.case.id === cursorId}
              picked={chosen.has(row.case.id)}
              place={first + i + 1}
              of={rows.length}
              open={controls.showCase}
              pick={pick}
            />
          ))}
          {last < rows.length && <li aria-hidden="true" style={{ height: (rows.length - last) * ROW_PX }} />}
        </ol>
      )}
      <BulkBar rows={rows} />
    </section>
  );
}

/** What is left out unless it is asked for. */
function Folds({ withdrawn, muted }: { withdrawn: number; muted: number }) {
  const filters = useSlice((state) => state.filters);
  const dispatch = useDispatch();
  if (withdrawn === 0 && muted === 0) return null;
  return (
    <div className="case-folds">
      {withdrawn > 0 && (
        <button
          type="button"
          className="text-button"
          aria-expanded={filters.withdrawn}
          onClick={() => dispatch({ type: 'filtered', filters: { withdrawn: !filters.withdrawn } })}
        >
          {filters.withdrawn ? 'Hide' : 'Show'} {countText(withdrawn)} withdrawn
        </button>
      )}
      {muted > 0 && (
        <button
          type="button"
          className="text-button"
          aria-expanded={filters.muted}
          onClick={() => dispatch({ type: 'filtered', filters: { muted: !filters.muted } })}
        >
          {filters.muted ? 'Hide' : 'Show'} {countText(muted)} muted
        </button>
      )}
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
        <p>None of the {countText(known)} cases known at this time passes the filters.</p>
        <button type="button" className="button" onClick={() => dispatch({ type: 'filtered', filters: NO_FILTERS })}>
          Clear the filters
        </button>
      </div>
    );
  }
  if (known > 0) {
    return (
      <div className="empty">
        <p>All {countText(known)} cases known at this time are withdrawn or muted; they are folded away above.</p>
      </div>
    );
  }
  return (
    <div className="empty">
      <p>{replay === null ? 'No alert has been raised.' : 'No alert had been raised by this time of the replay.'}</p>
      <p className="quiet">
        A case is opened when a watched hull, or any ship where a rule says so, makes a passage that a rule names; what
        follows of the same story goes on with it.
      </p>
      <CallList />
    </div>
  );
}
