// The way that a ship itself has made in the last twelve hours, so that positions of its own which come again hours late
// (satellites, archives) are known for what they are. In come accepted fixes, some kept as whole numbers in one list; asked
// is whether a position lies on the way made half an hour ago or more, and which way the ship was going there. It judges
// nothing: whether a position that lies there is late, or the ship come back, is asked in `fix-judgement.ts`.

/** Satellites bring positions 37 to 300 min late (detection facts 0); before this a ship is still near by. */
const LEAST_LATE_S = 30 * 60;
/** How long the way is kept (detection facts 0). */
const KEPT_S = 12 * 3600;
/** Points are kept this far apart: degrees each way, 330 m north, and seconds. Ours: half a minute of arc of a turn. */
const APART_DEG = 0.003;
const APART_S = 180;
/** Twelve hours of one point in three minutes, and some. */
const MOST_POINTS = 256;
/** A longer way between two points says nothing of what lies between. */
const LONGEST_KM = 15;
/** A position on the way lies this near to the line between two points of it, and a share of its length. Measured on
 * three container ships of 2018: 155 late positions lay within 0.02 km as a rule, within 3 % of the longest lines. */
const OFF_KM = 0.05;
const OFF_SHARE = 0.03;
/** To the metre: the very same position. */
const SAME_KM = 0.003;

const STRIDE = 3;
const STEPS = 100_000;
const KM_PER_DEG = 111.19;
const RAD = Math.PI / 180;

/** Seconds, and longitude and latitude in steps of a metre, oldest first. Whole numbers are cheap. */
export type OwnPath = number[];

/** Takes an accepted fix. `previous…` is the fix before it: the end of a stay. */
export function keepPath(
  path: OwnPath,
  at: number,
  lon: number,
  lat: number,
  previousAt: number,
  previousLon: number,
  previousLat: number,
): void {
  const last = path.length - STRIDE;
  if (last >= 0) {
    const since = at / 1000 - path[last]!;
    if (since < APART_S) return;
    const isNear =
      Math.abs(lat * STEPS - path[last + 2]!) < APART_DEG * STEPS &&
      Math.abs(lon * STEPS - path[last + 1]!) < APART_DEG * STEPS;
    if (isNear) return;
    if (previousAt / 1000 - path[last]! >= APART_S) push(path, previousAt, previousLon, previousLat);
  }
  push(path, at, lon, lat);
  forget(path, at / 1000 - KEPT_S);
}

function push(path: OwnPath, at: number, lon: number, lat: number): void {
  path.push(Math.round(at / 1000), Math.round(lon * STEPS), Math.round(lat * STEPS));
}

/** Lets go of what is too old, but for the point before it: the line from there leads into the time that is kept. */
function forget(path: OwnPath, beforeS: number): void {
  let from = Math.max(0, path.length - MOST_POINTS * STRIDE);
  while (from + STRIDE < path.length && path[from + STRIDE]! < beforeS) from += STRIDE;
  if (from === 0) return;
  path.copyWithin(0, from);
  path.length -= from;
}

/** Where on its own way a position lies. */
export interface OnPath {
  /** When the ship was there, UTC s; NaN where the position does not lie on the way. */
  wasAtS: number;
  /** The way it was going, as east and north parts of any length. */
  east: number;
  north: number;
  /** It is the very position of a point that was kept. */
  isSame: boolean;
}

/** Reused: the answer of the last question. */
const answer: OnPath = { wasAtS: Number.NaN, east: 0, north: 0, isSame: false };

/** The place on the way nearest to a position, among those of half an hour ago and more. */
export function onPath(path: Readonly<OwnPath>, at: number, lon: number, lat: number): Readonly<OnPath> {
  answer.wasAtS = Number.NaN;
  answer.isSame = false;
  let best = Number.POSITIVE_INFINITY;
  const nowS = at / 1000;
  const kmPerLon = (KM_PER_DEG * Math.cos(lat * RAD)) / STEPS;
  const kmPerLat = KM_PER_DEG / STEPS;
  const x = Math.round(lon * STEPS);
  const y = Math.round(lat * STEPS);
  for (let from = 0; from + STRIDE < path.length; from += STRIDE) {
    const fromS = path[from]!;
    const toS = path[from + STRIDE]!;
    if (nowS - fromS < LEAST_LATE_S) break;
    if (nowS - toS > KEPT_S) continue;
    const aEast = (path[from + 1]! - x) * kmPerLon;
    const aNorth = (path[from + 2]! - y) * kmPerLat;
    const east = (path[from + STRIDE + 1]! - x) * kmPerLon - aEast;
    const north = (path[from + STRIDE + 2]! - y) * kmPerLat - aNorth;
    const square = east * east + north * north;
    if (square > LONGEST_KM * LONGEST_KM) continue;
    const share = square === 0 ? 0 : Math.min(1, Math.max(0, -(aEast * east + aNorth * north) / square));
    const offKm = Math.hypot(aEast + share * east, aNorth + share * north);
    const wasAtS = fromS + share * (toS - fromS);
    if (nowS - wasAtS < LEAST_LATE_S) continue;
    const off = offKm - OFF_SHARE * Math.sqrt(square);
    if (off > OFF_KM || off > best) continue;
    best = off;
    answer.wasAtS = wasAtS;
    answer.east = east;
    answer.north = north;
    answer.isSame = Math.hypot(aEast, aNorth) <= SAME_KM || Math.hypot(aEast + east, aNorth + north) <= SAME_KM;
  }
  return answer;
}
