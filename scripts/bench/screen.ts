// How fast names are screened against everything that is loaded, one core: 10,000 names in under two seconds. The list is
// the built-in table and 10,000 made-up hulls with three names each, some in series; one name in ten that is asked is
// listed, one in ten is one letter off. Every name is from a seeded generator.

import { loadReference } from '../../db/reference/load.ts';
import { readAsked } from '../../server/desk/asked.ts';
import { createScreener } from '../../server/desk/screen.ts';
import type { WatchedHull } from '../../server/domain/vessel.ts';
import { type Random, seededRandom } from '../fuzz.ts';
import type { Bench } from './bench.ts';
import { makeHull, shipName } from './fleet.ts';

/** What nobody types and somebody pastes: a name, a run of prefixes, of blanks, of numbers, of brackets. */
const LONG = ['A', 'M/V ', ' ', '1 ', '((', 'A / B ', 'IMO ', 'Я'].map((part) => part.repeat(100_000 / part.length));

const HULLS = 10_000;
const NAMES = 10_000;

const NO_STORE = {
  listRecordsOf: async (refs: readonly unknown[]) => refs.map(() => null),
  partyRecords: async () => [],
  listsInForce: async () => [],
};

export const benches: readonly Bench[] = [
  {
    name: 'names screened against 10,170 hulls',
    unit: 'names/s',
    // 10,000 names in under 2 s on one core.
    atLeast: 5_000,
    reachFor: 100_000,
    prepare: async () => {
      const random = seededRandom(7);
      const { hulls } = loadReference();
      const known = [...hulls, ...Array.from({ length: HULLS }, (_, i) => makeHull(i, random))];
      const watch = {
        known,
        hulls: known,
        classes: [],
        bindings: { bound: new Map(), refused: new Set<string>() },
        revision: 1,
      };
      const screener = createScreener(NO_STORE, () => watch);
      const asked = Array.from({ length: NAMES }, (_, i) => nameFor(i, known, random)).flatMap(readAsked);
      return async () => {
        const results = await screener.screen(asked);
        const found = results.filter(({ matches }) => matches.length > 0).length;
        if (found < NAMES / 10) throw new Error(`bench found ${found} names, ${NAMES / 10} are listed`);
        return NAMES;
      };
    },
  },
  {
    name: 'questions of 100 kB',
    unit: 'questions/s',
    // Under 50 ms each, whatever the text is made of.
    atLeast: 20,
    reachFor: 100,
    prepare: async () => {
      const { hulls } = loadReference();
      const bindings = { bound: new Map<number, string>(), refused: new Set<string>() };
      const screener = createScreener(NO_STORE, () => ({ known: hulls, hulls, classes: [], bindings, revision: 1 }));
      return async () => {
        for (const text of LONG) {
          await screener.screen(readAsked(text));
          // A caller that asks it as a name, without the question being read.
          await screener.screen([{ asked: '', query: { name: text, imo: null, mmsi: null, callSign: '' } }]);
        }
        return LONG.length * 2;
      };
    },
  },
];

function nameFor(i: number, known: readonly WatchedHull[], random: Random): string {
  if (i % 10 > 1) return shipName(random);
  const { name } = known[Math.floor(random() * known.length)]!;
  return i % 10 === 0 ? name : `${name.slice(0, 3)}X${name.slice(4)}`;
}
