// The filters of the feed that are asked for less often: ship, watchlist, place, country, basis and days. Only what some case
// tells is offered.

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { listApi } from '../lists/list-api.ts';
import { type Filters, moreFilters, NO_FILTERS } from '../state/feed.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { DAY_MS } from '../words/time.ts';
import { BASIS_WORDS, type Basis } from '../words/words.ts';
import { aroundOf, listShips } from './feed-rows.ts';
import { choicesOf } from './filter-choices.ts';

export function MoreFilters() {
  const filters = useSlice((state) => state.filters);
  const [open, setOpen] = useState(false);
  const count = moreFilters(filters);
  return (
    <details className="more-filters" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        More filters
        {count > 0 && <span className="count number">{count}</span>}
      </summary>
      {open && <Fields />}
      <ListShips />
    </details>
  );
}

function Fields() {
  const filters = useSlice((state) => state.filters);
  const cases = useSlice((state) => state.cases);
  const ports = useSlice((state) => state.ports);
  const dispatch = useDispatch();
  const watchlists = useQuery({ queryKey: ['watchlists'], queryFn: listApi.watchlists });
  const choices = useMemo(
    () => choicesOf(cases.values(), aroundOf({ ports, filters: NO_FILTERS }).countryOf),
    [cases, ports],
  );
  const set = (part: Partial<Filters>) => dispatch({ type: 'filtered', filters: part });
  const select = (
    name: string,
    any: string,
    value: string,
    options: readonly (readonly [value: string, word: string])[],
    change: (value: string) => void,
  ) => (
    <label className="select">
      <span className="field-name">{name}</span>
      <select value={value} onChange={(event) => change(event.target.value)}>
        <option value="">{any}</option>
        {value !== '' && !options.some(([each]) => each === value) && <option value={value}>{value}</option>}
        {options.map(([each, word]) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="more-fields">
      {select('Ship', 'Any ship', filters.ship, choices.ships, (ship) => set({ ship }))}
      {select(
        'Watchlist',
        'Any list',
        filters.list,
        (watchlists.data ?? []).map(({ id, title }) => [id, title] as const),
        (list) => set({ list }),
      )}
      {select('Place', 'Any place', filters.place, choices.places, (place) => set({ place }))}
      {select('Region', 'Any region', filters.region, choices.regions, (region) => set({ region }))}
      {select(
        'Weakest basis',
        'Any basis',
        filters.basis,
        Object.entries(BASIS_WORDS).map(([basis, { word }]) => [basis, word] as const),
        (basis) => set({ basis: basis as Basis | '' }),
      )}
      <span />
      <label className="field">
        <span className="field-name">From day (UTC)</span>
        <input
          type="date"
          value={dayText(filters.fromAt)}
          onChange={(event) => set({ fromAt: dayAt(event.target.value) })}
        />
      </label>
      <label className="field">
        <span className="field-name">To day (UTC)</span>
        <input
          type="date"
          value={filters.toAt === null ? '' : dayText(filters.toAt - DAY_MS)}
          onChange={(event) => {
            const day = dayAt(event.target.value);
            set({ toAt: day === null ? null : day + DAY_MS });
          }}
        />
      </label>
    </div>
  );
}

/** The ships of the list that is asked for are fetched once, whether or not the fold is open. */
function ListShips() {
  const list = useSlice((state) => state.filters.list);
  const dispatch = useDispatch();
  const query = useQuery({
    queryKey: ['watchlist ships', list],
    queryFn: () => listApi.shipsOf(list),
    enabled: list !== '',
  });
  useEffect(() => {
    listShips.set(query.data === undefined ? null : { list, ships: query.data.ships });
  }, [query.data, list]);
  if (list === '' || (query.isSuccess && !query.data.cut)) return null;
  if (query.isPending) return <p className="quiet">Asking which ships are on the list…</p>;
  return (
    <p className="refusal" role="alert">
      {query.isError ? query.error.message : 'The list has more ships than are compared here.'}{' '}
      <button
        type="button"
        className="text-button"
        onClick={() => dispatch({ type: 'filtered', filters: { list: '' } })}
      >
        Any list
      </button>
    </p>
  );
}

function dayText(at: number | null): string {
  return at === null ? '' : new Date(at).toISOString().slice(0, 10);
}

function dayAt(text: string): number | null {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? null : at;
}
