// Any script in Latin letters, for finding alone: what comes out is a candidate spelling and never replaces the text.
// What says "ship" behind an East Asian name is left out, as MV is before a Latin one.

import anyAscii from 'any-ascii';
import type { Origin } from '../domain/identity/folded-name.ts';

const NOT_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;
/** Signs that a transliteration would spell out in words. */
const PICTURES = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\ufe0f|\u200d/gu;

export function isLatin(text: string): boolean {
  return !NOT_LATIN.test(text);
}

export function inLatin(text: string): string {
  if (isLatin(text)) return text;
  const bare = text
    .replace(PICTURES, ' ')
    .replace(/(?<=\p{L}[\p{L}\d -]*)[号號호]\s*$/u, '')
    .replace(/丸/gu, ' MARU ');
  return anyAscii(bare);
}

/** Which spellings of Latin letters the text may meet. */
export function originOf(text: string): Origin {
  if (isLatin(text)) return 'latin';
  if (/\p{Script=Hangul}/u.test(text)) return 'hangul';
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) ? 'consonants' : 'cyrillic';
}
