// The verdict on a pair: is it an encounter? In come the tally of the pair and what is known of the two ships; out goes
// yes or no. Pure judgement: nothing is emitted, nobody is followed.

import { offPlaces } from '../../places/around.ts';
import { STATION } from '../../report.ts';
import { MINUTE_MS } from '../../time.ts';
import type { FleetContext } from '../detector.ts';
import { aloneMs } from './alone.ts';
import type { Ship } from './neighbourhood.ts';
import type { Pair } from './pairs.ts';
import { medianKn, type Tally, tallyOf } from './runs.ts';
import { ENCOUNTER_SETTINGS, LIMITS } from './settings.ts';

/** The part of the pair's time together that counts; where one ship has fallen silent, a run may be short. */
export function countedTally(pair: Readonly<Pair>): Tally | null {
  const tally = tallyOf(pair.runs, LIMITS);
  if (tally !== null || pair.alone === null) return tally;
  const { run } = pair.runs;
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
