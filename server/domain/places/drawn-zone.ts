// A zone as somebody draws it: a name and corners come in, a zone in force or sentences that say what is wrong come out. Pure.

import type { Zone } from './place.ts';

export interface ZoneDraft {
  name: string;
  note: string | null;
  /** Corners as [lon, lat], closed or not. */
  ring: readonly (readonly [number, number])[];
}

/** More corners are no zone that a person draws; more zones are no list that a person reads. */
export const MOST_CORNERS = 200;
export const MOST_ZONES = 500;
/** Nearer to a pole, straight lines between degrees are no sides. */
const MOST_LAT = 85;
const MOST_SPAN_DEG = 90;

export function drawnZone(id: string, draft: ZoneDraft, by: string): { zone: Zone | null; problems: string[] } {
  const corners = openRing(draft.ring);
  const problems: string[] = [];
  if (corners.length < 3) problems.push('A zone has three corners or more.');
  if (corners.length > MOST_CORNERS)
    problems.push(`A zone has ${MOST_CORNERS} corners at most; this has ${corners.length}.`);
  const beyond = corners.find(([lon, lat]) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= MOST_LAT));
  if (beyond) {
    problems.push(
      `A corner at ${beyond[0]}, ${beyond[1]} is out of range: a zone lies within 180° and does not cross it, up to ${MOST_LAT}° north and south.`,
    );
  }
  const lons = corners.map(([lon]) => lon);
  if (corners.length > 0 && Math.max(...lons) - Math.min(...lons) > MOST_SPAN_DEG) {
    problems.push(`A zone spans ${MOST_SPAN_DEG}° of longitude at most.`);
  }
  if (problems.length === 0 && crossesItself(corners)) problems.push('Two sides of the zone cross each other.');
  if (problems.length > 0) return { zone: null, problems };
  const zone: Zone = {
    id,
    name: draft.name,
    kind: 'drawn',
    ring: [...corners, corners[0]!],
    active: '',
    note: draft.note,
    source: `drawn by ${by}`,
  };
  return { zone, problems };
}

function openRing(ring: ZoneDraft['ring']): [number, number][] {
  const corners = ring.map(([lon, lat]): [number, number] => [lon, lat]);
  const [first, last] = [corners[0], corners.at(-1)];
  if (first && last && corners.length > 1 && first[0] === last[0] && first[1] === last[1]) corners.pop();
  return corners;
}

function crossesItself(corners: readonly [number, number][]): boolean {
  const count = corners.length;
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue;
      if (cross(corners[i]!, corners[(i + 1) % count]!, corners[j]!, corners[(j + 1) % count]!)) return true;
    }
  }
  return false;
}

type Corner = readonly [number, number];

function cross(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function side(a: Corner, b: Corner, p: Corner): number {
  return Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));
}
