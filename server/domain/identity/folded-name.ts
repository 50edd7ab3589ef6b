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
  const key = latinKey(latin);
  return key === null ? null : foldKey(key, origin);
}

/** The key of a name in Latin letters, without the signs that a transliteration leaves within words. */
export function latinKey(latin: string): NameKey | null {
  return nameKey(PLAIN.test(latin) ? latin : latin.replace(APOSTROPHES, ''));
}

export function foldKey(key: Readonly<NameKey>, origin: Origin): NameKey | null {
  const words = origin === 'hangul' ? withoutShip(key.tokens) : key.tokens;
  const tokens: string[] = [];
  let letters = 0;
  let singles = '';
  for (const word of words) {
    const folded = isNumber(word) ? word : foldWord(word, origin);
    if (folded === '') continue;
    tokens.push(folded);
    if (folded === word && isNumber(word)) continue;
    letters += folded.length;
    if (folded.length === 1) singles += folded;
  }
  if (letters < LEAST_LETTERS[origin]) return null;
  // 룡군봉 is one word in Latin letters and three on a list: doubles fold over the blanks too.
  const joined = withoutDoubles(tokens.join(''));
  return { plain: tokens.join(' '), joined, numbers: key.numbers, singles, tokens };
}

function withoutDoubles(text: string): string {
  if (!hasDouble(text)) return text;
  return PLAIN_LATIN.test(text) ? text.replace(LATIN_DOUBLES, '$1') : text.replace(/(\p{L})\1+/gu, '$1');
}

const PLAIN_LATIN = /^[A-Z0-9]*$/;
const LATIN_DOUBLES = /([A-Z])\1+/g;

/** The signs for a soft and a hard letter come out as apostrophes, within a word. */
const PLAIN = /^[A-Za-z0-9 .-]*$/;
const APOSTROPHES = /['’ʼʹ`]/g;

/** 호 and 'HO' behind a Korean name say "ship", as MARU does behind a Japanese one. */
function withoutShip(words: readonly string[]): readonly string[] {
  return words.length > 2 && words.at(-1) === 'HO' ? words.slice(0, -1) : words;
}

export function foldWord(word: string, origin: Origin): string {
  if (origin === 'hangul') return foldKorean(word);
  let folded = word.replace(SOUNDS, oneSpelling);
  if (folded.startsWith('IE')) folded = folded.slice(1);
  // Феско is FESCO and Балтик is BALTIC: a script that has one letter for both cannot tell them apart.
  if (origin !== 'latin' && folded.includes('C')) folded = folded.replace(/C(?!H)/g, 'K');
  const letters = origin === 'consonants' ? folded.replace(/[AEIOUWV]+/g, '') : folded;
  return hasDouble(letters) ? letters.replace(LATIN_DOUBLES, '$1') : letters;
}

/** Most words have none, and are not searched by pattern. */
function hasDouble(text: string): boolean {
  for (let i = 1; i < text.length; i++) if (text.charCodeAt(i) === text.charCodeAt(i - 1)) return true;
  return false;
}

/** One sound written several ways, most of all by romanisations of Cyrillic; the longest spelling first. */
const SPELLINGS: readonly (readonly [spellings: string, one: string])[] = [
  ['SHTCH SHCH SCH', 'SH'],
  ['TSCH TCH CZ', 'CH'],
  ['ZH', 'Z'],
  ['KH', 'H'],
  ['TS TZ', 'C'],
  ['PH', 'F'],
  ['X', 'KS'],
  ['CK Q', 'K'],
  ['W', 'V'],
];
const ONE_SPELLING = new Map(SPELLINGS.flatMap(([all, one]) => all.split(' ').map((spelling) => [spelling, one])));
const SOUNDS = /SHTCH|SHCH|TSCH|SCH|TCH|CZ|ZH|KH|TS|TZ|PH|X|CK|Q|W|[YJI]{2,}|[YJ]/g;

function oneSpelling(spelling: string): string {
  return ONE_SPELLING.get(spelling) ?? 'I';
}

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
