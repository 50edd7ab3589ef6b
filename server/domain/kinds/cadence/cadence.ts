// Cadences: a watched ship that goes to and fro between the two ends of a route keeps a rhythm, and one that breaks it,
// or takes it up again, is worth a notice. In come events of its calls, observed or sighted, and ticks; out go one event
// when the rhythm has started, one for each pause and one for each new start. An inferred or withdrawn call makes no leg: a
// rhythm of guesses is none. No voyage is judged: a rhythm is a rhythm, whatever the cargo.

import { stableId } from '../../hash.ts';
import type { PlacePair } from '../../places/place-pairs.ts';
import { DAY_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import type { VesselEvent } from '../event.ts';
import { LEAST_CONFIDENCE, SAME_STAY_MS } from '../stay.ts';
import type { Cadence } from './facts.ts';
import { NO_CADENCE, type Phase, type Reading, readCadence, type SeenCall, type Standing } from './rhythm.ts';
import { CADENCE_SETTINGS } from './settings.ts';

/** Calls remembered of one pair: some thirty visits, half a year of the Rajin run. Beyond it the oldest visit goes. */
const MOST_CALLS = 60;
/** Calls named in one event (event facts). */
const MOST_NAMED = 20;
/** Events remembered of one pair, to be revised; an older event stays as it was emitted. */
const MOST_SAID = 24;

/** The ship's calls at the two ends of one pair, as they are kept. */
interface PairCadence {
  /** Id of the pair. */
  pair: string;
  calls: SeenCall[];
  /** Calls that arrived before this are forgotten; 0 while none is. */
  knownFromAt: number;
  /** The state of the cadence on the first visit that is remembered. */
  before: Standing;
  /** Newest revision of each. */
  said: Cadence[];
  /** 0 is none. */
  dueAt: number;
}

export interface CadenceState {
  /** In order of the pair's id. */
  cadences: PairCadence[];
  /** The wish to be woken was lost with a state that was joined to this one. */
  askAgain: boolean;
}

export const cadence: Detector<CadenceState> = {
  name: 'cadence',
  ships: 'watched',
  settings: Object.values(CADENCE_SETTINGS),
  begin: () => ({ cadences: [], askAgain: false }),

  tick(state, track, at, context) {
    for (const kept of state.cadences) {
      if (kept.dueAt !== 0 && kept.dueAt <= at) review(kept, track, at, context);
    }
    askToBeWoken(state, context);
  },

  fix(state, _track, context) {
    if (!state.askAgain) return;
    state.askAgain = false;
    askToBeWoken(state, context);
  },

  hearEvent(state, track, event, at, context) {
    const call = callOf(event);
    if (call === undefined) return;
    let changed = false;
    for (const kept of state.cadences) {
      if (!forget(kept, event.id)) continue;
      changed = true;
      if (call === null || !isAt(call, pairOf(kept, context))) review(kept, track, at, context);
    }
    for (const pair of context.pairs) {
      if (call === null || !isAt(call, pair)) continue;
      const kept = cadenceOf(state, pair);
      if (call.arrivedAt < kept.knownFromAt) continue;
      kept.calls.push(call);
      review(kept, track, at, context);
      changed = true;
    }
    if (changed) askToBeWoken(state, context);
  },

  join(state, sighted) {
    for (const other of sighted.cadences) {
      const own = state.cadences.find(({ pair }) => pair === other.pair);
      if (own) own.calls.push(...other.calls);
      else state.cadences.push(other);
    }
    state.cadences.sort((a, b) => (a.pair < b.pair ? -1 : 1));
    state.askAgain = true;
  },
};

/** The call that an event tells: null for a call that no longer counts, undefined for an event of another kind. */
function callOf(event: VesselEvent): SeenCall | null | undefined {
  if (event.kind !== 'port-call') return undefined;
  const { id, basis, lon, lat } = event;
  const { placeId, confidence, waiting } = event.facts;
  const counts = basis === 'sighted' || (basis === 'observed' && confidence >= LEAST_CONFIDENCE);
  if (event.state === 'withdrawn' || waiting || !counts) return null;
  return { id, placeId, arrivedAt: event.beganAt, leftAt: event.endedAt, basis, lon, lat };
}

function isAt(call: SeenCall, pair: PlacePair | undefined): boolean {
  return pair !== undefined && (pair.ends[0].has(call.placeId) || pair.ends[1].has(call.placeId));
}

/** A rule may be removed between two runs; its pair is then gone, too. */
function pairOf(kept: PairCadence, context: DetectorContext): PlacePair | undefined {
  return context.pairs.find(({ id }) => id === kept.pair);
}

function cadenceOf(state: CadenceState, { id }: PlacePair): PairCadence {
  const known = state.cadences.find(({ pair }) => pair === id);
  if (known) return known;
  const begun: PairCadence = { pair: id, calls: [], knownFromAt: 0, before: NO_CADENCE, said: [], dueAt: 0 };
  state.cadences.push(begun);
  state.cadences.sort((a, b) => (a.pair < b.pair ? -1 : 1));
  return begun;
}

function forget(kept: PairCadence, id: string): boolean {
  const known = kept.calls.findIndex((call) => call.id === id);
  if (known >= 0) kept.calls.splice(known, 1);
  return known >= 0;
}

function askToBeWoken({ cadences }: CadenceState, context: DetectorContext): void {
  const dues = cadences.map(({ dueAt }) => dueAt).filter((dueAt) => dueAt !== 0);
  if (dues.length > 0) context.wakeAt(Math.min(...dues));
}

/** Reads the cadence of one pair anew and emits what is new, or no longer true. */
function review(kept: PairCadence, track: Readonly<Track>, at: number, context: DetectorContext): void {
  const pair = pairOf(kept, context);
  if (pair === undefined) {
    kept.dueAt = 0;
    return;
  }
  const reading = readCadence(kept.calls, pair, kept.before, at);
  kept.dueAt = reading.dueAt;
  const held = new Set<string>();
  for (const phase of reading.phases) {
    const before = saidOf(kept, phase, held);
    const next = cadenceEvent(phase, pair, track, at, context, before);
    held.add(next.id);
    if (before === undefined) kept.said.push(next);
    else if (sameContent(before, next)) continue;
    else kept.said[kept.said.indexOf(before)] = next;
    context.say(next);
  }
  kept.said = kept.said.map((said) => {
    if (held.has(said.id) || said.state === 'withdrawn' || said.beganAt < kept.knownFromAt) return said;
    const withdrawn: Cadence = {
      ...said,
      state: 'withdrawn',
      revision: said.revision + 1,
      knownAt: at,
      reason: NO_LONGER[said.facts.phase],
    };
    context.say(withdrawn);
    return withdrawn;
  });
  if (kept.said.length > MOST_SAID) kept.said.splice(0, kept.said.length - MOST_SAID);
  if (kept.calls.length > MOST_CALLS) thin(kept, reading);
}

const NO_LONGER: Record<Cadence['facts']['phase'], string> = {
  started: `the calls that stand make fewer than ${CADENCE_SETTINGS.legs.value} legs in a row`,
  paused: 'the calls that stand show no pause',
  restarted: 'the calls that stand show no new start',
};

/** The event that told of this phase already, also when it was named after another witness of the same visit. */
function saidOf({ said }: PairCadence, phase: Phase, held: ReadonlySet<string>): Cadence | undefined {
  const same = said.filter(({ id, facts }) => facts.phase === phase.phase && !held.has(id));
  return (
    same.find(({ beganAt }) => beganAt === phase.beganAt) ??
    same.find(({ state, beganAt }) => state !== 'withdrawn' && Math.abs(beganAt - phase.beganAt) <= SAME_STAY_MS)
  );
}

function cadenceEvent(
  phase: Phase,
  pair: PlacePair,
  track: Readonly<Track>,
  at: number,
  context: DetectorContext,
  before: Cadence | undefined,
): Cadence {
  const { calls, legs, pausedSinceAt } = phase;
  const placeIds: [string, string] = [usualPlace(calls, pair.ends[0]), usualPlace(calls, pair.ends[1])];
  const last = calls.at(-1)!;
  return {
    kind: 'cadence',
    id: before?.id ?? stableId('cadence', track.vesselId, pair.id, phase.phase, phase.beganWith),
    vesselId: track.vesselId,
    mmsi: track.mmsi || null,
    state: phase.endedAt === null ? 'open' : 'closed',
    revision: (before?.revision ?? 0) + 1,
    knownAt: at,
    beganAt: phase.beganAt,
    endedAt: phase.endedAt,
    basis: phase.basis,
    lon: last.lon,
    lat: last.lat,
    reason: before === undefined ? null : reasonOf(before, phase),
    facts: {
      placeIds,
      placeNames: placeIds.map((id) => context.places.port(id)?.name ?? id) as [string, string],
      phase: phase.phase,
      legs,
      usualDays: Math.round((phase.usualMs / DAY_MS) * 10) / 10,
      pausedSinceAt,
      callIds: calls.slice(-MOST_NAMED).map(({ id }) => id),
    },
  };
}

function reasonOf(before: Cadence, { endedAt, legs, phase }: Phase): string {
  if (before.endedAt === null && endedAt !== null) {
    if (phase !== 'paused') return 'no further leg came in the usual time';
    const days = (endedAt - before.beganAt) / DAY_MS;
    return days >= CADENCE_SETTINGS.overDays.value
      ? `no further leg came in ${Math.round(days)} days`
      : 'a leg has come';
  }
  return legs > before.facts.legs ? 'a further leg' : 'its calls are known better now';
}

/** Where the ship calls most often at this end; the id settles a tie. */
function usualPlace(calls: readonly SeenCall[], end: ReadonlySet<string>): string {
  const counts = new Map<string, number>();
  for (const { placeId } of calls) if (end.has(placeId)) counts.set(placeId, (counts.get(placeId) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return usual?.[0] ?? [...end].sort()[0]!;
}

function sameContent(a: Cadence, b: Cadence): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf({ state, beganAt, endedAt, basis, facts }: Cadence): string {
  return JSON.stringify([state, beganAt, endedAt, basis, facts]);
}

/** The first and newest call of a long visit tell enough. Beyond the bound the oldest visit goes; its outcome stays. */
function thin(kept: PairCadence, { visits, standings }: Reading): void {
  const middle = visits.flatMap(({ calls }) => calls.slice(1, -1));
  if (middle.length > 0) {
    const gone = middle.reduce((a, b) => (b.arrivedAt < a.arrivedAt ? b : a));
    forget(kept, gone.id);
    return;
  }
  const [, second] = visits;
  if (second === undefined) return;
  kept.before = standings[1]!;
  kept.knownFromAt = second.arrivedAt;
  kept.calls = kept.calls.filter(({ arrivedAt }) => arrivedAt >= second.arrivedAt);
}
