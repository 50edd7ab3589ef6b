// Which ports does a ship head for? In come its looks, ten minutes apart; out go the ports that its course has led to
// over several looks in a row, each nearer than the one before, and how far they are over water. It says nothing: the
// approach detector does.

import { distanceKm, KM_PER_NM } from '../../geo.ts';
import { readDestination } from '../../places/destination.ts';
import type { Port } from '../../places/place.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import { leadsTo, type SpeedRecord, speedBoundKn, speedCapKn } from '../../sea/reach.ts';
import { HOUR_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { DetectorContext } from '../detector.ts';
import type { ApproachFacts } from './facts.ts';
import { APPROACH_SETTINGS } from './settings.ts';

const { courseDeg, samples, underWayKn, withinNm, withinHours, fromKm, detour } = APPROACH_SETTINGS;
const WITHIN_KM = withinNm.value * KM_PER_NM;
/** One degree of latitude is 111.2 km: a port farther off than that alone need not be measured. */
const WITHIN_DEG = WITHIN_KM / 111.1;
/** A port that turned out to lie behind land is not measured again for so long. */
const REFUSED_MS = 6 * HOUR_MS;
/** Ports measured and named beside the likeliest. */
const MOST_ALTERNATIVES = 8;

/** A port that the course leads to; plain data. */
export interface Lead {
  placeId: string;
  /** First look that led to it, UTC ms. */
  sinceAt: number;
  samples: number;
  /** By the great circle, at the last look. */
  km: number;
  /** Until when it counts as behind land, UTC ms; 0 while it does not. */
  refusedUntilAt: number;
}

/** A port that it heads for. */
export interface Headed {
  port: Port;
  sinceAt: number;
  /** Over water. */
  km: number;
  signs: string[];
}

/** Takes one look: leads that go on are counted, those that do not are dropped. Updates `leads` in place. */
export function noteLeads(leads: Lead[], track: Readonly<Track>, context: DetectorContext): void {
  const { lon, lat, courseDeg: course, speedKn } = track;
  if (!(speedKn >= underWayKn.value) || !Number.isFinite(course)) {
    leads.length = 0;
    return;
  }
  const mostKm = Math.min(WITHIN_KM, withinHours.value * speedKn * KM_PER_NM);
  let kept = 0;
  for (const port of portsOfRules(context)) {
    if (Math.abs(port.lat - lat) > WITHIN_DEG) continue;
    const km = distanceKm(lon, lat, port.lon, port.lat);
    if (km > mostKm || km < fromKm.value || !leadsTo(lon, lat, course, port, courseDeg.value)) continue;
    const known = leads.findIndex((lead, index) => index >= kept && lead.placeId === port.id);
    const lead =
      known >= 0
        ? leads.splice(known, 1)[0]!
        : { placeId: port.id, sinceAt: track.at, samples: 0, km, refusedUntilAt: 0 };
    const nearer = lead.samples === 0 || km < lead.km;
    lead.samples = nearer ? lead.samples + 1 : 1;
    if (!nearer) lead.sinceAt = track.at;
    lead.km = km;
    leads.splice(kept++, 0, lead);
  }
  leads.length = kept;
}

/** The ports it heads for, the likeliest first: what it declares, where it has called, the nearest over water. */
export function headedFor(
  leads: Lead[],
  track: Readonly<Track>,
  calls: Readonly<Record<string, number>>,
  context: DetectorContext,
): Headed[] {
  const ripe = leads.filter((lead) => lead.samples >= samples.value && lead.refusedUntilAt <= track.at);
  if (ripe.length === 0) return [];
  const headed: Headed[] = [];
  for (const lead of ripe.sort((a, b) => a.km - b.km || (a.placeId < b.placeId ? -1 : 1)).slice(0, MOST_ALTERNATIVES)) {
    const port = context.places.port(lead.placeId)!;
    const km = seaKm(track, port, lead.km, context);
    if (km === null) {
      lead.refusedUntilAt = track.at + REFUSED_MS;
      continue;
    }
    headed.push({ port, sinceAt: lead.sinceAt, km, signs: signsOf(port, calls, track, context) });
  }
  return headed.sort((a, b) => b.signs.length - a.signs.length || a.km - b.km || (a.port.id < b.port.id ? -1 : 1));
}

/** What of the ship itself, beside its course, speaks for a port: a claim that names it, or calls there before. */
export function signsOf(
  port: Port,
  calls: Readonly<Record<string, number>>,
  { vesselId }: Readonly<Track>,
  context: DetectorContext,
): string[] {
  const signs: string[] = [];
  const { destination } = context.particulars(vesselId);
  const declared = readDestination(destination, context.places).ports;
  if (declared.includes(port)) signs.push(`it declares ${destination}`);
  const before = calls[port.id] ?? 0;
  if (before > 0) signs.push(`it has called there before (${before === 1 ? 'once' : `${before} times`})`);
  return signs;
}

/** The way over water, or null where the port lies behind land for the course that it is on. */
export function seaKm(
  track: Readonly<Track>,
  port: Readonly<Port>,
  km: number,
  context: DetectorContext,
): number | null {
  // At both ends a point stands for the centre of its cell, which weighs on short ways.
  const mostKm = detour.value * km + fromKm.value;
  const way = context.sea.distanceKm(track.lon, track.lat, port.lon, port.lat, mostKm);
  return way <= mostKm ? way : null;
}

/** What an approach to the first of them is told with. */
export function sumsOf(
  speeds: Readonly<SpeedRecord>,
  [best, ...others]: readonly Headed[],
  track: Readonly<Track>,
  context: DetectorContext,
): Omit<ApproachFacts, 'outcome'> {
  const { port, km, signs } = best!;
  const { hullType, shipType } = context.particulars(track.vesselId);
  const limitKn = speedBoundKn(speedCapKn(hullType, shipType), speeds.fastestKn);
  const arrivalAt = (knots: number) => Math.round(track.at + (km / KM_PER_NM / knots) * HOUR_MS);
  // At rest it is expected no sooner than at the slowest speed that counts as a passage.
  const speedKn = Math.max(track.speedKn || 0, underWayKn.value);
  return {
    placeId: port.id,
    placeName: port.name,
    distanceKm: km,
    courseDeg: Number.isFinite(track.courseDeg) ? track.courseDeg : 0,
    speedKn: track.speedKn || 0,
    expectedAt: arrivalAt(speedKn),
    earliestArrivalAt: arrivalAt(Math.max(limitKn, speedKn)),
    alternatives: others.map(({ port: { id, name }, km: distance }) => ({
      placeId: id,
      placeName: name,
      distanceKm: distance,
    })),
    signs,
  };
}

const portsByRules = new WeakMap<ReadonlySet<string>, { places: PlaceIndex; ports: readonly Port[] }>();

/** The ports that rules name, from north to south; made once for each set of rules. */
function portsOfRules({ rulePorts, places }: DetectorContext): readonly Port[] {
  let known = portsByRules.get(rulePorts);
  if (known?.places !== places) {
    const ports = [...rulePorts].flatMap((id) => places.port(id) ?? []);
    known = { places, ports: ports.sort((a, b) => b.lat - a.lat || (a.id < b.id ? -1 : 1)) };
    portsByRules.set(rulePorts, known);
  }
  return known.ports;
}
