// Stops: a watched ship lies for two hours or more where the table has no place. In come its fixes and ticks; out goes one
// event per stay, opened after two hours and closed when the stay is over, with the nearest port and its distance. Where a
// place holds the ship the port call decides, and while loitering is told the loitering decides. A stop never says why a
// ship lay, and a gap is no stay.

import { distanceKm } from '../../geo.ts';
import { stableId } from '../../hash.ts';
import { isShip } from '../../identity/mmsi.ts';
import { placeAround } from '../../places/around.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import { HOUR_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import type { Stop, StopFacts } from './facts.ts';
import { STOP_SETTINGS } from './settings.ts';

const LEAST_MS = STOP_SETTINGS.leastHours.value * HOUR_MS;
const SILENT_MS = STOP_SETTINGS.silentHours.value * HOUR_MS;
const WITHIN_KM = STOP_SETTINGS.withinKm.value;

interface Stay {
  fromAt: number;
  lon: number;
  lat: number;
  /** Last position inside. */
  untilAt: number;
  fixes: number;
  spreadKm: number;
  /** Positions in a row outside. */
  strays: number;
  said: Stop | null;
}

export interface StopState {
  stay: Stay | null;
  /** Loitering is told that is not over: it speaks of where the ship lies meanwhile. */
  loiters: boolean;
}

export const stop: Detector<StopState> = {
  name: 'stop',
  ships: 'watched',
  settings: Object.values(STOP_SETTINGS),
  version: 2,
  begin: () => ({ stay: null, loiters: false }),

  tick(state, track, at, context) {
    const { stay } = state;
    if (stay === null || stay.said === null) return;
    if (at < stay.untilAt + SILENT_MS) context.wakeAt(stay.untilAt + SILENT_MS);
    else end(state, track, at, stay.strays > 0 ? 'left' : 'not heard', context);
  },

  fix(state, track, context) {
    const { stay } = state;
    if (stay !== null) {
      if (track.segmentFixes === 1) end(state, track, track.at, 'left', context);
      else if (track.at - stay.untilAt >= SILENT_MS) lapse(state, stay, track, context);
      else if (isAtPlace(context.places, track)) comeIn(state, stay, track, context);
      else {
        goOn(state, stay, track, context);
        return;
      }
    }
    begin(state, track, context);
  },

  hearEvent(state, _track, event) {
    if (event.kind !== 'loitering') return;
    state.loiters = event.state === 'open';
    // What lies ahead is a stay of its own.
    if (!state.loiters && state.stay?.said === null) state.stay = null;
  },

  cut(state, track, reason, at, context) {
    end(state, track, at, 'not heard', context, reason);
  },
};

function begin(state: StopState, track: Readonly<Track>, { places }: DetectorContext): void {
  if (track.speedKn >= STOP_SETTINGS.slowKn.value || !isShip(track) || isAtPlace(places, track)) return;
  const { at, lon, lat } = track;
  state.stay = { fromAt: at, lon, lat, untilAt: at, fixes: 1, spreadKm: 0, strays: 0, said: null };
}

/** A place holds the ship now: it lay at the rim of the place, or is on its way. */
function comeIn(state: StopState, stay: Stay, track: Readonly<Track>, context: DetectorContext): void {
  const isNear = distanceKm(stay.lon, stay.lat, track.lon, track.lat) <= WITHIN_KM;
  end(state, track, track.at, isNear ? 'at a place' : 'left', context);
}

/** This fix shows that the ship was not heard inside for too long, and no tick came before it. */
function lapse(state: StopState, stay: Stay, track: Readonly<Track>, context: DetectorContext): void {
  end(state, track, stay.untilAt + SILENT_MS, stay.strays > 0 ? 'left' : 'not heard', context);
}

function isAtPlace(places: PlaceIndex, { lon, lat }: Readonly<Track>): boolean {
  return places.isNear(lon, lat) && placeAround(places, lon, lat) !== null;
}

function goOn(state: StopState, stay: Stay, track: Readonly<Track>, context: DetectorContext): void {
  const km = distanceKm(stay.lon, stay.lat, track.lon, track.lat);
  if (km > WITHIN_KM) {
    stay.strays++;
    if (stay.strays <= STOP_SETTINGS.strays.value) return;
    end(state, track, track.at, 'left', context);
    begin(state, track, context);
    return;
  }
  stay.strays = 0;
  stay.fixes++;
  stay.untilAt = track.at;
  stay.spreadKm = Math.max(stay.spreadKm, km);
  if (stay.said !== null) {
    context.wakeAt(track.at + SILENT_MS);
    return;
  }
  if (state.loiters || track.at - stay.fromAt < LEAST_MS || stay.fixes < STOP_SETTINGS.leastFixes.value) return;
  say(stay, track, track.at, null, null, context);
  context.wakeAt(track.at + SILENT_MS);
}

function end(
  state: StopState,
  track: Readonly<Track>,
  at: number,
  ended: NonNullable<StopFacts['ended']>,
  context: DetectorContext,
  reason: string | null = null,
): void {
  const { stay } = state;
  state.stay = null;
  if (stay?.said) say(stay, track, at, ended, reason, context);
}

function say(
  stay: Stay,
  track: Readonly<Track>,
  knownAt: number,
  ended: StopFacts['ended'],
  reason: string | null,
  context: DetectorContext,
): void {
  const { fixes, spreadKm } = stay;
  const nearest = stay.said?.facts ?? nearestPort(context.places, stay.lon, stay.lat);
  const { nearestPlaceId, nearestPlaceName, distanceKm: km } = nearest;
  stay.said = {
    id: stableId('stop', track.vesselId, stay.fromAt),
    kind: 'stop',
    vesselId: track.vesselId,
    mmsi: track.mmsi,
    state: ended === null ? 'open' : 'closed',
    revision: (stay.said?.revision ?? 0) + 1,
    knownAt,
    beganAt: stay.fromAt,
    endedAt: ended === null ? null : stay.untilAt,
    basis: 'observed',
    lon: stay.lon,
    lat: stay.lat,
    reason,
    facts: { nearestPlaceId, nearestPlaceName, distanceKm: km, spreadKm, fixes, ended },
  };
  context.say(stay.said);
}

/** Of the ports with a point of their own whose place is known. Asked once a stay: it walks the table. */
function nearestPort(
  { ports }: PlaceIndex,
  lon: number,
  lat: number,
): Pick<StopFacts, 'nearestPlaceId' | 'nearestPlaceName' | 'distanceKm'> {
  let best: { id: string; name: string } | null = null;
  let bestKm = Number.POSITIVE_INFINITY;
  for (const port of ports) {
    if (port.confidence === 'unverified' || port.mooringsOnly || Math.abs(port.lat - lat) * 111.1 > bestKm) continue;
    const km = distanceKm(lon, lat, port.lon, port.lat);
    if (km >= bestKm) continue;
    best = port;
    bestKm = km;
  }
  if (best === null) return { nearestPlaceId: null, nearestPlaceName: null, distanceKm: null };
  return { nearestPlaceId: best.id, nearestPlaceName: best.name, distanceKm: bestKm };
}
