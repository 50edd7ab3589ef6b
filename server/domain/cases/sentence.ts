// The one sentence of a case. It counts what its alerts tell and says how each is known: what was observed or sighted is
// counted as done, what is inferred or declared as possible. Where the ship was silent, more may have happened than was
// told: the count is then "at least". It never says more than the alerts.

import { daysOf } from '../time.ts';
import type { CaseLeg, CaseShip } from './case.ts';

export interface Told {
  ships: readonly CaseShip[];
  legs: readonly CaseLeg[];
  fromAt: number;
  toAt: number;
  /** Some of it rests on a time in which a ship was not heard. */
  silent: boolean;
}

export function caseSentence({ ships, legs, fromAt, toAt, silent }: Told): string {
  const parts = [
    counted(legs, 'leg', 'leg', (some) => routeOf(some)),
    counted(legs, 'call', 'call', (some) => `at ${listed(places(some), 'and')}`),
    counted(legs, 'encounter', 'encounter at sea', withWhom),
    signs(legs),
  ].filter((part) => part !== null);
  // One thing that happened is one, whatever else the silence hides.
  const least = silent && legs.length > 1 && legs.some(isFirm) ? 'at least ' : '';
  return `${shipNames(ships)}: ${least}${sentenceList(parts)}, ${daysOf(fromAt, toAt)}; ${basisClause(legs)}.`;
}

export function shipNames(ships: readonly CaseShip[]): string {
  return sentenceList(ships.map(({ name }) => name));
}

/** Somebody or something saw it from end to end. */
function isFirm({ basis, grade, ahead }: CaseLeg): boolean {
  return !ahead && (basis === 'observed' || (basis === 'sighted' && grade !== 'possible'));
}

/** "2 legs and 1 possible leg between Rajin and Dunay"; null where there is none of the kind. */
function counted(
  all: readonly CaseLeg[],
  kind: CaseLeg['kind'],
  noun: string,
  where: (legs: readonly CaseLeg[]) => string,
): string | null {
  const legs = all.filter((leg) => leg.kind === kind);
  if (legs.length === 0) return null;
  const firm = legs.filter(isFirm).length;
  const possible = legs.length - firm;
  const numbers = [
    firm === 0 ? null : `${firm} ${plural(noun, firm)}`,
    possible === 0 ? null : `${possible} possible ${plural(noun, possible)}`,
  ].filter((part) => part !== null);
  return `${numbers.join(' and ')} ${where(legs)}`;
}

function plural(noun: string, count: number): string {
  return count === 1 ? noun : noun.replace(/^\w+/, (word) => `${word}s`);
}

/** "from Rajin to Dunay", "between Rajin and Dunay (2 each way)", "between Rajin and Vostochny or Nakhodka", "(Rajin to Dunay and Nampo to Dalian)". */
function routeOf(legs: readonly CaseLeg[]): string {
  const ends = legs.map(({ placeNames }) => [placeNames[0]!, placeNames[1]!] as const);
  const hub = ends[0]!.find((name) => ends.every((pair) => pair.includes(name)));
  if (hub === undefined) {
    const pairs = [...new Set(ends.map(([a, b]) => `${a} to ${b}`))];
    return `(${listed(pairs, 'and', 'other ways')})`;
  }
  const others = [...new Set(ends.map(([a, b]) => (a === hub ? b : a)))];
  const out = ends.filter(([a]) => a === hub).length;
  const back = ends.length - out;
  const there = listed(others, 'or');
  if (back === 0) return `from ${hub} to ${there}`;
  if (out === 0) return `from ${there} to ${hub}`;
  return `between ${hub} and ${there} ${out === back ? `(${out} each way)` : `(${out} from ${hub}, ${back} to it)`}`;
}

function places(legs: readonly CaseLeg[]): string[] {
  return [...new Set(legs.flatMap(({ placeNames }) => placeNames))];
}

function withWhom(legs: readonly CaseLeg[]): string {
  const names = legs.flatMap(({ partnerName }) => partnerName ?? []);
  return names.length === 0 ? '' : `with ${listed([...new Set(names)], 'and', 'others')}`;
}

function signs(all: readonly CaseLeg[]): string | null {
  const legs = all.filter(({ kind }) => kind === 'sign');
  if (legs.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { ruleTitle } of legs) counts.set(ruleTitle, (counts.get(ruleTitle) ?? 0) + 1);
  const titles = [...counts].map(([title, count]) => (counts.size === 1 ? `"${title}"` : `"${title}" (${count})`));
  return `${legs.length} ${plural('sign', legs.length)} of ${listed(titles, 'and', 'others')}`;
}

/** How the legs are known, surest first. */
const WAYS: readonly { words: string; holds: (leg: CaseLeg) => boolean }[] = [
  { words: 'observed on AIS', holds: ({ basis, ahead }) => basis === 'observed' && !ahead },
  {
    words: 'sighted',
    holds: ({ basis, grade, ahead }) => basis === 'sighted' && grade !== 'probable' && grade !== 'possible' && !ahead,
  },
  {
    words: 'probably sighted',
    holds: ({ basis, grade, ahead }) => basis === 'sighted' && grade === 'probable' && !ahead,
  },
  {
    words: 'possibly sighted',
    holds: ({ basis, grade, ahead }) => basis === 'sighted' && grade === 'possible' && !ahead,
  },
  { words: 'inferred, not seen', holds: ({ basis, ahead }) => basis === 'inferred' && !ahead },
  { words: 'not ended, on its course', holds: ({ basis, ahead }) => ahead && basis !== 'claimed' },
  { words: 'only declared by the ship', holds: ({ basis }) => basis === 'claimed' },
];

function basisClause(legs: readonly CaseLeg[]): string {
  const counts = WAYS.map(({ words, holds }) => ({ words, count: legs.filter(holds).length })).filter(
    ({ count }) => count > 0,
  );
  if (counts.length === 1) return `${legs.length > 1 ? 'all ' : ''}${counts[0]!.words}`;
  return counts.map(({ words, count }) => `${count} ${words}`).join('; ');
}

/** At most so many names; the rest is counted. */
const MOST_NAMES = 3;

function listed(names: readonly string[], word: 'and' | 'or', rest = 'other places'): string {
  const left = names.length - MOST_NAMES;
  const shown = left > 1 ? [...names.slice(0, MOST_NAMES), `${left} ${rest}`] : names;
  return sentenceList(shown, word);
}

function sentenceList(parts: readonly string[], word: 'and' | 'or' = 'and'): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}
