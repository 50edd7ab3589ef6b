// What sightings make of a possible dark call. In come the call by arithmetic, the gap behind it and the sightings within
// the gap; out goes the call that results: confirmed at its port, moved to the port where the ship was seen, with fewer
// ports in reach, or refuted where no time is left for any port. The result is derived anew each time, so that a sighting
// that is taken back leaves no trace but its revision.

import { KM_PER_NM } from '../../geo.ts';
import { portSeen } from '../../places/around.ts';
import type { GapEnds } from '../../sea/reach.ts';
import { isSurerGrade, type Sighting } from '../../sighting.ts';
import { HOUR_MS } from '../../time.ts';
import type { DetectorContext } from '../detector.ts';
import type { DarkCall, ReachablePort } from './facts.ts';
import { anywhere } from './gap-verdict.ts';
import { DARK_CALL_SETTINGS, LONGEST_RANKED_MS } from './settings.ts';

/** Where the ship was at some instant of a window: at either end of the gap, or where it was seen. */
interface Known {
  fromAt: number;
  toAt: number;
  lon: number;
  lat: number;
  /** The port where the ship was seen. */
  place: { id: string; name: string } | null;
  sighting: Sighting | null;
}

/** Does the window in which the ship was seen touch the gap so far? Otherwise the sighting is not worth keeping. */
export function isWithin({ fromAt, next }: Readonly<GapEnds>, sighting: Readonly<Sighting>): boolean {
  return sighting.toAt >= fromAt && (next === null || sighting.fromAt <= next.at);
}

/** How much of the window lies in the gap, ms; -1 where they do not touch. A sighting belongs to the gap that holds most of it. */
export function sharedMs({ fromAt, next }: Readonly<GapEnds>, sighting: Readonly<Sighting>): number {
  const shared = Math.min(sighting.toAt, next?.at ?? sighting.toAt) - Math.max(sighting.fromAt, fromAt);
  return shared < 0 ? -1 : shared;
}

/** The call with its sightings; `judged` is the call by arithmetic alone. The caller sets revision and time of knowing. */
export function withSightings(
  judged: DarkCall,
  gap: Readonly<GapEnds>,
  sightings: readonly Sighting[],
  context: DetectorContext,
): DarkCall {
  const { facts } = judged;
  const seen = sightings
    .filter((sighting) => isWithin(gap, sighting))
    .map((each) => knownFrom(each, context))
    .filter((known) => isInReach(known, facts) || isWhollyWithin(known, gap));
  const endAt = gap.next?.at ?? judged.knownAt;
  const isLong = endAt - gap.fromAt > LONGEST_RANKED_MS;
  const unranked = (): DarkCall => ({
    ...judged,
    state: 'withdrawn',
    reason: `withdrawn: ${anywhere(gap, endAt, facts.speedLimitKn)}`,
  });
  if (seen.length === 0) return isLong ? unranked() : judged;
  const firm = seen.filter((known) => isFirm(known, gap));
  const stops = [beginning(gap), ...firm, ...(gap.next ? [ending(gap.next)] : [])].sort(
    (a, b) => a.fromAt - b.fromAt || a.toAt - b.toAt,
  );
  const left = [facts.reach, ...facts.alternatives].flatMap((port) => {
    const here = seen.filter(({ place }) => place?.id === port.placeId);
    if (here.length > 0) return { port: withTerm(port, seenSign(here)), here };
    const rest = firm.length === 0 ? port : roomFor(port, stops, facts, gap.next === null, context);
    return rest === null ? [] : { port: rest, here };
  });
  // A port where the ship was seen comes before ports that it can have reached, and the port where it was seen first
  // before the next: the call is where the gap led to. The order by arithmetic settles a tie.
  const firstAt = ({ here }: { here: Known[] }) => here[0]?.fromAt ?? Number.MAX_VALUE;
  const ranked = left.sort((a, b) => firstAt(a) - firstAt(b));
  const seenBest = ranked.find(({ here }) => here.length > 0);
  if (seenBest === undefined && isLong) return unranked();
  const best = seenBest ?? unseenBest(ranked, facts, context);
  if (best === undefined || !context.rulePorts.has(best.port.placeId)) {
    return { ...judged, state: 'withdrawn', reason: refusal(seen, best?.port ?? ranked[0]?.port ?? null) };
  }
  const port = context.places.port(best.port.placeId);
  const isSeen = best.here.length > 0;
  return {
    ...judged,
    state: !isSeen ? judged.state : gap.next === null ? 'open' : 'closed',
    lon: port?.lon ?? judged.lon,
    lat: port?.lat ?? judged.lat,
    reason: isSeen ? reasonOf(best.here, best.port, facts) : leftReason(seen, best.port, facts),
    facts: {
      ...facts,
      placeId: best.port.placeId,
      placeName: best.port.placeName,
      reach: best.port,
      alternatives: ranked.filter((other) => other !== best).map((other) => other.port),
      rank: isSeen ? 1 : 1 + ranked.filter((other) => other.port.points > best.port.points).length,
      sightingIds: best.here.map(({ sighting }) => sighting!.id),
    },
  };
}

/** Seen at none of the ports: the named port, while it is left, or the first port that a rule names and that fits well. */
function unseenBest<Left extends { port: ReachablePort }>(
  left: readonly Left[],
  { placeId }: DarkCall['facts'],
  { rulePorts }: DetectorContext,
): Left | undefined {
  const least = Math.max(...left.map(({ port }) => port.points)) - DARK_CALL_SETTINGS.fitPoints.value;
  return (
    left.find(({ port }) => port.placeId === placeId) ??
    left.find(({ port }) => rulePorts.has(port.placeId) && port.points >= least)
  );
}

/** May it have lain there in the gap: do the window of the sighting and the stay that the gap allows have an instant in common? */
function isInReach({ place, fromAt, toAt }: Known, { reach, alternatives }: DarkCall['facts']): boolean {
  return [reach, ...alternatives].some(
    (port) =>
      port.placeId === place?.id &&
      toAt >= port.earliestArrivalAt &&
      fromAt <= (port.latestDepartureAt ?? Number.POSITIVE_INFINITY),
  );
}

/** Must the sighting lie in the gap? A day that only begins or ends in the gap may mean the hours outside. */
function isWhollyWithin({ fromAt, toAt }: Known, gap: Readonly<GapEnds>): boolean {
  return fromAt >= gap.fromAt && (gap.next === null || toAt <= gap.next.at);
}

/** A sighting rules other ports out when it is more than "possible", and must lie in the gap. */
function isFirm(known: Known, gap: Readonly<GapEnds>): boolean {
  return known.sighting!.grade !== 'possible' && isWhollyWithin(known, gap);
}

function knownFrom(sighting: Sighting, { places }: DetectorContext): Known {
  const port = portSeen(sighting, places);
  const { lon, lat } = port ?? sighting;
  const place = port ? { id: port.id, name: port.name } : null;
  return { fromAt: sighting.fromAt, toAt: sighting.toAt, lon, lat, place, sighting };
}

function beginning({ fromAt, fromLon: lon, fromLat: lat }: Readonly<GapEnds>): Known {
  return { fromAt, toAt: fromAt, lon, lat, place: null, sighting: null };
}

function ending({ at, lon, lat }: NonNullable<GapEnds['next']>): Known {
  return { fromAt: at, toAt: at, lon, lat, place: null, sighting: null };
}

/**
 * The longest stay that is left for a port between two neighbouring places where the ship is known to have been; null
 * where none is long enough. A window is taken at the end that leaves more time: reach may be overstated, never understated.
 */
function roomFor(
  port: ReachablePort,
  stops: readonly Known[],
  { speedLimitKn, minStayMs }: DarkCall['facts'],
  lasts: boolean,
  context: DetectorContext,
): ReachablePort | null {
  const at = context.places.port(port.placeId);
  if (at === undefined) return null;
  const msPerKm = HOUR_MS / (speedLimitKn * KM_PER_NM);
  const wayKm = (known: Known) => context.sea.distanceKm(known.lon, known.lat, at.lon, at.lat);
  let widest: ReachablePort | null = null;
  for (const [index, before] of stops.entries()) {
    const after = stops[index + 1];
    if (after === undefined && !lasts) break;
    const distanceInKm = wayKm(before);
    const earliestArrivalAt = before.fromAt + distanceInKm * msPerKm;
    const distanceOutKm = after ? wayKm(after) : null;
    const latestDepartureAt = after ? after.toAt - distanceOutKm! * msPerKm : null;
    const slackMs = latestDepartureAt === null ? null : latestDepartureAt - earliestArrivalAt;
    if (!Number.isFinite(distanceInKm) || (slackMs !== null && !(slackMs >= minStayMs))) continue;
    const reckoned = reckonedWith(port, before, after);
    const room = { ...reckoned, distanceInKm, distanceOutKm, earliestArrivalAt, latestDepartureAt, slackMs };
    if (widest === null || (room.slackMs ?? Infinity) > (widest.slackMs ?? Infinity)) widest = room;
  }
  return widest;
}

function reckonedWith(port: ReachablePort, before: Known, after: Known | undefined): ReachablePort {
  const seen = [before, after].flatMap((known) => (known?.sighting ? placeOf(known) : []));
  return seen.length === 0 ? port : withTerm(port, `reckoned with the sighting ${seen.join(' and ')}`);
}

/** A sighting is no term of the ranking: it comes before the ranking. */
function withTerm(port: ReachablePort, text: string): ReachablePort {
  return { ...port, terms: [{ text, points: 0, of: 'ship' }, ...port.terms] };
}

function seenSign(here: readonly Known[]): string {
  const [surest] = [...here].sort((a, b) => (isSurerGrade(b.sighting!.grade, a.sighting!.grade) ? 1 : -1));
  return `it was sighted there (${surest!.sighting!.source}, ${surest!.sighting!.grade})`;
}

function placeOf({ place, lat, lon }: Known): string {
  return place ? `at ${place.name}` : `at ${lat.toFixed(2)}, ${lon.toFixed(2)}`;
}

function reasonOf(here: readonly Known[], port: ReachablePort, facts: DarkCall['facts']): string {
  const { source } = here[0]!.sighting!;
  return port.placeId === facts.placeId
    ? `confirmed by a sighting (${source})`
    : `it was sighted at ${port.placeName} meanwhile (${source}), not at ${facts.placeName}`;
}

function leftReason(seen: readonly Known[], port: ReachablePort, facts: DarkCall['facts']): string {
  const { source } = seen[0]!.sighting!;
  const where = `it was sighted ${placeOf(seen[0]!)} meanwhile (${source})`;
  return port.placeId === facts.placeId
    ? `${where}; ${port.placeName} stays in reach`
    : `${where}; ${port.placeName} is left in reach`;
}

function refusal(seen: readonly Known[], left: ReachablePort | null): string {
  const where = `withdrawn: it was sighted ${placeOf(seen[0]!)} meanwhile (${seen[0]!.sighting!.source})`;
  return left === null
    ? `${where}, and no time is left for another port`
    : `${where}; ${left.placeName}, which no rule names, fits best`;
}
