// The made-up fleet of the identity benchmarks: names as on lists, some in series, and numbers that pass the ship check.
// Whatever is drawn comes from the generator that is handed in, so a run can be repeated.

import { isShipImo } from '../../server/domain/identity/imo.ts';
import { blankHull, type WatchedHull } from '../../server/domain/vessel.ts';
import type { Random } from '../fuzz.ts';

/** The i-th hull: a number of its own, a name and two former ones. */
export function makeHull(i: number, random: Random): WatchedHull {
  const imo = shipImo(1_000_000 + i * 10);
  return {
    ...blankHull(`imo:${imo}`, imo, shipName(random)),
    aliases: [shipName(random), shipName(random)],
    group: 'bench',
  };
}

/** The next number that passes the ship check: one in each ten does. */
export function shipImo(from: number): number {
  let imo = from;
  while (!isShipImo(imo)) imo++;
  return imo;
}

const FIRST = 'PORT CAPITAN AKADEMIK OCEAN PACIFIC SEA LADY NORTH SILVER VOLGO GOLDEN STAR BLUE GLOBAL'.split(' ');
const ENDS = 'OV SKIY INA ARA IYA ENKO GRAD MORSK LINE HOPE GANG SAN RYONG BONG ISTAN'.split(' ');
const SYLLABLES = [...'BDFGHKLMNPRSTVZ'].flatMap((consonant) => [...'AEIOU'].map((vowel) => consonant + vowel));

export function shipName(random: Random): string {
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)]!;
  const word = pick(SYLLABLES) + pick(SYLLABLES) + (random() < 0.7 ? pick(SYLLABLES) : '') + pick(ENDS);
  const number = random() < 0.2 ? ` ${1 + Math.floor(random() * 20)}` : '';
  return `${random() < 0.6 ? `${pick(FIRST)} ` : ''}${word}${number}`;
}
