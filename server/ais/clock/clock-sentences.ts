// The clock sentences of other instruments that stand between AIS sentences: $PGHP of some receivers, RMC and ZDA of the
// ship's GPS, and GGA, GNS and GLL, which tell the time of day alone. Bytes in, the log's clock set. A sentence with a wrong
// checksum says nothing; one without a checksum is taken.

import { HEX } from '../hex.ts';
import { utcMsOfText } from './civil-time.ts';
import { digits, isDigit } from './line-time.ts';
import { type LogClock, setClock, setTimeOfDay } from './log-clock.ts';

const COMMA = 44;
const STAR = 42;
const VALID = 65;
/** A GPS that does not know the time says so at this pace. */
const RMC_EVERY_MS = 1_000;

/** Takes the time from the sentence whose '$' is at `p`; `sentences` is the count of AIS sentences so far. */
export function readClock(b: Uint8Array, p: number, end: number, clock: LogClock, sentences: number): void {
  if (p + 12 > end) return;
  if (b[p + 1] === 80 && b[p + 2] === 71 && b[p + 3] === 72 && b[p + 4] === 80 && b[p + 6] === 49) {
    if (b[p + 5] === COMMA && checksumHolds(b, p, end)) readPghp(b, p, end, clock, sentences);
    return;
  }
  if (b[p + 6] !== COMMA) return;
  const kind = (b[p + 3]! << 16) | (b[p + 4]! << 8) | b[p + 5]!;
  const timeField = TIME_FIELD.get(kind);
  if (timeField === undefined || !checksumHolds(b, p, end)) return;
  const time = field(b, p, timeField, end);
  if (time + 6 > end || b[time] === COMMA) {
    if (kind === RMC) clock.gps.ageMs += RMC_EVERY_MS;
    return;
  }
  let dayAt = Number.NaN;
  if (kind === RMC) {
    const date = field(b, p, 9, end);
    // Two-digit years: AIS began in the 1990s, GPS logs of ships in the 1980s.
    const year = date + 6 > end ? Number.NaN : digits(b, date + 4, 2);
    dayAt = utcMsOfText(year < 80 ? 2000 + year : 1900 + year, digits(b, date + 2, 2), digits(b, date, 2), 0, 0, 0);
  } else if (kind === ZDA) {
    dayAt = utcMsOfText(number(b, p, 4, end), number(b, p, 3, end), number(b, p, 2, end), 0, 0, 0);
  }
  // Only its form is asked for: the day does not matter.
  const dayMs = utcMsOfText(1970, 1, 1, digits(b, time, 2), digits(b, time + 2, 2), digits(b, time + 4, 2));
  if (Number.isNaN(dayMs)) return;
  const isDated = kind === ZDA || (kind === RMC && b[field(b, p, 2, end)] === VALID);
  if (isDated && !Number.isNaN(dayAt)) setClock(clock, clock.gps, dayAt + dayMs, sentences);
  else setTimeOfDay(clock, dayMs, dayAt, sentences);
}

function kindOf(letters: string): number {
  return (letters.charCodeAt(0) << 16) | (letters.charCodeAt(1) << 8) | letters.charCodeAt(2);
}

const RMC = kindOf('RMC');
const ZDA = kindOf('ZDA');
/** The field that holds the time, by the kind of sentence. */
const TIME_FIELD: ReadonlyMap<number, number> = new Map([
  [RMC, 1],
  [ZDA, 1],
  [kindOf('GGA'), 1],
  [kindOf('GNS'), 1],
  [kindOf('GLL'), 5],
]);

function readPghp(b: Uint8Array, p: number, end: number, clock: LogClock, sentences: number): void {
  const at = utcMsOfText(
    number(b, p, 2, end),
    number(b, p, 3, end),
    number(b, p, 4, end),
    number(b, p, 5, end),
    number(b, p, 6, end),
    number(b, p, 7, end),
  );
  const ms = number(b, p, 8, end);
  if (!Number.isNaN(at)) setClock(clock, clock.pghp, at + (ms >= 0 && ms < 1000 ? ms : 0), sentences);
}

function checksumHolds(b: Uint8Array, p: number, end: number): boolean {
  let sum = 0;
  let star = p + 1;
  for (; star < end && b[star] !== STAR; star++) sum ^= b[star]!;
  if (star === end) return true;
  if (star + 3 > end) return false;
  return HEX[b[star + 1]!]! * 16 + HEX[b[star + 2]!]! === sum;
}

/** Where field `index` of a sentence begins; past `end` when there is none. */
function field(b: Uint8Array, p: number, index: number, end: number): number {
  let q = p;
  for (let seen = 0; seen < index; seen++) {
    while (q < end && b[q] !== COMMA) q++;
    q++;
  }
  return q;
}

/** Field `index` as a whole number, NaN when it is none. */
function number(b: Uint8Array, p: number, index: number, end: number): number {
  let q = field(b, p, index, end);
  if (q >= end || !isDigit(b[q]!)) return Number.NaN;
  let value = 0;
  for (; q < end && isDigit(b[q]!); q++) value = value * 10 + b[q]! - 48;
  return value;
}
