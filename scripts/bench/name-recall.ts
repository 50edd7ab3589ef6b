// How many of the ways in which a listed name is written otherwise a screening still finds, by kind: spellings and scripts
// from the labelled pairs, and slips made from the names of those pairs: letters swapped, a prefix, a number counted
// otherwise, NO. before it, Cyrillic letters. All of a name alone, so that nothing may be more than possible. The
// benchmark prints the counts, the test holds them.

import { readAsked } from '../../server/desk/asked.ts';
import { createScreener, oneResult } from '../../server/desk/screen.ts';
import { isNumber, nameKey } from '../../server/domain/identity/name.ts';
import { blankHull, type WatchedHull } from '../../server/domain/vessel.ts';
import type { Count } from './bench.ts';
import { readPairs } from './name-pairs.ts';

interface Written {
  listed: string;
  asked: string;
}

/** Floors: what was found when the kind was last worked on. Nothing may fall below. */
const KINDS: readonly { kind: string; least: number; written: (names: readonly string[]) => Written[] }[] = [
  { kind: 'spelling (labelled)', least: 40, written: () => labelled('spelling') },
  { kind: 'script (labelled)', least: 8, written: () => labelled('script') },
  { kind: 'script (Cyrillic letters)', least: 0.97, written: (names) => names.filter(isLetters).map(inCyrillic) },
  { kind: 'swapped letters', least: 0.99, written: (names) => names.flatMap(swapped) },
  { kind: 'prefix', least: 1, written: (names) => names.flatMap(prefixed) },
  { kind: 'number', least: 1, written: (names) => names.flatMap(counted) },
  { kind: 'NO. and №', least: 1, written: (names) => names.flatMap(numbered) },
];

export async function countRecall(): Promise<Count[]> {
  const counts: Count[] = [];
  const names = namesOfPairs();
  let above = 0;
  let asked = 0;
  for (const { kind, least, written } of KINDS) {
    const pairs = written(names);
    const screener = screenerOf(pairs.map(({ listed }) => listed));
    const missed: string[] = [];
    for (const pair of pairs) {
      const { matches, level } = oneResult(await screener.screen(readAsked(pair.asked)));
      asked++;
      if (level !== null && level !== 'possible') above++;
      if (!matches.some(({ hull }) => hull.name === pair.listed)) missed.push(`${pair.listed} | ${pair.asked}`);
    }
    const wanted = least <= 1 ? Math.floor(least * pairs.length) : least;
    counts.push({
      name: `found by a screening: ${kind}`,
      found: pairs.length - missed.length,
      of: pairs.length,
      wanted,
      least: true,
      strays: pairs.length - missed.length < wanted ? missed.slice(0, 20) : [],
    });
  }
  counts.push({ name: 'above possible by a name alone', found: above, of: asked, wanted: 0, strays: [] });
  return counts;
}

function screenerOf(names: readonly string[]) {
  const known: WatchedHull[] = [...new Set(names)].map((name, i) => blankHull(`hull:${i}`, null, name));
  const bindings = { bound: new Map<number, string>(), refused: new Set<string>() };
  const watch = { known, hulls: known, classes: [], bindings, revision: 1 };
  const store = {
    listRecordsOf: async (refs: readonly unknown[]) => refs.map(() => null),
    partyRecords: async () => [],
    listsInForce: async () => [],
  };
  return createScreener(store, () => watch);
}

function labelled(kind: string): Written[] {
  return readPairs('vessel-name-pairs.csv.gz')
    .filter((pair) => pair.kind === kind && pair.same_ship === '1')
    .flatMap(({ name_a, name_b }) => [
      { listed: name_b, asked: name_a },
      { listed: name_a, asked: name_b },
    ]);
}

/** Names of two words of letters and more, or of six letters; a slip in a shorter one is another name. */
function namesOfPairs(): string[] {
  const names = new Set<string>();
  for (const { name_a } of readPairs('vessel-name-pairs.csv.gz')) {
    if (/^[A-Z][A-Z -]{5,18}[A-Z](?: \d{1,2})?$/.test(name_a) && nameKey(name_a) !== null) names.add(name_a);
  }
  return [...names].sort();
}

function isLetters(name: string): boolean {
  return /^[A-Z -]+$/.test(name);
}

/** Two different neighbours in the middle of the longest word, not its first letter. */
function swapped(listed: string): Written[] {
  const word = listed.split(/[ -]/).reduce((longest, each) => (each.length > longest.length ? each : longest));
  const at = Math.floor(word.length / 2);
  if (word.length < 5 || word[at] === word[at + 1] || /\d/.test(word)) return [];
  const other = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
  return [{ listed, asked: listed.replace(word, other) }];
}

function prefixed(listed: string): Written[] {
  return ['M/V ', 'MT ', 'm.v. '].map((prefix) => ({ listed, asked: `${prefix}${listed}` }));
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];

/** 'ARGO 2' as 'ARGO II', 'ARGO-2', 'ARGO2' and 'ARGO 02'. */
function counted(listed: string): Written[] {
  const key = nameKey(listed);
  const number = key?.tokens.at(-1) ?? '';
  if (!key || !isNumber(number) || key.tokens.length < 2 || !/ (?:[IVX]+|\d{1,2})$/.test(listed)) return [];
  const bare = listed.split(' ').slice(0, -1).join(' ');
  const ways = [`${bare}-${number}`, `${bare}${number}`, `${bare} 0${number}`];
  const roman = ROMAN[Number(number) - 1];
  if (roman !== undefined) ways.push(`${bare} ${roman}`);
  return ways.map((asked) => ({ listed, asked }));
}

function numbered(listed: string): Written[] {
  const number = / (\d{1,2})$/.exec(listed)?.[1];
  if (number === undefined) return [];
  const bare = listed.slice(0, -number.length).trim();
  return ['NO.', 'NO ', '№ ', '#', 'N° '].map((sign) => ({ listed, asked: `${bare} ${sign}${number}` }));
}

/** Letters for letters, as a Russian text writes a foreign name. */
const CYRILLIC: readonly (readonly [string, string])[] = [
  ...(['SHCH Щ', 'SCH Ш', 'ZH Ж', 'KH Х', 'TS Ц', 'CH Ч', 'SH Ш', 'YU Ю', 'YA Я', 'PH Ф', 'CK К', 'IY ИЙ'] as const),
  ...'A А|B Б|C К|D Д|E Е|F Ф|G Г|H Х|I И|J Й|K К|L Л|M М|N Н|O О|P П|Q К|R Р|S С|T Т|U У|V В|W В|X КС|Y Й|Z З'.split(
    '|',
  ),
].map((pair) => pair.split(' ') as [string, string]);

function inCyrillic(listed: string): Written {
  let asked = listed;
  for (const [latin, cyrillic] of CYRILLIC) asked = asked.replaceAll(latin, cyrillic);
  return { listed, asked };
}
