// The "not available" values and ranges of AIS, as text files carry them, made absent (NaN). Facts: ITU-R M.1371; the
// daily files pass its sentinels through (heading 511.0, course 360.0, latitude 91, speed 102.3).

/** Reasons for a row without a report; the whole list, so that counts can be compared between files. */
export const REJECT = {
  tooLong: 'line too long',
  tooFew: 'too few fields',
  tooMany: 'too many fields',
  mmsi: 'bad MMSI',
  noMmsi: 'no MMSI',
  time: 'bad time',
  noTime: 'no time',
  prefix: 'time of the log not understood',
  dateOrder: 'day and month cannot be told apart',
  imo: 'bad IMO number',
  position: 'bad position',
  noPosition: 'no position',
  header: 'repeated header',
  otherHeader: 'after an unknown header',
  emptyStatic: 'static message without content',
  otherType: 'message type without position or identity',
  notFeature: 'not a feature',
  geometry: 'geometry is neither point nor line',
  unequal: 'times do not match the points',
  notMessage: 'not a message of this feed',
  invalid: 'message marked as not valid',
  feedError: 'error told by the feed',
  synthesized: 'put together from another service, not heard on the air',
  noIdentity: 'vessel without an MMSI',
  json: 'damaged JSON',
  xml: 'damaged XML',
} as const;

export function speedOf(value: number): number {
  // 1022 is "102.2 kn or more", 1023 "not available".
  return value >= 0 && value < 102.25 ? value : Number.NaN;
}

export function courseOf(value: number): number {
  // 360 is "not available" and never north.
  return value >= 0 && value < 360 ? value : Number.NaN;
}

export function headingOf(value: number): number {
  return value >= 0 && value < 360 ? value : Number.NaN;
}

/** 0–14; 15 is "not defined". */
export function navStatusOf(value: number): number {
  return value >= 0 && value <= 14 && Number.isInteger(value) ? value : Number.NaN;
}

export function imoOf(value: number): number {
  return value >= 1_000_000 && value <= 9_999_999 && Number.isInteger(value) ? value : Number.NaN;
}

/** 1–99. The US files also carry their own codes 1001–1025: not AIS types, so absent. */
export function shipTypeOf(value: number): number {
  return value >= 1 && value <= 99 && Number.isInteger(value) ? value : Number.NaN;
}

/** An offset of 511 m stands for "511 m or more": what is at least that long has no known length. */
export function lengthOf(value: number): number {
  return value > 0 && value < 511 ? value : Number.NaN;
}

/** The same of 63 m to each side, 126 m in all; beams in between are sums, and may be true. */
export function beamOf(value: number): number {
  return value > 0 && value < 126 ? value : Number.NaN;
}

export function lengthOfOffsets(bow: number, stern: number): number {
  return bow < 511 && stern < 511 ? lengthOf(bow + stern) : Number.NaN;
}

export function beamOfOffsets(port: number, starboard: number): number {
  return port < 63 && starboard < 63 ? beamOf(port + starboard) : Number.NaN;
}

/** 25.5 is "25.5 m or more". */
export function draughtOf(value: number): number {
  return value > 0 && value <= 25.5 ? value : Number.NaN;
}

export type PositionDoubt = typeof REJECT.position | typeof REJECT.noPosition;

/**
 * null when the position can be used: longitudes run to 180° both ways, or from 0° to 360°. Both zero and latitude 91 stand
 * for "no position". Longitude 181 does so beside latitude 91; beside a latitude of the earth it is one only where the
 * source is known to count to 360°.
 */
export function positionDoubt(lon: number, lat: number, countsTo360: boolean): PositionDoubt | null {
  if (lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) return lon === 0 && lat === 0 ? REJECT.noPosition : null;
  return doubtBeyond180(lon, lat, countsTo360);
}

function doubtBeyond180(lon: number, lat: number, countsTo360: boolean): PositionDoubt | null {
  if (lat >= -90 && lat <= 90 && lon > 180 && lon <= 360 && (lon !== 181 || countsTo360)) {
    return lon === 360 && lat === 0 ? REJECT.noPosition : null;
  }
  return lat === 91 ? REJECT.noPosition : REJECT.position;
}

/** Does a position that can be used show that its source counts longitudes to 360°? */
export function showsTo360(lon: number): boolean {
  return lon > 180 && lon !== 181;
}

/** From −180 to 180. */
export function foldedLon(lon: number): number {
  return lon > 180 ? lon - 360 : lon;
}

/** 0–999,999,999 and whole. Placeholders pass: what to make of them is the engine's question. */
export function isMmsi(value: number): boolean {
  return value >= 0 && value <= 999_999_999 && Number.isInteger(value);
}
