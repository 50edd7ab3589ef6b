// Which port circles can matter in a box: the geometry behind the place index. Everything is done with straight-line
// (chord) distances between points of a sphere in km: no wrap at the antimeridian, no special case at the poles.

import { EARTH_RADIUS_KM } from '../geo.ts';
import type { Port } from '../place.ts';
import type { Box } from './cell-tree.ts';
import { CELL_DEG, CELLS_PER_DEG, COLUMNS, ROWS, rowOf, wrapColumn } from './cells.ts';

const RAD = Math.PI / 180;

/** Slack for rounding, km: AIS gives positions to 0.18 m, so a millimetre decides nothing. */
export const ROUNDING_KM = 1e-6;

/** Per port: x, y, z of its point and its enter circle as a chord, all km. */
export const STRIDE = 4;

export function chordOf(km: number): number {
  return 2 * EARTH_RADIUS_KM * Math.sin(Math.min(km / (2 * EARTH_RADIUS_KM), Math.PI / 2));
}

export function circlesOf(ports: readonly Port[]): Float64Array {
  const circles = new Float64Array(ports.length * STRIDE);
  ports.forEach((port, index) => {
    const ring = EARTH_RADIUS_KM * Math.cos(port.lat * RAD);
    circles[index * STRIDE] = ring * Math.cos(port.lon * RAD);
    circles[index * STRIDE + 1] = ring * Math.sin(port.lon * RAD);
    circles[index * STRIDE + 2] = EARTH_RADIUS_KM * Math.sin(port.lat * RAD);
    circles[index * STRIDE + 3] = chordOf(port.enterKm + ROUNDING_KM);
  });
  return circles;
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

function gapKm(circles: Float64Array, index: number, ball: Ball): number {
  const dx = circles[index * STRIDE]! - ball.x;
  const dy = circles[index * STRIDE + 1]! - ball.y;
  const dz = circles[index * STRIDE + 2]! - ball.z;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/**
 * Of a list of ports, those that can be nearest or runner-up somewhere in the box, nearest to its middle first. Where
 * two circles hold the whole box, a port that is farther off than both everywhere in it can be neither.
 */
export function keepContenders(circles: Float64Array, list: readonly number[], box: Box): number[] {
  const ball = ballOf(box);
  let best = Number.POSITIVE_INFINITY;
  let secondBest = Number.POSITIVE_INFINITY;
  for (const index of list) {
    const farthest = gapKm(circles, index, ball) + ball.radiusKm;
    if (farthest > circles[index * STRIDE + 3]!) continue;
    if (farthest < best) {
      secondBest = best;
      best = farthest;
    } else if (farthest < secondBest) secondBest = farthest;
  }
  const kept: { index: number; gap: number }[] = [];
  for (const index of list) {
    const gap = gapKm(circles, index, ball);
    const nearest = gap - ball.radiusKm;
    if (nearest <= circles[index * STRIDE + 3]! && nearest <= secondBest) kept.push({ index, gap });
  }
  kept.sort((a, b) => a.gap - b.gap || a.index - b.index);
  return dropBeaten(
    circles,
    kept.map(({ index }) => index),
    box,
    ball,
  );
}

/** Lists longer than this are cut further anyway; comparing each with each is not worth it there. */
const MOST_COMPARED = 48;

/**
 * Drops the ports that two others beat at every corner of the box, and so all over it: on the flat, the points nearer
 * to one port than to another are one side of a straight line. The allowance is for what a box on the globe bulges.
 */
function dropBeaten(circles: Float64Array, list: number[], box: Box, ball: Ball): number[] {
  const farthestLat = Math.max(Math.abs(box.south), Math.abs(box.south + box.sizeDeg));
  if (list.length < 3 || list.length > MOST_COMPARED || farthestLat > 80) return list;
  const bulgeKm = (8 * ball.radiusKm * ball.radiusKm) / EARTH_RADIUS_KM;
  const corners = [0, 1, 2, 3].map((corner) => {
    const lat = (box.south + (corner >> 1) * box.sizeDeg) * RAD;
    const lon = (box.west + (corner & 1) * box.sizeDeg) * RAD;
    const ring = EARTH_RADIUS_KM * Math.cos(lat);
    return { x: ring * Math.cos(lon), y: ring * Math.sin(lon), z: EARTH_RADIUS_KM * Math.sin(lat), radiusKm: 0 };
  });
  const squares = list.map((index) => corners.map((corner) => gapKm(circles, index, corner) ** 2));
  const covers = list.map((index) => gapKm(circles, index, ball) + ball.radiusKm <= circles[index * STRIDE + 3]!);
  return list.filter((index, mine) => {
    let beatenBy = 0;
    for (let other = 0; other < list.length && beatenBy < 2; other++) {
      if (other === mine || !covers[other]) continue;
      const apartKm = gapKm(circles, index, {
        x: circles[list[other]! * STRIDE]!,
        y: circles[list[other]! * STRIDE + 1]!,
        z: circles[list[other]! * STRIDE + 2]!,
        radiusKm: 0,
      });
      const allowance = 2 * apartKm * bulgeKm + ROUNDING_KM;
      if (squares[mine]!.every((square, corner) => square > squares[other]![corner]! + allowance)) beatenBy++;
    }
    return beatenBy < 2;
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

/** Calls `visit` for every cell that a circle round the port may touch, with whether its enter circle does. */
export function eachCell(port: Port, visit: (cell: number, entered: boolean) => void): void {
  const ring = EARTH_RADIUS_KM * Math.cos(port.lat * RAD);
  const x = ring * Math.cos(port.lon * RAD);
  const y = ring * Math.sin(port.lon * RAD);
  const z = EARTH_RADIUS_KM * Math.sin(port.lat * RAD);
  const enter = chordOf(port.enterKm + ROUNDING_KM);
  const leave = chordOf(port.leaveKm + ROUNDING_KM);
  const angleDeg = (port.leaveKm + ROUNDING_KM) / EARTH_RADIUS_KM / RAD;
  // The widest half of a circle in longitude; a circle that holds a pole has every longitude.
  const holdsPole = Math.abs(port.lat) + angleDeg >= 90;
  const halfDeg = holdsPole
    ? 180
    : Math.asin(Math.min(1, Math.sin(angleDeg * RAD) / Math.cos(port.lat * RAD))) / RAD + 1e-9;
  const firstColumn = holdsPole ? 0 : Math.floor((port.lon - halfDeg + 180) * CELLS_PER_DEG);
  const lastColumn = holdsPole ? COLUMNS - 1 : Math.floor((port.lon + halfDeg + 180) * CELLS_PER_DEG);
  const columns = Math.min(COLUMNS, lastColumn - firstColumn + 1);
  for (let row = rowOf(port.lat - angleDeg); row <= rowOf(port.lat + angleDeg); row++) {
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
 * The ports that can ever be told, by order among ports at exactly one distance: watch places first, then the wider
 * circle, then the id. Of many ports on one spot (World Port Index points are whole minutes) those are the first two of
 * each kind; the rest could be neither nearest nor runner-up anywhere.
 */
export function contenders(ports: readonly Port[]): number[] {
  const order = ports
    .map((_, index) => index)
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

/** Neighbours on the map become neighbours in memory (Z-order): a lookup that reads ten circles reads few lines. */
export function neighboursTogether(ports: readonly Port[], indices: readonly number[]): number[] {
  const keys = new Map(indices.map((index) => [index, zOrder(ports[index]!.lon, ports[index]!.lat)]));
  return [...indices].sort((a, b) => keys.get(a)! - keys.get(b)! || a - b);
}

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
