// Ship names made comparable: a raw name comes in, a key for comparison goes out, or null where the text is no evidence
// of a name (NO NAME, TEST, digits only). The raw text stays with its owner and is never replaced by the key.
//
// Names that are not Latin stay in their own letters: the importers transliterate, this only folds accents and signs.

export interface NameKey {
  /** Upper case, prefix dropped, punctuation to blanks, numbers in Arabic digits: 'PORT OLYA 3'. */
  plain: string;
  /** The same without blanks: RUNG RA 2 and RUNGRA2 are one. */
  joined: string;
  /** The number set, ascending, joined by blanks: SPARTA II and SPARTA IV are two. */
  numbers: string;
  /** Single letters in their order: LADY R and LADY D are two. */
  singles: string;
  /** Everything in order; numbers are tokens of their own. */
  tokens: readonly string[];
}

/** Several questions in a row ask for the same name: the key of the last text is kept. */
let lastText = '';
let lastKey: NameKey | null = null;

export function nameKey(text: string): NameKey | null {
  if (text !== lastText) {
    lastKey = keyOf(text);
    lastText = text;
  }
  return lastKey;
}

function keyOf(text: string): NameKey | null {
  const tokens = dropNumberSigns(foldNumbers(dropPrefixes(tokensOf(dropSignedPrefixes(foldName(text))))));
  if (isNoName(tokens)) return null;
  const numbers = tokens.filter(isNumber);
  return {
    plain: tokens.join(' '),
    joined: tokens.join(''),
    numbers: [...new Set(numbers)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).join(' '),
    singles: tokens.filter((token) => token.length === 1 && !isNumber(token)).join(''),
    tokens,
  };
}

/** Equal letters with equal numbers, however they are spaced, signed or counted. */
export function sameName(a: Readonly<NameKey>, b: Readonly<NameKey>): boolean {
  return a.joined === b.joined && a.numbers === b.numbers;
}

/** One string that is equal exactly when `sameName` holds. */
export function nameIndexKey(key: Readonly<NameKey>): string {
  return key.numbers === '' ? key.joined : `${key.joined}#${key.numbers}`;
}

/** Letters of the name without its numbers. */
export function letterCount(key: Readonly<NameKey>): number {
  let count = 0;
  for (const token of key.tokens) if (!isNumber(token)) count += token.length;
  return count;
}

/** Upper case, Latin signs folded, cut at '@', blanks collapsed; punctuation and prefixes still there. */
export function foldName(text: string): string {
  const cut = text.indexOf('@');
  const raw = cut < 0 ? text : text.slice(0, cut);
  const folded = SIX_BIT.test(raw) ? raw : foldLetters(raw);
  return folded.replace(BLANKS, ' ').trim();
}

/** What AIS itself can send needs no folding: the six-bit alphabet, 0x20 to 0x5F. */
const SIX_BIT = /^[ -_]*$/;
/** Every run of blanks and underlines but the single blank. */
const BLANKS = /[\s_]{2,}|[^\S ]|_/g;
const ACCENTS = /[\u0300-\u036f]+/g;
const PLAIN_LATIN: Readonly<Record<string, string>> = {
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  ẞ: 'SS',
};

/** 'N° 5'; the sign № and the º of 'Nº' are letters once they are decomposed. */
const NUMERO = /(?<!\p{L})[Nn]°/gu;

function foldLetters(raw: string): string {
  // Upper-casing can bring new marks (ŉ) and decomposing new case pairs, hence fold, raise, fold.
  const raised = raw.replace(NUMERO, 'NO ').normalize('NFKD').replace(ACCENTS, '').toUpperCase();
  const latin = raised.normalize('NFKD').replace(ACCENTS, '').toUpperCase();
  return latin.normalize('NFC').replace(/[ÆŒØŁĐÐÞẞ]/g, (letter) => PLAIN_LATIN[letter]!);
}

/** Ship prefixes with signs in them, before the signs are gone: 'M/V ', 'M.V. ', 'MV.PAN HOPE', 'LPG/C '. */
const SIGNED_PREFIX = /(?:M[/.]?[VTS]|S[/.]?S|MSV|[FR][/.]?V|L[PN]G\/C|TB)(?:[.:]+ ?| )/y;
/** A letter before the first digit: the text behind the prefix is a name of its own. */
const NAME_BEHIND = /[^0-9\p{L}]*\p{L}/uy;

/** One prefix after the other is stepped over, so that a text of nothing but prefixes costs no more than its length. */
function dropSignedPrefixes(folded: string): string {
  let from = 0;
  for (;;) {
    SIGNED_PREFIX.lastIndex = from;
    if (!SIGNED_PREFIX.test(folded)) break;
    const behind = SIGNED_PREFIX.lastIndex;
    NAME_BEHIND.lastIndex = behind;
    if (!NAME_BEHIND.test(folded)) break;
    from = behind;
  }
  return from === 0 ? folded : folded.slice(from);
}

/** Runs of letters and runs of digits; MAIA1, MAIA-1 and MAIA 1 give the same two. */
const TOKENS = /[0-9]+|(?:(?![0-9])[\p{L}\p{M}\p{N}])+/gu;
const SIX_BIT_TOKENS = /[0-9]+|[A-Z]+/g;

function tokensOf(folded: string): string[] {
  return folded.match(SIX_BIT.test(folded) ? SIX_BIT_TOKENS : TOKENS) ?? [];
}

/** LADY, SIR, SAINT and the like are names here: a screener that dropped LADY as a title cleared LADY R. */
const PREFIXES = new Set(['MV', 'MT', 'MS', 'SS', 'MSV', 'FV', 'RV', 'TB']);

function dropPrefixes(tokens: string[]): string[] {
  let from = 0;
  while (PREFIXES.has(tokens[from] ?? '') && from + 1 < tokens.length && !isNumber(tokens[from + 1]!)) from++;
  return from === 0 ? tokens : tokens.slice(from);
}

/** 'BOKWANG NO.5', 'BILLIONS № 18' and 'RUNG RA N° 2' carry their number; the word that says so is no part of the name. */
const NUMBER_SIGNS = new Set(['NO', 'NR']);

function dropNumberSigns(tokens: string[]): string[] {
  if (!tokens.some((token, i) => i > 0 && NUMBER_SIGNS.has(token))) return tokens;
  const kept: string[] = [];
  for (let i = tokens.length - 1; i >= 0; i--) {
    const isSign = i > 0 && NUMBER_SIGNS.has(tokens[i]!) && isNumber(kept.at(-1) ?? '');
    if (!isSign) kept.push(tokens[i]!);
  }
  return kept.reverse();
}

const ROMAN = new Map(
  'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX'
    .split(' ')
    .map((roman, index) => [roman, String(index + 1)]),
);
const WORDS = new Map(
  (
    'ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN ' +
    'SEVENTEEN EIGHTEEN NINETEEN TWENTY'
  )
    .split(' ')
    .map((word, index) => [word, String(index + 1)]),
);

/** Arabic, Roman (last token only) and words are one. A name that is nothing but a number word keeps it as its name. */
function foldNumbers(tokens: string[]): string[] {
  const last = tokens.length - 1;
  const isWord = (token: string, i: number) =>
    !isNumber(token) && !WORDS.has(token) && !(i === last && ROMAN.has(token));
  if (tokens.every(isWord)) return tokens;
  const hasName = tokens.some(isWord);
  return tokens.map((token, i) => {
    if (isNumber(token)) return token.replace(/^0+(?=[0-9])/, '');
    if (!hasName) return token;
    return WORDS.get(token) ?? (i === last ? ROMAN.get(token) : undefined) ?? token;
  });
}

export function isNumber(token: string): boolean {
  const code = token.charCodeAt(0);
  return code >= 48 && code <= 57;
}

const NO_NAMES = new Set([
  'NONAME',
  'NAMELESS',
  'UNNAMED',
  'UNKNOWN',
  'UNDEFINED',
  'NONE',
  'NULL',
  'NA',
  'NOTAVAILABLE',
  'TEST',
  'TESTSHIP',
  'TESTVESSEL',
  'NEWBUILDING',
]);

const LONGEST_NO_NAME = Math.max(...[...NO_NAMES].map((text) => text.length));

/** Digits from which a number is a telephone, an MMSI or an IMO number in the place of a name. */
const PHONE_DIGITS = 7;

function isNoName(tokens: readonly string[]): boolean {
  let letters = 0;
  for (const token of tokens) {
    if (!isNumber(token)) letters += token.length;
    else if (token.length >= PHONE_DIGITS) return true;
  }
  if (letters === 0) return true;
  if (letters <= LONGEST_NO_NAME && NO_NAMES.has(tokens.filter((token) => !isNumber(token)).join(''))) return true;
  // A hull before its naming: two listed hulls carry the very text YARD NO.2655 HYUNDAI M.D.
  return (tokens[0] === 'YARD' || tokens[0] === 'HULL') && (tokens[1] === 'NO' || isNumber(tokens[1] ?? ''));
}
