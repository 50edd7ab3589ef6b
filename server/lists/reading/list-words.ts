// Words and numbers as list publishers type them, made into values: blanks, "-0-", "1,234 t", "IMO  9161003". Text of one
// cell comes in, a value or null goes out; what cannot be read is null, never a guess.

/** NBSP, narrow and ideographic blanks, zero-width signs, tabs and line ends are one blank; ends are trimmed. */
export function clean(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Written by publishers for "nothing". */
const EMPTY = new Set([
  '',
  '-0-',
  '-',
  '–',
  'na',
  'n/a',
  'n.a.',
  'nan',
  'null',
  'none',
  'unknown',
  'not known',
  'none identified',
  'does not exist',
  '#ref!',
  '#n/a',
]);

/** The cleaned text, or null where it says "nothing". */
export function wordOf(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const word = clean(text);
  return EMPTY.has(word.toLowerCase()) ? null : word;
}

/** A name without the signs of somebody's bad split: `Jal_Vahini`, `PRIMORYE `, `Noctis (formerly Luna)";`. */
export function nameOf(text: string | null | undefined): string | null {
  return wordOf((text ?? '').replace(/_/g, ' ').replace(/[\s;,]+$/u, ''));
}

/** '99,144' and '7 260 t' are numbers; null when there is none, or it is not above zero. */
export function amountOf(text: string | null | undefined): number | null {
  const word = wordOf(text);
  if (word === null) return null;
  const found = /^[^\d-]*?(\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.(\d+))?(?!\d)/.exec(word);
  if (!found) return null;
  const value = Number(`${found[1]!.replace(/[, ]/g, '')}.${found[2] ?? '0'}`);
  return value > 0 ? value : null;
}

/** The first year of a ship's life between 1850 and 2100 that stands in the text. */
export function yearOf(text: string | null | undefined): number | null {
  for (const found of (text ?? '').matchAll(/(?<!\d)\d{4}(?!\d)/g)) {
    const year = Number(found[0]);
    if (year >= 1850 && year <= 2100) return year;
  }
  return null;
}

/** The whole cell as an IMO number: '9161003', 'IMO9161003', '09346732', '9346732.0'. */
export function imoOf(text: string | null | undefined): number | null {
  const found = /^(?:IMO)?\D{0,10}0?([1-9]\d{6})(?:\.0+)?$/iu.exec(clean(text ?? ''));
  return found ? Number(found[1]) : null;
}

/** The first number of seven digits that the text itself calls an IMO number. */
export function imoInText(text: string): number | null {
  const found =
    /\bIMO(?:[\s)]*(?:ship|vessel|identification)?\s*(?:no|nos|nr|num|number|numbers)?\b)?[\s.:#()]*([1-9]\d{6})(?!\d)/iu.exec(
      text,
    );
  return found ? Number(found[1]) : null;
}

/** Nine digits; a broken first sign (U+FFFD) or the letters MMSI before them do not matter. */
export function mmsiOf(text: string | null | undefined): number | null {
  const found = /^\D*(\d{9})\D*$/u.exec(clean(text ?? ''));
  return found && Number(found[1]) > 0 ? Number(found[1]) : null;
}

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Cyrillic}/u, 'Cyrl'],
  [/\p{Script=Hangul}/u, 'Hang'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'Jpan'],
  [/\p{Script=Han}/u, 'Hani'],
  [/\p{Script=Arabic}/u, 'Arab'],
  [/\p{Script=Hebrew}/u, 'Hebr'],
  [/\p{Script=Greek}/u, 'Grek'],
  [/\p{Script=Thai}/u, 'Thai'],
  [/\p{Script=Georgian}/u, 'Geor'],
  [/\p{Script=Armenian}/u, 'Armn'],
  [/\p{Script=Devanagari}/u, 'Deva'],
];

/** ISO 15924 of the letters; 'Latn' where there are none other. */
export function scriptOf(text: string): string {
  return SCRIPTS.find(([letters]) => letters.test(text))?.[1] ?? 'Latn';
}
