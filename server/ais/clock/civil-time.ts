// UTC calendar arithmetic on plain numbers, both ways, without Date: nothing here can ask the clock, and nothing is
// allocated on the way in. Days are counted by the civil-from-days method (proleptic Gregorian, years 0–9999).

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** UTC ms, or NaN when any part is out of range. A leap second (60) is not accepted. */
export function utcMs(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (day > DAYS_IN_MONTH[month - 1]! + leapDay) return Number.NaN;
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60)) return Number.NaN;
  return daysFromCivil(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000;
}

/**
 * The same for a time that was written down, where second 60 is a leap second: the first of the next minute, as in Unix
 * time. (As a field of a message 60 means "not available".)
 */
export function utcMsOfText(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  return second === 60
    ? utcMs(year, month, day, hour, minute, 59) + 1000
    : utcMs(year, month, day, hour, minute, second);
}

export interface CivilTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
}

export function civilTime(at: number): CivilTime {
  const days = Math.floor(at / DAY_MS);
  const msOfDay = at - days * DAY_MS;
  // The year is counted from March, so that the leap day is its last.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
    hour: Math.floor(msOfDay / HOUR_MS),
    minute: Math.floor(msOfDay / MINUTE_MS) % 60,
    second: Math.floor(msOfDay / 1000) % 60,
    ms: Math.floor(msOfDay % 1000),
  };
}

/** RFC 3339 in UTC, with milliseconds only where there are some. */
export function rfc3339(at: number): string {
  const t = civilTime(at);
  const date = `${String(t.year).padStart(4, '0')}-${two(t.month)}-${two(t.day)}`;
  const fraction = t.ms === 0 ? '' : `.${String(t.ms).padStart(3, '0')}`;
  return `${date}T${two(t.hour)}:${two(t.minute)}:${two(t.second)}${fraction}Z`;
}

function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
