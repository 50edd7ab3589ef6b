// Days as list publishers write them. Text comes in, the start of that day in UTC ms goes out; null for a day that does
// not exist. Which of day and month comes first is the format's to say: 04/10/2024 is April at OFAC, October at the FCDO.

import { DAY_MS } from '../../domain/time.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** '31/07/2024', '25.6.2024', '31-07-2024'. */
export function dayMonthYear(text: string | null | undefined): number | null {
  const found = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/.exec((text ?? '').trim());
  return found ? dayAt(Number(found[3]), Number(found[2]), Number(found[1])) : null;
}

/** '04/10/2024'. */
export function monthDayYear(text: string | null | undefined): number | null {
  const found = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/.exec((text ?? '').trim());
  return found ? dayAt(Number(found[3]), Number(found[1]), Number(found[2])) : null;
}

/** '2024-04-10', with or without a time behind it. */
export function yearMonthDay(text: string | null | undefined): number | null {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec((text ?? '').trim());
  return found ? dayAt(Number(found[1]), Number(found[2]), Number(found[3])) : null;
}

/** '20-Aug-2026', '08 May 2022', '30-Mar-18', '4 June 2020', '2. April 2024'. Two digits are years of this century. */
export function namedMonthDay(text: string | null | undefined): number | null {
  const found = /^(\d{1,2})\.?[\s-]*([a-z]{3})[a-z]*\.?[\s,-]*(\d{4}|\d{2})(?!\d)/i.exec((text ?? '').trim());
  if (!found) return null;
  const year = Number(found[3]);
  return dayAt(year < 100 ? 2000 + year : year, MONTHS.indexOf(found[2]!.toLowerCase()) + 1, Number(found[1]));
}

/** The oldest listings in force go back to the United Nations' first year. */
const FIRST_DAY = Date.UTC(1945, 0, 1);
const DAYS_AHEAD = 366;

/** A day on which a listing may have begun: since there are such lists, and no more than a year ahead of today. */
export function isListingDay(at: number, now: number): boolean {
  return at >= FIRST_DAY && at <= now + DAYS_AHEAD * DAY_MS;
}

/** Months and days from 1. */
export function dayAt(year: number, month: number, day: number): number | null {
  const at = Date.UTC(year, month - 1, day);
  const back = new Date(at);
  if (back.getUTCFullYear() !== year || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return null;
  return at;
}
