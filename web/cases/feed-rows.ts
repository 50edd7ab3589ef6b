// The rows of the feed as the page's state has them, for the list that draws them and for the keys that walk them.

import type { Port } from '../../server/http/wire/place.ts';
import { type Held, held } from '../desk/held.ts';
import { type Around, type CaseRow, caseFeed } from '../state/case-feed.ts';
import { LIVE, type State } from '../state/state.ts';
import { DAY_MS } from '../words/time.ts';

/** The ships of the watchlist that the filters ask for; null: none is asked for, or its ships are not known yet. */
export const listShips: Held<{ list: string; ships: ReadonlySet<string> } | null> = held<{
  list: string;
  ships: ReadonlySet<string>;
} | null>(null);

/** To the day: a case becomes quiet after 60 of them. */
export function dayOfState({ scope, at }: Pick<State, 'scope' | 'at'>): number {
  return Math.floor((scope === LIVE ? Date.now() : at) / DAY_MS) * DAY_MS;
}

export function aroundOf(state: Pick<State, 'ports' | 'filters'>): Around {
  const known = listShips.get();
  return {
    countryOf: countriesOf(state.ports),
    listShips: known !== null && known.list === state.filters.list ? known.ships : null,
  };
}

export function feedRows(state: State): CaseRow[] {
  return caseFeed(state.cases.values(), state.alerts, state.filters, dayOfState(state), aroundOf(state));
}

let of: readonly Port[] = [];
let countries = new Map<string, string>();

function countriesOf(ports: readonly Port[]): (placeId: string) => string | null {
  if (ports !== of) {
    of = ports;
    countries = new Map(ports.map(({ id, country }) => [id, country]));
  }
  return (placeId) => countries.get(placeId) ?? null;
}
