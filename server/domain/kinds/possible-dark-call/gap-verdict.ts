// The verdict on a gap: which ports it left in reach, best first, or why nothing is to be said of it. In come what
// was known of the ship before the gap and the gap itself; out goes the verdict with its sums and signs. Pure
// judgement: it says nothing and keeps nothing.

import { feedDuring } from '../../fleet/fleet.ts';
import { distanceKm } from '../../geo.ts';
import type { Port } from '../../place.ts';
import { portAround } from '../../places/around.ts';
import { readDestination } from '../../places/destination.ts';
import {
  feasiblePorts,
  type GapEnds,
  LEAST_LIMIT_KN,
  leadsTo,
  lostMs,
  type PortReach,
  type SeaWays,
  type SpeedRecord,
  speedAtShareKn,
  speedCapKn,
  speedLimitKn,
} from '../../sea/reach.ts';
import { shipClassOf } from '../../ship-class.ts';
import type { Track } from '../../track.ts';
import type { DetectorContext, Particulars } from '../detector.ts';
import { gapThresholdMs } from '../gap/settings.ts';
import { DARK_CALL_SETTINGS, MIN_STAY_MS } from './settings.ts';

const HOUR_MS = 3_600_000;

/** What was known of the ship when it fell silent. */
export interface BeforeGap {
  lastAt: number;
  lon: number;
  lat: number;
  courseDeg: number | null;
  atRest: boolean;
  speeds: SpeedRecord;
  /** Stops at watch ports, counted per port. */
  calls: Record<string, number>;
}

/** What the sums gave: the ports in reach, best first, or why nothing is said. */
export type Verdict = { ports: RankedPort[]; speedKn: number; measure: SeaWays['measure'] } | { refused: string };

export interface RankedPort {
  reach: PortReach;
  signs: string[];
  /** How many of them are signs of the ship itself, not of the port. */
  own: number;
  /** False for an oil terminal and a ship that is known to be no tanker. */
  suits: boolean;
}

/** A gap that lying still, or arriving where it was bound, explains as well as any call does. */
export function restRefusal(
  state: Readonly<BeforeGap>,
  track: Readonly<Track>,
  context: DetectorContext,
): string | null {
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
export function judge(
  state: Readonly<BeforeGap>,
  gap: Readonly<GapEnds>,
  at: number,
  context: DetectorContext,
  particulars: Readonly<Particulars>,
): Verdict {
  const heardMs = at - gap.fromAt - feedDuring(context.fleet, gap.fromAt, at).outageMs;
  if (heardMs < gapThresholdMs(particulars.station)) {
    return { refused: `our own feed was up for only ${hours(heardMs)} of the silence` };
  }
  if (gap.next !== null) {
    const normalKn = speedAtShareKn(state.speeds, gap.fromAt, 0.5) ?? LEAST_LIMIT_KN;
    const lost = lostMs(gap, normalKn);
    if (lost < DARK_CALL_SETTINGS.lostHours.value * HOUR_MS) {
      return { refused: `sailing on at its usual ${normalKn} kn explains all but ${hours(Math.max(0, lost))} of it` };
    }
  }
  const speedKn = limitOf(state, particulars);
  // Where it was heard before or after, the port call tells what is known.
  const heardIn = [portAround(context.places, gap.fromLon, gap.fromLat)];
  if (gap.next !== null) heardIn.push(portAround(context.places, gap.next.lon, gap.next.lat));
  const ports = context.places.ports.filter((port) => port.watch && !heardIn.includes(port.id));
  const reaches = feasiblePorts(gap, ports, speedKn, MIN_STAY_MS, at, context.sea.distanceKm);
  const declared = reaches.length === 0 ? [] : readDestination(particulars.destination, context.places).ports;
  const ranked = reaches.map((reach) => rank(reach, state, particulars, declared, context)).sort(better);
  const best = ranked[0];
  if (best === undefined) {
    return { refused: `${hours(at - gap.fromAt)} leave no port ${hours(MIN_STAY_MS)} to stay at ${speedKn} kn` };
  }
  if (!context.rulePorts.has(best.reach.port.id)) {
    return { refused: `${best.reach.port.name}, which no rule names, fits best` };
  }
  return { ports: ranked, speedKn, measure: context.sea.measure };
}

export function limitOf(state: Readonly<BeforeGap>, particulars: Readonly<Particulars>): number {
  const fastKn = speedAtShareKn(state.speeds, state.lastAt, 0.95);
  return speedLimitKn(speedCapKn(particulars.hullType, particulars.shipType), fastKn);
}

function rank(
  reach: PortReach,
  state: Readonly<BeforeGap>,
  particulars: Readonly<Particulars>,
  declared: readonly Port[],
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
  if (declared.includes(port)) signs.push(`it declares ${particulars.destination.trim()}`);
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

function hours(ms: number): string {
  return `${(ms / HOUR_MS).toFixed(1)} h`;
}
