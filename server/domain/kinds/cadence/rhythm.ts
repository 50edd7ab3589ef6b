// The rhythm of a cadence, read from its calls: visits to the two ends of a pair, the legs between them, when the
// rhythm began, when it broke, and when it was taken up again. In come calls and the time; out go phases. The rhythm is read
// anew from all calls each time, so that a call that is withdrawn, or comes to light late, counts as if known at once.

import type { Basis } from '../../event.ts';
import type { PlacePair } from '../../places/place-pairs.ts';
import { DAY_MS } from '../../time.ts';
import { isSurer } from '../stay.ts';
import type { Cadence } from './facts.ts';
import { CADENCE_SETTINGS } from './settings.ts';

const OVER_MS = CADENCE_SETTINGS.overDays.value * DAY_MS;

/** What is kept of a call. */
export interface SeenCall {
  id: string;
  placeId: string;
  arrivedAt: number;
  /** null while it lasts. */
  leftAt: number | null;
  basis: Basis;
  lon: number;
  lat: number;
}

/** A rhythm that goes on: started, or taken up again. */
export interface Opening {
  phase: 'started' | 'restarted';
  /** The call that the phase is named after. */
  beganWith: string;
  beganAt: number;
}

/** The state of the cadence on a visit; earlier visits need not be known. */
export interface Standing {
  legs: number;
  usualMs: number;
  /** The first visit of the legs counted, by its first call; null before any visit. */
  first: { beganWith: string; beganAt: number } | null;
  opening: Opening | null;
}

export const NO_CADENCE: Standing = { legs: 0, usualMs: 0, first: null, opening: null };

export interface Phase {
  phase: Cadence['facts']['phase'];
  beganWith: string;
  beganAt: number;
  /** null while it lasts. */
  endedAt: number | null;
  legs: number;
  usualMs: number;
  pausedSinceAt: number | null;
  /** The calls that the phase rests on, oldest first. */
  calls: SeenCall[];
  basis: Basis;
}

export interface Visit {
  end: 0 | 1;
  arrivedAt: number;
  leftAt: number;
  basis: Basis;
  calls: SeenCall[];
}

export interface Reading {
  visits: Visit[];
  /** The state after each visit. */
  standings: Standing[];
  phases: Phase[];
  /** When the reading changes although no call comes; 0 when it does not. */
  dueAt: number;
}

/** `before` is the state on the first visit, where earlier visits are forgotten. */
export function readCadence(calls: readonly SeenCall[], pair: PlacePair, before: Standing, now: number): Reading {
  const visits = visitsOf(calls, pair);
  const standings: Standing[] = [];
  const phases: Phase[] = [];
  let { legs, usualMs, first, opening } = before;
  let run: Visit[] = [];
  let rounds: number[] = [];

  function come(visit: Visit): void {
    if (visit.end === 0) {
      const last = run.findLast(({ end }) => end === 0);
      if (last) rounds.push(visit.arrivedAt - last.arrivedAt);
    }
    run.push(visit);
    usualMs = medianOf(rounds) ?? usualMs;
  }

  function beginAnew(visit: Visit): void {
    legs = 0;
    rounds = [];
    opening = null;
    first = { beganWith: visit.calls[0]!.id, beganAt: visit.arrivedAt };
    run = [visit];
  }

  function tell(endedAt: number | null): void {
    if (opening) phases.push({ ...opening, endedAt, legs, usualMs, pausedSinceAt: null, ...groundsOf(run) });
  }

  /** No call came between the last visit and `untilAt`. */
  function pause(last: Visit, untilAt: number | null): void {
    tell(last.arrivedAt);
    const known = run.map((visit) => (visit === last ? upTo(visit, pauseDueAt(last, usualMs)) : visit));
    const endedAt = untilAt === null ? null : Math.min(untilAt, last.arrivedAt + OVER_MS);
    const since = { beganWith: last.calls[0]!.id, beganAt: last.arrivedAt, pausedSinceAt: last.arrivedAt };
    phases.push({ phase: 'paused', ...since, endedAt, legs, usualMs, ...groundsOf(known) });
  }

  for (const visit of visits) {
    const last = run.at(-1);
    if (last === undefined) {
      if (first === null) beginAnew(visit);
      else run = [visit];
    } else if (opening === null) {
      if (visit.arrivedAt - last.leftAt > pair.maxDays * DAY_MS) beginAnew(visit);
      else {
        come(visit);
        legs++;
        if (legs >= CADENCE_SETTINGS.legs.value) opening = { phase: 'started', ...first! };
      }
    } else if (visit.arrivedAt < pauseDueAt(last, usualMs)) {
      come(visit);
      legs++;
    } else {
      pause(last, visit.arrivedAt);
      if (visit.arrivedAt - last.arrivedAt >= OVER_MS) beginAnew(visit);
      else {
        legs++;
        run = [upTo(last, pauseDueAt(last, usualMs)), visit];
        opening = { phase: 'restarted', beganWith: visit.calls[0]!.id, beganAt: visit.arrivedAt };
      }
    }
    standings.push({ legs, usualMs, first, opening });
  }

  const last = run.at(-1);
  if (opening === null || last === undefined) return { visits, standings, phases, dueAt: 0 };
  const dueAt = pauseDueAt(last, usualMs);
  if (now < dueAt) {
    tell(null);
    return { visits, standings, phases, dueAt };
  }
  const overAt = last.arrivedAt + OVER_MS;
  pause(last, now < overAt ? null : overAt);
  return { visits, standings, phases, dueAt: now < overAt ? overAt : 0 };
}

function pauseDueAt(last: Visit, usualMs: number): number {
  const { pauseRounds, pauseDays } = CADENCE_SETTINGS;
  return last.arrivedAt + Math.max(pauseRounds.value * usualMs, pauseDays.value * DAY_MS);
}

/** Calls at one end with none at the other between them are one visit. */
function visitsOf(calls: readonly SeenCall[], { ends }: PlacePair): Visit[] {
  const visits: Visit[] = [];
  const inOrder = [...calls].sort((a, b) => a.arrivedAt - b.arrivedAt || (a.id < b.id ? -1 : 1));
  for (const call of inOrder) {
    const end = ends[0].has(call.placeId) ? 0 : 1;
    const leftAt = Math.max(call.leftAt ?? call.arrivedAt, call.arrivedAt);
    const last = visits.at(-1);
    if (last?.end === end) {
      last.calls.push(call);
      last.leftAt = Math.max(last.leftAt, leftAt);
      if (isSurer(call.basis, last.basis)) last.basis = call.basis;
    } else visits.push({ end, arrivedAt: call.arrivedAt, leftAt, basis: call.basis, calls: [call] });
  }
  return visits;
}

function upTo(visit: Visit, beforeAt: number): Visit {
  return { ...visit, calls: visit.calls.filter(({ arrivedAt }) => arrivedAt < beforeAt) };
}

/** A rhythm is only as sure as its weakest visit, and a visit as its surest call. */
function groundsOf(visits: readonly Visit[]): Pick<Phase, 'calls' | 'basis'> {
  const basis = visits.reduce<Basis>(
    (weakest, visit) => (isSurer(weakest, visit.basis) ? visit.basis : weakest),
    'observed',
  );
  return { calls: visits.flatMap((visit) => visit.calls), basis };
}

function medianOf(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
