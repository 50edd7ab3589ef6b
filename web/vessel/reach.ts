// Questions about a silent ship's reach, and the part of an answer that may be shown: track and playhead in, a question out;
// an answer in, rows with their countdown out. Arrivals depend on the gap alone, so that the countdown runs without asking
// again; the area is asked for anew as it grows. Pure.

import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import type { Reach, ReachSet } from '../../server/http/wire/reach.ts';
import type { Track } from '../../server/http/wire/track.ts';
import { eventsOfKind } from '../state/events-by-kind.ts';
import { STALE_MS, standingAt } from '../state/playback.ts';
import type { State } from '../state/state.ts';
import { HOUR_MS, MINUTE_MS } from '../words/time.ts';

/** An area is drawn anew after a fortieth of the gap, but no more often and no more seldom than this. */
const SHORTEST_STEP_MS = 10 * MINUTE_MS;
const LONGEST_STEP_MS = 2 * HOUR_MS;

export interface ReachQuestion {
  scope: string;
  vesselId: string;
  at: number;
}

/** Since when the ship has not been heard; null while it is heard. */
export function silentSince(track: Track | undefined, at: number): number | null {
  const standing = track === undefined ? null : standingAt(track, at);
  return standing === null || standing.observed ? null : standing.lastAt;
}

/** The question about the selected ship; null while the ship is heard. */
export function reachQuestion(state: State, at: number): ReachQuestion | null {
  if (state.scope === null || state.vesselId === null) return null;
  const sinceAt = silentSince(state.tracks.get(state.vesselId), at);
  if (sinceAt === null) return null;
  return { scope: state.scope, vesselId: state.vesselId, at: stepped(sinceAt, at, state.playing) };
}

/** The instant for which all silent ships are asked about; null while nobody wants to see them. */
export function reachesQuestion(state: State, at: number): { scope: string; at: number } | null {
  if (state.scope === null || !state.reachAll) return null;
  return { scope: state.scope, at: Math.floor(at / HOUR_MS) * HOUR_MS };
}

/**
 * A whole number of steps after the last fix, at or before `at`, and while it stands still the whole minute: not before
 * the ship counts as silent.
 */
function stepped(sinceAt: number, at: number, playing: boolean): number {
  const firstAt = sinceAt + STALE_MS;
  if (!playing) return Math.max(firstAt, Math.floor(at / MINUTE_MS) * MINUTE_MS);
  const wanted = (at - sinceAt) / 40;
  const stepMs = [SHORTEST_STEP_MS, 3 * SHORTEST_STEP_MS, HOUR_MS].find((step) => step >= wanted) ?? LONGEST_STEP_MS;
  return Math.max(firstAt, sinceAt + Math.floor((at - sinceAt) / stepMs) * stepMs);
}

/** The answer about the selected ship, if it is about the gap at the playhead. */
export function reachShown(state: State, at: number): Reach | null {
  const { reach } = state;
  if (reach === null || reach.vesselId !== state.vesselId || reach.scope !== state.scope) return null;
  return isOf(reach.lastAt, state.tracks.get(reach.vesselId), at) ? reach : null;
}

/** True when the playhead has reached the instant of the area: an area for a later instant would be too large. */
export function areaHolds(answer: { at: number }, at: number): boolean {
  return answer.at <= at;
}

/** Of the areas of all silent ships those that hold at the playhead. */
export function reachesShown(state: State, at: number): ReachSet['features'] {
  const { reaches } = state;
  if (reaches === null || !state.reachAll || reaches.scope !== state.scope || !areaHolds(reaches, at)) return [];
  return reaches.features.filter(({ properties }) =>
    isOf(properties.lastAt, state.tracks.get(properties.vesselId), at),
  );
}

/** The page may hold a thinned track: the same gap begins within the hour that makes one. */
function isOf(lastAt: number, track: Track | undefined, at: number): boolean {
  const sinceAt = silentSince(track, at);
  return sinceAt !== null && Math.abs(sinceAt - lastAt) < STALE_MS;
}

export interface ArrivalRow {
  placeId: string;
  placeName: string;
  distanceKm: number;
  earliestArrivalAt: number;
  /** Until it can have been there at the earliest, ms; 0 or less once it can. */
  inMs: number;
  named: boolean;
  signs: readonly string[];
}

/**
 * The ports of the countdown at `at`: those still to come, soonest first, and those within reach, likeliest first.
 * `call`, what was said of a possible call in the same gap, knows more signs and has ranked them; of the others those
 * with most signs come first, then the nearest.
 */
export function arrivalsAt(
  reach: Reach,
  call: DarkCall | null,
  at: number,
): { coming: ArrivalRow[]; within: ArrivalRow[] } {
  const said = new Map<string, readonly string[]>();
  for (const port of call === null ? [] : [call.facts.reach, ...call.facts.alternatives]) {
    const speaking = (port.terms ?? []).filter(({ points }) => points >= 0);
    said.set(
      port.placeId,
      speaking.map(({ text }) => text),
    );
  }
  const ranks = [...said.keys()];
  const rankOf = ({ placeId }: ArrivalRow) => (said.has(placeId) ? ranks.indexOf(placeId) : ranks.length);
  const rows = reach.ports.map(
    (port): ArrivalRow => ({
      ...port,
      inMs: port.earliestArrivalAt - at,
      signs: said.get(port.placeId) ?? port.signs,
    }),
  );
  const coming = rows.filter((row) => row.inMs > 0).sort((a, b) => a.inMs - b.inMs);
  const within = rows
    .filter((row) => row.inMs <= 0)
    .sort((a, b) => rankOf(a) - rankOf(b) || b.signs.length - a.signs.length || a.inMs - b.inMs);
  return { coming, within };
}

type DarkCall = VesselEvent & { kind: 'possible-dark-call' };

/** What is known at the playhead of a possible call in the gap that began at `lastAt`, or null. */
export function callInGap(events: ReadonlyMap<string, VesselEvent>, vesselId: string, lastAt: number): DarkCall | null {
  for (const event of eventsOfKind(events, 'possible-dark-call')) {
    if (event.vesselId === vesselId && Math.abs(event.beganAt - lastAt) < STALE_MS) return event;
  }
  return null;
}

/** The port that the countdown is about: the next that a rule names, or else the next of all. */
export function nextArrival(coming: readonly ArrivalRow[]): ArrivalRow | null {
  return coming.find((row) => row.named) ?? coming[0] ?? null;
}
