// Reads times as people and spreadsheets write them: months and days of one digit, AM and PM, names of months. A text in,
// UTC ms out. A date of numbers alone needs to be told which comes first, day or month; without that it is NaN, for a
// guessed month moves a whole track.

import { utcMsOfText } from '../../ais/clock/civil-time.ts';
import { zoneOffsetMs } from '../../ais/clock/time-zone.ts';

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?: ?([AP])\.?M\.?)?(.*)`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:T|[ _,]+)${CLOCK}$`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:T|[ _,]+)${CLOCK}$`, 'i');
const MONTH_SECOND = new RegExp(String.raw`^(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})[ ,]+${CLOCK}$`, 'i');
const MONTH_FIRST = new RegExp(String.raw`^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})[ ,]+${CLOCK}$`, 'i');

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

export function rareTime(text: string, dateOrder: 'day first' | 'month first' | null): number {
  let found = YEAR_FIRST.exec(text);
  if (found !== null) return instant(found[1], found[3], found[4], found.slice(5));
  found = YEAR_LAST.exec(text);
  if (found !== null) {
    if (dateOrder === null) return Number.NaN;
    const [day, month] = dateOrder === 'day first' ? [found[1], found[3]] : [found[3], found[1]];
    return instant(found[4], month, day, found.slice(5));
  }
  found = MONTH_SECOND.exec(text);
  if (found !== null) return instant(found[3], monthOf(found[2]!), found[1], found.slice(4));
  found = MONTH_FIRST.exec(text);
  if (found !== null) return instant(found[3], monthOf(found[1]!), found[2], found.slice(4));
  return Number.NaN;
}

type Part = string | number | undefined;

/** `clock` is what `CLOCK` caught: hour, minute, second, fraction, A or P, zone. */
function instant(year: Part, month: Part, day: Part, clock: readonly Part[]): number {
  const [hour, minute, second, fraction, half, zone] = clock;
  const at = utcMsOfText(
    Number(year),
    Number(month),
    Number(day),
    hourOf(Number(hour), half),
    Number(minute),
    Number(second ?? 0),
  );
  const bytes = new TextEncoder().encode(String(zone ?? ''));
  return at + Math.floor(Number(`0.${fraction ?? 0}`) * 1000 + 1e-6) - zoneOffsetMs(bytes, 0, bytes.length);
}

/** 12 AM is midnight and 12 PM noon; there is no 13 PM. */
function hourOf(hour: number, half: Part): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (String(half).toUpperCase() === 'P' ? 12 : 0);
}

/** From 1, by its name or the first three letters; NaN when it is none. */
function monthOf(word: string): number {
  const lower = word.toLowerCase();
  const month = MONTHS.findIndex((name) => name === lower || (lower.length === 3 && name.startsWith(lower)));
  return month < 0 ? Number.NaN : month + 1;
}
