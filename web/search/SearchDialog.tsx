// Finds whatever has a name or a number, and opens it: ships heard or not, listed or not, cases, ports, zones, companies and
// persons, rules, a position in any notation, and the tables of the page. Arrow keys move, Enter opens.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import type { SearchHit } from '../../server/http/wire/search.ts';
import { PartyOpener } from '../parties/PartyCard.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { useAsOf } from '../state/clock.ts';
import { useControls } from '../state/controls.ts';
import { useDispatch, usePageStore, useSlice } from '../state/store.ts';
import { countText } from '../words/format.ts';
import { doorsFor, KIND_WORDS, type Row, rowsOf } from './search.ts';
import { searchApi } from './search-api.ts';

export function SearchDialog() {
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const scope = useSlice((state) => state.scope) ?? 'live';
  const asOf = useAsOf();
  const query = useQuery({
    queryKey: ['search', asked, scope, asOf],
    queryFn: () => searchApi.find(asked, scope, asOf),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const rows = asked === '' ? doorsFor('') : rowsOf(asked, query.data);
  const [at, setAt] = useState(0);
  const open = useOpener();
  const [party, setParty] = useState<SearchHit | null>(null);
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  // The dialog gives the focus to its first button; whoever opened the search wants to type.
  useEffect(() => field.current?.focus(), []);
  const here = Math.min(at, Math.max(0, rows.length - 1));
  useEffect(() => {
    document.getElementById(`${list}-${here}`)?.scrollIntoView({ block: 'nearest' });
  }, [list, here]);

  const pick = (row: Row) => {
    if (row.hit?.kind === 'party') setParty(row.hit);
    else open(row);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt(Math.min(rows.length - 1, Math.max(0, here + step)));
    else if (event.key === 'Enter' && rows[here] !== undefined) pick(rows[here]);
    else return;
    event.preventDefault();
  };
  const nothing = asked !== '' && query.isSuccess && !query.isPlaceholderData && rows.length === 0;
  return (
    <Dialog title="Search" clock="playhead">
      <div className="palette">
        <input
          ref={field}
          type="text"
          enterKeyHint="go"
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls={list}
          aria-activedescendant={rows.length > 0 ? `${list}-${here}` : undefined}
          aria-label="Ship, number, port, case, company, rule or position"
          placeholder="Ship, IMO, MMSI, call sign, port, company, 42.23 N 130.3 E …"
          maxLength={100}
          value={text}
          onKeyDown={press}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
            setParty(null);
          }}
        />
        <div className="palette-said" role="status">
          {query.isError && <p className="refusal">{query.error.message}</p>}
          {asked !== '' && query.data?.says != null && <p className="refusal">{query.data.says}</p>}
          {nothing && (
            <p className="quiet">
              Nothing here is written so. Other spellings and scripts are found by screening (w). That is no clearance.
            </p>
          )}
        </div>
        <div id={list} role="listbox" aria-label="Found" className="palette-rows">
          {rows.map((row, i) => (
            <div
              key={row.key}
              id={`${list}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === here}
              className="palette-row"
              onPointerMove={() => setAt(i)}
              onClick={() => pick(row)}
              onKeyDown={press}
            >
              <span className="palette-kind">{row.kind}</span>
              <span className="palette-main">
                <strong>{row.title}</strong>
                {row.note !== '' && <span className="quiet"> {row.note}</span>}
              </span>
              {row.hit?.kind === 'ship' && (
                <span className="palette-tags">
                  {row.hit.watched && <span className="tag watched">Watched</span>}
                  <span className="tag">{row.hit.heard ? 'Heard here' : 'Not heard here'}</span>
                </span>
              )}
            </div>
          ))}
        </div>
        {party !== null && (
          <section className="palette-party" aria-label={party.title}>
            <PartyOpener id={party.id} name={party.title} startsOpen />
          </section>
        )}
        {query.data !== undefined && asked !== '' && Object.keys(query.data.more).length > 0 && (
          <p className="quiet palette-more">
            Not shown:{' '}
            {Object.entries(query.data.more)
              .map(
                ([kind, count]) =>
                  `${countText(count)} more under ${KIND_WORDS[kind as SearchHit['kind']].toLowerCase()}`,
              )
              .join(', ')}
            . Type more of the name.
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** Closes the search and opens what was picked. */
function useOpener(): (row: Row) => void {
  const dispatch = useDispatch();
  const controls = useControls();
  const store = usePageStore();
  return ({ hit, place, dialog }) => {
    dispatch({ type: 'dialog', dialog: dialog ?? null });
    if (place !== undefined) controls.showPlace(place.lon, place.lat);
    if (hit === undefined) return;
    if (hit.kind === 'ship') controls.showVessel(hit.id);
    else if (hit.kind === 'case' && store.get().cases.has(hit.id)) controls.showCase(hit.id);
    else if (hit.kind === 'rule') dispatch({ type: 'dialog', dialog: 'rules' });
    else if (hit.lon !== null && hit.lat !== null) controls.showPlace(hit.lon, hit.lat);
  };
}
