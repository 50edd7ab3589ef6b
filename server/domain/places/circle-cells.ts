// Which circles can matter in a box of the globe, and which cells a circle touches: the geometry behind the place index, in
// chord distances. Nothing here knows what a place is.

import { EARTH_RADIUS_KM } from '../geo.ts';
import type { Box } from './cell-tree.ts';
import { CELL_DEG, CELLS_PER_DEG, COLUMNS, ROWS, rowOf, wrapColumn } from './cells.ts';
import { type Circle, type Circles, chordOf, ROUNDING_KM, STRIDE } from './port-circles.ts';

const RAD = Math.PI / 180;

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
  const size = list.length;
  for (let corner = 0; corner < 4; corner++) {
    const lat = (box.south + (corner >> 1) * box.sizeDeg) * RAD;
    const lon = (box.west + (corner & 1) * box.sizeDeg) * RAD;
    const ring = EARTH_RADIUS_KM * Math.cos(lat);
    const point = { x: ring * Math.cos(lon), y: ring * Math.sin(lon), z: EARTH_RADIUS_KM * Math.sin(lat) };
    for (let at = 0; at < size; at++) squares[at * 4 + corner] = gapKm(points, list[at]!, point) ** 2;
  }
  for (let at = 0; at < size; at++) {
    covers[at] = gapKm(points, list[at]!, ball) + ball.radiusKm <= points[list[at]! * STRIDE + 3]! ? 1 : 0;
  }
  const kept: number[] = [];
  for (let mine = 0; mine < size; mine++) {
    const own = port[list[mine]!]!;
    let beatenBy = -1;
    let isBeaten = false;
    // Nearest to the middle first: a circle that beats another comes before it.
    for (let other = 0; other < mine && !isBeaten; other++) {
      if (covers[other] === 0 || !beats(points, list, mine, other, bulgeKm)) continue;
      const winner = port[list[other]!]!;
      isBeaten = winner === own || (beatenBy >= 0 && beatenBy !== winner);
      beatenBy = winner;
    }
    if (!isBeaten) kept.push(list[mine]!);
  }
  return kept;
}

/** Scratch of one list: squared distances to the four corners, and whether a circle holds the whole box. */
const squares = new Float64Array(MOST_COMPARED * 4);
const covers = new Uint8Array(MOST_COMPARED);

/** Is `mine` farther off than `other` at every corner, by more than the allowance? */
function beats(points: Float64Array, list: readonly number[], mine: number, other: number, bulgeKm: number): boolean {
  const a = mine * 4;
  const b = other * 4;
  // Most are plainly not: that needs no allowance, which costs a square root.
  for (let corner = 0; corner < 4; corner++) if (squares[a + corner]! <= squares[b + corner]!) return false;
  const from = list[mine]! * STRIDE;
  const to = list[other]! * STRIDE;
  const dx = points[from]! - points[to]!;
  const dy = points[from + 1]! - points[to + 1]!;
  const dz = points[from + 2]! - points[to + 2]!;
  const allowance = 2 * Math.sqrt(dx * dx + dy * dy + dz * dz) * bulgeKm + ROUNDING_KM;
  for (let corner = 0; corner < 4; corner++) {
    if (squares[a + corner]! <= squares[b + corner]! + allowance) return false;
  }
  return true;
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
