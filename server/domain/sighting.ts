// A sighting: somebody saw a vessel at a place, by satellite, from the quay or otherwise, usually with AIS off. It is
// an input like a position report and makes or confirms a port call, marked "sighted".

/** Surest first. */
export const SIGHTING_GRADES = ['confirmed', 'probable', 'possible'] as const;
export type SightingGrade = (typeof SIGHTING_GRADES)[number];

export const SIGHTING_MEANS = ['satellite', 'photograph', 'witness', 'document', 'other'] as const;
export type SightingMeans = (typeof SIGHTING_MEANS)[number];

export function isSurerGrade(a: SightingGrade, b: SightingGrade): boolean {
  return SIGHTING_GRADES.indexOf(a) < SIGHTING_GRADES.indexOf(b);
}

export interface Sighting {
  id: string;
  /** Which hull: 'imo:9161003', or the key of a watched hull without IMO. */
  vesselId: string;
  /** When it was seen, UTC ms; from = to for an instant. A day is given as 00:00 to 23:59:59. */
  fromAt: number;
  toAt: number;
  /** A port of the reference table, or null when only a position is known; a position in a port's circle counts as there. */
  placeId: string | null;
  lon: number;
  lat: number;
  /** What was seen, e.g. "loading at Pier 2". */
  what: string;
  means: SightingMeans;
  grade: SightingGrade;
  source: string;
  link: string | null;
  /** When we knew, UTC ms; not before `fromAt`. */
  arrivedAt: number;
}
