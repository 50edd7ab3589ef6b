// Rings of corners as they are drawn: closed or not, rounded, tested and written. Pure.

import { placeText, readPlace } from './notations.ts';

/** Corners as [lon, lat]; the last joins the first. */
export type Ring = readonly (readonly [number, number])[];

/** More corners are no zone that a person draws. */
export const MOST_CORNERS = 200;
/** Five decimals are a metre. */
const PER_DEGREE = 1e5;

/** Without the corner that repeats the first, and rounded to a metre. */
export function openRing(ring: Ring): [number, number][] {
  const rounded = ring.map(([lon, lat]): [number, number] => [round(lon), round(lat)]);
  const [first, last] = [rounded[0], rounded.at(-1)];
  if (first && last && rounded.length > 1 && first[0] === last[0] && first[1] === last[1]) rounded.pop();
  return rounded;
}

export function closedRing(ring: Ring): [number, number][] {
  const open = openRing(ring);
  return open.length === 0 ? [] : [...open, open[0]!];
}

/** What is wrong with a ring that was drawn, in one sentence, or null. */
export function ringRefusal(ring: Ring): string | null {
  const corners = openRing(ring);
  if (corners.length < 3) return 'A zone has three corners or more.';
  if (corners.length > MOST_CORNERS) return `A zone has ${MOST_CORNERS} corners at most; this has ${corners.length}.`;
  const lons = corners.map(([lon]) => lon);
  if (Math.max(...lons) > 180 || Math.min(...lons) < -180) {
    return 'A zone does not cross 180° of longitude: draw two, one on each side.';
  }
  if (crossesItself(corners)) return 'Two sides of the zone cross each other.';
  return null;
}

/** One corner a line, latitude first. */
export function cornersText(ring: Ring): string {
  return openRing(ring)
    .map(([lon, lat]) => placeText({ lon, lat }, 'decimal'))
    .join('\n');
}

/** Corners as somebody writes them, or the sentence that says which line cannot be read. */
export function readCorners(text: string): Ring | string {
  const ring: [number, number][] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readPlace(line);
    if (read === null) return `Line ${i + 1} is no position: “${line.trim().slice(0, 40)}”.`;
    if (typeof read === 'string') return `Line ${i + 1}: ${read}`;
    ring.push([read.lon, read.lat]);
  }
  return ring;
}

/** As the form of "Who was here?" writes an area. */
export function polygonText(ring: Ring): string {
  return JSON.stringify({ type: 'Polygon', coordinates: [closedRing(ring)] });
}

function crossesItself(corners: readonly [number, number][]): boolean {
  const count = corners.length;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      // Neighbours share a corner.
      if (j === i + 1 || (i === 0 && j === count - 1)) continue;
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

function round(degrees: number): number {
  return Math.round(degrees * PER_DEGREE) / PER_DEGREE;
}
