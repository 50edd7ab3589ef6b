// A track at an instant: where the ship is or was last heard, the trail behind it, and the step to the next or previous
// mark. Columns in, places out; found by binary search. Unobserved parts are never filled in: across a gap of more than
// GAP_MS the ship stays where it was last heard.

import type { Track } from '../../server/http/wire/track.ts';
import { HOUR_MS } from '../words/time.ts';

/** Longest gap that is drawn as a passage; the port-call detector closes a visit after the same 4 h. */
export const GAP_MS = 4 * HOUR_MS;
/** Age of the last position from which a ship that is not between two near fixes counts as not observed. */
export const STALE_MS = HOUR_MS;

/** Seconds of event time per second of play that the page offers. */
export const SPEEDS: readonly number[] = [1, 60, 600, 3_600, 10_000, 43_200, 86_400, 259_200];

export interface Standing {
  lon: number;
  lat: number;
  courseDeg: number | null;
  speedKn: number | null;
  /** When it was last heard, at or before the instant asked for. */
  lastAt: number;
  ageMs: number;
  /** False when the ship is silent: the place is the last known one, not where it is. */
  observed: boolean;
}

/** Index of the newest fix at or before `at`, or -1. */
export function indexAt(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where the ship is at `at`, or null before its first fix. */
export function standingAt(track: Track, at: number): Standing | null {
  const i = indexAt(track.at, at);
  if (i < 0) return null;
  const lastAt = track.at[i]!;
  const ageMs = at - lastAt;
  const nextAt = track.at[i + 1];
  const speedKn = track.speedKn[i] ?? null;
  if (nextAt === undefined || nextAt - lastAt > GAP_MS) {
    const courseDeg = track.courseDeg[i] ?? null;
    return { lon: track.lon[i]!, lat: track.lat[i]!, courseDeg, speedKn, lastAt, ageMs, observed: ageMs <= STALE_MS };
  }
  const part = ageMs / (nextAt - lastAt);
  const dLon = shortWay(track.lon[i + 1]! - track.lon[i]!);
  const dLat = track.lat[i + 1]! - track.lat[i]!;
  const moved = Math.abs(dLon) + Math.abs(dLat) > 0.002;
  const courseDeg = moved ? bearing(dLon, dLat, track.lat[i]!) : (track.courseDeg[i] ?? null);
  return {
    lon: wrapped(track.lon[i]! + dLon * part),
    lat: track.lat[i]! + dLat * part,
    courseDeg,
    speedKn,
    lastAt,
    ageMs,
    observed: true,
  };
}

export interface TrailPart {
  /** 'gap': the straight line between the last and the next fix; the path was not observed. */
  kind: 'observed' | 'gap';
  /** Class of speed, 0 stopped to 3 fast, or what else was asked for; null in a gap or where no speed was sent. */
  pace: number | null;
  points: [number, number][];
}

/** Upper ends of the speed classes, knots: stopped, slow, cruising; above the last: fast. */
export const PACE_KN: readonly number[] = [0.5, 6, 12];

function paceOf(speedKn: number | null): number | null {
  if (speedKn === null) return null;
  const found = PACE_KN.findIndex((limit) => speedKn < limit);
  return found < 0 ? PACE_KN.length : found;
}

/**
 * The trail from `fromAt` to `toAt`: runs of observed passage, cut where the pace changes (or the class of a fix), and gaps between
 * two fixes that are both known at `toAt`. An open gap has no line: nobody knows yet where it leads.
 */
export function trailOf(
  track: Track,
  fromAt: number,
  toAt: number,
  by: boolean | ((i: number) => number | null) = false,
): TrailPart[] {
  const classOf = typeof by === 'function' ? by : (i: number) => (by ? paceOf(track.speedKn[i] ?? null) : null);
  const parts: TrailPart[] = [];
  const end = indexAt(track.at, toAt);
  if (end < 0) return parts;
  const start = Math.max(0, indexAt(track.at, fromAt));
  let run: TrailPart = { kind: 'observed', pace: classOf(start), points: [] };
  run.points.push(pointOf(track, start, null));
  for (let i = start + 1; i <= end; i++) {
    const before = run.points[run.points.length - 1]!;
    const point = pointOf(track, i, before);
    if (track.at[i]! - track.at[i - 1]! > GAP_MS) {
      if (run.points.length > 1) parts.push(run);
      parts.push({ kind: 'gap', pace: null, points: [before, point] });
      run = { kind: 'observed', pace: classOf(i), points: [point] };
      continue;
    }
    run.points.push(point);
    const pace = classOf(i);
    if (pace !== run.pace) {
      parts.push(run);
      run = { kind: 'observed', pace, points: [point] };
    }
  }
  const head = standingAt(track, toAt)!;
  const tail = run.points[run.points.length - 1]!;
  if (head.observed) run.points.push([tail[0] + shortWay(head.lon - tail[0]), head.lat]);
  if (run.points.length > 1) parts.push(run);
  return parts;
}

/** Gaps longer than GAP_MS up to `toAt`; the last one may be open. */
export function gapsOf(track: Track, toAt: number): { fromAt: number; toAt: number | null }[] {
  const gaps: { fromAt: number; toAt: number | null }[] = [];
  for (let i = 1; i < track.at.length; i++) {
    const fromAt = track.at[i - 1]!;
    const nextAt = track.at[i]!;
    if (fromAt > toAt) return gaps;
    if (nextAt - fromAt > GAP_MS) gaps.push({ fromAt, toAt: nextAt });
  }
  const last = track.at[track.at.length - 1];
  if (last !== undefined && toAt - last > GAP_MS) gaps.push({ fromAt: last, toAt: null });
  return gaps;
}

/** A gap longer than GAP_MS that is over, with the fixes that frame it. */
export interface GapSpan {
  fromAt: number;
  toAt: number;
  from: { lon: number; lat: number };
  to: { lon: number; lat: number };
}

/** Found once for each track: a layer asks every frame. */
const spansOfTrack = new WeakMap<Track, readonly GapSpan[]>();

/** The closed gaps of a track, oldest first. */
export function gapSpans(track: Track): readonly GapSpan[] {
  const known = spansOfTrack.get(track);
  if (known !== undefined) return known;
  const spans: GapSpan[] = [];
  for (let i = 1; i < track.at.length; i++) {
    const fromAt = track.at[i - 1]!;
    const toAt = track.at[i]!;
    if (toAt - fromAt <= GAP_MS) continue;
    const from = { lon: track.lon[i - 1]!, lat: track.lat[i - 1]! };
    spans.push({ fromAt, toAt, from, to: { lon: track.lon[i]!, lat: track.lat[i]! } });
  }
  spansOfTrack.set(track, spans);
  return spans;
}

/** First mark after `at`, or null. `marks` is sorted. */
export function nextMark(marks: readonly number[], at: number): number | null {
  return marks[indexAt(marks, at) + 1] ?? null;
}

/** Last mark before `at`, or null. */
export function previousMark(marks: readonly number[], at: number): number | null {
  return marks[indexAt(marks, at - 1)] ?? null;
}

/** Moves the playhead by `elapsedMs` of wall time; `ended` once it stands at the end. */
export function advance(at: number, speed: number, elapsedMs: number, endAt: number): { at: number; ended: boolean } {
  const moved = at + elapsedMs * speed;
  return moved >= endAt ? { at: endAt, ended: true } : { at: moved, ended: false };
}

function pointOf(track: Track, i: number, before: [number, number] | null): [number, number] {
  const lon = track.lon[i]!;
  // Beyond 180° rather than back round the world, so that a line over the date line is short.
  return [before === null ? lon : before[0] + shortWay(lon - before[0]), track.lat[i]!];
}

function shortWay(dLon: number): number {
  if (dLon > 180) return dLon - 360;
  if (dLon < -180) return dLon + 360;
  return dLon;
}

function wrapped(lon: number): number {
  if (lon > 180) return lon - 360;
  if (lon < -180) return lon + 360;
  return lon;
}

function bearing(dLon: number, dLat: number, lat: number): number {
  const east = dLon * Math.cos((lat * Math.PI) / 180);
  return ((Math.atan2(east, dLat) * 180) / Math.PI + 360) % 360;
}
