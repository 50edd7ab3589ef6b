// Which real stays does a replay find? A stay needs no table of ports: two hours or more of positions within 600 m of the
// first. It is found where a port call of confidence 2 or more, or a stop, covers at least half of it.

import { distanceKm } from '../../../server/domain/geo.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { type Replayed, replayed } from './replayed.ts';
import { SHARED, type TruthCount, type TruthFigure } from './truth.ts';

const HOUR_MS = 3_600_000;
const RADIUS_KM = 0.6;
const STAY_MS = 2 * HOUR_MS;
/** A silence of this long ends a stay. */
const SILENCE_MS = 6 * HOUR_MS;
/** So many positions in a row farther off are noise. */
const STRAYS = 3;

const RECORDINGS = [
  { name: 'Ever Given week', file: 'ever-given-week.csv.gz' },
  { name: 'three container ships', file: 'container-ships-2018.csv.gz' },
].map(({ name, file }) => ({ name, url: new URL(`data/tracks/${file}`, SHARED) }));

export const stays: TruthFigure = {
  name: 'stays found',
  needs: RECORDINGS.map(({ url }) => url),
  async count() {
    const counts: TruthCount[] = [];
    for (const { name, url } of RECORDINGS) counts.push(countStays(name, await replayed(url)));
    return counts;
  },
};

interface Span {
  fromAt: number;
  toAt: number;
}

interface Stay extends Span {
  lon: number;
  lat: number;
}

export function countStays(name: string, { events, positions }: Replayed): TruthCount {
  const told = new Map<number, Span[]>();
  for (const event of events) {
    if (event.mmsi === null || !isStay(event)) continue;
    const span = { fromAt: event.beganAt, toAt: event.endedAt ?? Number.POSITIVE_INFINITY };
    told.set(event.mmsi, [...(told.get(event.mmsi) ?? []), span]);
  }
  let of = 0;
  const misses: string[] = [];
  for (const [mmsi, track] of positions) {
    for (const stay of staysOf([...track].sort((a, b) => a.at - b.at))) {
      of++;
      if (told.get(mmsi)?.some((span) => coversHalf(span, stay))) continue;
      const hours = ((stay.toAt - stay.fromAt) / HOUR_MS).toFixed(1);
      misses.push(
        `${mmsi} ${new Date(stay.fromAt).toISOString().slice(0, 16)}Z ${hours} h at ${stay.lat.toFixed(4)}, ${stay.lon.toFixed(4)}`,
      );
    }
  }
  return { name, found: of - misses.length, of, atLeast: 0.9, misses };
}

function isStay(event: VesselEvent): boolean {
  if (event.state === 'withdrawn') return false;
  return event.kind === 'stop' || (event.kind === 'port-call' && event.facts.confidence >= 2);
}

function coversHalf({ fromAt, toAt }: Span, stay: Span): boolean {
  return Math.min(toAt, stay.toAt) - Math.max(fromAt, stay.fromAt) > 0.5 * (stay.toAt - stay.fromAt);
}

/** The stays of a track in time order. */
export function staysOf(track: readonly { at: number; lon: number; lat: number }[]): Stay[] {
  const found: Stay[] = [];
  let i = 0;
  while (i < track.length) {
    const { at, lon, lat } = track[i]!;
    let last = i;
    let strays = 0;
    for (let k = i + 1; k < track.length && track[k]!.at - track[last]!.at < SILENCE_MS && strays <= STRAYS; k++) {
      if (distanceKm(lon, lat, track[k]!.lon, track[k]!.lat) < RADIUS_KM) {
        last = k;
        strays = 0;
      } else strays++;
    }
    if (track[last]!.at - at < STAY_MS) {
      i++;
      continue;
    }
    found.push({ fromAt: at, toAt: track[last]!.at, lon, lat });
    i = last + 1;
  }
  return found;
}
