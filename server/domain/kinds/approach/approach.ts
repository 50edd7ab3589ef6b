// Approaches: a watched vessel under way heads for a port that rules name, and has come nearer for a while. In come its
// fixes, the calls it makes and the ticks it asked for; out goes one event per approach, said before any call happens,
// revised as half of the way is behind it, and ended when it arrives, turns away, stops short or is silent for long. A
// course alone names no port, for a dozen lie along every coast: what the ship declares, or where it has called before,
// has to agree. It is no call either: the ship may pass by. Of several such ports it names the likeliest and keeps to it
// until that one lies off the course.

import { distanceKm } from '../../geo.ts';
import { stableId } from '../../hash.ts';
import { isSister } from '../../places/destination-index.ts';
import type { Port } from '../../places/place.ts';
import { beginSpeeds, leadsTo, noteSpeed, type SpeedRecord } from '../../sea/reach.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import { GAP_SETTINGS, gapThresholdMs } from '../gap/settings.ts';
import type { PortCall } from '../port-call/facts.ts';
import type { Approach } from './facts.ts';
import { type Headed, headedFor, type Lead, noteLeads, seaKm, signsOf, sumsOf } from './heading.ts';
import { APPROACH_SETTINGS } from './settings.ts';

const SAMPLE_MS = APPROACH_SETTINGS.sampleMinutes.value * MINUTE_MS;
const AWAY_MS = APPROACH_SETTINGS.awayHours.value * HOUR_MS;
const REST_MS = APPROACH_SETTINGS.restHours.value * HOUR_MS;
const SILENT_MS = APPROACH_SETTINGS.silentHours.value * HOUR_MS;
/** Looks farther apart than this are no row. */
const ROW_MS = HOUR_MS;
/** The shortest gap that is told of any ship, ms. */
const LEAST_GAP_MS = GAP_SETTINGS.classAHours.value * HOUR_MS;
/** Ports remembered as called at. */
const CALLS = 32;

export interface ApproachState {
  /** Last look, UTC ms. */
  sampledAt: number;
  leads: Lead[];
  speeds: SpeedRecord;
  /** Calls at ports that rules name, counted per port, and the last one counted. */
  calls: Record<string, number>;
  countedId: string;
  open: OpenApproach | null;
}

interface OpenApproach {
  said: Approach;
  /** By the great circle, when it was said last. */
  saidKm: number;
  awaySinceAt: number | null;
  restSinceAt: number | null;
  silent: boolean;
}

type Outcome = Approach['facts']['outcome'];

export const approach: Detector<ApproachState> = {
  name: 'approach',
  ships: 'watched',
  settings: Object.values(APPROACH_SETTINGS),
  begin: () => ({ sampledAt: 0, leads: [], speeds: beginSpeeds(), calls: {}, countedId: '', open: null }),

  tick(state, track, at, context) {
    const { open } = state;
    if (open === null) return;
    const untilAt = track.at + SILENT_MS;
    if (open.silent) {
      if (at >= untilAt) end(state, open, track, 'fell silent', at, 'silent for too long', context);
      else context.wakeAt(untilAt);
      return;
    }
    const dueAt = track.at + gapThresholdMs(context.particulars(track.vesselId).station);
    if (at < dueAt) {
      context.wakeAt(dueAt);
      return;
    }
    open.silent = true;
    revise(open, track, { state: 'open', knownAt: at, reason: 'not heard since' }, { outcome: 'fell silent' }, context);
    context.wakeAt(untilAt);
  },

  fix(state, track, context) {
    const silent = state.open?.silent === true;
    if (!silent && track.at - state.sampledAt < SAMPLE_MS && track.segmentFixes > 1) return;
    if (track.at - state.sampledAt > ROW_MS || track.segmentFixes === 1) state.leads.length = 0;
    state.sampledAt = track.at;
    noteSpeed(state.speeds, track.at, track.speedKn);
    noteLeads(state.leads, track, context);
    if (state.open !== null) follow(state, state.open, track, context);
    else if (state.leads.length > 0) begin(state, track, context);
    if (state.open !== null) context.wakeAt(track.at + LEAST_GAP_MS);
  },

  hearEvent(state, track, event, at, context) {
    if (event.kind !== 'port-call' || event.state === 'withdrawn' || event.facts.confidence < 2) return;
    countCall(state, event, context);
    const { open } = state;
    if (open === null || event.beganAt < open.said.beganAt) return;
    const { facts } = open.said;
    const { placeId, placeName } = event.facts;
    const headed = context.places.port(facts.placeId);
    const called = context.places.port(placeId);
    if (placeId === facts.placeId || (headed && called && isSister(headed, called))) {
      end(state, open, track, 'arrived', at, null, context);
      return;
    }
    if (!facts.alternatives.some((other) => other.placeId === placeId)) {
      end(state, open, track, 'stopped short', at, `it called at ${placeName}`, context);
      return;
    }
    open.said = { ...open.said, facts: { ...facts, placeId, placeName } };
    end(state, open, track, 'arrived', at, `it called at ${placeName}, which lay on the same course`, context);
  },

  cut(state, track, reason, at, context) {
    if (state.open !== null) end(state, state.open, track, state.open.said.facts.outcome, at, reason, context);
    state.leads.length = 0;
  },
};

function begin(state: ApproachState, track: Readonly<Track>, context: DetectorContext): void {
  if (!state.leads.some((lead) => lead.samples >= APPROACH_SETTINGS.samples.value)) return;
  const headed = headedFor(state.leads, track, state.calls, context);
  const [best] = headed;
  if (best === undefined || best.signs.length === 0) return;
  const said: Approach = {
    kind: 'approach',
    id: stableId('approach', track.vesselId, best.port.id, best.sinceAt),
    vesselId: track.vesselId,
    mmsi: track.mmsi,
    state: 'open',
    revision: 1,
    knownAt: track.at,
    beganAt: best.sinceAt,
    endedAt: null,
    basis: 'inferred',
    lon: track.lon,
    lat: track.lat,
    reason: null,
    facts: { ...sumsOf(state.speeds, headed, track, context), outcome: 'open' },
  };
  const saidKm = distanceKm(track.lon, track.lat, best.port.lon, best.port.lat);
  state.open = { said, saidKm, awaySinceAt: null, restSinceAt: null, silent: false };
  context.say(said);
}

/** One look at an approach that lasts. */
function follow(state: ApproachState, open: OpenApproach, track: Readonly<Track>, context: DetectorContext): void {
  const port = context.places.port(open.said.facts.placeId);
  if (port === undefined) {
    end(state, open, track, 'turned away', track.at, 'the port is no longer in the table of places', context);
    return;
  }
  const km = distanceKm(track.lon, track.lat, port.lon, port.lat);
  if (open.silent) {
    open.silent = false;
    // The gap itself is no course away.
    open.awaySinceAt = null;
    if (isAway(track, port, km, open.saidKm)) {
      end(state, open, track, 'turned away', track.at, 'it was heard again on another course', context);
      return;
    }
    sayAgain(state, open, port, km, track, 'it was heard again on its way', context);
    return;
  }
  if (track.speedKn < APPROACH_SETTINGS.restKn.value) {
    open.restSinceAt ??= track.at;
    const lies = track.at - open.restSinceAt >= REST_MS;
    if (lies) end(state, open, track, 'stopped short', track.at, `it lies ${km.toFixed(0)} km off`, context);
    return;
  }
  open.restSinceAt = null;
  if (!isAway(track, port, km, open.saidKm)) open.awaySinceAt = null;
  else {
    open.awaySinceAt ??= track.at;
    if (track.at - open.awaySinceAt >= AWAY_MS) leaveBehind(state, open, port, track, context);
    return;
  }
  if (km <= open.saidKm / 2 && km >= APPROACH_SETTINGS.fromKm.value) {
    sayAgain(state, open, port, km, track, 'half of the way that was left is behind it', context);
  }
}

function isAway(track: Readonly<Track>, port: Readonly<Port>, km: number, saidKm: number): boolean {
  if (km <= APPROACH_SETTINGS.fromKm.value) return false;
  if (!Number.isFinite(track.courseDeg)) return km > saidKm;
  return !leadsTo(track.lon, track.lat, track.courseDeg, port, APPROACH_SETTINGS.awayDeg.value);
}

/** The port lies off the course: another that lay on the same course takes its place, or the approach is over. */
function leaveBehind(
  state: ApproachState,
  open: OpenApproach,
  left: Readonly<Port>,
  track: Readonly<Track>,
  context: DetectorContext,
): void {
  const headed = stillAhead(state, open, track, context);
  const next = headed[0] && headed[0].signs.length > 0 ? headed[0].port : undefined;
  if (next === undefined) {
    end(state, open, track, 'turned away', track.at, null, context);
    return;
  }
  const reason = `${left.name} lies off its course now; it leads on to ${next.name}`;
  open.awaySinceAt = null;
  open.saidKm = distanceKm(track.lon, track.lat, next.lon, next.lat);
  const facts = { ...sumsOf(state.speeds, headed, track, context), outcome: 'open' as const };
  revise(open, track, { state: 'open', knownAt: track.at, reason }, facts, context);
}

/** The other ports on the course that do not lie off it yet, the nearest first. */
function stillAhead(
  state: Readonly<ApproachState>,
  open: OpenApproach,
  track: Readonly<Track>,
  context: DetectorContext,
): Headed[] {
  const headed: Headed[] = [];
  for (const { placeId, distanceKm: saidKm } of open.said.facts.alternatives) {
    const port = context.places.port(placeId);
    if (port === undefined) continue;
    const straightKm = distanceKm(track.lon, track.lat, port.lon, port.lat);
    const km = isAway(track, port, straightKm, saidKm) ? null : seaKm(track, port, straightKm, context);
    if (km !== null)
      headed.push({ port, sinceAt: open.said.beganAt, km, signs: signsOf(port, state.calls, track, context) });
  }
  return headed.sort(
    (one, other) =>
      other.signs.length - one.signs.length || one.km - other.km || (one.port.id < other.port.id ? -1 : 1),
  );
}

/** The same port with new sums. */
function sayAgain(
  state: ApproachState,
  open: OpenApproach,
  port: Port,
  km: number,
  track: Readonly<Track>,
  reason: string,
  context: DetectorContext,
): void {
  open.saidKm = km;
  const { signs } = open.said.facts;
  const first: Headed = { port, sinceAt: open.said.beganAt, km: seaKm(track, port, km, context) ?? km, signs };
  const headed = [first, ...stillAhead(state, open, track, context)];
  const facts = { ...sumsOf(state.speeds, headed, track, context), outcome: 'open' as const };
  revise(open, track, { state: 'open', knownAt: track.at, reason }, facts, context);
}

function countCall(state: ApproachState, call: PortCall, { rulePorts }: DetectorContext): void {
  const { placeId, waiting } = call.facts;
  if (waiting || call.id === state.countedId || !rulePorts.has(placeId)) return;
  if (state.calls[placeId] === undefined && Object.keys(state.calls).length >= CALLS) return;
  state.countedId = call.id;
  state.calls[placeId] = (state.calls[placeId] ?? 0) + 1;
}

function end(
  state: ApproachState,
  open: OpenApproach,
  track: Readonly<Track>,
  outcome: Outcome,
  knownAt: number,
  reason: string | null,
  context: DetectorContext,
): void {
  state.open = null;
  // The next approach begins with looks of its own.
  state.leads.length = 0;
  revise(open, track, { state: 'closed', knownAt, reason }, { outcome }, context);
}

function revise(
  open: OpenApproach,
  track: Readonly<Track>,
  change: Pick<Approach, 'state' | 'knownAt' | 'reason'>,
  facts: Partial<Approach['facts']>,
  context: DetectorContext,
): void {
  const { said } = open;
  const { lon, lat } = track.fixes > 0 ? track : said;
  open.said = {
    ...said,
    ...change,
    endedAt: change.state === 'closed' ? change.knownAt : null,
    revision: said.revision + 1,
    lon,
    lat,
    facts: { ...said.facts, ...facts },
  };
  context.say(open.said);
}
