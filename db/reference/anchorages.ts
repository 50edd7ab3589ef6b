// Berths and anchorages as they are stored: points packed small, and read once into the moorings of the domain. Bytes in,
// plain rows out; a table that does not look as expected throws, since it is ours.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Mooring } from '../../server/domain/places/place.ts';

/** A hundred thousandth of a degree is a metre, and what the source has. */
const PER_DEG = 100_000;

/** Longitude and latitude by turns, as differences of whole steps. */
export function packPoints(points: readonly number[]): number[] {
  const steps = points.map((deg) => Math.round(deg * PER_DEG));
  return steps.map((step, at) => (at < 2 ? step : step - steps[at - 2]!));
}

export function unpackPoints(packed: readonly number[]): number[] {
  const steps = [...packed];
  for (let at = 2; at < steps.length; at++) steps[at]! += steps[at - 2]!;
  return steps.map((step) => step / PER_DEG);
}

export function readMoorings(): Mooring[] {
  const bytes = gunzipSync(readFileSync(new URL('./anchorages.json.gz', import.meta.url)));
  const { rows } = JSON.parse(bytes.toString('utf8')) as { rows: (Omit<Mooring, 'points'> & { points: number[] })[] };
  if (!Array.isArray(rows)) throw new Error('db/reference/anchorages.json.gz has no rows');
  return rows.map((row) => ({ ...row, points: unpackPoints(row.points) }));
}
