// Draught changes: the draught that the crew sends differs from the previous one by a metre or a tenth. In come the static
// messages of a watched vessel, its gaps, calls and possible calls; out goes one event per change. The event is emitted once
// the new draught has been sent for some hours, and says what happened between the two: a call, a gap, or neither. Crews
// type the number by hand; it proves nothing.

import { stableId } from '../../hash.ts';
import { DAY_MS, HOUR_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import type { Gap } from '../gap/facts.ts';
import type { PortCall } from '../port-call/facts.ts';
import type { DarkCall } from '../possible-dark-call/facts.ts';
import { type Between, circumstancesOf, withCall, withDarkCall } from './circumstances.ts';
import type { DraughtChange } from './facts.ts';
import { DRAUGHT_CHANGE_SETTINGS, isDraughtChange } from './settings.ts';

const HOLD_MS = DRAUGHT_CHANGE_SETTINGS.holdHours.value * HOUR_MS;
const STALE_MS = DRAUGHT_CHANGE_SETTINGS.staleDays.value * DAY_MS;
/** Calls remembered. */
const MOST_CALLS = 4;

export interface DraughtChangeState {
  /** The draught in use, since when, and when it was last heard; null before the first. */
  held: { m: number; sinceAt: number; untilAt: number } | null;
  /** A new draught that has not been in use for long; null coordinates until the first fix. */
  pending: { m: number; firstAt: number; lon: number | null; lat: number | null } | null;
  between: Between;
  /** The last change emitted, for facts that become known later, and its facts before a sighting told of a call. */
  said: DraughtChange | null;
  beforeSighting: DraughtChange['facts'] | null;
}

export const draughtChange: Detector<DraughtChangeState> = {
  name: 'draught-change',
  ships: 'watched',
  settings: Object.values(DRAUGHT_CHANGE_SETTINGS),
  begin: () => ({
    held: null,
    pending: null,
    between: { gap: null, darkCall: null, calls: [] },
    said: null,
    beforeSighting: null,
  }),

  tick(state, track, at, context) {
    settleWhenDue(state, track, at, context);
  },

  fix(state, track, context) {
    if (state.pending === null) return;
    state.pending.lon ??= track.lon;
    state.pending.lat ??= track.lat;
    settleWhenDue(state, track, track.at, context);
  },

  hearStatic(state, track, { report }, context) {
    const m = report.draughtM;
    // 0 means that no draught is given, and so does an absent field (ITU-R M.1371).
    if (!track.watched || !(m > 0)) return;
    const { held } = state;
    if (held === null || !isDraughtChange(held.m, m)) {
      state.pending = null;
      if (held?.m === m) held.untilAt = report.at;
      else state.held = { m, sinceAt: report.at, untilAt: report.at };
      return;
    }
    const { pending } = state;
    if (pending !== null && !isDraughtChange(pending.m, m)) pending.m = m;
    else {
      const here = track.fixes > 0;
      state.pending = { m, firstAt: report.at, lon: here ? track.lon : null, lat: here ? track.lat : null };
    }
    settleWhenDue(state, track, report.at, context);
  },

  hearEvent(state, _track, event, at, context) {
    if (event.kind === 'gap') noteGap(state, event);
    else if (event.kind === 'possible-dark-call') noteDarkCall(state, event, at, context);
    else if (event.kind === 'port-call') noteCall(state, event, at, context);
  },

  cut(state) {
    state.held = null;
    state.pending = null;
    state.said = null;
  },
};

function settleWhenDue(state: DraughtChangeState, track: Readonly<Track>, at: number, context: DetectorContext): void {
  const { pending, held } = state;
  if (pending === null || held === null) return;
  const dueAt = pending.firstAt + HOLD_MS;
  if (at < dueAt) {
    context.wakeAt(dueAt);
    return;
  }
  const { m, firstAt, lon, lat } = pending;
  if (lon === null || lat === null) return;
  state.pending = null;
  state.held = { m, sinceAt: firstAt, untilAt: at };
  if (firstAt - held.sinceAt >= STALE_MS) return;
  state.beforeSighting = null;
  state.said = {
    kind: 'draught-change',
    id: stableId('draught-change', track.vesselId, firstAt, held.m, m),
    vesselId: track.vesselId,
    mmsi: track.mmsi,
    state: 'closed',
    revision: 1,
    knownAt: at,
    beganAt: firstAt,
    endedAt: firstAt,
    basis: 'claimed',
    lon,
    lat,
    reason: null,
    facts: {
      fromM: held.m,
      toM: m,
      heldUntilAt: held.untilAt,
      ...circumstancesOf(state.between, held.untilAt, firstAt),
    },
  };
  context.say(state.said);
}

function noteGap({ between }: DraughtChangeState, gap: Gap): void {
  if (gap.state !== 'withdrawn') between.gap = { id: gap.id, beganAt: gap.beganAt, endedAt: gap.endedAt };
  else if (between.gap?.id === gap.id) between.gap = null;
}

/** A possible call over the same gap, or the end of one: the two tell one story. */
function noteDarkCall(state: DraughtChangeState, event: DarkCall, at: number, context: DetectorContext): void {
  const stands = event.state !== 'withdrawn';
  const { gapId, placeName, word } = event.facts;
  if (stands) state.between.darkCall = { gapId, placeName, word };
  else if (state.between.darkCall?.gapId === gapId) state.between.darkCall = null;
  const { said } = state;
  if (said === null || said.facts.gapId !== gapId || said.facts.when !== 'across a gap') return;
  const grounds = withDarkCall(said.facts.grounds, stands ? { placeName, word } : null);
  if (grounds.join() === said.facts.grounds.join()) return;
  const reason = stands ? `a ${word} call at ${placeName} rests on the same silence` : 'the possible call is withdrawn';
  revise(state, { ...said.facts, grounds }, reason, at, context);
}

function noteCall(state: DraughtChangeState, event: PortCall, at: number, context: DetectorContext): void {
  const { between, said } = state;
  const { placeId, placeName, confidence, waiting } = event.facts;
  // What is only inferred from a silence is told as the silence.
  const stands = event.state !== 'withdrawn' && event.basis !== 'inferred' && confidence >= 2 && !waiting;
  between.calls = between.calls.filter(({ id }) => id !== event.id);
  if (stands) {
    const { id, beganAt, endedAt } = event;
    between.calls.push({ id, placeId, placeName, beganAt, endedAt, sighted: event.basis === 'sighted' });
    if (between.calls.length > MOST_CALLS) between.calls.shift();
  }
  if (said === null || event.basis !== 'sighted') return;
  if (!stands) {
    if (state.beforeSighting === null || said.facts.placeId !== placeId) return;
    const before = state.beforeSighting;
    state.beforeSighting = null;
    revise(state, before, event.reason ?? 'the sighting is withdrawn', at, context);
    return;
  }
  // The ship was seen in port between the two draughts, and we learn of it only now.
  const meanwhile = (event.endedAt ?? at) >= said.facts.heldUntilAt && event.beganAt <= said.beganAt;
  if (said.facts.when === 'at a call' || !meanwhile) return;
  state.beforeSighting = said.facts;
  revise(state, withCall(said.facts, placeId, placeName), `it was sighted at ${placeName} meanwhile`, at, context);
}

function revise(
  state: DraughtChangeState,
  facts: DraughtChange['facts'],
  reason: string,
  knownAt: number,
  context: DetectorContext,
): void {
  const said = state.said!;
  state.said = { ...said, revision: said.revision + 1, knownAt, reason, facts };
  context.say(state.said);
}
