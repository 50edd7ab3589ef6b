// Where anybody is heard: the footprint of all feeds together, learnt from what they bring. In comes every accepted fix of
// every ship, and the ships that appear out of nowhere; out goes whether a ship that fell silent was leaving the waters in
// which anybody is heard. A box that was subscribed and the range of receivers have such a rim alike. It knows only what
// was heard by then, and it forgets within a fortnight, so that a receiver moved is learnt anew.

import { bearingDeg, distanceKm, KM_PER_NM } from '../geo.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';
import type { Track } from '../track/track.ts';
import { bitsIn } from './pulse.ts';

/**
 * Tiles of five degrees, as in the fleet: a bit for each cell of a twentieth of a degree in which anybody was heard, and 32
 * bits for each quarter degree of the ships that appeared there. Updated in place by this file alone.
 */
export interface Footprint {
  /** Event time of the first fix, UTC ms; 0 before it. */
  beganAt: number;
  /** Number of the week that is being learnt, and when it ends. */
  week: number;
  weekEndAt: number;
  words: Int32Array;
  /** Where each tile begins in `words`; -1 while nothing was heard there. */
  begins: Int32Array;
  held: number;
  /** Newest week that each tile holds, and whether it holds the week before. */
  newest: Int32Array;
}

const WEEK_MS = 7 * DAY_MS;
const TILE_COLUMNS = 72;
const TILES = TILE_COLUMNS * 36;
const CELLS_PER_DEGREE = 20;
const TILE_CELLS = 5 * CELLS_PER_DEGREE;
const CELL_COLUMNS = TILE_COLUMNS * TILE_CELLS;
const CELL_ROWS = 36 * TILE_CELLS;
/** Quarter degrees, in which appearing ships are counted. */
const AREAS_PER_DEGREE = 4;
const TILE_AREAS = 5 * AREAS_PER_DEGREE;
const AREA_COLUMNS = TILE_COLUMNS * TILE_AREAS;
const AREA_ROWS = 36 * TILE_AREAS;
const HEARD_WORDS = Math.ceil((TILE_CELLS * TILE_CELLS) / 32);
const WEEK_WORDS = HEARD_WORDS + TILE_AREAS * TILE_AREAS;
/** This week and the one before. */
const TILE_SIZE = 2 * WEEK_WORDS;

/** A ship heard first, or after so long, has come from where it was not heard. As the shortest gap that is told. */
export const ANEW_MS = 6 * HOUR_MS;
/** A cell counts as ahead within this angle of the course. Ours: the way round a headland or a buoy is no turn. */
const AHEAD_DEG = 30;
/** Looked ahead from where its next reports were due on: at least two cells, at most the range of a receiver by day. */
const LEAST_NM = 6;
const MOST_NM = 20;
/** And so much farther: a gap of some hours leads over it. */
const BEYOND_NM = 24;
/** One cell may be a false position or a freak of the air; so may a tenth of what is heard astern. Ours. */
const STRAY_CELLS = 1;
const STRAY_SHARE = 0.1;
/** So many other ships appeared within this distance: where tracks begin and end is a rim, where they pass is none. */
const APPEARED_NM = 20;
export const APPEARED_SHIPS = 3;
/** Reports are due within so many of the intervals that were kept last; a thinned archive skips some. Ours. */
const INTERVALS = 5;
/** Slower than this a ship leaves nothing. As for an approach. */
const UNDER_WAY_KN = 3;

export function beginFootprint(): Footprint {
  return {
    beganAt: 0,
    week: 0,
    weekEndAt: 0,
    words: new Int32Array(4 * TILE_SIZE),
    begins: new Int32Array(TILES).fill(-1),
    held: 0,
    newest: new Int32Array(TILES),
  };
}

type HeardFix = Pick<Track, 'at' | 'lon' | 'lat' | 'previousAt' | 'previousLon' | 'previousLat'>;

/** Takes one accepted fix of a ship. `previous…` is the ship's fix before it, which was taken; NaN where there is none. */
export function hearCell(footprint: Footprint, fix: Readonly<HeardFix>): void {
  const { at, lon, lat, previousAt, previousLon, previousLat } = fix;
  if (at >= footprint.weekEndAt) turnWeek(footprint, at);
  const column = columnIn(lon, CELLS_PER_DEGREE, CELL_COLUMNS);
  const row = rowIn(lat, CELLS_PER_DEGREE, CELL_ROWS);
  // Heard there in this week already: most ships lie, or sail slowly through a cell.
  if (
    previousAt >= footprint.weekEndAt - WEEK_MS &&
    columnIn(previousLon, CELLS_PER_DEGREE, CELL_COLUMNS) === column &&
    rowIn(previousLat, CELLS_PER_DEGREE, CELL_ROWS) === row
  ) {
    return;
  }
  const tile = ((row / TILE_CELLS) | 0) * TILE_COLUMNS + ((column / TILE_CELLS) | 0);
  if (footprint.newest[tile] !== footprint.week) openWeek(footprint, tile);
  const cell = (row % TILE_CELLS) * TILE_CELLS + (column % TILE_CELLS);
  const index = footprint.begins[tile]! + (footprint.week & 1) * WEEK_WORDS + (cell >> 5);
  footprint.words[index] = footprint.words[index]! | (1 << (cell & 31));
}

/**
 * A ship is heard for the first time, or was last heard so long ago at `from`: its track ends or begins there. Ships that
 * are there when hearing begins have come from nowhere.
 */
export function noteAnew(
  footprint: Footprint,
  at: number,
  mmsi: number,
  lon: number,
  lat: number,
  from: { lon: number; lat: number } | null,
): void {
  if (footprint.beganAt === 0 || at - footprint.beganAt < ANEW_MS) return;
  appear(footprint, mmsi, lon, lat);
  if (from !== null) appear(footprint, mmsi, from.lon, from.lat);
}

function appear(footprint: Footprint, mmsi: number, lon: number, lat: number): void {
  const column = columnIn(lon, AREAS_PER_DEGREE, AREA_COLUMNS);
  const row = rowIn(lat, AREAS_PER_DEGREE, AREA_ROWS);
  const tile = ((row / TILE_AREAS) | 0) * TILE_COLUMNS + ((column / TILE_AREAS) | 0);
  if (footprint.newest[tile] !== footprint.week) openWeek(footprint, tile);
  const area = (row % TILE_AREAS) * TILE_AREAS + (column % TILE_AREAS);
  const index = footprint.begins[tile]! + (footprint.week & 1) * WEEK_WORDS + HEARD_WORDS + area;
  footprint.words[index] = footprint.words[index]! | bitOf(mmsi);
}

function bitOf(mmsi: number): number {
  return 1 << (Math.imul(mmsi, 0x9e3779b1) >>> 27);
}

function columnIn(lon: number, perDegree: number, columns: number): number {
  const column = ((lon + 180) * perDegree) | 0;
  return column >= columns || column < 0 ? 0 : column;
}

function rowIn(lat: number, perDegree: number, rows: number): number {
  const row = ((lat + 90) * perDegree) | 0;
  return row >= rows ? rows - 1 : row < 0 ? 0 : row;
}

function turnWeek(footprint: Footprint, at: number): void {
  if (footprint.beganAt === 0) footprint.beganAt = at;
  // The number of a week is kept off 0, which stands for a tile never heard from.
  footprint.week = Math.max(1, Math.floor(at / WEEK_MS) + 1);
  footprint.weekEndAt = footprint.week * WEEK_MS;
}

/** Makes the current week of a tile ready: the one before stays, what is older goes. */
function openWeek(footprint: Footprint, tile: number): void {
  const { week, newest } = footprint;
  if (footprint.begins[tile]! < 0) addTile(footprint, tile);
  const begins = footprint.begins[tile]!;
  const current = begins + (week & 1) * WEEK_WORDS;
  footprint.words.fill(0, current, current + WEEK_WORDS);
  const other = begins + (1 - (week & 1)) * WEEK_WORDS;
  if (newest[tile] !== week - 1) footprint.words.fill(0, other, other + WEEK_WORDS);
  newest[tile] = week;
}

function addTile(footprint: Footprint, tile: number): void {
  const begins = footprint.held * TILE_SIZE;
  if (begins === footprint.words.length) {
    const grown = new Int32Array(footprint.words.length * 2);
    grown.set(footprint.words);
    footprint.words = grown;
  }
  footprint.begins[tile] = begins;
  footprint.held++;
}

/** What a tile holds of this week and the one before; 0 where both are over. */
function wordOf({ week, words, begins, newest }: Readonly<Footprint>, tile: number, index: number): number {
  const at = begins[tile]!;
  if (at < 0 || newest[tile]! < week - 1) return 0;
  const current = words[at + (newest[tile]! & 1) * WEEK_WORDS + index]!;
  return newest[tile] === week ? current | words[at + (1 - (week & 1)) * WEEK_WORDS + index]! : current;
}

/** How a ship went when it was heard last. */
export interface LastWay {
  mmsi: number;
  lon: number;
  lat: number;
  courseDeg: number;
  speedKn: number;
  /** Time between its last reports, ms. */
  intervalMs: number;
}

/** The rim that a ship was about to cross. */
export interface Rim {
  /** Ahead of its last fix nobody is heard from so far off on. */
  fromNm: number;
  toNm: number;
  /** Other ships that appeared near, or were lost near and heard again: no fewer than. */
  appeared: number;
}

/**
 * Was the ship leaving the waters in which anybody is heard? Its course leads on over water from which nobody is heard, as
 * soon as its next reports were due; and near its last fix other ships appeared out of nowhere.
 */
export function rimAhead(footprint: Readonly<Footprint>, way: Readonly<LastWay>): Rim | null {
  if (!(way.speedKn >= UNDER_WAY_KN) || !Number.isFinite(way.courseDeg)) return null;
  const dueNm = (INTERVALS * way.intervalMs * way.speedKn) / HOUR_MS;
  const fromNm = Math.min(MOST_NM, Math.max(LEAST_NM, dueNm || 0));
  const toNm = fromNm + BEYOND_NM;
  const ahead = cellsHeard(footprint, way, way.courseDeg, fromNm, toNm);
  if (ahead > STRAY_CELLS) {
    const astern = cellsHeard(footprint, way, (way.courseDeg + 180) % 360, fromNm, toNm);
    if (ahead > STRAY_SHARE * astern) return null;
  }
  const appeared = appearedNear(footprint, way);
  return appeared < APPEARED_SHIPS ? null : { fromNm, toNm, appeared };
}

/** Cells in which anybody was heard, in the sector round a bearing. */
function cellsHeard(
  footprint: Readonly<Footprint>,
  { lon, lat }: Readonly<LastWay>,
  deg: number,
  fromNm: number,
  toNm: number,
): number {
  const fromKm = fromNm * KM_PER_NM;
  const toKm = toNm * KM_PER_NM;
  let heard = 0;
  eachCell(lon, lat, toKm, CELLS_PER_DEGREE, CELL_COLUMNS, CELL_ROWS, (column, row, cellLon, cellLat) => {
    const tile = ((row / TILE_CELLS) | 0) * TILE_COLUMNS + ((column / TILE_CELLS) | 0);
    const cell = (row % TILE_CELLS) * TILE_CELLS + (column % TILE_CELLS);
    if ((wordOf(footprint, tile, cell >> 5) & (1 << (cell & 31))) === 0) return;
    const km = distanceKm(lon, lat, cellLon, cellLat);
    if (km < fromKm || km > toKm) return;
    const off = Math.abs(((bearingDeg(lon, lat, cellLon, cellLat) - deg + 540) % 360) - 180);
    if (off <= AHEAD_DEG) heard++;
  });
  return heard;
}

function appearedNear(footprint: Readonly<Footprint>, { lon, lat, mmsi }: Readonly<LastWay>): number {
  let ships = 0;
  const nearKm = APPEARED_NM * KM_PER_NM;
  eachCell(lon, lat, nearKm, AREAS_PER_DEGREE, AREA_COLUMNS, AREA_ROWS, (column, row, cellLon, cellLat) => {
    const tile = ((row / TILE_AREAS) | 0) * TILE_COLUMNS + ((column / TILE_AREAS) | 0);
    const area = (row % TILE_AREAS) * TILE_AREAS + (column % TILE_AREAS);
    const bits = wordOf(footprint, tile, HEARD_WORDS + area);
    if (bits !== 0 && distanceKm(lon, lat, cellLon, cellLat) <= nearKm) ships |= bits;
  });
  return bitsIn(ships & ~bitOf(mmsi));
}

/** Every cell within a distance, and some beyond it, by its centre. Meridians close in towards the pole. */
function eachCell(
  lon: number,
  lat: number,
  km: number,
  perDegree: number,
  columns: number,
  rows: number,
  take: (column: number, row: number, lon: number, lat: number) => void,
): void {
  const high = Math.ceil((km / 111) * perDegree);
  const narrow = Math.cos((Math.min(90, Math.abs(lat) + high / perDegree) * Math.PI) / 180);
  const wide = Math.min(columns / 2, Math.ceil(high / Math.max(1e-6, narrow)));
  const centreColumn = columnIn(lon, perDegree, columns);
  const centreRow = rowIn(lat, perDegree, rows);
  for (let row = Math.max(0, centreRow - high); row <= Math.min(rows - 1, centreRow + high); row++) {
    for (let step = -wide; step < wide + (wide < columns / 2 ? 1 : 0); step++) {
      const column = (centreColumn + step + columns) % columns;
      take(column, row, (column + 0.5) / perDegree - 180, (row + 0.5) / perDegree - 90);
    }
  }
}

/** Plain data of a footprint: tile by tile its number, its newest week and its words. */
export interface FootprintSnapshot {
  beganAt: number;
  week: number;
  weekEndAt: number;
  held: number;
  tiles: Int32Array;
  newest: Int32Array;
  words: Int32Array;
}

/** One copy of what is held, some kilobytes a tile: it need not be taken in slices. */
export function snapshotFootprint({ beganAt, week, weekEndAt, words, begins, held, newest }: Readonly<Footprint>) {
  const tiles = new Int32Array(held);
  for (let tile = 0; tile < TILES; tile++) if (begins[tile]! >= 0) tiles[begins[tile]! / TILE_SIZE] = tile;
  const weeks = tiles.map((tile) => newest[tile]!);
  return { beganAt, week, weekEndAt, held, tiles, newest: weeks, words: words.slice(0, held * TILE_SIZE) };
}

export function restoreFootprint(snapshot: Readonly<FootprintSnapshot>): Footprint {
  const footprint = beginFootprint();
  const { beganAt, week, weekEndAt, tiles, newest, words, held } = snapshot;
  Object.assign(footprint, { beganAt, week, weekEndAt });
  for (let place = 0; place < held; place++) {
    addTile(footprint, tiles[place]!);
    footprint.newest[tiles[place]!] = newest[place]!;
  }
  for (let at = 0; at < held * TILE_SIZE; at++) footprint.words[at] = words[at]!;
  return footprint;
}
