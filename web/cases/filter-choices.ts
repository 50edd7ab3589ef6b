// What the filters of the feed offer: ships, places and countries that some case tells of, by name. Pure.

import type { CaseSummary } from '../../server/http/wire/case.ts';

type Choice = readonly [value: string, word: string];

export interface Choices {
  ships: Choice[];
  places: Choice[];
  regions: Choice[];
}

const NAMES = new Intl.DisplayNames(['en-GB'], { type: 'region', fallback: 'code' });

export function choicesOf(cases: Iterable<CaseSummary>, countryOf: (placeId: string) => string | null): Choices {
  const ships = new Map<string, string>();
  const places = new Map<string, string>();
  const regions = new Map<string, string>();
  for (const each of cases) {
    if (each.state === 'joined') continue;
    for (const { id, name, imo } of each.ships) ships.set(id, imo === null ? name : `${name} (IMO ${imo})`);
    for (const { placeIds, placeNames } of each.legs) {
      placeIds.forEach((id, i) => {
        if (places.has(id)) return;
        places.set(id, placeNames[i] ?? id);
        const country = countryOf(id);
        if (country !== null && country !== '') regions.set(country, nameOf(country));
      });
    }
  }
  return { ships: byWord(ships), places: byWord(places), regions: byWord(regions) };
}

function nameOf(country: string): string {
  try {
    return NAMES.of(country) ?? country;
  } catch {
    return country;
  }
}

function byWord(of: ReadonlyMap<string, string>): Choice[] {
  return [...of].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
}
