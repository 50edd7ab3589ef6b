// Interference: the positions of many ships in one area jump at once, which is no ship's own act. In come positions set
// aside, of every ship; out goes one event for the area. The event grows, and closes when no ship has jumped for a while. A
// ship that jumps all the time (two ships under one MMSI) counts once and then never again; units that are no ships never
// count. An accepted fix costs nothing.

import { distanceKm } from '../../geo.ts';
import { stableId } from '../../hash.ts';
import { kindOfMmsi } from '../../identity/mmsi.ts';
import type { Report } from '../../report.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { FleetContext, FleetDetector, FleetState } from '../detector.ts';
import type { Interference } from './facts.ts';
import { INTERFERENCE_SETTINGS } from './settings.ts';

const SHIPS = INTERFERENCE_SETTINGS.ships.value;
const WITHIN_MS = INTERFERENCE_SETTINGS.withinMinutes.value * MINUTE_MS;
const AREA_KM = INTERFERENCE_SETTINGS.areaKm.value;
const OFF_KM = INTERFERENCE_SETTINGS.offKm.value;
const IN_A_ROW = INTERFERENCE_SETTINGS.inARow.value;
const SETTLED = INTERFERENCE_SETTINGS.settledFixes.value;
const QUIET_MS = INTERFERENCE_SETTINGS.quietMinutes.value * MINUTE_MS;
const CALM_MS = INTERFERENCE_SETTINGS.calmHours.value * HOUR_MS;
/** Bounds: the ship that has been calm for longest is forgotten; further areas and members are not followed. */
const MOST_JUMPERS = 20_000;
const MOST_AREAS = 50;
const MOST_MEMBERS = 500;

/** A ship that jumps, from its first jump on. */
interface Jumper {
  mmsi: number;
  firstAt: number;
  lastAt: number;
  /** Where the ship was before its first jump. */
  lon: number;
  lat: number;
  /** False for one that jumped before its track had settled. */
  settled: boolean;
  /** Jumps in a row, and accepted fixes of its track at the newest: one more of these ends the row. */
  row: number;
  atFix: number;
  /** True once the ship counts: it jumped often enough in a row. */
  counts: boolean;
}

interface Area {
  event: Interference;
  lastAt: number;
  /** Count of ships in the last revision. */
  saidShips: number;
  members: number[];
}

export interface InterferenceState extends FleetState {
  /** By MMSI, in the order of their newest jumps. */
  jumpers: Map<number, Jumper>;
  areas: Area[];
}

export const interference: FleetDetector<InterferenceState> = {
  name: 'interference',
  settings: Object.values(INTERFERENCE_SETTINGS),

  begin: () => ({ jumpers: new Map(), areas: [], dueAt: Number.POSITIVE_INFINITY }),

  tick(state, at, context) {
    if (at < state.dueAt) return;
    const over = state.areas.filter(({ lastAt }) => at >= lastAt + QUIET_MS);
    state.areas = state.areas.filter(({ lastAt }) => at < lastAt + QUIET_MS);
    over.sort((a, b) => a.lastAt - b.lastAt);
    for (const area of over) say(area, area.lastAt + QUIET_MS, 'closed', context);
    plan(state);
  },

  aside(state, track, report, refusal, context) {
    if (refusal !== 'jump' || distanceKm(track.lon, track.lat, report.lon, report.lat) < OFF_KM) return;
    if (kindOfMmsi(report.mmsi) !== 'ship') return;
    const known = state.jumpers.get(report.mmsi);
    const isNew = known === undefined || report.at - known.lastAt >= CALM_MS;
    const jumper = isNew ? jumperOf(track, report) : known;
    jumper.row = jumper.atFix === track.fixes ? jumper.row + 1 : 1;
    jumper.atFix = track.fixes;
    jumper.lastAt = report.at;
    state.jumpers.delete(jumper.mmsi);
    state.jumpers.set(jumper.mmsi, jumper);
    forget(state, report.at);
    if (!jumper.settled || (jumper.row < IN_A_ROW && !jumper.counts)) return;
    const countsNow = !jumper.counts;
    jumper.counts = true;
    const area = state.areas.find(({ event }) => distanceKm(event.lon, event.lat, jumper.lon, jumper.lat) <= AREA_KM);
    if (area !== undefined) grow(area, jumper, track.watched, report.at, context);
    else if (countsNow) open(state, jumper, report.at, context);
    plan(state);
  },
};

function jumperOf(track: Readonly<Track>, { mmsi, at }: Readonly<Report>): Jumper {
  const { lon, lat, segmentFixes } = track;
  const settled = segmentFixes >= SETTLED;
  return { mmsi, firstAt: at, lastAt: at, lon, lat, settled, row: 0, atFix: 0, counts: false };
}

function forget({ jumpers }: InterferenceState, at: number): void {
  for (const [mmsi, { lastAt }] of jumpers) {
    if (at - lastAt < CALM_MS && jumpers.size <= MOST_JUMPERS) return;
    jumpers.delete(mmsi);
  }
}

/** A ship that jumped before the area did is known for jumping, and keeps no event open. */
function grow(area: Area, jumper: Readonly<Jumper>, watched: boolean, at: number, context: FleetContext): void {
  const isMember = area.members.includes(jumper.mmsi);
  if (!isMember && (jumper.firstAt < area.event.beganAt || area.members.length >= MOST_MEMBERS)) return;
  area.lastAt = at;
  if (isMember) return;
  area.members.push(jumper.mmsi);
  const { event } = area;
  const km = distanceKm(event.lon, event.lat, jumper.lon, jumper.lat);
  if (km > event.facts.radiusKm) area.event = { ...event, facts: { ...event.facts, radiusKm: km } };
  // A watched ship is told at once that it is not alone.
  if (watched || area.members.length >= 2 * area.saidShips) say(area, at, 'open', context);
}

function open(state: InterferenceState, newest: Readonly<Jumper>, at: number, context: FleetContext): void {
  if (state.areas.length >= MOST_AREAS) return;
  const together = [...state.jumpers.values()].filter(
    ({ counts, firstAt, lon, lat }) =>
      counts &&
      Math.abs(newest.firstAt - firstAt) <= WITHIN_MS &&
      distanceKm(lon, lat, newest.lon, newest.lat) <= AREA_KM,
  );
  if (together.length < SHIPS) return;
  const area = areaOf(together, at);
  state.areas.push(area);
  say(area, at, 'open', context);
}

function areaOf(jumpers: readonly Jumper[], at: number): Area {
  const { lon, lat } = middleOf(jumpers);
  const beganAt = Math.min(...jumpers.map(({ firstAt }) => firstAt));
  const vesselId = `area:${lat.toFixed(1)},${lon.toFixed(1)}`;
  const event: Interference = {
    kind: 'interference',
    id: stableId('interference', vesselId, beganAt),
    vesselId,
    mmsi: null,
    state: 'open',
    revision: 0,
    knownAt: at,
    beganAt,
    endedAt: null,
    basis: 'observed',
    lon,
    lat,
    reason: null,
    facts: {
      mmsis: [],
      radiusKm: Math.max(...jumpers.map((jumper) => distanceKm(lon, lat, jumper.lon, jumper.lat))),
      grounds: [],
    },
  };
  return { event, lastAt: at, saidShips: 0, members: jumpers.map(({ mmsi }) => mmsi) };
}

/** The mean of points near to each other, also across the antimeridian. */
function middleOf(points: readonly { lon: number; lat: number }[]): { lon: number; lat: number } {
  const first = points[0]!.lon;
  let east = 0;
  let lat = 0;
  for (const point of points) {
    east += ((point.lon - first + 540) % 360) - 180;
    lat += point.lat;
  }
  const lon = first + east / points.length;
  return { lon: lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, lat: lat / points.length };
}

function say(area: Area, at: number, state: 'open' | 'closed', context: FleetContext): void {
  const mmsis = [...area.members].sort((a, b) => a - b);
  const { event } = area;
  const ground = `${mmsis.length} ships jumped ${OFF_KM} km or more, faster than 60 kn, each from a track that had gone on for ${SETTLED} positions`;
  area.saidShips = mmsis.length;
  area.event = {
    ...event,
    state,
    revision: event.revision + 1,
    knownAt: at,
    endedAt: state === 'closed' ? area.lastAt : null,
    facts: { ...event.facts, mmsis, grounds: [ground] },
  };
  context.say(area.event);
}

function plan(state: InterferenceState): void {
  state.dueAt = Number.POSITIVE_INFINITY;
  for (const { lastAt } of state.areas) state.dueAt = Math.min(state.dueAt, lastAt + QUIET_MS);
}
