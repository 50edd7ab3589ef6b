// Reads a question as a person writes it: "LADY R IMO 9161003", "9,161,003", "９１６１００３", "IMO:9161003/LADY R". Text comes
// in; a name, every ship or company number, every MMSI and a call sign go out, with one sentence on each part that looks
// like a number and is none. Nothing that was typed is dropped without a word, since a question that was not read must
// never pass for a clear answer. It knows no list.

export interface Question {
  /** The text without its numbers; '' when nothing is left that could be a name. */
  name: string;
  /** Of seven digits. Ship or company: the lists say which. */
  imos: number[];
  mmsis: number[];
  callSign: string;
  /** Numbers that the digits allow but no sign bears out ("HAI 916 1003"): to be asked apart from the name. */
  guessed: number[];
  /** One sentence on each part that was not read. */
  unread: string[];
}

/** Longer than any name on a list (companies reach 300); what is longer is no name, though its numbers are asked. */
export const LONGEST_NAME = 500;
/** Numbers read from one text; a page of text is no question. */
const MOST_NUMBERS = 200;

export function readQuestion(text: string): Question {
  const question: Question = { name: '', imos: [], mmsis: [], callSign: '', guessed: [], unread: [] };
  const plain = plainText(text);
  const rest = takeNumbers(takeCallSign(plain, question), question);
  const name = trimName(rest);
  const numbers = question.imos.length + question.mmsis.length;
  // A date or a count beside a number is no name.
  if (numbers > 0 && !/\p{L}/u.test(name)) return question;
  if (name.length > LONGEST_NAME) {
    question.unread.push(tooLong(name));
  } else question.name = name;
  return question;
}

/** Said of a text that no list can hold as a name. */
export function tooLong(text: string): string {
  return `A text of ${text.length} characters is no name; it was searched for numbers alone.`;
}

/** Digits of any script are digits, blanks of any width are blanks. */
export function plainText(text: string): string {
  const folded = PRINTABLE_ASCII.test(text) ? text : text.normalize('NFKC').replace(/[^ -~]/gu, asDigit);
  return folded
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

const PRINTABLE_ASCII = /^[ -~]*$/;

/** Decimal digits stand in runs of ten, from a zero whose place is known (Unicode general category Nd). */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
];

function asDigit(sign: string): string {
  const code = sign.codePointAt(0)!;
  const zero = ZEROS.find((start) => code >= start && code < start + 10);
  return zero === undefined ? sign : String(code - zero);
}

const CALL_SIGN = /(?:call[ -]?sign|c\/s)\s?[:#]?\s?([a-z0-9]{3,7})(?![a-z0-9])/i;

function takeCallSign(text: string, question: Question): string {
  const found = CALL_SIGN.exec(text);
  if (!found) return text;
  question.callSign = found[1]!;
  return `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
}

/** A label, then digits with whatever parts them; or digits alone. Every part is bounded, so that the search is linear. */
const LABEL =
  "(?<![\\p{L}])(?:LR/IMO|IMO|ИМО|LR|LLOYD'?S|MMSI)(?:[ _.:#/-]{0,3}(?:NO|NR|NUM|NUMBER|NUMMER|NUMERO|N°|CODE|ID|SHIP|VESSEL|COMPANY|REGISTER)(?![\\p{L}])){0,3}[ _.:#(/-]{0,4}";
const DIGITS = "\\d+(?:[ ,.'’_-]\\d+){0,9}(?:(?:[eE]\\+|(?<=[.,]\\d{1,12})[eE])\\d{1,2}(?![\\p{L}\\d]))?";
const NUMBER = new RegExp(`(${LABEL})?(?<![\\d])(${DIGITS})`, 'giu');

function takeNumbers(text: string, question: Question): string {
  const kept: string[] = [];
  let from = 0;
  let count = 0;
  for (const found of text.matchAll(NUMBER)) {
    const [whole, label, digits] = found;
    // Letters on it are part of a name, as in MAIA1; a label is not.
    if (label === undefined && /[\p{L}]/u.test(text[found.index - 1] ?? '') && groupsOf(digits!).every(isShort))
      continue;
    if (count >= MOST_NUMBERS) {
      question.unread.push(`More than ${MOST_NUMBERS} numbers stand in one question; the rest was not asked.`);
      break;
    }
    const taken = label === undefined ? takeBare(digits!, text, question) : takeLabelled(label, digits!, question);
    if (taken === null) continue;
    count++;
    kept.push(text.slice(from, found.index), taken);
    from = found.index + whole.length;
  }
  kept.push(text.slice(from));
  return kept.join(' ');
}

function isShort(group: string): boolean {
  return group.length < 6;
}

function groupsOf(digits: string): string[] {
  return digits.match(/\d+/g)!;
}

/** Digits that the text itself calls an IMO number or an MMSI; what is left of them goes back into the name. */
function takeLabelled(label: string, digits: string, question: Question): string {
  const isMmsi = /mmsi/i.test(label);
  const wanted = isMmsi ? 9 : 7;
  const exact = wholeNumber(digits);
  const groups = exact === null ? groupsOf(digits) : [exact];
  let read = '';
  for (const [i, group] of groups.entries()) {
    read += group;
    const bare = withoutZeros(read);
    if (bare.length !== wanted) continue;
    add(question, bare);
    // 'IMO 9161003,9179842': what follows may be numbers too.
    const rest = groups.slice(i + 1).filter((more) => !/^0+$/.test(more));
    for (const more of rest) if (isNumber(withoutZeros(more))) add(question, withoutZeros(more));
    return ` ${rest.filter((more) => !isNumber(withoutZeros(more))).join(' ')} `;
  }
  const bare = withoutZeros(read);
  if (bare.length === 7 || bare.length === 9) add(question, bare);
  else if (/^0*$/.test(read)) return ' ';
  else question.unread.push(notANumber(`${label.trim()} ${digits}`.trim(), digits, bare.length, isMmsi));
  return ' ';
}

/** Digits without a label. null: they are part of a name. */
function takeBare(digits: string, text: string, question: Question): string | null {
  const exact = wholeNumber(digits);
  const groups = exact === null ? groupsOf(digits) : [exact];
  const own = groups.filter((group) => isNumber(withoutZeros(group)));
  if (own.length > 0) {
    for (const group of own) add(question, withoutZeros(group));
    return ` ${groups.filter((group) => !own.includes(group)).join(' ')} `;
  }
  const whole = groups.join('');
  const alone = text.trim() === digits;
  if (isNumber(withoutZeros(whole)) && (alone || isGrouped(digits))) {
    add(question, withoutZeros(whole));
    return ' ';
  }
  if (/[eE]/.test(digits) && exact === null) {
    question.unread.push(notANumber(digits, digits, 0, false));
    return ' ';
  }
  if (alone) {
    // A few digits may be the reference of a list line, or a name; this many digits are a number typed wrong.
    if (whole.length < 6) return null;
    if (!/^0*$/.test(whole)) question.unread.push(notANumber(digits, digits, whole.length, false));
    return ' ';
  }
  if (whole.length === 7 && groups.length > 1) question.guessed.push(Number(whole));
  const long = groups.filter((group) => group.length >= 8);
  for (const group of long) question.unread.push(notANumber(group, group, group.length, false));
  return null;
}

/** Sheets pad numbers to eight or ten digits; the zeros of a nine-digit MMSI are its own (00MIDxxxx is a coast station). */
function withoutZeros(digits: string): string {
  return digits.length === 9 ? digits : digits.replace(/^0+(?=[1-9]\d{6}$|\d{9}$)/, '');
}

function isNumber(digits: string): boolean {
  return /^(?:[1-9]\d{6}|\d{9})$/.test(digits);
}

/** '9,161,003', '273 212 120': thousands, parted by one sign. */
function isGrouped(digits: string): boolean {
  return /^\d{1,3}(?:([ ,.'’])\d{3})(?:\1\d{3})+$/.test(digits);
}

/** What a spreadsheet made of a number, where it is still whole: '9161003.0', '9.161003E+06'; null where it is no such. */
function wholeNumber(digits: string): string | null {
  const float = /^(\d+)\.0+$/.exec(digits);
  if (float) return float[1]!;
  const science = /^(\d)[.,](\d+)[eE]\+?(\d{1,2})$/.exec(digits);
  if (!science) return null;
  const [, first, fraction, exponent] = science as unknown as [string, string, string, string];
  const behind = fraction.replace(/0+$/, '');
  return behind.length === Number(exponent) ? `${first}${behind}` : null;
}

function add(question: Question, digits: string): void {
  const numbers = digits.length === 9 ? question.mmsis : question.imos;
  const value = Number(digits);
  if (!numbers.includes(value)) numbers.push(value);
}

function notANumber(shown: string, digits: string, length: number, isMmsi: boolean): string {
  const text = shown.slice(0, 60);
  if (/[eE]/.test(digits)) return `"${text}" is a number that a spreadsheet has cut: its last digits are lost.`;
  if (isMmsi) return `"${text}" is no MMSI: it has ${length} digits, an MMSI has nine.`;
  return `"${text}" is no IMO number and no MMSI: it has ${length} digits, they have seven and nine.`;
}

/** Signs and labels that a number leaves behind: 'LADY R ()', '- LADY R', '/LADY R', 'IMO'. */
function trimName(text: string): string {
  let name = text.replace(/[([{][ ,;:.-]{0,9}[)\]}]/g, ' ').replace(/ +/g, ' ');
  name = trimSigns(name);
  name = name.replace(/(?:^|[ (])(?:imo|mmsi)(?:[ .](?:no|nr|number))?[ .:#]*$/i, '');
  name = trimSigns(name);
  return /[\p{L}\p{N}]/u.test(name) && !/^(?:imo|mmsi|ship|vessel|no|nr)$/i.test(name)
    ? name
    : /[^ -~]/.test(name)
      ? name
      : '';
}

function trimSigns(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && SIGNS.has(text[from]!)) from++;
  while (to > from && SIGNS.has(text[to - 1]!) && !(text[to - 1] === ')' && text.slice(from, to).includes('('))) to--;
  return text.slice(from, to);
}

const SIGNS = new Set(' ,;:/|-–—#=)');
