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

/** Zeros are what tables write for no number. */
export function isZero(text: string | null | undefined): boolean {
  return /^0+(?:\.0+)?$/.test(clean(text ?? ''));
}

/** What may stand before a ship's number in its own cell; a company's number is another thing. */
const BEFORE_IMO = /^(?:(?:imo|ship|vessel|identification|number|num|no|nr|id|lr)(?![a-z])|imo(?=\d)|[\s.:#()№°º-])*/iu;

/**
 * The whole cell as a ship's IMO number: '9161003', 'IMO9161003', 'IMO No. 9161003', '09346732', '9346732.0', '916 1003',
 * '9,161,003'. An exponent, other digits beside it or another word before it make it none.
 */
export function imoOf(text: string | null | undefined): number | null {
  const digits = clean(text ?? '').replace(BEFORE_IMO, '');
  const found = /^0?([1-9]\d{6})(?:\.0+)?\)?$/u.exec(joined(digits));
  return found ? Number(found[1]) : null;
}

/** '916 1003' and '9,161,003' are one number. */
function joined(digits: string): string {
  return /^\d{3} \d{4}$|^\d \d{3} \d{3}$|^\d{4} \d{3}$|^\d,\d{3},\d{3}$/.test(digits)
    ? digits.replace(/[ ,]/g, '')
    : digits;
}

const IMO_IN_TEXT =
  /\bIMO(?:[\s)]*(?:ship|vessel|identification)?\s*(?:no|nos|nr|num|number|numbers)?\b)?[\s.:#()]*([1-9]\d{6})(?!\d)/giu;

/** The first number of seven digits that the text itself calls an IMO number. */
export function imoInText(text: string): number | null {
  return imosInText(text)[0] ?? null;
}

/** Every such number, once each. */
export function imosInText(text: string): number[] {
  return [...new Set([...text.matchAll(IMO_IN_TEXT)].map((found) => Number(found[1])))];
}

/**
 * Nine digits; a broken first sign (U+FFFD) or the letters MMSI before them do not matter, nor do blanks between them, a
 * zero before them or a decimal point behind them, as spreadsheets write numbers.
 */
export function mmsiOf(text: string | null | undefined): number | null {
  const word = clean(text ?? '').replace(/(\d{3}) (\d{3}) (\d{3})(?!\d)/, '$1$2$3');
  const found = /^\D*(?:0(?=[2-7]\d{8}))?(\d{9})(?:\.0+)?\D*$/u.exec(word);
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
