// Circles in which a stay counts for a port: one round the port's point, one round every point of its moorings. In come
// ports and moorings; out go circles, packed as points of a sphere in km, so that distances are straight lines (chords):
// no wrap at the antimeridian, no special case at the poles.

import { EARTH_RADIUS_KM } from '../geo.ts';
import type { Mooring, Port } from './place.ts';

const RAD = Math.PI / 180;

/** Global Fishing Watch enters 3 km from an anchorage point and leaves at 4 km (anchorages_pipeline). */
export const MOORING_ENTER_KM = 3;
export const MOORING_BAND_KM = 1;

/** Slack for rounding, km: AIS gives positions to 0.18 m, so a millimetre decides nothing. */
export const ROUNDING_KM = 1e-6;

/** Per circle: x, y, z of its point and its enter radius as a chord, all km: two to a cache line. */
export const STRIDE = 4;

export interface Circle {
  lon: number;
  lat: number;
  enterKm: number;
  leaveKm: number;
  /** Index of the port that it counts for. */
  port: number;
  /** Index of the mooring that its point belongs to, -1 for the circle of the port itself. */
  mooring: number;
}

/** Circles in the order of the map, packed for the hot path. */
export interface Circles {
  size: number;
  /** `STRIDE` numbers each. */
  points: Float64Array;
  /** Leave radius as a chord, km. */
  leave: Float64Array;
  port: Int32Array;
  mooring: Int32Array;
  /** Of two circles at exactly one distance the one with the lower rank is the answer. */
  rank: Int32Array;
}

/** Every circle that can ever be an answer, for the ports and moorings of a table. */
export function circlesOf(ports: readonly Port[], moorings: readonly Mooring[]): Circle[] {
  const circles: Circle[] = contenders(ports).map((port) => {
    const { lon, lat, enterKm, leaveKm } = ports[port]!;
    return { lon, lat, enterKm, leaveKm, port, mooring: -1 };
  });
  const indices = new Map(ports.map(({ id }, index) => [id, index]));
  moorings.forEach(({ portId, points, enterKm = MOORING_ENTER_KM }, mooring) => {
    const port = indices.get(portId);
    if (port === undefined) throw new Error(`a mooring of '${portId}' has no port`);
    for (let at = 0; at < points.length; at += 2) {
      const [lon, lat] = [points[at]!, points[at + 1]!];
      circles.push({ lon, lat, enterKm, leaveKm: enterKm + MOORING_BAND_KM, port, mooring });
    }
  });
  return circles;
}

/** Packs circles, given in the order of their rank. Neighbours on the map become neighbours in memory. */
export function packCircles(ranked: readonly Circle[]): { circles: Circles; inOrder: Circle[] } {
  const keys = ranked.map(({ lon, lat }) => zOrder(lon, lat));
  const order = ranked.map((_, at) => at).sort((a, b) => keys[a]! - keys[b]! || a - b);
  const size = ranked.length;
  const circles: Circles = {
    size,
    points: new Float64Array(size * STRIDE),
    leave: new Float64Array(size),
    port: new Int32Array(size),
    mooring: new Int32Array(size),
    rank: Int32Array.from(order),
  };
  order.forEach((from, at) => {
    const { lon, lat, enterKm, leaveKm, port, mooring } = ranked[from]!;
    const ring = EARTH_RADIUS_KM * Math.cos(lat * RAD);
    circles.points[at * STRIDE] = ring * Math.cos(lon * RAD);
    circles.points[at * STRIDE + 1] = ring * Math.sin(lon * RAD);
    circles.points[at * STRIDE + 2] = EARTH_RADIUS_KM * Math.sin(lat * RAD);
    circles.points[at * STRIDE + 3] = chordOf(enterKm + ROUNDING_KM);
    // Leaving at 4.00 km is leaving: the slack is on the other side.
    circles.leave[at] = chordOf(leaveKm - ROUNDING_KM);
    circles.port[at] = port;
    circles.mooring[at] = mooring;
  });
  return { circles, inOrder: order.map((at) => ranked[at]!) };
}

export function chordOf(km: number): number {
  return 2 * EARTH_RADIUS_KM * Math.sin(Math.min(km / (2 * EARTH_RADIUS_KM), Math.PI / 2));
}

/**
 * The ports whose own circles can ever be told, by order among ports at exactly one distance: watch places first, then
 * the wider circle, then the id. Of many ports on one spot (World Port Index points are whole minutes) those are the
 * first two of each kind; the rest could be neither nearest nor runner-up anywhere.
 */
function contenders(ports: readonly Port[]): number[] {
  const order = ports
    .map((_, index) => index)
    .filter((index) => ports[index]!.mooringsOnly !== true)
    .sort((a, b) => {
      const [p, q] = [ports[a]!, ports[b]!];
      return Number(q.watch) - Number(p.watch) || q.enterKm - p.enterKm || (p.id < q.id ? -1 : 1);
    });
  const told = new Map<string, number>();
  return order.filter((index) => {
    const { lon, lat, watch } = ports[index]!;
    const spot = `${lon} ${lat} ${watch}`;
    const before = told.get(spot) ?? 0;
    told.set(spot, before + 1);
    return before < 2;
  });
}

/** Z-order: a lookup that reads ten circles reads few lines. */
function zOrder(lon: number, lat: number): number {
  return spread(((lon + 180) / 360) * 0xffff) + 2 * spread(((lat + 90) / 180) * 0xffff);
}

/** Puts a zero before each of 16 bits. */
function spread(value: number): number {
  let bits = value & 0xffff;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}
