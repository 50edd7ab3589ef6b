// The other traffic: every ship that is not watched, as typed columns that are written in place. Whoever draws them looks at
// `version`, so that a hundred thousand positions are no hundred thousand objects and no copy. At the bound the ship that was
// heard longest ago gives its row to the next.

import type { Track } from '../../server/http/wire/track.ts';
import type { PositionFix } from '../../server/http/wire/vessel.ts';
import { fixAt, type PackedFixes, vesselIdAt } from './packed-fixes.ts';
import { standingAt } from './playback.ts';

/** More ships are heard at one time nowhere: the world's feeds know about this many. */
export const MOST_SHIPS = 250_000;
/** A ship that was not heard for so long is no longer drawn: where it is now, nobody knows. */
export const FORGET_MS = 6 * 3_600_000;
/** Numbers a ship: place in Mercator (0 to 1), course in radians, look, and seconds after `baseAt` when it was heard. */
export const STRIDE = 5;
export const LOOK = { course: 0, still: 1 } as const;

export interface Traffic {
  version: number;
  size: number;
  /** What the times in `drawn` are counted from, UTC ms. */
  baseAt: number;
  /** As the graphics card takes it: STRIDE numbers a ship. */
  drawn: Float32Array;
  at: Float64Array;
  lon: Float32Array;
  lat: Float32Array;
  speedKn: Float32Array;
  mmsi: Uint32Array;
  /** Ids where they are not made of the number. */
  ids: Map<number, string>;
  rowOf: Map<number | string, number>;
}

export function emptyTraffic(): Traffic {
  return { version: 0, size: 0, baseAt: 0, ...columns(1_024), ids: new Map(), rowOf: new Map() };
}

export function idOfRow(traffic: Traffic, row: number): string {
  return traffic.ids.get(row) ?? `mmsi:${traffic.mmsi[row]}`;
}

/** Ships by whichever of their numbers the stream names them by. */
export interface Ships {
  imos: ReadonlySet<number>;
  mmsis: ReadonlySet<number>;
  ids: ReadonlySet<string>;
}

export function shipsOf(all: Iterable<string>): Ships {
  const ids = new Set(all);
  const numbers = (kind: string) =>
    new Set([...ids].flatMap((id) => (id.startsWith(kind) ? [Number(id.slice(kind.length))] : [])));
  return { ids, imos: numbers('imo:'), mmsis: numbers('mmsi:') };
}

/** Takes what the stream brought, without the watched ships; positions of ships whose tracks go on come back as objects. */
export function takePacked(
  traffic: Traffic,
  packed: PackedFixes,
  { watched, tracked }: { watched: Ships; tracked: Ships },
): (PositionFix & { vesselId: string })[] {
  const apart: (PositionFix & { vesselId: string })[] = [];
  const { at, lon, lat, mmsi, imo, speed, course, heading, ids } = packed;
  for (let i = 0; i < packed.count; i++) {
    const odd = ids[i];
    const isIn = (ships: Ships) =>
      odd !== undefined ? ships.ids.has(odd) : imo[i]! > 0 ? ships.imos.has(imo[i]!) : ships.mmsis.has(mmsi[i]!);
    if (isIn(tracked)) apart.push(fixAt(packed, i));
    if (isIn(watched)) continue;
    const turn = heading[i] !== 0xffff ? heading[i]! : course[i]!;
    const row = rowFor(traffic, mmsi[i]!, odd !== undefined || imo[i]! > 0 ? vesselIdAt(packed, i) : null);
    put(
      traffic,
      row,
      at[i]!,
      lon[i]! / 1e7,
      lat[i]! / 1e7,
      speed[i] === 0xffff ? Number.NaN : speed[i]! / 10,
      turn === 0xffff ? Number.NaN : turn / 10,
    );
  }
  traffic.version++;
  return apart;
}

/** The ships of tracks that are not watched, where they were at `at`: those of a replay, and what a live page begins with. */
export function setFromTracks(
  traffic: Traffic,
  tracks: Iterable<Track>,
  isWatched: (vesselId: string) => boolean,
  at: number,
): void {
  for (const track of tracks) {
    if (isWatched(track.vesselId)) continue;
    const standing = standingAt(track, at);
    const number = Number(/^mmsi:(\d+)$/.exec(track.vesselId)?.[1] ?? 0);
    if (standing === null) {
      const known = traffic.rowOf.get(number || track.vesselId);
      // Before its first position there is nothing to draw.
      if (known !== undefined) traffic.drawn[known * STRIDE + 4] = Number.NEGATIVE_INFINITY;
      continue;
    }
    const { lon, lat, speedKn, courseDeg, lastAt } = standing;
    const row = rowFor(traffic, number, number === 0 ? track.vesselId : null);
    traffic.at[row] = Number.NEGATIVE_INFINITY;
    put(traffic, row, lastAt, lon, lat, speedKn ?? Number.NaN, courseDeg ?? Number.NaN);
  }
  traffic.version++;
}

/** The row drawn nearest to a point of the Mercator square, not farther off than `reach`; -1 where there is none. */
export function nearestRow(traffic: Traffic, x: number, y: number, reach: number, at: number): number {
  const { drawn, size } = traffic;
  let best = -1;
  let least = reach * reach;
  const oldest = (at - FORGET_MS - traffic.baseAt) / 1_000;
  for (let row = 0, i = 0; row < size; row++, i += STRIDE) {
    const dx = drawn[i]! - x;
    const dy = drawn[i + 1]! - y;
    const away = dx * dx + dy * dy;
    if (away <= least && drawn[i + 4]! >= oldest) {
      least = away;
      best = row;
    }
  }
  return best;
}

function put(
  traffic: Traffic,
  row: number,
  at: number,
  lon: number,
  lat: number,
  speedKn: number,
  turnDeg: number,
): void {
  if (at < traffic.at[row]!) return;
  if (traffic.baseAt === 0) traffic.baseAt = at;
  traffic.at[row] = at;
  traffic.lon[row] = lon;
  traffic.lat[row] = lat;
  traffic.speedKn[row] = speedKn;
  const still = Number.isNaN(turnDeg) || speedKn < 0.5;
  const { drawn } = traffic;
  const i = row * STRIDE;
  drawn[i] = mercatorX(lon);
  drawn[i + 1] = mercatorY(lat);
  drawn[i + 2] = still ? 0 : (turnDeg * Math.PI) / 180;
  drawn[i + 3] = still ? LOOK.still : LOOK.course;
  drawn[i + 4] = (at - traffic.baseAt) / 1_000;
}

function rowFor(traffic: Traffic, mmsi: number, id: string | null): number {
  const key = mmsi === 0 ? id! : mmsi;
  let row = traffic.rowOf.get(key);
  if (row === undefined) {
    row = traffic.size < MOST_SHIPS ? added(traffic) : freed(traffic);
    traffic.rowOf.set(key, row);
    traffic.mmsi[row] = mmsi;
    traffic.at[row] = Number.NEGATIVE_INFINITY;
  }
  if (id === null) traffic.ids.delete(row);
  else if (traffic.ids.get(row) !== id) traffic.ids.set(row, id);
  return row;
}

function added(traffic: Traffic): number {
  const row = traffic.size++;
  if (row >= traffic.at.length) grow(traffic);
  return row;
}

function freed(traffic: Traffic): number {
  let oldest = 0;
  for (let row = 1; row < traffic.size; row++) if (traffic.at[row]! < traffic.at[oldest]!) oldest = row;
  traffic.rowOf.delete(traffic.mmsi[oldest] === 0 ? (traffic.ids.get(oldest) ?? '') : traffic.mmsi[oldest]!);
  traffic.ids.delete(oldest);
  return oldest;
}

function columns(capacity: number) {
  return {
    drawn: new Float32Array(capacity * STRIDE),
    at: new Float64Array(capacity),
    lon: new Float32Array(capacity),
    lat: new Float32Array(capacity),
    speedKn: new Float32Array(capacity),
    mmsi: new Uint32Array(capacity),
  };
}

function grow(traffic: Traffic): void {
  const wider = columns(Math.min(MOST_SHIPS, traffic.at.length * 2));
  wider.drawn.set(traffic.drawn);
  wider.at.set(traffic.at);
  wider.lon.set(traffic.lon);
  wider.lat.set(traffic.lat);
  wider.speedKn.set(traffic.speedKn);
  wider.mmsi.set(traffic.mmsi);
  Object.assign(traffic, wider);
}

function mercatorX(lon: number): number {
  return (lon + 180) / 360;
}

function mercatorY(lat: number): number {
  const held = Math.max(-85.051, Math.min(85.051, lat));
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (held * Math.PI) / 360)) / (2 * Math.PI);
}
