// How a possible dark call is told: what the sums say of one gap and what was seen in it are kept apart, and said
// together whenever that is news. It keeps no more than a bound, and never takes back what it has not said.

import { stableId } from '../../hash.ts';
import type { GapEnds } from '../../sea/reach.ts';
import type { Sighting } from '../../sighting.ts';
import type { DetectorContext } from '../detector.ts';
import { withSightings } from './dark-sighting.ts';
import type { DarkCall } from './facts.ts';

/** Sightings remembered of one gap. */
const MOST_SEEN = 12;

/** What the sums say of one gap, and how it was said last. */
export interface Told {
  /** By the sums alone, whatever was seen. */
  judged: DarkCall;
  gap: GapEnds;
  /** Revisions said so far, the content of the last one, and whether it stands; 0, '' and false when none was said. */
  revision: number;
  content: string;
  stands: boolean;
}

export const UNTOLD = { revision: 0, content: '', stands: false };

/** Keeps the order of time; beyond the bound the oldest goes. */
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

/** Says the call as it stands with what was seen, where that is news. What was never said is not withdrawn. */
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

function contentOf({ state, endedAt, facts }: DarkCall): string {
  return stableId(state === 'withdrawn' ? state : JSON.stringify([state, endedAt, facts]));
}
