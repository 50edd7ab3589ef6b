// Which of the ports in reach fits a gap best? In come the arithmetic of each port and what was known of the ship around the
// gap; out go the same ports, best first, each with the terms for and against it and the points of each term. A term must
// tell ports apart: one that holds for all of them ranks nothing. Nothing is emitted here.

import { distanceKm, KM_PER_NM } from '../../geo.ts';
import type { Port } from '../../places/place.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import type { PlacePair } from '../../places/place-pairs.ts';
import { type GapEnds, leadsTo } from '../../sea/reach.ts';
import type { ShipClass } from '../../ship-class.ts';
import { HOUR_MS } from '../../time.ts';
import type { RankTerm, ReachablePort } from './facts.ts';
import { DARK_CALL_SETTINGS, MIN_STAY_MS } from './settings.ts';

/** What was known of the ship around a gap; plain data, kept with the gap so that its ports can be ranked anew. */
export interface RankGrounds {
  gap: GapEnds;
  /** Course over ground at the last fix before the gap and the first after it; null where it tells nothing. */
  outDeg: number | null;
  inDeg: number | null;
  /** Where it called before the gap and after it, as far as that is known. */
  portBefore: string | null;
  portAfter: string | null;
  /** At which speed it usually sails, and the fastest that it has lately kept to, knots. */
  usualKn: number;
  ownKn: number;
  /** Stops before the gap that were heard or seen, counted by port. */
  stops: Record<string, number>;
  seen: Record<string, number>;
  /** Ports at the two ends of a cadence that it keeps. */
  shuttle: string[];
  declared: string;
  declaredIds: string[];
  draught: { beforeM: number; afterM: number } | null;
  shipClass: ShipClass;
}

/** The part of a detector's context that ranking asks. */
export interface RankContext {
  places: PlaceIndex;
  rulePorts: ReadonlySet<string>;
  pairs: readonly PlacePair[];
}

/** The points of each term; ours, set so that no two weak signs outweigh a strong one, and measured on dark legs with known ends
 * (`npm run bench -- truth`). */
const POINTS = {
  shuttle: 3,
  seen: 2,
  declared: 2,
  stopped: 2,
  pairOneWay: 2,
  pairBothWays: 3,
  courseNear: 2,
  courseWide: 1,
  courseAway: -2,
  cargoTime: 1,
  overSpeed: -2,
  draught: 1,
  rule: 1,
  suitsNot: -1,
  sameCall: -4,
} as const;

/** What a port gets for being named by a rule at all. */
export const NAMED_POINTS = POINTS.rule;

const NEAR_DEG = 30;
const AWAY_DEG = 120;

/** Best first. The shorter way settles a tie, then the id, so that every run ranks alike. */
export function rankPorts(
  ports: readonly ReachablePort[],
  grounds: Readonly<RankGrounds>,
  context: RankContext,
): ReachablePort[] {
  const told = ports.map((port) => termsOf(port, grounds, context));
  // A term that holds for every port is no reason to take one of them.
  const common = new Map<string, number>();
  for (const terms of told) for (const { text } of terms) common.set(text, (common.get(text) ?? 0) + 1);
  const ranks = ({ text }: RankTerm) => ports.length === 1 || common.get(text) !== ports.length;
  return ports
    .map((port, i) => {
      const terms = told[i]!.filter(ranks);
      return { ...port, terms, points: terms.reduce((sum, { points }) => sum + points, 0) };
    })
    .sort((a, b) => b.points - a.points || wayKm(a) - wayKm(b) || (a.placeId < b.placeId ? -1 : 1));
}

function wayKm({ distanceInKm, distanceOutKm }: ReachablePort): number {
  return distanceInKm + (distanceOutKm ?? 0);
}

function termsOf(reach: ReachablePort, grounds: Readonly<RankGrounds>, context: RankContext): RankTerm[] {
  const port = context.places.port(reach.placeId);
  if (port === undefined) return [];
  const courses = courseTerms(port, grounds);
  const history = historyTerms(port, grounds);
  const terms = [
    ...courses,
    ...history,
    ...budgetTerms(reach, grounds),
    ...ruleTerms(port, grounds, context),
    ...suitTerms(port, grounds),
  ];
  const same = sameCallTerm(port, grounds, courses, history);
  return same === null ? terms : [...terms, same];
}

/**
 * The call before the gap or after it explains why the ship was near its port. That it was bound for a port, by its course or
 * its own text, speaks for a call within the gap only where it did not call there afterwards.
 */
function sameCallTerm(
  port: Port,
  grounds: Readonly<RankGrounds>,
  courses: readonly RankTerm[],
  history: readonly RankTerm[],
): RankTerm | null {
  const isAfter = port.id === grounds.portAfter;
  if (!isAfter && port.id !== grounds.portBefore) return null;
  const isDeclared = grounds.declaredIds.includes(port.id);
  const bound = isAfter ? [] : courses;
  const own = history.filter(({ points }) => points >= POINTS.seen).length - (isAfter && isDeclared ? 1 : 0);
  if (own > 0 || bound.some(({ points }) => points >= POINTS.courseNear)) return null;
  const when = isAfter ? 'after' : 'before';
  return {
    text: `it called there ${when} the silence, and nothing else speaks for it`,
    points: POINTS.sameCall,
    of: 'port',
  };
}

function courseTerms(port: Port, { gap, outDeg, inDeg }: Readonly<RankGrounds>): RankTerm[] {
  const terms: RankTerm[] = [];
  const { fromLon, fromLat, next } = gap;
  const course = (lon: number, lat: number, deg: number, words: (toward: boolean) => string) => {
    if (leadsTo(lon, lat, deg, port, NEAR_DEG))
      terms.push({ text: words(true), points: POINTS.courseNear, of: 'ship' });
    else if (leadsTo(lon, lat, deg, port, DARK_CALL_SETTINGS.courseDeg.value))
      terms.push({ text: words(true), points: POINTS.courseWide, of: 'ship' });
    else if (!leadsTo(lon, lat, deg, port, AWAY_DEG))
      terms.push({ text: words(false), points: POINTS.courseAway, of: 'ship' });
  };
  if (outDeg !== null) {
    const last = `its last course of ${Math.round(outDeg)} degrees led`;
    course(fromLon, fromLat, outDeg, (toward) => (toward ? `${last} towards it` : `${last} away from it`));
  }
  if (inDeg !== null && next !== null) {
    const first = `its first course of ${Math.round(inDeg)} degrees after the silence`;
    const back = (inDeg + 180) % 360;
    course(next.lon, next.lat, back, (toward) => (toward ? `${first} came from it` : `${first} did not come from it`));
  }
  return terms;
}

function historyTerms(port: Port, grounds: Readonly<RankGrounds>): RankTerm[] {
  const terms: RankTerm[] = [];
  const here = port.id === grounds.portBefore || port.id === grounds.portAfter;
  // The call next to the gap is one of the stops and speaks for none within it.
  const stops = (grounds.stops[port.id] ?? 0) - (here ? 1 : 0);
  if (stops > 0)
    terms.push({
      text: `it has stopped there before (${times(stops)})`,
      points: here ? 1 : POINTS.stopped,
      of: 'ship',
    });
  const seen = grounds.seen[port.id] ?? 0;
  if (seen > 0)
    terms.push({ text: `it was sighted there at other times (${times(seen)})`, points: POINTS.seen, of: 'ship' });
  if (grounds.shuttle.includes(port.id) && !here) {
    terms.push({ text: 'it goes to and fro between there and another port', points: POINTS.shuttle, of: 'ship' });
  }
  if (grounds.declaredIds.includes(port.id)) {
    terms.push({ text: `it declares ${grounds.declared}`, points: POINTS.declared, of: 'ship' });
  }
  return terms;
}

/** How the gap's time would have been spent, at the speed that is usual for the ship. */
function budgetTerms(reach: ReachablePort, grounds: Readonly<RankGrounds>): RankTerm[] {
  const { gap, draught } = grounds;
  if (gap.next === null) return [];
  const { cargoFromHours } = DARK_CALL_SETTINGS;
  const lastsMs = gap.next.at - gap.fromAt;
  const stayMs = (kn: number) => lastsMs - sailingMs(reach, kn);
  if (stayMs(grounds.ownKn) < MIN_STAY_MS) {
    const own = `${Number(grounds.ownKn.toFixed(1))} kn`;
    return [
      {
        text: `it would have had to sail faster than the ${own} it has lately kept to`,
        points: POINTS.overSpeed,
        of: 'ship',
      },
    ];
  }
  const hours = stayMs(grounds.usualKn) / HOUR_MS;
  const spare = `${hours.toFixed(1)} h would be left there at its usual ${Number(grounds.usualKn.toFixed(1))} kn`;
  if (hours < cargoFromHours.value) return [{ text: `${spare}: little for cargo work`, points: 0, of: 'ship' }];
  const terms: RankTerm[] = [{ text: `${spare}: enough for cargo work`, points: POINTS.cargoTime, of: 'ship' }];
  if (draught) {
    const change = `its draught changed from ${draught.beforeM} to ${draught.afterM} m across the silence`;
    terms.push({ text: `${change}, and there was time for it`, points: POINTS.draught, of: 'ship' });
  }
  return terms;
}

export function sailingMs(reach: ReachablePort, kn: number): number {
  return (wayKm(reach) / KM_PER_NM / kn) * HOUR_MS;
}

function ruleTerms(port: Port, grounds: Readonly<RankGrounds>, context: RankContext): RankTerm[] {
  const { portBefore, portAfter } = grounds;
  const paired = (other: string | null) =>
    other !== null &&
    context.pairs.some(({ ends: [a, b] }) => (a.has(port.id) && b.has(other)) || (b.has(port.id) && a.has(other)));
  const [before, after] = [paired(portBefore), paired(portAfter)];
  if (before && after) {
    return [
      { text: 'rules pair it with the ports of the calls before and after', points: POINTS.pairBothWays, of: 'rule' },
    ];
  }
  const name = (id: string) => context.places.port(id)?.name ?? id;
  if (before)
    return [
      {
        text: `a rule pairs it with ${name(portBefore!)}, where it called before`,
        points: POINTS.pairOneWay,
        of: 'rule',
      },
    ];
  if (after)
    return [
      {
        text: `a rule pairs it with ${name(portAfter!)}, where it called after`,
        points: POINTS.pairOneWay,
        of: 'rule',
      },
    ];
  return context.rulePorts.has(port.id) ? [{ text: 'a rule names this port', points: POINTS.rule, of: 'rule' }] : [];
}

function suitTerms(port: Port, { shipClass }: Readonly<RankGrounds>): RankTerm[] {
  if (port.kind === 'terminal' && shipClass !== 'tanker' && shipClass !== 'unknown') {
    return [{ text: 'an oil terminal, and the ship is no tanker', points: POINTS.suitsNot, of: 'port' }];
  }
  if (port.kind === 'shipyard') return [{ text: 'a shipyard: no port of cargo', points: POINTS.suitsNot, of: 'port' }];
  return [];
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/**
 * Does a course tell where a ship goes, or only which way the fairway runs? Within some kilometres of a port that lies
 * behind a ship that leaves, or ahead of one that comes in, it tells the fairway.
 */
export function isFairway(places: PlaceIndex, lon: number, lat: number, courseDeg: number, leaves: boolean): boolean {
  const { fairwayKm, courseDeg: widest } = DARK_CALL_SETTINGS;
  const towards = leaves ? (courseDeg + 180) % 360 : courseDeg;
  return places.ports.some(
    (port) =>
      port.watch &&
      Math.abs(port.lat - lat) < 1 &&
      distanceKm(lon, lat, port.lon, port.lat) <= fairwayKm.value &&
      leadsTo(lon, lat, towards, port, widest.value),
  );
}
