// Possible dark port calls: a watched vessel was silent for so long, and moved so little for it, that it may have called
// at a port which a rule names. In come its fixes and ticks; out goes one event per silence with the sums of every port
// in reach. It says "possible" or "likely", never "called", and takes back what the next fix refutes.

import type { DarkCall, PortCall, ReachablePort } from '../event.ts';
import { feedDuring, LISTEN_MS } from '../fleet.ts';
import { distanceKm, KM_PER_NM } from '../geo.ts';
import { stableId } from '../hash.ts';
import type { Port } from '../place.ts';
import {
  beginSpeeds,
  feasiblePorts,
  LEAST_LIMIT_KN,
  leadsTo,
  lostMs,
  noteSpeed,
  type PortReach,
  reachOf,
  type SeaDistanceKm,
  type Silence,
  type SpeedRecord,
  speedAtShareKn,
  speedCapKn,
  speedLimitKn,
} from '../reach.ts';
import { shipClassOf } from '../ship-class.ts';
import type { Track } from '../track.ts';
import type { Detector, DetectorContext, Particulars, Setting } from './detector.ts';
import { gapId, gapThresholdMs, portAround } from './gap.ts';

const HOUR_MS = 3_600_000;

export const DARK_CALL_SETTINGS = {
  minStayHours: {
    name: 'least stay',
    value: 4,
    unit: 'h',
    meaning: 'a port counts as in reach when this much time is left after sailing in and out',
    ground: 'detection facts 6: 4 h for cargo work',
  },
  lostHours: {
    name: 'least lost time',
    value: 4,
    unit: 'h',
    meaning: 'a silence that sailing straight on explains up to this much is nothing',
    ground: 'detection facts 6: under 4 h lost nothing happened',
  },
  openHours: {
    name: 'longest countdown',
    value: 48,
    unit: 'h',
    meaning: 'while the silence lasts, only ports in reach by then are said: later every port is',
    ground: 'Veson/VesselsValue, 2 days',
  },
  courseDeg: {
    name: 'leads to a port',
    value: 60,
    unit: 'degrees',
    meaning: 'largest angle between the last course and the bearing of the port',
    ground: 'detection facts 6',
  },
  restKn: {
    name: 'at rest',
    value: 1,
    unit: 'kn',
    meaning: 'a ship slower than this lies at its berth or anchor',
    ground: 'ours, above GPS noise at anchor; the trap is named in detection facts 6',
  },
  restKm: {
    name: 'least movement of a ship at rest',
    value: 50,
    unit: 'km',
    meaning: 'a ship at rest before the silence and heard again nearer than this may have lain there all along',
    ground: 'ours: berth, roads and approaches of one port; detection facts 6 ask for movement',
  },
  cargoFromHours: {
    name: 'shortest cargo work',
    value: 12,
    unit: 'h',
    meaning: 'slack from here on is enough for cargo work',
    ground: 'ours; the stays of the Rajin run were one to three days (vessel chronology)',
  },
  cargoToHours: {
    name: 'longest cargo work',
    value: 120,
    unit: 'h',
    meaning: 'slack beyond this is enough for anything, and makes no call likelier',
    ground: 'ours; as above, with waiting',
  },
  likelySigns: {
    name: 'signs of a likely call',
    value: 2,
    unit: 'signs',
    meaning: 'so many signs of the ship itself make a possible call a likely one',
    ground: 'detection facts 6: reachable and two more signs',
  },
  draughtM: {
    name: 'changed draught',
    value: 1,
    unit: 'm',
    meaning: 'a draught that differs by this much, or by a tenth, across the silence is a sign of cargo work',
    ground: 'detection facts 10',
  },
} satisfies Record<string, Setting>;

const MIN_STAY_MS = DARK_CALL_SETTINGS.minStayHours.value * HOUR_MS;
/** A new draught is typed in by hand; after a day it says nothing of the silence. Ours. */
const DRAUGHT_MS = 24 * HOUR_MS;
/** How often the draught is asked for in that day. */
const DRAUGHT_STEP_MS = HOUR_MS / 2;
/** Ports remembered as called at. */
const CALLS = 32;

export interface DarkCallState {
  /** Last fix, UTC ms; 0 before the first. */
  lastAt: number;
  lon: number;
  lat: number;
  courseDeg: number | null;
  atRest: boolean;
  /** As declared an hour into the silence; null while not asked or not sent. */
  draughtM: number | null;
  speeds: SpeedRecord;
  /** Stops at watch ports, counted per port. */
  calls: Record<string, number>;
  /** The port at which the stop is counted already. */
  stoppedAt: string | null;
  /** What was said of the silence that lasts. */
  open: DarkCall | null;
  /** What was said of the last silence, while a changed draught may still support it. */
  closed: { said: DarkCall; own: number; draughtM: number; askAt: number; untilAt: number } | null;
}

/** What the sums gave: the ports in reach, best first, or why nothing is said. */
type Verdict = { ports: RankedPort[]; speedKn: number } | { refused: string };

interface RankedPort {
  reach: PortReach;
  signs: string[];
  /** How many of them are signs of the ship itself, not of the port. */
  own: number;
  /** False for an oil terminal and a ship that is known to be no tanker. */
  suits: boolean;
}

export const darkCall: Detector<DarkCallState> = darkCallOver(distanceKm);

/** The detector over a lower bound of the sea distance. */
export function darkCallOver(seaDistanceKm: SeaDistanceKm): Detector<DarkCallState> {
  return {
    name: 'possible-dark-call',
    settings: Object.values(DARK_CALL_SETTINGS),
    begin: () => ({
      lastAt: 0,
      lon: 0,
      lat: 0,
      courseDeg: null,
      atRest: false,
      draughtM: null,
      speeds: beginSpeeds(),
      calls: {},
      stoppedAt: null,
      open: null,
      closed: null,
    }),

    tick(state, track, at, context) {
      if (!track.watched || state.lastAt !== track.at) return;
      const silenceMs = at - state.lastAt;
      if (silenceMs < LISTEN_MS) {
        context.wakeAt(state.lastAt + LISTEN_MS);
        return;
      }
      const particulars = context.particulars(track.vesselId);
      if (state.draughtM === null && particulars.draughtM > 0) state.draughtM = particulars.draughtM;
      const thresholdMs = gapThresholdMs(particulars.station);
      if (silenceMs < thresholdMs) {
        context.wakeAt(state.lastAt + thresholdMs);
        return;
      }
      whileSilent(state, track, at, context, particulars, seaDistanceKm);
    },

    fix(state, track, context) {
      if (!track.watched) return;
      if (track.fixes > 1 && state.lastAt !== track.previousAt) {
        standAt(state, track.previousAt, track.previousLon, track.previousLat, Number.NaN, Number.NaN);
      }
      // The shortest threshold first: this is the test that every fix passes.
      if (state.lastAt !== 0 && track.at - state.lastAt >= MIN_STAY_MS) {
        afterSilence(state, track, context, seaDistanceKm);
      }
      if (state.closed !== null && track.at >= state.closed.askAt) askDraught(state, track, context);
      noteSpeed(state.speeds, track.at, track.speedKn);
      noteStop(state, track, context);
      standAt(state, track.at, track.lon, track.lat, track.courseDeg, track.speedKn);
      context.wakeAt(track.at + LISTEN_MS);
    },
  };
}

function standAt(state: DarkCallState, at: number, lon: number, lat: number, courseDeg: number, speedKn: number): void {
  state.lastAt = at;
  state.lon = lon;
  state.lat = lat;
  state.courseDeg = Number.isFinite(courseDeg) ? courseDeg : null;
  state.atRest = speedKn < DARK_CALL_SETTINGS.restKn.value;
  state.draughtM = null;
  state.open = null;
}

/** Counts the stops of the ship at watch ports: its usual calls. */
function noteStop(state: DarkCallState, track: Readonly<Track>, context: DetectorContext): void {
  if (track.speedKn >= DARK_CALL_SETTINGS.restKn.value) {
    if (state.stoppedAt !== null && !context.places.isNear(track.lon, track.lat)) state.stoppedAt = null;
    return;
  }
  if (state.stoppedAt !== null || !(track.speedKn < 0.5) || !context.places.isNear(track.lon, track.lat)) return;
  const id = portAround(context.places, track.lon, track.lat);
  if (id === null || !context.places.port(id)?.watch) return;
  state.stoppedAt = id;
  if (state.calls[id] === undefined && Object.keys(state.calls).length >= CALLS) return;
  state.calls[id] = (state.calls[id] ?? 0) + 1;
}

function whileSilent(
  state: DarkCallState,
  track: Readonly<Track>,
  at: number,
  context: DetectorContext,
  particulars: Readonly<Particulars>,
  seaDistanceKm: SeaDistanceKm,
): void {
  // In port the port call has the word; a ship at anchor has every port in reach sooner or later.
  if (state.atRest || portAround(context.places, state.lon, state.lat) !== null) return;
  const silence: Silence = { fromAt: state.lastAt, fromLon: state.lon, fromLat: state.lat, next: null };
  const verdict = judge(state, silence, at, context, particulars, seaDistanceKm);
  if ('ports' in verdict && !sameSet(state.open, verdict.ports)) {
    const revision = (state.open?.revision ?? 0) + 1;
    const reason = state.open === null ? null : 'further ports have come within reach';
    state.open = darkCallEvent(track, silence, verdict, revision, at, reason);
    context.say(state.open);
  }
  const speedKn = 'ports' in verdict ? verdict.speedKn : limitOf(state, particulars);
  const nextAt = nextReachAt(silence, at, speedKn, context, seaDistanceKm);
  if (nextAt === null) return;
  // Once something was said, what follows is gathered: a coast of ports is not one revision each.
  context.wakeAt(state.open === null ? nextAt : Math.max(nextAt, at + (at - state.lastAt)));
}

/** When the next port that a rule names comes within reach, if that is soon enough to be said. */
function nextReachAt(
  silence: Readonly<Silence>,
  at: number,
  speedKn: number,
  context: DetectorContext,
  seaDistanceKm: SeaDistanceKm,
): number | null {
  let nextAt = silence.fromAt + DARK_CALL_SETTINGS.openHours.value * HOUR_MS;
  let any = false;
  for (const id of context.rulePorts) {
    const port = context.places.port(id);
    if (!port?.watch) continue;
    const dueAt = Math.ceil(reachOf(silence, port, speedKn, seaDistanceKm).earliestArrivalAt + MIN_STAY_MS);
    if (dueAt <= at || dueAt > nextAt) continue;
    nextAt = dueAt;
    any = true;
  }
  return any ? nextAt : null;
}

function afterSilence(
  state: DarkCallState,
  track: Readonly<Track>,
  context: DetectorContext,
  seaDistanceKm: SeaDistanceKm,
): void {
  const particulars = context.particulars(track.vesselId);
  if (track.at - state.lastAt < gapThresholdMs(particulars.station)) return;
  const next = { at: track.at, lon: track.lon, lat: track.lat };
  const silence: Silence = { fromAt: state.lastAt, fromLon: state.lon, fromLat: state.lat, next };
  const refused = restRefusal(state, track, context);
  const verdict = refused === null ? judge(state, silence, track.at, context, particulars, seaDistanceKm) : { refused };
  const { open } = state;
  state.closed = null;
  if ('refused' in verdict) {
    if (open === null) return;
    const reason = `withdrawn: ${verdict.refused}`;
    const ended = { endedAt: track.at, knownAt: track.at, revision: open.revision + 1 };
    context.say({ ...open, ...ended, state: 'withdrawn', reason });
    return;
  }
  const { reach, own } = verdict.ports[0]!;
  const moved = open !== null && open.facts.placeId !== reach.port.id;
  const reason = moved ? `${reach.port.name} fits the whole silence better than ${open.facts.placeName}` : null;
  const said = darkCallEvent(track, silence, verdict, (open?.revision ?? 0) + 1, track.at, reason);
  context.say(said);
  if (state.draughtM !== null) {
    const untilAt = track.at + DRAUGHT_MS;
    state.closed = { said, own, draughtM: state.draughtM, askAt: track.at, untilAt };
  }
}

/** A silence that lying still, or arriving where it was bound, explains as well as any call does. */
function restRefusal(state: Readonly<DarkCallState>, track: Readonly<Track>, context: DetectorContext): string | null {
  const { restKn, restKm, courseDeg } = DARK_CALL_SETTINGS;
  const movedKm = distanceKm(state.lon, state.lat, track.lon, track.lat);
  if (state.atRest && movedKm < restKm.value) {
    return `it lay at rest before the silence and was heard again ${movedKm.toFixed(1)} km off`;
  }
  const id = portAround(context.places, track.lon, track.lat);
  if (id === null) return null;
  const port = context.places.port(id)!;
  if (id === portAround(context.places, state.lon, state.lat)) {
    return `the silence began and ended in ${port.name}`;
  }
  const bound = leadsTo(state.lon, state.lat, state.courseDeg ?? Number.NaN, port, courseDeg.value);
  if (track.speedKn < restKn.value && bound && movedKm < restKm.value) {
    return `it was bound for ${port.name}, ${movedKm.toFixed(1)} km off, and lay there afterwards`;
  }
  return null;
}

/** The whole test of detection facts 6, but for the ship at rest. */
function judge(
  state: Readonly<DarkCallState>,
  silence: Readonly<Silence>,
  at: number,
  context: DetectorContext,
  particulars: Readonly<Particulars>,
  seaDistanceKm: SeaDistanceKm,
): Verdict {
  const heardMs = at - silence.fromAt - feedDuring(context.fleet, silence.fromAt, at).outageMs;
  if (heardMs < gapThresholdMs(particulars.station)) {
    return { refused: `our own feed was up for only ${hours(heardMs)} of the silence` };
  }
  if (silence.next !== null) {
    const normalKn = speedAtShareKn(state.speeds, silence.fromAt, 0.5) ?? LEAST_LIMIT_KN;
    const lost = lostMs(silence, normalKn);
    if (lost < DARK_CALL_SETTINGS.lostHours.value * HOUR_MS) {
      return { refused: `sailing on at its usual ${normalKn} kn explains all but ${hours(Math.max(0, lost))} of it` };
    }
  }
  const speedKn = limitOf(state, particulars);
  // Where it was heard before or after, the port call tells what is known.
  const heardIn = [portAround(context.places, silence.fromLon, silence.fromLat)];
  if (silence.next !== null) heardIn.push(portAround(context.places, silence.next.lon, silence.next.lat));
  const ports = context.places.ports.filter((port) => port.watch && !heardIn.includes(port.id));
  const reaches = feasiblePorts(silence, ports, speedKn, MIN_STAY_MS, at, seaDistanceKm);
  const ranked = reaches.map((reach) => rank(reach, state, particulars, context)).sort(better);
  const best = ranked[0];
  if (best === undefined) {
    return { refused: `${hours(at - silence.fromAt)} leave no port ${hours(MIN_STAY_MS)} to stay at ${speedKn} kn` };
  }
  if (!context.rulePorts.has(best.reach.port.id)) {
    return { refused: `${best.reach.port.name}, which no rule names, fits best` };
  }
  return { ports: ranked, speedKn };
}

function limitOf(state: Readonly<DarkCallState>, particulars: Readonly<Particulars>): number {
  const fastKn = speedAtShareKn(state.speeds, state.lastAt, 0.95);
  return speedLimitKn(speedCapKn(particulars.hullType, particulars.shipType), fastKn);
}

function rank(
  reach: PortReach,
  state: Readonly<DarkCallState>,
  particulars: Readonly<Particulars>,
  context: DetectorContext,
): RankedPort {
  const { port } = reach;
  const slackHours = (reach.slackMs ?? 0) / HOUR_MS;
  const { courseDeg, cargoFromHours, cargoToHours } = DARK_CALL_SETTINGS;
  const signs: string[] = [];
  if (leadsTo(state.lon, state.lat, state.courseDeg ?? Number.NaN, port, courseDeg.value)) {
    signs.push(`its last course of ${Math.round(state.courseDeg!)} degrees led towards it`);
  }
  const calls = state.calls[port.id] ?? 0;
  if (calls > 0) signs.push(`it has stopped there before (${calls === 1 ? 'once' : `${calls} times`})`);
  if (declares(particulars.destination, port)) signs.push(`it declares ${particulars.destination.trim()}`);
  let own = signs.length;
  if (slackHours >= cargoFromHours.value) {
    signs.push(`${slackHours.toFixed(1)} h to spare is enough for cargo work`);
    if (slackHours <= cargoToHours.value) own++;
  }
  if (context.rulePorts.has(port.id)) signs.push('a rule names this port');
  const trade = shipClassOf(particulars.hullType, particulars.shipType);
  return { reach, signs, own, suits: port.kind !== 'terminal' || trade === 'tanker' || trade === 'unknown' };
}

/**
 * More signs first, then ports of the ship's trade, then the shorter way; the id settles a tie, so that every run ranks
 * alike.
 */
function better(a: RankedPort, b: RankedPort): number {
  const way = (ranked: RankedPort) => ranked.reach.distanceInKm + (ranked.reach.distanceOutKm ?? 0);
  return (
    b.signs.length - a.signs.length ||
    Number(b.suits) - Number(a.suits) ||
    way(a) - way(b) ||
    (a.reach.port.id < b.reach.port.id ? -1 : 1)
  );
}

/** Does the AIS destination text name the port? Of "RUVYP>KPRJN" only what follows the arrow is the destination. */
function declares(destination: string, port: Readonly<Port>): boolean {
  const text = letters(destination.slice(destination.lastIndexOf('>') + 1));
  if (text === '') return false;
  const spellings = port.locode === null ? port.destinationAliases : [port.locode, ...port.destinationAliases];
  return spellings.some((spelling) => spelling.length >= 4 && text.includes(letters(spelling)));
}

function letters(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** A draught that changed across the silence supports every port in reach alike. */
function askDraught(state: DarkCallState, track: Readonly<Track>, context: DetectorContext): void {
  const closed = state.closed!;
  if (track.at > closed.untilAt) {
    state.closed = null;
    return;
  }
  closed.askAt = track.at + DRAUGHT_STEP_MS;
  const { draughtM } = context.particulars(track.vesselId);
  const changeM = Math.abs(draughtM - closed.draughtM);
  const leastM = Math.min(DARK_CALL_SETTINGS.draughtM.value, closed.draughtM / 10);
  // Draughts are tenths of a metre: half a centimetre forgives binary fractions.
  if (!(draughtM > 0) || changeM < leastM - 0.005) return;
  const sign = `its draught changed from ${closed.draughtM} to ${draughtM} m across the silence`;
  const { said, own } = closed;
  const withSign = (port: ReachablePort): ReachablePort => ({ ...port, signs: [sign, ...port.signs] });
  const facts = { ...said.facts, word: wordOf(own + 1), reach: withSign(said.facts.reach) };
  facts.alternatives = said.facts.alternatives.map(withSign);
  context.say({ ...said, facts, revision: said.revision + 1, knownAt: track.at, reason: sign });
  state.closed = null;
}

function wordOf(own: number): 'possible' | 'likely' {
  return own >= DARK_CALL_SETTINGS.likelySigns.value ? 'likely' : 'possible';
}

function sameSet(open: DarkCall | null, ports: readonly RankedPort[]): boolean {
  return open !== null && open.facts.alternatives.length + 1 === ports.length;
}

function hours(ms: number): string {
  return `${(ms / HOUR_MS).toFixed(1)} h`;
}

function darkCallEvent(
  track: Readonly<Track>,
  silence: Readonly<Silence>,
  { ports, speedKn }: { ports: readonly RankedPort[]; speedKn: number },
  revision: number,
  knownAt: number,
  reason: string | null,
): DarkCall {
  const [best, ...others] = ports as [RankedPort, ...RankedPort[]];
  const { port } = best.reach;
  return {
    id: stableId('possible-dark-call', track.vesselId, silence.fromAt),
    kind: 'possible-dark-call',
    vesselId: track.vesselId,
    mmsi: track.mmsi,
    state: silence.next === null ? 'open' : 'closed',
    revision,
    knownAt,
    beganAt: silence.fromAt,
    endedAt: silence.next?.at ?? null,
    basis: 'inferred',
    lon: port.lon,
    lat: port.lat,
    reason,
    facts: {
      gapId: gapId(track.vesselId, silence.fromAt),
      placeId: port.id,
      placeName: port.name,
      word: wordOf(best.own),
      speedLimitKn: speedKn,
      minStayMs: MIN_STAY_MS,
      reach: reachablePort(best),
      alternatives: others.map(reachablePort),
      sightingIds: [],
    },
  };
}

function reachablePort({ reach, signs }: RankedPort): ReachablePort {
  return {
    placeId: reach.port.id,
    placeName: reach.port.name,
    distanceInKm: reach.distanceInKm,
    distanceOutKm: reach.distanceOutKm,
    earliestArrivalAt: reach.earliestArrivalAt,
    latestDepartureAt: reach.latestDepartureAt,
    slackMs: reach.slackMs,
    signs,
  };
}

/**
 * The port in reach of a dark call at which a port call (sighted, or observed at one end) lies within the stay window,
 * or null. A call that confirms an alternative confirms that one, not the port that ranked best.
 */
export function confirmedReach(dark: Readonly<DarkCall>, call: Readonly<PortCall>): ReachablePort | null {
  if (dark.vesselId !== call.vesselId || dark.state === 'withdrawn' || call.state === 'withdrawn') return null;
  const ports = [dark.facts.reach, ...dark.facts.alternatives];
  return (
    ports.find(
      (port) =>
        port.placeId === call.facts.placeId &&
        (call.endedAt ?? call.beganAt) >= port.earliestArrivalAt &&
        (port.latestDepartureAt === null || call.beganAt <= port.latestDepartureAt),
    ) ?? null
  );
}

/** The countdown of an open silence: when each port that a rule names can have been reached, soonest first. */
export function countdown(
  silence: Readonly<Silence>,
  speedKn: number,
  context: Pick<DetectorContext, 'places' | 'rulePorts'>,
  seaDistanceKm: SeaDistanceKm = distanceKm,
): { port: Port; distanceNm: number; reachableAt: number }[] {
  return [...context.rulePorts]
    .flatMap((id) => context.places.port(id) ?? [])
    .map((port) => {
      const reach = reachOf({ ...silence, next: null }, port, speedKn, seaDistanceKm);
      return { port, distanceNm: reach.distanceInKm / KM_PER_NM, reachableAt: reach.earliestArrivalAt };
    })
    .sort((a, b) => a.reachableAt - b.reachableAt || (a.port.id < b.port.id ? -1 : 1));
}
