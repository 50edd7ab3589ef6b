// The verdict on a gap: which ports it left in reach, best first, and which of them is worth telling, or why nothing is to
// be said of it. In come what was known of the ship before the gap and the gap itself; out goes the verdict with its sums.
// Pure judgement: it says nothing and keeps nothing.

import { feedDuring } from '../../fleet/fleet.ts';
import { distanceKm } from '../../geo.ts';
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
  speedBoundKn,
  speedCapKn,
  speedLimitKn,
} from '../../sea/reach.ts';
import { shipClassOf } from '../../ship-class.ts';
import { DAY_MS, HOUR_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { DetectorContext, Particulars } from '../detector.ts';
import { anywhereNm } from '../gap/anywhere.ts';
import { rimOf, type WayMade } from '../gap/last-way.ts';
import { layAllThrough } from '../gap/rest.ts';
import { gapThresholdMs } from '../gap/settings.ts';
import { DOUBT_SETTINGS } from '../position-doubt/settings.ts';
import type { RankTerm, ReachablePort } from './facts.ts';
import { isFairway, NAMED_POINTS, type RankContext, type RankGrounds, rankPorts, sailingMs } from './ranking.ts';
import { DARK_CALL_SETTINGS, LONGEST_RANKED_MS, MIN_STAY_MS } from './settings.ts';

/** A doubt is over once its signs have been quiet for so long; until then the track round them is doubted, too. */
const DOUBT_MS = DOUBT_SETTINGS.quietHours.value * HOUR_MS;

/** What was known of the ship when it fell silent. */
export interface BeforeGap {
  lastAt: number;
  lon: number;
  lat: number;
  courseDeg: number | null;
  speedKn: number | null;
  atRest: boolean;
  way: WayMade;
  speeds: SpeedRecord;
  /** Stops at watch ports, and sightings at ports, counted per port. */
  calls: Record<string, number>;
  sightings: Record<string, number>;
  /** The port in which it stopped last; null where none is known. */
  lastPort: string | null;
  /** Ends of the cadences that it keeps, by event. */
  cadences: { id: string; placeIds: string[] }[];
  /** Spans in which its positions are in doubt, by event; null while they are. */
  doubts: { id: string; fromAt: number; toAt: number | null }[];
}

export interface Speeds {
  /** No ship of its class sails faster, nor it itself as far as it was heard. */
  boundKn: number;
  /** The fastest that it has lately kept to. */
  ownKn: number;
}

/** What the sums gave: the ports in reach, best first, and which of them to tell; or why nothing is said. */
export type Verdict =
  | { ports: ReachablePort[]; told: number; grounds: RankGrounds; speeds: Speeds; measure: SeaWays['measure'] }
  | { refused: string };

/** A gap that lying still, or arriving where it was bound, explains as well as any call does. */
export function restRefusal(
  state: Readonly<BeforeGap>,
  track: Readonly<Track>,
  context: DetectorContext,
): string | null {
  const { restKn, restKm, courseDeg } = DARK_CALL_SETTINGS;
  if (layAllThrough(state, track)) return 'it lay at rest before the silence and after it, in one place';
  const movedKm = distanceKm(state.lon, state.lat, track.lon, track.lat);
  const id = portAround(context.places, track.lon, track.lat);
  if (id === null || id === portAround(context.places, state.lon, state.lat)) return null;
  const port = context.places.port(id)!;
  const bound = leadsTo(state.lon, state.lat, state.courseDeg ?? Number.NaN, port, courseDeg.value);
  if (track.speedKn < restKn.value && bound && movedKm < restKm.value) {
    return `it was bound for ${port.name}, ${movedKm.toFixed(1)} km off, and lay there afterwards`;
  }
  return null;
}

/** The fix that ended the gap; null while it lasts. */
export type FirstAfter = { courseDeg: number; speedKn: number } | null;

/** The whole test of detection facts 6, but for the ship at rest. */
export function judge(
  state: Readonly<BeforeGap>,
  mmsi: number,
  gap: Readonly<GapEnds>,
  first: FirstAfter,
  at: number,
  context: DetectorContext,
  particulars: Readonly<Particulars>,
  seen = false,
): Verdict {
  // Somebody who saw it names the port; without that nobody can.
  if (at - gap.fromAt > LONGEST_RANKED_MS && !seen)
    return { refused: anywhere(gap, at, speedsOf(state, particulars).boundKn) };
  if (isDoubted(state, gap)) return { refused: 'the positions at its ends are in doubt' };
  const feed = feedDuring(context.fleet, gap.fromAt, at);
  const deafMs = Math.max(feed.outageMs, feed.unheardMs);
  const heardMs = at - gap.fromAt - deafMs;
  if (heardMs < gapThresholdMs(particulars.station)) {
    return feed.unheardMs > feed.outageMs
      ? { refused: `nobody at all was heard for ${hours(feed.unheardMs)} of the silence` }
      : { refused: `our own feed was up for only ${hours(heardMs)} of the silence` };
  }
  if (!seen && rimOf(state.way, mmsi, gap.fromLon, gap.fromLat, context.fleet) !== null) {
    return { refused: 'it was leaving the waters in which anybody is heard' };
  }
  const usualKn = usualSpeedKn(state, gap, first);
  if (gap.next !== null) {
    const lost = lostMs(gap, usualKn);
    if (lost < DARK_CALL_SETTINGS.lostHours.value * HOUR_MS) {
      return { refused: `sailing on at its usual ${usualKn} kn explains all but ${hours(Math.max(0, lost))} of it` };
    }
  }
  const speeds = speedsOf(state, particulars);
  // Where it was heard before or after, the port call tells what is known. A circle in which it was under way, without a stop
  // there, is a port like the others: it was no call before the gap, and is none yet after it.
  const { restKn } = DARK_CALL_SETTINGS;
  const circles = [portAround(context.places, gap.fromLon, gap.fromLat)];
  if (gap.next !== null) circles.push(portAround(context.places, gap.next.lon, gap.next.lat));
  const underWay = [!state.atRest, finite(first?.speedKn) >= restKn.value];
  const heardIn = circles.map((id, end) => (underWay[end]! && id !== state.lastPort ? null : id));
  const candidates = context.places.ports.filter((port) => port.watch && !heardIn.includes(port.id));
  const reaches = feasiblePorts(gap, candidates, speeds.boundKn, MIN_STAY_MS, at, context.sea.distanceKm);
  const grounds = groundsOf(state, gap, first, usualKn, speeds.ownKn, heardIn, context, particulars);
  const ports = rankPorts(reaches.map(unranked), grounds, context);
  const told = toldOf(ports, grounds, at, context);
  if (typeof told === 'string') return { refused: told };
  const least = ports[told]!.points - DARK_CALL_SETTINGS.fitPoints.value;
  const here = ports.find(({ placeId, points }) => circles.includes(placeId) && points >= least);
  if (here) return { refused: `it was heard in the circle of ${here.placeName}: the port call tells it` };
  return { ports, told, grounds, speeds, measure: context.sea.measure };
}

/**
 * Which of the ranked ports to tell: the first that a rule names, if it fits well and the ship need not have sailed faster
 * than it lately does. Or why none is.
 */
export function toldOf(
  ports: readonly ReachablePort[],
  grounds: Readonly<RankGrounds>,
  at: number,
  { rulePorts }: Pick<RankContext, 'rulePorts'>,
): number | string {
  const { gap, ownKn } = grounds;
  const endAt = gap.next?.at ?? at;
  const own = ports.filter((port) => endAt - gap.fromAt - sailingMs(port, ownKn) >= MIN_STAY_MS);
  const [best] = own;
  if (best === undefined) {
    const knots = Number(ownKn.toFixed(1));
    return `${hours(endAt - gap.fromAt)} leave no port ${hours(MIN_STAY_MS)} to stay at ${knots} kn`;
  }
  const least = best.points - DARK_CALL_SETTINGS.fitPoints.value;
  const told = own.find((port) => rulePorts.has(port.placeId) && port.points >= least);
  if (told === undefined) return `${best.placeName}, which no rule names, fits best`;
  // That a rule names a port says nothing of this ship, and while the gap lasts no lost time speaks for a call anywhere.
  if (gap.next === null && ports.length > 1 && !told.terms.some(isSign))
    return `nothing speaks for ${told.placeName} but that a rule names it`;
  return ports.indexOf(told);
}

function isSign({ of, points }: RankTerm): boolean {
  return points > (of === 'rule' ? NAMED_POINTS : 0);
}

/** Everything is in reach over so long a silence, and a ranking would tell nothing. */
export function anywhere(gap: Readonly<GapEnds>, at: number, boundKn: number): string {
  const lastsMs = at - gap.fromAt;
  const nm = anywhereNm(lastsMs, gap.next === null, boundKn);
  const days = Math.floor(lastsMs / DAY_MS);
  return `in ${days} days of silence it can have been anywhere within ${nm} nm, so no port is named`;
}

function isDoubted({ doubts }: Readonly<BeforeGap>, { fromAt, next }: Readonly<GapEnds>): boolean {
  return doubts.some((doubt) => touches(doubt, fromAt) || (next !== null && touches(doubt, next.at)));
}

/** Is the track in doubt at an instant, or was so shortly before or after? What a false track shows next is no truth yet. */
export function touches({ fromAt, toAt }: Pick<BeforeGap['doubts'][number], 'fromAt' | 'toAt'>, at: number): boolean {
  return at >= fromAt - DOUBT_MS && at <= (toAt ?? Infinity) + DOUBT_MS;
}

/** The median of its own speeds; else what it made at the ends of the gap, and no less than the slowest ship is taken for. */
function usualSpeedKn(state: Readonly<BeforeGap>, gap: Readonly<GapEnds>, first: FirstAfter): number {
  const median = speedAtShareKn(state.speeds, gap.fromAt, 0.5);
  return median ?? Math.max(LEAST_LIMIT_KN, finite(state.speedKn), finite(first?.speedKn));
}

function finite(value: number | null | undefined): number {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : 0;
}

export function speedsOf(state: Readonly<BeforeGap>, particulars: Readonly<Particulars>): Speeds {
  const capKn = speedCapKn(particulars.hullType, particulars.shipType);
  const fastKn = speedAtShareKn(state.speeds, state.lastAt, 0.95);
  const boundKn = speedBoundKn(capKn, state.speeds.fastestKn);
  return { boundKn, ownKn: speedLimitKn(boundKn, fastKn) };
}

function groundsOf(
  state: Readonly<BeforeGap>,
  gap: Readonly<GapEnds>,
  first: FirstAfter,
  usualKn: number,
  ownKn: number,
  [inBefore, inAfter]: readonly (string | null | undefined)[],
  context: DetectorContext,
  particulars: Readonly<Particulars>,
): RankGrounds {
  const { restKn } = DARK_CALL_SETTINGS;
  const telling = (lon: number, lat: number, deg: number | null | undefined, kn: number, leaves: boolean) =>
    deg === null ||
    deg === undefined ||
    !Number.isFinite(deg) ||
    kn < restKn.value ||
    isFairway(context.places, lon, lat, deg, leaves)
      ? null
      : deg;
  const { next } = gap;
  const text = particulars.destination.trim();
  const declared = text === '' ? [] : readDestination(text, context.places).ports;
  return {
    gap,
    outDeg: telling(gap.fromLon, gap.fromLat, state.courseDeg, state.speedKn ?? Infinity, true),
    inDeg: next === null ? null : telling(next.lon, next.lat, first?.courseDeg, first?.speedKn ?? Infinity, false),
    portBefore: inBefore ?? state.lastPort,
    portAfter: inAfter ?? null,
    usualKn,
    ownKn,
    stops: { ...state.calls },
    seen: { ...state.sightings },
    shuttle: [...new Set(state.cadences.flatMap(({ placeIds }) => placeIds))].sort(),
    declared: text,
    declaredIds: declared.map(({ id }) => id),
    draught: null,
    shipClass: shipClassOf(particulars.hullType, particulars.shipType),
  };
}

function unranked({ port, ...sums }: PortReach): ReachablePort {
  return { placeId: port.id, placeName: port.name, ...sums, terms: [], points: 0 };
}

function hours(ms: number): string {
  return `${(ms / HOUR_MS).toFixed(1)} h`;
}
