// What other events and sightings add to what is known of a ship round its gaps: the cadences that it keeps, the spans in
// which its positions are in doubt, where it was sighted, and where it called next. In come events and sightings, the state
// is updated in place; a gap that is over is ranked anew or taken back where that changes what was said of it.

import { portSeen } from '../../places/around.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import type { Sighting } from '../../sighting.ts';
import { DAY_MS } from '../../time.ts';
import type { DetectorContext } from '../detector.ts';
import type { VesselEvent } from '../event.ts';
import type { PortCall } from '../port-call/facts.ts';
import type { PositionDoubt } from '../position-doubt/facts.ts';
import { LEAST_CONFIDENCE } from '../stay.ts';
import type { DarkCallState } from './dark-call-state.ts';
import { rankAnew, tellWith } from './dark-telling.ts';
import { touches } from './gap-verdict.ts';

/** A call this long after a gap is the next voyage. Ours. */
const AFTER_MS = 3 * DAY_MS;
const MOST_PORTS = 32;
const MOST_DOUBTS = 8;

export function hearOther(state: DarkCallState, event: VesselEvent, at: number, context: DetectorContext): void {
  if (event.kind === 'cadence') {
    state.cadences = state.cadences.filter(({ id }) => id !== event.id);
    const keeps = event.state === 'open' && event.facts.phase !== 'paused';
    if (keeps) state.cadences.push({ id: event.id, placeIds: [...event.facts.placeIds] });
  } else if (event.kind === 'position-doubt') noteDoubt(state, event, at, context);
  else if (event.kind === 'port-call') noteNextCall(state, event, at, context);
}

/** The port of the call after the gap is told apart from those within it. */
function noteNextCall(state: DarkCallState, event: PortCall, at: number, context: DetectorContext): void {
  const past = state.past.at(-1);
  const { placeId, placeName, confidence, waiting } = event.facts;
  if (past === undefined || past.gap.next === null || past.grounds.portAfter !== null) return;
  if (event.basis !== 'observed' || event.state === 'withdrawn' || waiting || confidence < LEAST_CONFIDENCE) return;
  if (event.facts.stops.length === 0 && event.facts.gaps.length === 0) return;
  const afterMs = event.beganAt - past.gap.next.at;
  if (afterMs < 0 || afterMs > AFTER_MS) return;
  rankAnew(past, past.seen, { portAfter: placeId }, `it called at ${placeName} after the silence`, at, context);
}

/** Nothing is inferred from positions that are in doubt. */
function noteDoubt(state: DarkCallState, event: PositionDoubt, at: number, context: DetectorContext): void {
  state.doubts = state.doubts.filter(({ id }) => id !== event.id);
  if (event.state === 'withdrawn') return;
  const doubt = { id: event.id, fromAt: event.beganAt, toAt: event.endedAt };
  state.doubts.push(doubt);
  if (state.doubts.length > MOST_DOUBTS) state.doubts.shift();
  const reason = 'withdrawn: the positions at its ends are in doubt';
  for (const past of state.past) {
    if (past.judged.state === 'withdrawn' || !(touches(doubt, past.gap.fromAt) || touches(doubt, past.gap.next!.at)))
      continue;
    past.judged = { ...past.judged, state: 'withdrawn', reason };
    tellWith(past, past.seen, at, null, context);
  }
}

/** Where it was sighted, at any time: `step` is 1 for a sighting and -1 for one that is taken back. */
export function noteSighting(
  state: DarkCallState,
  sighting: Readonly<Sighting>,
  step: 1 | -1,
  places: PlaceIndex,
): void {
  const id = portSeen(sighting, places)?.id;
  if (id === undefined) return;
  const known = state.sightings[id];
  if (known === undefined && (step < 0 || Object.keys(state.sightings).length >= MOST_PORTS)) return;
  const count = (known ?? 0) + step;
  if (count > 0) state.sightings[id] = count;
  else delete state.sightings[id];
}
