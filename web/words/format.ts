// How times, positions, speeds and ages are written on the page. Instants are UTC milliseconds and always come out with
// the zone written; nothing here asks the time or the browser's locale.

import { DAY_MS, HOUR_MS, MINUTE_MS } from './time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const two = (value: number) => String(value).padStart(2, '0');

/** "12 Sep 2023". */
export function dateText(at: number): string {
  const d = new Date(at);
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

/** "04:31". */
export function clockText(at: number): string {
  const d = new Date(at);
  return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}

/** "04:31:07". */
export function secondsText(at: number): string {
  return `${clockText(at)}:${two(new Date(at).getUTCSeconds())}`;
}

/** "12 Sep 2023, 04:31 UTC". */
export function timeText(at: number): string {
  return `${dateText(at)}, ${clockText(at)} UTC`;
}

/** "12 Sep, 04:31 UTC": for rows whose year stands elsewhere. */
export function shortTimeText(at: number): string {
  const d = new Date(at);
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]}, ${clockText(at)} UTC`;
}

/** "12 Sep, 04:31": for tables whose caption names the zone. */
export function dayTimeText(at: number): string {
  return shortTimeText(at).replace(' UTC', '');
}

/** A window "after one, not after the other": one time when it was observed, two when it was not. */
export function windowText(window: { fromAt: number; toAt: number }): string {
  if (window.toAt - window.fromAt <= MINUTE_MS) return timeText(window.toAt);
  if (isWholeDay(window)) return `${dateText(window.fromAt)} (day known, hour not)`;
  return `between ${timeText(window.fromAt)} and ${timeText(window.toAt)}`;
}

/** "10 Sep 2023, 04:00 – 11 Sep 2023, 09:30 UTC", shortened when both ends are on one day. */
export function spanText(fromAt: number, toAt: number | null): string {
  if (toAt === null) return `since ${timeText(fromAt)}`;
  if (isWholeDay({ fromAt, toAt })) return `${dateText(fromAt)} UTC`;
  if (dateText(fromAt) === dateText(toAt)) {
    const clocks = clockText(fromAt) === clockText(toAt) ? '' : ` – ${clockText(toAt)}`;
    return `${dateText(fromAt)}, ${clockText(fromAt)}${clocks} UTC`;
  }
  return `${dateText(fromAt)}, ${clockText(fromAt)} – ${dateText(toAt)}, ${clockText(toAt)} UTC`;
}

/** "3 d 4 h", "5 h 20 min", "12 min", "40 s": the two largest units. */
export function durationText(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole < MINUTE_MS) return `${Math.round(whole / 1000)} s`;
  const days = Math.floor(whole / DAY_MS);
  const hours = Math.floor((whole % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((whole % HOUR_MS) / MINUTE_MS);
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  return `${minutes} min`;
}

/** "42° 14.0′ N, 130° 18.0′ E": degrees and decimal minutes, as on a chart. */
export function positionText(lon: number, lat: number): string {
  return `${degrees(lat, lat >= 0 ? 'N' : 'S')}, ${degrees(lon, lon >= 0 ? 'E' : 'W')}`;
}

export function speedText(speedKn: number | null): string {
  return speedKn === null ? 'speed not sent' : `${speedKn.toFixed(1)} kn`;
}

export function courseText(courseDeg: number | null): string {
  return courseDeg === null ? 'course not sent' : `${String(Math.round(courseDeg) % 360).padStart(3, '0')}°`;
}

/** "600×", "1 day/s": how fast a replay runs, in words once the factor stops meaning anything. */
export function paceText(speed: number): string {
  if (speed >= 86_400) {
    const days = speed / 86_400;
    return `${Number.isInteger(days) ? days : days.toFixed(1)} d/s`;
  }
  return `${speed.toLocaleString('en-GB')}×`;
}

export function countText(count: number): string {
  return count.toLocaleString('en-GB');
}

function degrees(value: number, side: string): string {
  const minutesTotal = Math.round(Math.abs(value) * 600) / 10;
  const whole = Math.floor(minutesTotal / 60);
  return `${whole}° ${(minutesTotal - whole * 60).toFixed(1).padStart(4, '0')}′ ${side}`;
}

function isWholeDay(window: { fromAt: number; toAt: number }): boolean {
  const length = window.toAt - window.fromAt;
  return window.fromAt % DAY_MS === 0 && length > DAY_MS - MINUTE_MS && length <= DAY_MS;
}
