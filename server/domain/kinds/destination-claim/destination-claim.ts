// Destination claims: the destination that the crew types, read as a port, and its outcome. In come the static messages of
// a watched vessel, its port calls and sightings; out goes one event per claim. The event is emitted once the text has been
// sent for a while, and closed by the next real call, by a sighting, or by another text. Nobody is judged: a claim that is
// not kept may be a change of orders, or a text that nobody changed.

import { portAround } from '../../places/around.ts';
import { readDestination } from '../../places/destination.ts';
import type { Sighting } from '../../sighting.ts';
import { MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import type { PortCall } from '../port-call/facts.ts';
import { isAt, type Outcome, outcomeOfCall, outcomeOfSighting } from './claim-outcome.ts';
import { beginClaim, type Claim, inOrder, outcomeOf, revise } from './open-claim.ts';
import { DESTINATION_CLAIM_SETTINGS } from './settings.ts';

const HOLD_MS = DESTINATION_CLAIM_SETTINGS.holdMinutes.value * MINUTE_MS;

export interface DestinationClaimState {
  /** The text in use, '' before the first. */
  text: string;
  /** A new text that has not been in use for long; null coordinates until the first fix. */
  pending: PendingText | null;
  /** The open claim. */
  open: Claim | null;
  /** The last claim that ended, for facts that become known later. */
  ended: Claim | null;
}

interface PendingText {
  text: string;
  firstAt: number;
  lon: number | null;
  lat: number | null;
}

export const destinationClaim: Detector<DestinationClaimState> = {
  name: 'destination-claim',
  ships: 'watched',
  settings: Object.values(DESTINATION_CLAIM_SETTINGS),
  begin: () => ({ text: '', pending: null, open: null, ended: null }),

  tick(state, track, at, context) {
    settleWhenDue(state, track, at, context);
  },

  fix(state, track, context) {
    if (state.pending === null) return;
    state.pending.lon ??= track.lon;
    state.pending.lat ??= track.lat;
    settleWhenDue(state, track, track.at, context);
  },

  hearStatic(state, track, { report, unit }, context) {
    if (!track.watched || report.destination === '') return;
    const text = unit.destination;
    if (text === state.text || text === '') {
      state.pending = null;
      return;
    }
    if (state.pending?.text !== text) {
      const here = track.fixes > 0;
      state.pending = { text, firstAt: report.at, lon: here ? track.lon : null, lat: here ? track.lat : null };
    }
    settleWhenDue(state, track, report.at, context);
  },

  hearEvent(state, _track, event, at, context) {
    // A sighted call is told by its sighting.
    if (event.kind !== 'port-call' || event.basis !== 'observed') return;
    if (state.ended?.callId === event.id) {
      followCall(state, state.ended, event, at, context);
      return;
    }
    const claim = state.open;
    if (claim === null || claim.portIds.length === 0 || !isRealCall(event)) return;
    const kept = isAt(claim.portIds, event.facts.placeId, context.places);
    // The text of the next voyage is typed in port. Lying in port settles nothing, unless the text claims that very port.
    // A ship that was never seen outside was lying in port when it was first heard.
    const isNext = event.beganAt > claim.said.beganAt && event.facts.entry !== null;
    const stillThere = (event.endedAt ?? at) >= claim.said.beganAt;
    if (!isNext && !(kept && stillThere)) return;
    claim.callId = event.id;
    claim.untilAt = event.endedAt;
    const outcome = outcomeOfCall(claim.said, claim.portIds, event, context.places);
    end(state, claim, outcome, Math.max(event.beganAt, claim.said.beganAt), at, null, context);
  },

  sighted(state, _track, sighting, context) {
    const placeId = sighting.placeId ?? portAround(context.places, sighting.lon, sighting.lat);
    const port = placeId === null ? undefined : context.places.port(placeId);
    if (port === undefined) return;
    const claim = claimDuring(state, sighting);
    if (claim === null || claim.portIds.length === 0 || claim.sighted !== null) return;
    const outcome = outcomeOfSighting(claim.said, claim.portIds, port, sighting, context.places);
    if (isSettledAlike(claim.said.facts.outcome, outcome.outcome)) return;
    const { state: stood, endedAt, facts } = claim.said;
    claim.sighted = { id: sighting.id, before: { state: stood, endedAt, outcome: outcomeOf(facts) } };
    end(state, claim, outcome, sighting.fromAt, sighting.arrivedAt, outcome.outcomeGround, context);
  },

  unsighted(state, _track, sighting, reason, at, context) {
    const claim = state.ended;
    if (claim?.sighted?.id !== sighting.id) return;
    const { before } = claim.sighted;
    claim.sighted = null;
    const { said } = claim;
    const open = before.outcome.outcome === 'open';
    // Another text may be in use by then.
    if (open && state.open === null && state.text === said.facts.text) {
      state.open = claim;
      state.ended = null;
    }
    const outcome: Outcome = open && state.open !== claim ? { ...before.outcome, outcome: 'replaced' } : before.outcome;
    const stands = outcome.outcome === 'open';
    const endedAt = stands ? null : (before.endedAt ?? said.endedAt);
    revise(claim, { state: stands ? 'open' : 'closed', endedAt, knownAt: at, reason }, outcome, context);
  },

  cut(state, _track, reason, at, context) {
    if (state.open !== null) {
      revise(
        state.open,
        { state: 'closed', endedAt: at, knownAt: at, reason },
        outcomeOf(state.open.said.facts),
        context,
      );
    }
    state.open = null;
    state.pending = null;
    state.ended = null;
    state.text = '';
  },
};

/** Takes the pending text as the ship's declaration, once it has been in use for long enough and a position is known. */
function settleWhenDue(
  state: DestinationClaimState,
  track: Readonly<Track>,
  at: number,
  context: DetectorContext,
): void {
  const { pending } = state;
  if (pending === null) return;
  const dueAt = pending.firstAt + HOLD_MS;
  if (at < dueAt) {
    context.wakeAt(dueAt);
    return;
  }
  if (pending.lon === null || pending.lat === null) return;
  state.pending = null;
  state.text = pending.text;
  const reading = readDestination(pending.text, context.places);
  const ports = inOrder(reading, pending.lon, pending.lat);
  if (state.open !== null) {
    // The same port in other letters is the same claim.
    if (ports[0] !== undefined && ports[0].id === state.open.said.facts.placeId) return;
    const reason = `it declares "${pending.text}" now`;
    const outcome: Outcome = {
      outcome: 'replaced',
      outcomePlaceId: null,
      outcomePlaceName: null,
      outcomeGround: reason,
    };
    end(state, state.open, outcome, pending.firstAt, at, reason, context);
  }
  const { lon, lat } = pending;
  state.open = beginClaim(track, { ...pending, lon, lat }, reading, ports, at);
  context.say(state.open.said);
}

/** GFW products take calls of confidence 2 and up; a ship that waits for a strait has not called. */
function isRealCall({ state, facts }: PortCall): boolean {
  return state !== 'withdrawn' && facts.confidence >= 2 && !facts.waiting;
}

/** The call that settled a claim has changed its end or its label, or was withdrawn. */
function followCall(
  state: DestinationClaimState,
  claim: Claim,
  call: PortCall,
  at: number,
  context: DetectorContext,
): void {
  claim.untilAt = call.endedAt;
  const { outcome, outcomePlaceId } = claim.said.facts;
  if (claim.sighted !== null || (outcome !== 'kept' && outcome !== 'called elsewhere')) return;
  if (isRealCall(call)) {
    if (outcomePlaceId === call.facts.placeId) return;
    const settled = outcomeOfCall(claim.said, claim.portIds, call, context.places);
    const reason = `the call is at ${call.facts.placeName}`;
    revise(claim, { state: 'closed', endedAt: call.beganAt, knownAt: at, reason }, settled, context);
    return;
  }
  claim.callId = null;
  const reopened: Outcome = { outcome: 'open', outcomePlaceId: null, outcomePlaceName: null, outcomeGround: null };
  if (state.open !== null) {
    const endedAt = state.open.said.beganAt;
    const reason = 'the call that settled it does not stand; another text followed';
    revise(claim, { state: 'closed', endedAt, knownAt: at, reason }, { ...reopened, outcome: 'replaced' }, context);
    return;
  }
  state.open = claim;
  state.ended = null;
  const reason = 'the call that settled it does not stand';
  revise(claim, { state: 'open', endedAt: null, knownAt: at, reason }, reopened, context);
}

/** The claim in force when the vessel was sighted. */
function claimDuring({ open, ended }: DestinationClaimState, sighting: Readonly<Sighting>): Claim | null {
  if (open !== null && sighting.fromAt >= open.said.beganAt) return open;
  if (ended === null || sighting.fromAt < ended.said.beganAt) return null;
  const untilAt = ended.callId === null ? (ended.said.endedAt ?? Number.POSITIVE_INFINITY) : ended.untilAt;
  return untilAt === null || sighting.fromAt <= untilAt ? ended : null;
}

/** A call elsewhere and a sighting elsewhere say the same of a claim. */
function isSettledAlike(before: Outcome['outcome'], after: Outcome['outcome']): boolean {
  return before === after || (before === 'called elsewhere' && after === 'sighted elsewhere');
}

function end(
  state: DestinationClaimState,
  claim: Claim,
  outcome: Outcome,
  endedAt: number,
  knownAt: number,
  reason: string | null,
  context: DetectorContext,
): void {
  if (state.open === claim) {
    state.open = null;
    state.ended = claim;
  }
  revise(claim, { state: 'closed', endedAt, knownAt, reason }, outcome, context);
}
