// Spans of time, and days and moments in UTC as people and machines write them. Instants are UTC milliseconds.

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "8 Feb 2024", in UTC. */
export function dayOf(at: number): string {
  // Days since 1970-01-01 to a civil date (Howard Hinnant, "chrono-compatible low-level date algorithms").
  const days = Math.floor(at / DAY_MS) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return `${day} ${MONTHS[month - 1]} ${yearOfEra + era * 400 + (month <= 2 ? 1 : 0)}`;
}

/** "Feb 2024", in UTC. */
export function monthOf(at: number): string {
  const day = dayOf(at);
  return day.slice(day.indexOf(' ') + 1);
}

/** "8 Feb 2024 14:05Z" */
export function momentOf(at: number): string {
  const minute = Math.floor(at / MINUTE_MS) - Math.floor(at / DAY_MS) * 1440;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${dayOf(at)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}Z`;
}

/** "12 Mar 2024", "10 to 12 Mar 2024" or "27 Feb to 3 Mar 2024". */
export function daysOf(fromAt: number, toAt: number | null): string {
  const from = dayOf(fromAt);
  const to = dayOf(toAt ?? fromAt);
  if (from === to) return to;
  const [fromDay, fromMonth, fromYear] = from.split(' ');
  const [, toMonth, toYear] = to.split(' ');
  if (fromYear !== toYear) return `${from} to ${to}`;
  return fromMonth === toMonth ? `${fromDay} to ${to}` : `${fromDay} ${fromMonth} to ${to}`;
}

/** "2023-09-12 06:00Z" */
export function utcMinute(at: number): string {
  return `${isoMoment(at).slice(0, 16).replace('T', ' ')}Z`;
}

/** "2023-09-12", the UTC day. Throws RangeError outside the years that a Date can hold. */
export function isoDay(at: number): string {
  return isoMoment(at).slice(0, 10);
}

/** "2023-09-12T06:00:00.000Z" (RFC 3339). Throws RangeError outside the years that a Date can hold. */
export function isoMoment(at: number): string {
  return new Date(at).toISOString();
}

/** The instant at which the UTC day begins. */
export function dayBegin(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}

/** "5 h", "3 d 4 h" */
export function lasting(fromAt: number, toAt: number): string {
  const hours = Math.round((toAt - fromAt) / HOUR_MS);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
