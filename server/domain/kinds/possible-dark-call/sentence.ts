// A possible dark call in one sentence. It says that the port could be reached, never that the ship called there.

import { utcMinute } from '../../time.ts';
import type { DarkCall } from './facts.ts';

export function darkCallSentence(event: DarkCall, name: string): string {
  const { facts } = event;
  const others = facts.alternatives.length;
  const also =
    others === 0 ? 'no other port was in reach' : `${others} other port${others === 1 ? '' : 's'} could be reached too`;
  const sightings = facts.sightingIds.length;
  const seen =
    sightings === 0 ? '' : `; ${sightings === 1 ? 'a sighting puts' : `${sightings} sightings put`} it there`;
  return `${name} can have reached ${facts.placeName} while silent, from ${utcMinute(facts.reach.earliestArrivalAt)} on at ${Number(facts.speedLimitKn.toFixed(1))} kn at most: a ${facts.word} call, inferred; ${also}${seen}.`;
}
