// A place in three notations (degrees, degrees and minutes, degrees, minutes and seconds), written and read. What can be read in
// two ways is refused rather than guessed. Pure.

import type { Place } from '../bounds.ts';

export const NOTATIONS = ['decimal', 'minutes', 'seconds'] as const;
export type Notation = (typeof NOTATIONS)[number];

export const NOTATION_WORDS: Record<Notation, string> = {
  decimal: 'Degrees',
  minutes: 'Minutes',
  seconds: 'Seconds',
};

/** "42.23000, 130.30000", "42° 13.800′ N, 130° 18.000′ E", "42° 13′ 48.0″ N, 130° 18′ 00.0″ E". Latitude first. */
export function placeText({ lon, lat }: Place, notation: Notation): string {
  if (notation === 'decimal') return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
  return `${angleText(lat, lat < 0 ? 'S' : 'N', notation)}, ${angleText(lon, lon < 0 ? 'W' : 'E', notation)}`;
}

function angleText(degrees: number, side: string, notation: 'minutes' | 'seconds'): string {
  const unit = notation === 'minutes' ? 60_000 : 36_000;
  const all = Math.round(Math.abs(degrees) * unit);
  const whole = Math.floor(all / unit);
  const rest = all - whole * unit;
  if (notation === 'minutes') return `${whole}° ${(rest / 1_000).toFixed(3).padStart(6, '0')}′ ${side}`;
  const minutes = Math.floor(rest / 600);
  const seconds = (rest - minutes * 600) / 10;
  return `${whole}° ${String(minutes).padStart(2, '0')}′ ${seconds.toFixed(1).padStart(4, '0')}″ ${side}`;
}

/** The place that a text writes in any of the notations; a sentence that says what is wrong; null where it is no position. */
export function readPlace(text: string): Place | string | null {
  const written = text
    .trim()
    .toUpperCase()
    .replace(/[º°′’'″”"]/g, ' ')
    .replace(/[−–]/g, '-');
  // Letters other than the four sides: a name.
  if (!/\d/.test(written) || /[^NSEW\d\s.,;/+-]/.test(written)) return null;
  const halves = halvesOf(written);
  if (halves === null) {
    return `"${text.trim().slice(0, 60)}" is no position: write 42.23, 130.3 or 42° 13.8′ N, 130° 18′ E or 42° 13′ 48″ N, 130° 18′ 00″ E.`;
  }
  const first = readAngle(halves[0]);
  if (typeof first === 'string') return first;
  const second = readAngle(halves[1]);
  return typeof second === 'string' ? second : placeOf(first, second);
}

interface Angle {
  degrees: number;
  axis: 'lat' | 'lon' | null;
}

/** At the comma; else at the side that stands between the two; else in the middle of an even count of numbers. */
function halvesOf(written: string): [string, string] | null {
  const parts = written.split(/[,;/]/).map((part) => part.trim());
  if (parts.length === 2) return parts[0] === '' || parts[1] === '' ? null : (parts as [string, string]);
  if (parts.length > 2) return null;
  const whole = parts[0]!;
  const sides = [...whole.matchAll(/[NSEW]/g)].map(({ index }) => index);
  if (sides.length === 2) {
    const at = sides[0] === 0 ? sides[1]! : sides[0]! + 1;
    return [whole.slice(0, at), whole.slice(at)];
  }
  const numbers = whole.split(/\s+/);
  if (sides.length > 0 || ![2, 4, 6].includes(numbers.length)) return null;
  const half = numbers.length / 2;
  return [numbers.slice(0, half).join(' '), numbers.slice(half).join(' ')];
}

function readAngle(part: string): Angle | string {
  const said = part.trim();
  const [, before, rest, after] = /^([NSEW]?)\s*(.*?)\s*([NSEW]?)$/.exec(said) ?? ['', '', '', ''];
  if (before !== '' && after !== '') return `"${said}" names its side twice.`;
  const [, sign, digits] = /^([-+]?)\s*(.*)$/.exec(rest!)!;
  const numbers = digits!.split(/\s+/);
  if (numbers.length > 3 || numbers.some((number) => !/^\d+(\.\d+)?$/.test(number))) return `"${said}" is no angle.`;
  if (numbers.slice(0, -1).some((number) => number.includes('.')))
    return `"${said}" has a fraction before its last number.`;
  const side = before || after;
  if (side !== '' && sign !== '') return `"${said}" has both a sign and a side.`;
  const [degrees, minutes, seconds] = numbers.map(Number);
  if ((minutes ?? 0) >= 60) return `${minutes} minutes are more than a degree has.`;
  if ((seconds ?? 0) >= 60) return `${seconds} seconds are more than a minute has.`;
  const size = degrees! + (minutes ?? 0) / 60 + (seconds ?? 0) / 3_600;
  const negative = side === 'S' || side === 'W' || sign === '-';
  return { degrees: negative ? -size : size, axis: side === '' ? null : 'NS'.includes(side!) ? 'lat' : 'lon' };
}

function placeOf(first: Angle, second: Angle): Place | string {
  if (first.axis !== null && first.axis === second.axis) return 'Both numbers name the same side of the compass.';
  const lonFirst = first.axis === 'lon' || second.axis === 'lat';
  const [lat, lon] = lonFirst ? [second.degrees, first.degrees] : [first.degrees, second.degrees];
  if (Math.abs(lat) > 90)
    return `Latitude ${lat} is out of range: -90 to 90. Latitude comes first, unless a side is written.`;
  if (Math.abs(lon) > 180) return `Longitude ${lon} is out of range: -180 to 180.`;
  return { lon, lat };
}
