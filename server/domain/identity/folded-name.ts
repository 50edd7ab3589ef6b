// Names across scripts: a name in Latin letters comes in, as transliteration or another list's spelling gives it, and a
// key goes out under which spellings of one name meet: CHERSKIY and CHERSKY, MAYYA and MAIA, LYONGGUNBONG and RYONG GUN
// BONG (identity facts, normalisation 8). Equal keys are a candidate to look at, never equality. Numbers are never folded.

import { isNumber, type NameKey, nameKey } from './name.ts';

/** How the Latin letters came about: from a script, or as they were typed. */
export type Origin = 'latin' | 'cyrillic' | 'hangul' | 'consonants';

/** Under four letters too much of a name lies in each of them (identity policy: up to four exact only). */
const LEAST_LETTERS: Readonly<Record<Origin, number>> = { latin: 5, cyrillic: 3, hangul: 4, consonants: 4 };

/** The name with every word folded; null where it is no name, or too short to be found by more than itself. */
export function foldedName(latin: string, origin: Origin): NameKey | null {
  const key = nameKey(latin.replace(APOSTROPHES, ''));
  if (key === null) return null;
  const words = origin === 'hangul' ? withoutShip(key.tokens) : key.tokens;
  const folded = words.map((word) => (isNumber(word) ? word : foldWord(word, origin))).filter((word) => word !== '');
  const letters = folded.reduce((sum, word) => sum + (isNumber(word) ? 0 : word.length), 0);
  if (letters < LEAST_LETTERS[origin]) return null;
  return {
    plain: folded.join(' '),
    joined: folded.join(''),
    numbers: key.numbers,
    singles: folded.filter((word) => word.length === 1 && !isNumber(word)).join(''),
    tokens: folded,
  };
}

/** The signs for a soft and a hard letter come out as apostrophes, within a word. */
const APOSTROPHES = /['’ʼʹ`]/g;

/** 호 and 'HO' behind a Korean name say "ship", as MARU does behind a Japanese one. */
function withoutShip(words: readonly string[]): readonly string[] {
  return words.length > 2 && words.at(-1) === 'HO' ? words.slice(0, -1) : words;
}

export function foldWord(word: string, origin: Origin): string {
  if (origin === 'hangul') return foldKorean(word);
  let folded = word;
  for (const [letters, by] of CYRILLIC_FOLDS) folded = folded.replace(letters, by);
  if (origin === 'consonants') folded = folded.replace(/[AEIOUWV]+/g, '');
  return folded.replace(/(.)\1+/g, '$1');
}

/** One sound written several ways, most of all by romanisations of Cyrillic; the order counts. */
const CYRILLIC_FOLDS: readonly (readonly [RegExp, string])[] = [
  [/SHCH|SCH|SHTCH/g, 'SH'],
  [/ZH/g, 'Z'],
  [/CZ|TCH|TSCH/g, 'CH'],
  [/KH/g, 'H'],
  [/TS|TZ/g, 'C'],
  [/PH/g, 'F'],
  [/X/g, 'KS'],
  [/CK|Q/g, 'K'],
  [/W/g, 'V'],
  [/[YJ]/g, 'I'],
  [/^IE/g, 'E'],
  [/I+/g, 'I'],
];

/** The two romanisations of Korean: 청천강 is CHEONGCHEONGANG and CHONG CHON GANG. */
function foldKorean(word: string): string {
  return word
    .replace(/EO/g, 'O')
    .replace(/EU/g, 'U')
    .replace(/AE/g, 'E')
    .replace(/CH/g, 'J')
    .replace(/SH/g, 'S')
    .replace(/K/g, 'G')
    .replace(/T/g, 'D')
    .replace(/P/g, 'B')
    .replace(/L/g, 'R')
    .replace(/(.)\1+/g, '$1');
}
