// A possible dark call in one sentence. It says that the port could be reached, never that the ship called there.

import { utcMinute } from '../../time.ts';
import type { DarkCall } from './facts.ts';

export function darkCallSentence(event: DarkCall, name: string): string {
  const { facts } = event;
  const others = facts.alternatives.length;
  const also =
    others === 0
      ? 'no other port was in reach'
      : others === 1
        ? '1 other port was in reach too'
        : `${others} other ports were in reach too`;
  const { earliestArrivalAt, latestDepartureAt } = facts.reach;
  const when =
    latestDepartureAt === null
      ? `from ${utcMinute(earliestArrivalAt)} on`
      : `between ${utcMinute(earliestArrivalAt)} and ${utcMinute(latestDepartureAt)}`;
  const sightings = facts.sightingIds.length;
  const seen =
    sightings === 0 ? '' : `; ${sightings === 1 ? 'a sighting puts' : `${sightings} sightings put`} it there`;
  return `${name} could have been at ${facts.placeName} while silent, ${when}, sailing at ${Number(facts.speedLimitKn.toFixed(1))} kn at most: a ${facts.word} call, inferred; ${also}${seen}.`;
}
