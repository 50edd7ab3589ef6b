// Circles in which a stay counts for a port: one round the port's point, one round every point of its moorings; and which
// of them can matter in a box, the geometry behind the place index. Everything is done with straight-line (chord)
// distances between points of a sphere in km: no wrap at the antimeridian, no special case at the poles.

import { EARTH_RADIUS_KM } from '../geo.ts';
import type { Mooring, Port } from '../place.ts';
import type { Box } from './cell-tree.ts';
import { CELL_DEG, CELLS_PER_DEG, COLUMNS, ROWS, rowOf, wrapColumn } from './cells.ts';

const RAD = Math.PI / 180;

/** Global Fishing Watch enters 3 km from an anchorage point and leaves at 4 km (anchorages_pipeline). */
const MOORING_ENTER_KM = 3;
const MOORING_BAND_KM = 1;

/** Slack for rounding, km: AIS gives positions to 0.18 m, so a millimetre decides nothing. */
export const ROUNDING_KM = 1e-6;

/** Per circle: x, y, z of its point and its enter and leave radius as chords, all km. */
export const STRIDE = 5;

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
  port: Int32Array;
  mooring: Int32Array;
  /** What is told first of two at exactly one distance: the lower. */
  rank: Int32Array;
}

/** Every circle that can ever be told, for the ports and moorings of a table. */
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
    circles.points[at * STRIDE + 4] = chordOf(leaveKm - ROUNDING_KM);
    circles.port[at] = port;
    circles.mooring[at] = mooring;
  });
  return { circles, inOrder: order.map((at) => ranked[at]!) };
}

export function chordOf(km: number): number {
  return 2 * EARTH_RADIUS_KM * Math.sin(Math.min(km / (2 * EARTH_RADIUS_KM), Math.PI / 2));
}

interface Ball {
  x: number;
  y: number;
  z: number;
  radiusKm: number;
}

/** A ball that holds every point of the box. The point farthest from the middle of a small box is one of its corners. */
function ballOf(box: Box): Ball {
  const half = box.sizeDeg / 2;
  const lat = (box.south + half) * RAD;
  const lon = (box.west + half) * RAD;
  const ring = EARTH_RADIUS_KM * Math.cos(lat);
  const x = ring * Math.cos(lon);
  const y = ring * Math.sin(lon);
  const z = EARTH_RADIUS_KM * Math.sin(lat);
  let radiusKm = 0;
  for (const side of [-half, half]) {
    const cornerLat = lat + side * RAD;
    const cornerLon = lon + half * RAD;
    const cornerRing = EARTH_RADIUS_KM * Math.cos(cornerLat);
    const dx = cornerRing * Math.cos(cornerLon) - x;
    const dy = cornerRing * Math.sin(cornerLon) - y;
    const dz = EARTH_RADIUS_KM * Math.sin(cornerLat) - z;
    radiusKm = Math.max(radiusKm, Math.sqrt(dx * dx + dy * dy + dz * dz));
  }
  return { x, y, z, radiusKm: radiusKm * 1.001 + 2 * ROUNDING_KM };
}

function gapKm(points: Float64Array, index: number, { x, y, z }: { x: number; y: number; z: number }): number {
  const dx = points[index * STRIDE]! - x;
  const dy = points[index * STRIDE + 1]! - y;
  const dz = points[index * STRIDE + 2]! - z;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/**
 * Of a list of circles, those that can tell the nearest port or the runner-up somewhere in the box, nearest to its middle
 * first. A circle tells neither where another of its own port, or those of two other ports, hold the whole box and are
 * nearer everywhere in it.
 */
export function keepContenders({ points, port }: Circles, list: readonly number[], box: Box): number[] {
  const ball = ballOf(box);
  /** For each port with a circle that holds the whole box, the least "farthest" of them. */
  const bounds = new Map<number, number>();
  for (const index of list) {
    const farthest = gapKm(points, index, ball) + ball.radiusKm;
    if (farthest > points[index * STRIDE + 3]!) continue;
    const mine = port[index]!;
    if (farthest < (bounds.get(mine) ?? Number.POSITIVE_INFINITY)) bounds.set(mine, farthest);
  }
  // The least three: of two that are not the circle's own port one may have to be passed over.
  const least = [...bounds].sort((a, b) => a[1] - b[1]).slice(0, 3);
  const kept: { index: number; gap: number }[] = [];
  for (const index of list) {
    const gap = gapKm(points, index, ball);
    const nearest = gap - ball.radiusKm;
    if (nearest > points[index * STRIDE + 3]!) continue;
    const mine = port[index]!;
    if (nearest > (bounds.get(mine) ?? Number.POSITIVE_INFINITY)) continue;
    let others = 0;
    for (const [other, farthest] of least) if (other !== mine && nearest > farthest) others++;
    if (others < 2) kept.push({ index, gap });
  }
  kept.sort((a, b) => a.gap - b.gap || a.index - b.index);
  return dropBeaten(
    points,
    port,
    kept.map(({ index }) => index),
    box,
    ball,
  );
}

/** Lists longer than this are cut further anyway; comparing each with each is not worth it there. */
const MOST_COMPARED = 48;

/**
 * Drops the circles that one of their own port, or two of others, beat at every corner of the box, and so all over it:
 * on the flat, the points nearer to one circle than to another are one side of a straight line. The allowance is for
 * what a box on the globe bulges.
 */
function dropBeaten(points: Float64Array, port: Int32Array, list: number[], box: Box, ball: Ball): number[] {
  const farthestLat = Math.max(Math.abs(box.south), Math.abs(box.south + box.sizeDeg));
  if (list.length < 2 || list.length > MOST_COMPARED || farthestLat > 80) return list;
  const bulgeKm = (8 * ball.radiusKm * ball.radiusKm) / EARTH_RADIUS_KM;
  const corners = [0, 1, 2, 3].map((corner) => {
    const lat = (box.south + (corner >> 1) * box.sizeDeg) * RAD;
    const lon = (box.west + (corner & 1) * box.sizeDeg) * RAD;
    const ring = EARTH_RADIUS_KM * Math.cos(lat);
    return { x: ring * Math.cos(lon), y: ring * Math.sin(lon), z: EARTH_RADIUS_KM * Math.sin(lat) };
  });
  const squares = list.map((index) => corners.map((corner) => gapKm(points, index, corner) ** 2));
  const covers = list.map((index) => gapKm(points, index, ball) + ball.radiusKm <= points[index * STRIDE + 3]!);
  return list.filter((index, mine) => {
    let beatenBy = -1;
    for (let other = 0; other < list.length; other++) {
      if (other === mine || !covers[other]) continue;
      const from = list[other]! * STRIDE;
      const apartKm = gapKm(points, index, { x: points[from]!, y: points[from + 1]!, z: points[from + 2]! });
      const allowance = 2 * apartKm * bulgeKm + ROUNDING_KM;
      if (!squares[mine]!.every((square, corner) => square > squares[other]![corner]! + allowance)) continue;
      const winner = port[list[other]!]!;
      if (winner === port[index] || (beatenBy >= 0 && beatenBy !== winner)) return false;
      beatenBy = winner;
    }
    return true;
  });
}

/** Trigonometry of cell middles, once per row and column instead of once per cell. */
const middles = (() => {
  const columns = new Float64Array(COLUMNS * 2);
  for (let column = 0; column < COLUMNS; column++) {
    const lon = ((column + 0.5) * CELL_DEG - 180) * RAD;
    columns[column * 2] = Math.cos(lon);
    columns[column * 2 + 1] = Math.sin(lon);
  }
  const rows = new Float64Array(ROWS * 3);
  for (let row = 0; row < ROWS; row++) {
    const lat = ((row + 0.5) * CELL_DEG - 90) * RAD;
    rows[row * 3] = EARTH_RADIUS_KM * Math.cos(lat);
    rows[row * 3 + 1] = EARTH_RADIUS_KM * Math.sin(lat);
    rows[row * 3 + 2] = ballOf({ west: -180, south: row * CELL_DEG - 90, sizeDeg: CELL_DEG }).radiusKm;
  }
  return { columns, rows };
})();

type Ring = Pick<Circle, 'lon' | 'lat' | 'enterKm' | 'leaveKm'>;

/** Calls `visit` for every cell that a circle may touch, with whether its enter circle does. */
export function eachCell(circle: Ring, visit: (cell: number, entered: boolean) => void): void {
  const ring = EARTH_RADIUS_KM * Math.cos(circle.lat * RAD);
  const x = ring * Math.cos(circle.lon * RAD);
  const y = ring * Math.sin(circle.lon * RAD);
  const z = EARTH_RADIUS_KM * Math.sin(circle.lat * RAD);
  const enter = chordOf(circle.enterKm + ROUNDING_KM);
  const leave = chordOf(circle.leaveKm + ROUNDING_KM);
  const angleDeg = (circle.leaveKm + ROUNDING_KM) / EARTH_RADIUS_KM / RAD;
  // The widest half of a circle in longitude; a circle that holds a pole has every longitude.
  const holdsPole = Math.abs(circle.lat) + angleDeg >= 90;
  const halfDeg = holdsPole
    ? 180
    : Math.asin(Math.min(1, Math.sin(angleDeg * RAD) / Math.cos(circle.lat * RAD))) / RAD + 1e-9;
  const firstColumn = holdsPole ? 0 : Math.floor((circle.lon - halfDeg + 180) * CELLS_PER_DEG);
  const lastColumn = holdsPole ? COLUMNS - 1 : Math.floor((circle.lon + halfDeg + 180) * CELLS_PER_DEG);
  const columns = Math.min(COLUMNS, lastColumn - firstColumn + 1);
  for (let row = rowOf(circle.lat - angleDeg); row <= rowOf(circle.lat + angleDeg); row++) {
    const rowRing = middles.rows[row * 3]!;
    const dz = middles.rows[row * 3 + 1]! - z;
    const radiusKm = middles.rows[row * 3 + 2]!;
    for (let i = 0; i < columns; i++) {
      const column = wrapColumn(firstColumn + i);
      const dx = rowRing * middles.columns[column * 2]! - x;
      const dy = rowRing * middles.columns[column * 2 + 1]! - y;
      const nearest = Math.sqrt(dx * dx + dy * dy + dz * dz) - radiusKm;
      if (nearest <= leave) visit(row * COLUMNS + column, nearest <= enter);
    }
  }
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
