// The verdict on a meeting of two ships: does it make an encounter, and in which figures? In come the tally of the pair
// and what is known of the two; out goes yes or no. Pure judgement: it says nothing and follows nobody.

import { distanceKm } from '../../geo.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import { STATION } from '../../report.ts';
import type { FleetContext, Setting } from '../detector.ts';
import type { Encounter } from '../event.ts';
import { type Alone, aloneMs } from './alone.ts';
import type { Ship } from './neighbourhood.ts';
import { type Meeting, type MeetingLimits, medianKn, type Tally, tallyOf } from './pair.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export const ENCOUNTER_SETTINGS = {
  nearM: {
    name: 'near',
    value: 500,
    unit: 'm',
    meaning: 'largest distance between the two',
    ground: 'Global Fishing Watch encounters',
  },
  leastMinutes: {
    name: 'least time',
    value: 120,
    unit: 'min',
    meaning: 'time near each other, all runs together, from which on it is said',
    ground: 'Global Fishing Watch encounters',
  },
  leastRunMinutes: {
    name: 'least run',
    value: 60,
    unit: 'min',
    meaning: 'a shorter run near each other does not count',
    ground: 'Global Fishing Watch: raw runs of 60 min',
  },
  joinHours: {
    name: 'joined',
    value: 4,
    unit: 'h',
    meaning: 'runs less than this apart are one meeting; so long after the last it is over',
    ground: 'Global Fishing Watch: raw runs join under 4 h apart',
  },
  slowKn: {
    name: 'slow',
    value: 2,
    unit: 'kn',
    meaning: 'the median speed of both ships is under this',
    ground: 'Global Fishing Watch encounters',
  },
  offPlaceKm: {
    name: 'away from places',
    value: 10,
    unit: 'km',
    meaning: 'least distance from every port and anchorage point',
    ground: 'Global Fishing Watch encounters; points marked unverified are a guess and do not count',
  },
  companyKn: {
    name: 'sailing in company',
    value: 5,
    unit: 'kn',
    meaning: 'while both are faster than this they are a tow or a convoy, not a meeting',
    ground: 'ours',
  },
  aloneRunMinutes: {
    name: 'least time together before one falls silent',
    value: 10,
    unit: 'min',
    meaning: 'where one falls silent beside the other, the time that the other stays counts after so long together',
    ground: 'ours: longer than two ships that pass each other slowly are within 500 m (8 min at 2 kn of difference)',
  },
  sameShipM: {
    name: 'one ship',
    value: 10,
    unit: 'm',
    meaning: 'under this mean distance it is one ship with two radio identities',
    ground: 'ours: nearer than any two hulls of ships can lie with their antennas, farther than GPS noise',
  },
} satisfies Record<string, Setting>;

export const LIMITS: MeetingLimits = {
  nearKm: ENCOUNTER_SETTINGS.nearM.value / 1000,
  companyKn: ENCOUNTER_SETTINGS.companyKn.value,
  leastRunMs: ENCOUNTER_SETTINGS.leastRunMinutes.value * MINUTE_MS,
  joinMs: ENCOUNTER_SETTINGS.joinHours.value * HOUR_MS,
};

export interface Pair {
  /** The watched one; of two watched ones the first by id. */
  vesselId: string;
  partnerId: string;
  madeAt: number;
  meeting: Meeting;
  /** Distance off the nearest place, measured once the time is reached; -1 before. */
  offPlaceKm: number;
  /** One of the two fell silent beside the other. */
  alone: Alone | null;
  said: Encounter | null;
}

/** What counts of the pair's meeting; where one has fallen silent, a run may be short. */
export function countedTally(pair: Readonly<Pair>): Tally | null {
  const tally = tallyOf(pair.meeting, LIMITS);
  if (tally !== null || pair.alone === null) return tally;
  const { run } = pair.meeting;
  const leastMs = ENCOUNTER_SETTINGS.aloneRunMinutes.value * MINUTE_MS;
  return run !== null && run.nearMs >= leastMs ? run : null;
}

export function isEncounter(
  pair: Pair,
  tally: Readonly<Tally>,
  vessel: Readonly<Ship>,
  partner: Readonly<Ship>,
  context: FleetContext,
): boolean {
  const { leastMinutes, slowKn, sameShipM, offPlaceKm } = ENCOUNTER_SETTINGS;
  if (tally.nearMs + aloneMs(pair.alone) < leastMinutes.value * MINUTE_MS) return false;
  if (Math.max(medianKn(tally.speeds[0]), medianKn(tally.speeds[1])) >= slowKn.value) return false;
  if (tally.sumM / tally.instants < sameShipM.value) return false;
  if (pair.offPlaceKm < 0) pair.offPlaceKm = offPlaces(context.places, tally.lon, tally.lat);
  if (pair.offPlaceKm < offPlaceKm.value) return false;
  return !isGear(partner, context) && !isGear(vessel, context);
}

/** Nets and buoys carry class B units: no ship type, and a name that tells a number, a voltage or a charge. */
function isGear(ship: Readonly<Ship>, context: FleetContext): boolean {
  if (ship.watched) return false;
  const { station, shipType, name } = context.particulars(ship.vesselId);
  if (station === STATION.aton || station === STATION.base) return true;
  if (station !== STATION.classB || shipType > 0) return false;
  return name === '' || /\d\s*%|\d\s*V\b|\bNET\b|BUOY/i.test(name);
}

/** Distance to the nearest port or anchorage point whose place is known, km. */
export function offPlaces(places: PlaceIndex, lon: number, lat: number): number {
  let nearestKm = Number.MAX_VALUE;
  for (const port of places.ports) {
    if (port.confidence === 'unverified' || Math.abs(port.lat - lat) * 111.1 > nearestKm) continue;
    nearestKm = Math.min(nearestKm, distanceKm(lon, lat, port.lon, port.lat));
  }
  return nearestKm;
}

/** The figures of the event, as they stand. */
export function measures(
  pair: Readonly<Pair>,
  tally: Readonly<Tally>,
): Pick<Encounter['facts'], 'closestM' | 'medianSpeedKn' | 'minutes' | 'alone'> {
  const { alone } = pair;
  return {
    closestM: tally.closestM,
    medianSpeedKn: Math.max(medianKn(tally.speeds[0]), medianKn(tally.speeds[1])),
    minutes: tally.nearMs / MINUTE_MS,
    alone: alone && { silentId: alone.silentId, fromAt: alone.fromAt, untilAt: alone.untilAt },
  };
}
