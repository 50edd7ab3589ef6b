// Gaps and the calls that they leave room for, one sentence each.

import type { DarkCall, Gap } from '../../domain/kinds/event.ts';
import { lasting, utcMinute } from './when.ts';

const GRADES = {
  unknown: 'cause unknown',
  'probably-coverage': 'probably out of reception',
  'probably-off': 'probably switched off',
  'off-near-place': 'probably switched off near a place of interest',
} as const;

export function gap(event: Gap, name: string): string {
  const { facts } = event;
  const until =
    facts.next === null
      ? `since ${utcMinute(facts.lastAt)}`
      : `from ${utcMinute(facts.lastAt)} to ${utcMinute(facts.next.at)}`;
  const moved = facts.distanceKm === null ? '' : `, ${facts.distanceKm.toFixed(0)} km apart`;
  return `${name} ${facts.next === null ? 'has not been' : 'was not'} heard ${until}${facts.next === null ? '' : ` (${lasting(facts.lastAt, facts.next.at)}${moved})`}; ${GRADES[facts.grade]}.`;
}

export function darkCall(event: DarkCall, name: string): string {
  const { facts } = event;
  const others = facts.alternatives.length;
  const also =
    others === 0 ? 'no other port was in reach' : `${others} other port${others === 1 ? '' : 's'} could be reached too`;
  const sightings = facts.sightingIds.length;
  const seen =
    sightings === 0 ? '' : `; ${sightings === 1 ? 'a sighting puts' : `${sightings} sightings put`} it there`;
  return `${name} can have reached ${facts.placeName} while silent, from ${utcMinute(facts.reach.earliestArrivalAt)} on at ${Number(facts.speedLimitKn.toFixed(1))} kn at most: a ${facts.word} call, inferred; ${also}${seen}.`;
}
