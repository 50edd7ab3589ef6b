// Port calls: a vessel came into a port's circle, stopped or fell silent there, and left. In come its accepted fixes and
// the ticks it asked for; out goes one event per call, said when the first stop or gap begins (for watched vessels,
// on entry) and again on each material change. One fix is no stop and no exit, and silence is no stay where sailing on
// explains it. It never invents an entry or an exit: what was not seen is a window, or nothing. States, thresholds and
// grades are Global Fishing Watch's (anchorages_pipeline and its documentation) but for that.
//
//               slow: at or under 0.2 kn     fast: at or over 0.5 kn     between or unknown: the state stays
//
//                     inside, fast or between                 slow
//   ┌────────┐ ───────────────────────────────▶ ┌─────────┐ ────────▶ ┌─────────┐
//   │ at sea │                                  │ in port │           │ stopped │ ⟲ slow, but over 1 km from where it
//   └────────┘ ◀─────────────────────────────── └─────────┘ ◀──────── └─────────┘   stopped: another stop
//     ▲   │           outside (leave circle)                  fast       ▲     │
//     │   └──────────────── inside, slow ────────────────────────────────┘     │
//     └───────────────────── outside ──────────────────────────────────────────┘
//
//   Slow is a second fix at 0.2 kn or less, some minutes after the first and where it was. Outside is a second fix outside.
//   A ship at anchor stirs: its speed passes 0.5 kn and it goes nowhere. So the end of a stop is told once the ship is
//   1 km off, and a ship that stops again nearer than that has never left its stop.
//   A stop nearest to a berth of another port, over 1 km from the last one: the call closes and one of that port begins,
//   though the circles of the two overlap.
//   No fix for 4 h in port or stopped: a gap opens (known by a tick); the next fix closes it, wherever that is.
//   Outside one port and inside the next: the call closes and another begins with the same fix.

import { distanceKm } from '../../geo.ts';
import { isShip } from '../../identity/mmsi.ts';
import { portSeen } from '../../places/around.ts';
import { noPorts } from '../../places/circle-lookup.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import { HOUR_MS } from '../../time.ts';
import { MOVE_KN, STOP_KN, type Track } from '../../track/track.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import { enter, jump, leave, leaveAs, mayHaveLeft, sailsOut } from './crossing.ts';
import { isBorneOut, standSlow } from './lying.ts';
import {
  beginStop,
  endGap,
  endStop,
  isSilent,
  label,
  laySince,
  leaveStop,
  MOST_PER_CALL,
  type OpenCall,
  type Phase,
  type PortCallState,
  resumeStop,
  reviseCall,
  stirStop,
  UNKNOWN_KN,
} from './open-call.ts';
import { hearContradiction, hearSighting, loseSighting } from './port-sighting.ts';
import { PORT_CALL_SETTINGS } from './settings.ts';
import { fallSilent, hearAgain } from './silence.ts';
import { isDue, sayIfWorth } from './telling.ts';

const GAP_MS = PORT_CALL_SETTINGS.gapHours.value * HOUR_MS;
const DWELL_MS = PORT_CALL_SETTINGS.dwellHours.value * HOUR_MS;
const SHIFT_KM = PORT_CALL_SETTINGS.shiftKm.value;
const STIR_KM = PORT_CALL_SETTINGS.stirKm.value;

/** What a fix shows, seen from the call's own port; at sea, from any port. */
type Seen = 'outside' | 'slow' | 'fast' | 'between';

type Act = (state: PortCallState, track: Readonly<Track>, context: DetectorContext) => void;
interface Transition {
  acts: readonly Act[];
  next: Phase;
}

/** The diagram above, line by line. */
const TRANSITIONS: Record<Phase, Record<Seen, Transition>> = {
  'at sea': {
    outside: { acts: [], next: 'at sea' },
    between: { acts: [comeIn], next: 'in port' },
    fast: { acts: [comeIn], next: 'in port' },
    slow: { acts: [comeIn, stop], next: 'stopped' },
  },
  'in port': {
    outside: { acts: [leave], next: 'at sea' },
    between: { acts: [], next: 'in port' },
    fast: { acts: [], next: 'in port' },
    slow: { acts: [stop], next: 'stopped' },
  },
  stopped: {
    outside: { acts: [loseStop, leave], next: 'at sea' },
    between: { acts: [], next: 'stopped' },
    fast: { acts: [go], next: 'in port' },
    slow: { acts: [shift], next: 'stopped' },
  },
};

/** Scratch of the step under way; holds nothing between steps. */
const nearest = noPorts();

export const portCall: Detector<PortCallState> = {
  name: 'port-call',
  version: 2,
  ships: 'every',
  settings: Object.values(PORT_CALL_SETTINGS),
  begin: () => ({
    phase: 'at sea',
    call: null,
    lastId: '',
    lastBeganAt: 0,
    closed: null,
    earlier: [],
    sighted: [],
    undone: [],
  }),

  concerns: mayEnter,

  tick(state, track, at, context) {
    if (state.call === null || isSilent(state.call)) return;
    if (at < track.at + GAP_MS) {
      context.wakeAt(track.at + GAP_MS);
      return;
    }
    // The last that was heard of it is outside: nobody can say more of its exit.
    if (state.call.out !== null) goOut(state, track, at, context);
    const { call } = state;
    if (call !== null) fallSilent(call, state, track, track.at, track.lon, track.lat, at, context);
  },

  fix(state, track, context) {
    if (state.call === null) {
      if (!mayEnter(track, context)) return;
    } else {
      const isSilence = track.at - track.previousAt >= GAP_MS;
      if (state.call.out !== null && (isSilence || track.segmentFixes === 1)) goOut(state, track, track.at, context);
      if (state.call !== null) {
        if (track.segmentFixes === 1) jump(state, track, context);
        else if (isSilence) hearAfterSilence(state.call, state, track, context);
      }
    }
    const before = state.call;
    move(state, track, context);
    // It has gone out, and may be inside another port.
    if (before !== null && state.call !== before) move(state, track, context);
    const { call } = state;
    if (call === null) return;
    if (call.waiting) endWaiting(call, track);
    if (call.changed && isDue(call, track.at)) sayIfWorth(call, state, track, track.at, null, context);
    call.lastKn = Number.isNaN(track.speedKn) ? UNKNOWN_KN : track.speedKn;
    context.wakeAt(track.at + GAP_MS);
  },

  sighted(state, track, sighting, context) {
    const port = portSeen(sighting, context.places);
    if (port) hearSighting(state, track, sighting, port, context.say);
  },

  unsighted(state, track, sighting, reason, at, context) {
    loseSighting(state, track, sighting, reason, at, context.places, context.say);
  },

  hearEvent(state, _track, event, at, context) {
    if (event.kind === 'position-doubt' && state.sighted.length > 0) hearContradiction(state, event, at, context.say);
  },

  join(state, sighted) {
    state.sighted.push(...sighted.sighted);
    state.undone.push(...sighted.undone);
  },

  cut(state, track, reason, at, context) {
    const { call } = state;
    state.call = null;
    state.phase = 'at sea';
    if (call === null || call.revision === 0) return;
    endStop(call, track.at);
    endGap(call, at);
    const placeName = context.places.port(call.placeId)?.name ?? call.placeId;
    context.say(reviseCall(call, track, placeName, at, { exit: null, endedAt: track.at, reason }));
  },
};

function mayEnter(track: Readonly<Track>, { places }: DetectorContext): boolean {
  return places.isNear(track.lon, track.lat) && isShip(track);
}

function move(state: PortCallState, track: Readonly<Track>, context: DetectorContext): void {
  if (state.call?.stirs && isOff(state.call, track, STIR_KM)) leaveStop(state.call);
  let seen = look(state, track, context);
  const { call } = state;
  if (call !== null) {
    if (seen !== 'outside') call.out = null;
    else if (call.out === null && !sailsOut(state, call, track, context)) {
      const { at, lon, lat, previousAt: insideAt } = track;
      call.out = { at, lon, lat, speedKn: Number.isNaN(track.speedKn) ? null : track.speedKn, insideAt };
      return;
    } else {
      goOut(state, track, track.at, context);
      return;
    }
  }
  if (seen === 'slow' && state.phase !== 'stopped' && !isBorneOut(call, track)) seen = 'between';
  const { acts, next } = TRANSITIONS[state.phase][seen];
  for (const act of acts) act(state, track, context);
  state.phase = next;
  const inside = state.call;
  if (inside === null || next === 'stopped') return;
  if (inside.slowAt === 0 && track.speedKn <= STOP_KN) standSlow(inside, track);
  else if (track.speedKn >= MOVE_KN) inside.slowAt = 0;
}

/**
 * The exit is certain: the call closes with the first fix outside. Where that is inside another port, a call began there.
 * `track` holds the fix outside itself, or the next one.
 */
function goOut(state: PortCallState, track: Readonly<Track>, knownAt: number, context: DetectorContext): void {
  const call = state.call!;
  const { out } = call;
  if (out === null) {
    endStop(call, track.previousAt);
    leaveAs(state, track, knownAt, context);
    state.phase = 'at sea';
    return;
  }
  const { at, lon, lat, speedKn, insideAt } = out;
  const then = { ...track, at, lon, lat, speedKn: speedKn ?? Number.NaN, previousAt: insideAt, segmentFixes: 2 };
  endStop(call, insideAt);
  leaveAs(state, then, knownAt, context);
  state.phase = 'at sea';
  move(state, then, context);
  if (state.call !== null) (state.call as OpenCall).lastKn = speedKn ?? UNKNOWN_KN;
}

function look(state: PortCallState, track: Readonly<Track>, { places }: DetectorContext): Seen {
  const { call } = state;
  if (call === null) {
    places.nearestPort(track.lon, track.lat, nearest);
    if (nearest.first < 0) return 'outside';
  } else {
    // A port may be struck from the table between two runs; its circles are then gone, too.
    call.circle = places.within(call.circleId, track.lon, track.lat, call.circle);
    if (call.circle < 0) return 'outside';
    if (call.labelledBy !== 'stop') {
      places.nearestPort(track.lon, track.lat, nearest);
      if (call.labelledBy === 'entry' && nearest.first >= 0) call.circleId = places.ports[nearest.first]!.id;
    }
  }
  if (track.speedKn <= STOP_KN) return 'slow';
  return track.speedKn >= MOVE_KN ? 'fast' : 'between';
}

function hearAfterSilence(
  call: OpenCall,
  state: PortCallState,
  track: Readonly<Track>,
  context: DetectorContext,
): void {
  hearAgain(call, state, track, context);
  if (!mayHaveLeft(state, call, track)) return;
  leave(state, track, context);
  state.phase = 'at sea';
}

/** What the table says on coming in. */
function comeIn(state: PortCallState, track: Readonly<Track>, context: DetectorContext): void {
  enter(state, track, nearest, context);
}

/** Dated, and named, by the first of its slow fixes. */
function stop(state: PortCallState, track: Readonly<Track>, context: DetectorContext): void {
  if (state.call!.stirs) {
    resumeStop(state.call!);
    return;
  }
  const { places } = context;
  const { slowAt: at, slowLon: lon, slowLat: lat } = state.call!;
  state.call!.slowAt = 0;
  places.nearestPort(lon, lat, nearest);
  if (isAnotherPorts(state.call!, track, places)) {
    leave(state, track, context);
    comeIn(state, track, context);
  }
  const call = state.call!;
  if (call.labelledBy !== 'stop') label(call, 'stop', lon, lat, places, nearest);
  beginStop(call, at, lon, lat, places, nearest);
}

/** Does it stop at a berth of another port, plainly off the one it lay in? The circles of neighbours overlap. */
function isAnotherPorts(call: Readonly<OpenCall>, track: Readonly<Track>, places: PlaceIndex): boolean {
  if (call.labelledBy !== 'stop' || nearest.first < 0 || places.ports[nearest.first]!.id === call.placeId) return false;
  if (!places.port(call.circleId) || !isOff(call, track, SHIFT_KM)) return false;
  const isNext = nearest.second >= 0 && places.ports[nearest.second]!.id === call.placeId;
  return !isNext || nearest.secondKm - nearest.firstKm >= SHIFT_KM;
}

function go(state: PortCallState, track: Readonly<Track>): void {
  stirStop(state.call!, track.at);
  if (isOff(state.call!, track, STIR_KM)) leaveStop(state.call!);
}

/** Left while stopped, as far as was seen: the stop is known up to the last fix inside. */
function loseStop(state: PortCallState, track: Readonly<Track>): void {
  endStop(state.call!, track.previousAt);
}

/** Is the ship farther than this from where it last stopped? */
function isOff(call: Readonly<OpenCall>, track: Readonly<Track>, km: number): boolean {
  const { stopLon: lon = call.stops.at(-1)!.lon, stopLat: lat = call.stops.at(-1)!.lat } = call;
  // On the flat first, for the many fixes of a moored ship: a thousandth of a degree each way is at most 0.16 km.
  if (Math.abs(track.lat - lat) < 0.001 && Math.abs(track.lon - lon) < 0.001) return false;
  return distanceKm(lon, lat, track.lon, track.lat) > km;
}

function shift(state: PortCallState, track: Readonly<Track>, context: DetectorContext): void {
  const call = state.call!;
  if (!isOff(call, track, SHIFT_KM)) {
    call.slowAt = 0;
    return;
  }
  // At its bound the last stop spans several berths; a full list is left as it is.
  if (call.stops.length >= MOST_PER_CALL) return;
  if (!isBorneOut(call, track)) {
    if (call.slowAt !== 0) return;
    standSlow(call, track);
    call.lyingAt = track.previousAt;
    return;
  }
  endStop(call, call.lyingAt);
  stop(state, track, context);
}

function endWaiting(call: OpenCall, track: Readonly<Track>): void {
  if (track.at - laySince(call) < DWELL_MS) return;
  call.waiting = false;
  call.changed = true;
  call.isNews = true;
}
