// Loitering: a watched ship that hardly sails for hours, far from land and places: adrift, or beside somebody who is not
// heard. In come its fixes and ticks; out goes one event per spell, linked with the encounters of the same hours. What it
// makes of an hour is the way sailed, whatever the ship says of its speed. A queue is none, and a ship that lies in one place is
// told of by its stop alone. It never says what the ship was doing.

import { othersLingering } from '../../fleet/lingering.ts';
import { distanceKm, KM_PER_NM } from '../../geo.ts';
import { stableId } from '../../hash.ts';
import { offPlaces, placeAround } from '../../places/around.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import type { Loitering } from './facts.ts';
import { LOITERING_SETTINGS } from './settings.ts';

const SLOW_KN = LOITERING_SETTINGS.slowKn.value;
const LEAST_MS = LOITERING_SETTINGS.leastHours.value * HOUR_MS;
const SILENT_MS = LOITERING_SETTINGS.silentHours.value * HOUR_MS;
const SAMPLE_MS = LOITERING_SETTINGS.sampleMinutes.value * MINUTE_MS;
/** A port this near may be what it waits for; said with the event. Ours. */
const WAITS_FOR_KM = 60;
/** AIS status: at anchor, and not under command. */
const AT_ANCHOR = 1;
const NOT_UNDER_COMMAND = 2;

interface Spell {
  fromAt: number;
  lon: number;
  lat: number;
  /** End of the last slow hour. */
  untilAt: number;
  /** Slow hours measured: their speeds, in tenths of a knot by count. */
  speeds: number[];
  driftKm: number;
  /** Sum over the hours measured, and how many of them the map could tell. */
  shoreKm: number;
  shoreHours: number;
  /** True once a slow hour lay in a transfer zone. */
  inZone: boolean;
  anchored: boolean;
  disabled: boolean;
  encounterIds: string[];
  /** Distance of its first fix off the nearest place, km, measured once; -1 before. */
  offPlaceKm: number;
  said: Loitering | null;
}

export interface LoiteringState {
  /** First fix of the hour that is being measured; 0 before the first. */
  hourAt: number;
  lon: number;
  lat: number;
  /** The newest step of the way in this hour, and the way so far, km. */
  sampleAt: number;
  sampleLon: number;
  sampleLat: number;
  sailedKm: number;
  spell: Spell | null;
  /** A stop is told that is not over. */
  lies: boolean;
  /** Encounters heard of that are not over, or ended in this hour. */
  encounters: { id: string; fromAt: number; toAt: number | null }[];
}

const zones: number[] = [];

export const loitering: Detector<LoiteringState> = {
  name: 'loitering',
  version: 2,
  ships: 'watched',
  settings: Object.values(LOITERING_SETTINGS),
  begin: () => ({
    hourAt: 0,
    lon: 0,
    lat: 0,
    sampleAt: 0,
    sampleLon: 0,
    sampleLat: 0,
    sailedKm: 0,
    spell: null,
    lies: false,
    encounters: [],
  }),

  tick(state, track, at, context) {
    if (at - track.at < SILENT_MS) {
      if (state.spell) context.wakeAt(track.at + SILENT_MS);
      return;
    }
    end(state, track, at, context);
    state.hourAt = 0;
  },

  fix(state, track, context) {
    if (state.hourAt === 0 || track.segmentFixes === 1 || track.at - track.previousAt >= SILENT_MS) {
      end(state, track, track.at, context);
      measureFrom(state, track);
      return;
    }
    const passedMs = track.at - state.hourAt;
    if (track.at - state.sampleAt >= SAMPLE_MS || (passedMs >= HOUR_MS && track.at > state.sampleAt))
      step(state, track);
    if (passedMs < HOUR_MS) return;
    const sailedKn = state.sailedKm / KM_PER_NM / (passedMs / HOUR_MS);
    if (sailedKn < SLOW_KN && !isExplained(state, track, context)) goOn(state, track, sailedKn, context);
    else end(state, track, track.at, context);
    measureFrom(state, track);
  },

  hearEvent(state, _track, event, at, context) {
    if (event.kind === 'stop') state.lies = event.state === 'open';
    if (event.kind !== 'encounter') return;
    state.encounters = state.encounters.filter(
      ({ id, toAt }) => id !== event.id && (toAt === null || at - toAt < LEAST_MS),
    );
    if (event.state === 'withdrawn') return;
    state.encounters.push({ id: event.id, fromAt: event.beganAt, toAt: event.endedAt });
    if (state.encounters.length > LOITERING_SETTINGS.mostEncounters.value) state.encounters.shift();
    if (state.spell?.said) link(state, state.spell, at, context);
  },
};

/**
 * It is at a berth, in the roads of a port or where ships wait for a canal; it lies in one place, and a stop is told; or it
 * waits with many others. What is told already goes on among others.
 */
function isExplained(
  { spell, lies }: Readonly<LoiteringState>,
  track: Readonly<Track>,
  context: DetectorContext,
): boolean {
  const { places } = context;
  if (places.isNear(track.lon, track.lat) && placeAround(places, track.lon, track.lat) !== null) return true;
  return lies || (spell?.said == null && isQueue(track, context));
}

function step(state: LoiteringState, { at, lon, lat }: Readonly<Track>): void {
  state.sailedKm += distanceKm(state.sampleLon, state.sampleLat, lon, lat);
  state.sampleAt = at;
  state.sampleLon = lon;
  state.sampleLat = lat;
}

function measureFrom(state: LoiteringState, track: Readonly<Track>): void {
  state.hourAt = track.at;
  state.lon = track.lon;
  state.lat = track.lat;
  state.sampleAt = track.at;
  state.sampleLon = track.lon;
  state.sampleLat = track.lat;
  state.sailedKm = 0;
}

function beginSpell({ hourAt, lon, lat }: Readonly<LoiteringState>): Spell {
  return {
    fromAt: hourAt,
    lon,
    lat,
    untilAt: hourAt,
    speeds: [],
    driftKm: 0,
    shoreKm: 0,
    shoreHours: 0,
    inZone: false,
    anchored: false,
    disabled: false,
    encounterIds: [],
    offPlaceKm: -1,
    said: null,
  };
}

function goOn(state: LoiteringState, track: Readonly<Track>, sailedKn: number, context: DetectorContext): void {
  const spell = state.spell ?? beginSpell(state);
  state.spell = spell;
  spell.untilAt = track.at;
  const bin = Math.round(sailedKn * 10);
  while (spell.speeds.length <= bin) spell.speeds.push(0);
  spell.speeds[bin]!++;
  spell.driftKm = Math.max(spell.driftKm, distanceKm(spell.lon, spell.lat, track.lon, track.lat));
  spell.anchored ||= track.navStatus === AT_ANCHOR;
  spell.disabled ||= track.navStatus === NOT_UNDER_COMMAND;
  context.wakeAt(track.at + SILENT_MS);
  // Once an hour, and only of a ship that is slow: the map is searched round the point.
  const shoreKm = context.sea.shoreKm(track.lon, track.lat);
  if (!Number.isNaN(shoreKm)) {
    spell.shoreKm += Math.max(0, shoreKm);
    spell.shoreHours++;
  }
  context.places.zonesAt(track.lon, track.lat, zones);
  spell.inZone ||= zones.some((index) => {
    const { kind, ordinary } = context.places.zones[index]!;
    return kind === 'transfer' && !ordinary;
  });
  if (spell.said !== null || spell.untilAt - spell.fromAt < LEAST_MS) return;
  if (spell.offPlaceKm < 0) spell.offPlaceKm = offPlaces(context.places, spell.lon, spell.lat);
  if (spell.offPlaceKm < LOITERING_SETTINGS.offPlaceKm.value || !isFarOff(spell)) return;
  say(spell, track, track.at, null, context);
  link(state, spell, track.at, context);
}

/** Many others lie around it, and there is a port for which they may wait. */
function isQueue({ mmsi, lon, lat }: Readonly<Track>, { fleet, places }: DetectorContext): boolean {
  if (othersLingering(fleet, mmsi, lon, lat) < LOITERING_SETTINGS.queueShips.value) return false;
  return offPlaces(places, lon, lat) <= WAITS_FOR_KM;
}

/** Where no map tells, the distance to places alone decides. */
function isFarOff(spell: Readonly<Spell>): boolean {
  if (spell.inZone || spell.shoreHours === 0) return true;
  return spell.shoreKm / spell.shoreHours >= LOITERING_SETTINGS.offShoreNm.value * KM_PER_NM;
}

function link(state: Readonly<LoiteringState>, spell: Spell, at: number, context: DetectorContext): void {
  const ids = state.encounters
    .filter(({ fromAt, toAt }) => fromAt <= spell.untilAt && (toAt ?? at) >= spell.fromAt)
    .map(({ id }) => id)
    .filter((id) => !spell.encounterIds.includes(id));
  if (ids.length === 0) return;
  spell.encounterIds = [...spell.encounterIds, ...ids].slice(-LOITERING_SETTINGS.mostEncounters.value);
  const said = spell.said!;
  const facts = { ...said.facts, encounterIds: [...spell.encounterIds] };
  spell.said = { ...said, revision: said.revision + 1, knownAt: at, reason: 'it met another ship meanwhile', facts };
  context.say(spell.said);
}

function end(state: LoiteringState, track: Readonly<Track>, at: number, context: DetectorContext): void {
  const { spell } = state;
  state.spell = null;
  if (spell?.said) say(spell, track, at, spell.untilAt, context);
}

function say(
  spell: Spell,
  track: Readonly<Track>,
  knownAt: number,
  endedAt: number | null,
  context: DetectorContext,
): void {
  spell.said = {
    id: stableId('loitering', track.vesselId, spell.fromAt),
    kind: 'loitering',
    vesselId: track.vesselId,
    mmsi: track.mmsi,
    state: endedAt === null ? 'open' : 'closed',
    revision: (spell.said?.revision ?? 0) + 1,
    knownAt,
    beganAt: spell.fromAt,
    endedAt,
    basis: 'observed',
    lon: spell.lon,
    lat: spell.lat,
    reason: null,
    facts: {
      hours: (spell.untilAt - spell.fromAt) / HOUR_MS,
      medianSpeedKn: medianOf(spell.speeds),
      driftKm: spell.driftKm,
      offShoreKm: spell.shoreHours === 0 ? null : spell.shoreKm / spell.shoreHours,
      offPlaceKm: spell.offPlaceKm,
      encounterIds: [...spell.encounterIds],
      grounds: groundsOf(spell, context.places),
    },
  };
  context.say(spell.said);
}

function medianOf(speeds: readonly number[]): number {
  let left = speeds.reduce((total, many) => total + many, 0) / 2;
  for (let bin = 0; bin < speeds.length; bin++) {
    left -= speeds[bin]!;
    if (left <= 0) return bin / 10;
  }
  throw new Error(`loitering of ${speeds.length} speeds has no median`);
}

/** What else may explain it. */
function groundsOf(spell: Readonly<Spell>, places: PlaceIndex): string[] {
  const grounds: string[] = [];
  if (spell.anchored) grounds.push('It declares to lie at anchor.');
  if (spell.disabled) grounds.push('It declares that it is not under command: engine trouble looks like this.');
  if (spell.inZone) grounds.push('It lies in a known transfer zone.');
  let nearest: { name: string; km: number } | null = null;
  for (const { name, lon, lat, watch } of places.ports) {
    if (!watch || Math.abs(lat - spell.lat) * 111.1 > WAITS_FOR_KM) continue;
    const km = distanceKm(spell.lon, spell.lat, lon, lat);
    if (km <= WAITS_FOR_KM && (nearest === null || km < nearest.km)) nearest = { name, km };
  }
  if (nearest) grounds.push(`It may wait for a berth at ${nearest.name}, ${Math.round(nearest.km)} km off.`);
  return grounds;
}
