// How fast names are screened against everything that is loaded, one core: 10,000 names in under two seconds. The list is
// the built-in table and 10,000 made-up hulls with three names each, some in series; one name in ten that is asked is
// listed, one in ten is one letter off. Every name is from a seeded generator.

import { loadReference } from '../../db/reference/load.ts';
import { isShipImo } from '../../server/domain/identity/imo.ts';
import type { WatchedHull } from '../../server/domain/vessel.ts';
import { createScreener, readAsked } from '../../server/screen.ts';
import type { Bench } from './bench.ts';

const HULLS = 10_000;
const NAMES = 10_000;

export const benches: readonly Bench[] = [
  {
    name: 'names screened against 10,168 hulls',
    unit: 'names/s',
    // 10,000 names in under 2 s on one core.
    atLeast: 5_000,
    reachFor: 100_000,
    prepare: async () => {
      const random = seeded(7);
      const { hulls } = loadReference();
      const known = [...hulls, ...Array.from({ length: HULLS }, (_, i) => makeHull(i, random))];
      const watch = {
        known,
        hulls: known,
        classes: [],
        bindings: { bound: new Map(), refused: new Set<string>() },
        revision: 1,
      };
      const screener = createScreener({ listRecordsOf: async (refs) => refs.map(() => null) }, () => watch);
      const asked = Array.from({ length: NAMES }, (_, i) => nameFor(i, known, random)).flatMap(readAsked);
      return async () => {
        const results = await screener.screen(asked);
        const found = results.filter(({ matches }) => matches.length > 0).length;
        if (found < NAMES / 10) throw new Error(`bench found ${found} names, ${NAMES / 10} are listed`);
        return NAMES;
      };
    },
  },
];

function nameFor(i: number, known: readonly WatchedHull[], random: () => number): string {
  if (i % 10 > 1) return shipName(random);
  const { name } = known[Math.floor(random() * known.length)]!;
  return i % 10 === 0 ? name : `${name.slice(0, 3)}X${name.slice(4)}`;
}

function makeHull(i: number, random: () => number): WatchedHull {
  let imo = 1_000_000 + i * 10;
  while (!isShipImo(imo)) imo++;
  return {
    id: `imo:${imo}`,
    imo,
    name: shipName(random),
    aliases: [shipName(random), shipName(random)],
    mmsis: [],
    callSigns: [],
    flag: null,
    flagCodes: [],
    shipType: null,
    builtYear: null,
    grossTonnage: null,
    lengthM: null,
    owner: null,
    operator: null,
    status: 'active',
    endedAt: null,
    designations: [],
    pinned: false,
    group: 'bench',
    notes: null,
    sources: [],
  };
}

const FIRST = 'PORT CAPITAN AKADEMIK OCEAN PACIFIC SEA LADY NORTH SILVER VOLGO GOLDEN STAR BLUE GLOBAL'.split(' ');
const ENDS = 'OV SKIY INA ARA IYA ENKO GRAD MORSK LINE HOPE GANG SAN RYONG BONG ISTAN'.split(' ');
const SYLLABLES = [...'BDFGHKLMNPRSTVZ'].flatMap((consonant) => [...'AEIOU'].map((vowel) => consonant + vowel));

function shipName(random: () => number): string {
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)]!;
  const word = pick(SYLLABLES) + pick(SYLLABLES) + (random() < 0.7 ? pick(SYLLABLES) : '') + pick(ENDS);
  const number = random() < 0.2 ? ` ${1 + Math.floor(random() * 20)}` : '';
  return `${random() < 0.6 ? `${pick(FIRST)} ` : ''}${word}${number}`;
}

/** Mulberry32: small, seeded, good enough to spread names. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
