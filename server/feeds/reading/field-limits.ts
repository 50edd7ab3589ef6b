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
  dateOrder: 'day and month cannot be told apart',
  position: 'bad position',
  noPosition: 'no position',
  header: 'repeated header',
  otherHeader: 'after an unknown header',
  emptyStatic: 'static message without content',
  otherType: 'message type without position or identity',
  notFeature: 'not a feature',
  geometry: 'geometry is neither point nor line',
  unequal: 'times do not match the points',
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

/** Longest hull that the message can say is 1,022 m. */
export function lengthOf(value: number): number {
  return value > 0 && value <= 1022 ? value : Number.NaN;
}

export function beamOf(value: number): number {
  return value > 0 && value <= 126 ? value : Number.NaN;
}

/** 25.5 is "25.5 m or more". */
export function draughtOf(value: number): number {
  return value > 0 && value <= 25.5 ? value : Number.NaN;
}

export type PositionDoubt = typeof REJECT.position | typeof REJECT.noPosition;

/** null when the position can be used. Both zero, latitude 91 and longitude 181 stand for "no position". */
export function positionDoubt(lon: number, lat: number): PositionDoubt | null {
  if (lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180) return lon === 0 && lat === 0 ? REJECT.noPosition : null;
  return lat === 91 || lon === 181 ? REJECT.noPosition : REJECT.position;
}

/** 0–999,999,999 and whole. Placeholders pass: what to make of them is the engine's question. */
export function isMmsi(value: number): boolean {
  return value >= 0 && value <= 999_999_999 && Number.isInteger(value);
}
