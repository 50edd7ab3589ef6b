// The events of a possible dark call: the arithmetic of one gap and the sightings within it are kept apart, and emitted
// together whenever the result is news. It keeps a bounded number of sightings, and never withdraws what it did not emit.

import { stableId } from '../../hash.ts';
import type { GapEnds } from '../../sea/reach.ts';
import type { Sighting } from '../../sighting.ts';
import type { DetectorContext } from '../detector.ts';
import { withSightings } from './dark-sighting.ts';
import type { DarkCall, ReachablePort } from './facts.ts';
import { toldOf } from './gap-verdict.ts';
import { type RankGrounds, rankPorts } from './ranking.ts';
import { DARK_CALL_SETTINGS } from './settings.ts';

/** Sightings remembered of one gap. */
const MOST_SEEN = 12;

/** The arithmetic of one gap, and the last revision emitted. */
export interface Told {
  /** By arithmetic alone, whatever was seen. */
  judged: DarkCall;
  gap: GapEnds;
  /** The circumstances that the ports were ranked by; later findings rank them anew. */
  grounds: RankGrounds;
  /** Revisions emitted so far, the content of the last one, and whether it is in force; 0, '' and false for none. */
  revision: number;
  content: string;
  stands: boolean;
}

export const UNTOLD = { revision: 0, content: '', stands: false };

/** Sightings are kept in order of time; beyond the bound the oldest goes. */
export function addSeen(seen: Sighting[], sighting: Readonly<Sighting>): Sighting[] {
  if (seen.some(({ id }) => id === sighting.id)) return seen;
  seen.push(sighting);
  seen.sort((a, b) => a.fromAt - b.fromAt || (a.id < b.id ? -1 : 1));
  if (seen.length > MOST_SEEN) seen.shift();
  return seen;
}

export function removeSeen(seen: Sighting[], id: string): boolean {
  const known = seen.findIndex((sighting) => sighting.id === id);
  if (known >= 0) seen.splice(known, 1);
  return known >= 0;
}

/** Emits the call with its sightings where that is news. A call that was never emitted is not withdrawn. */
export function tellWith(
  told: Told,
  seen: readonly Sighting[],
  knownAt: number,
  reason: string | null,
  context: DetectorContext,
): void {
  const next = withSightings(told.judged, told.gap, seen, context);
  const content = contentOf(next);
  if (content === told.content || (next.state === 'withdrawn' && !told.stands)) return;
  told.revision++;
  told.content = content;
  told.stands = next.state !== 'withdrawn';
  const why = told.revision === 1 ? null : (reason ?? next.reason);
  context.say({ ...next, revision: told.revision, knownAt, reason: told.stands ? why : (reason ?? next.reason) });
}

/** Ranks the ports of a closed gap anew by a later finding, and emits the result where it is news. */
export function rankAnew(
  told: Told,
  seen: readonly Sighting[],
  news: Partial<RankGrounds>,
  reason: string,
  knownAt: number,
  context: DetectorContext,
): void {
  told.grounds = { ...told.grounds, ...news };
  const { facts } = told.judged;
  const ports = rankPorts([facts.reach, ...facts.alternatives], told.grounds, context);
  const named = toldOf(ports, told.grounds, knownAt, context);
  if (typeof named === 'string') {
    told.judged = { ...told.judged, state: 'withdrawn', reason: `withdrawn: ${reason}, and ${named}` };
    tellWith(told, seen, knownAt, null, context);
    return;
  }
  const port = context.places.port(ports[named]!.placeId)!;
  const state = told.gap.next === null ? 'open' : 'closed';
  told.judged = {
    ...told.judged,
    state,
    lon: port.lon,
    lat: port.lat,
    facts: { ...facts, ...namedAmong(ports, named) },
  };
  tellWith(told, seen, knownAt, reason, context);
}

/** The part of the facts that names one of the ranked ports. */
export function namedAmong(
  ports: readonly ReachablePort[],
  named: number,
): Pick<DarkCall['facts'], 'placeId' | 'placeName' | 'word' | 'reach' | 'rank' | 'alternatives'> {
  const reach = ports[named]!;
  return {
    placeId: reach.placeId,
    placeName: reach.placeName,
    word: wordOf(reach, named),
    reach,
    rank: named + 1,
    alternatives: ports.filter((port) => port !== reach),
  };
}

/** "likely" needs signs of the ship itself, and that no other port fits better. */
function wordOf({ terms }: ReachablePort, named: number): 'possible' | 'likely' {
  const own = terms.reduce((sum, { of, points }) => sum + (of === 'ship' ? points : 0), 0);
  return named === 0 && own >= DARK_CALL_SETTINGS.likelyPoints.value ? 'likely' : 'possible';
}

function contentOf({ state, endedAt, facts }: DarkCall): string {
  return stableId(state === 'withdrawn' ? state : JSON.stringify([state, endedAt, facts]));
}
