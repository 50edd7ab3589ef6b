// A port call in one sentence; what was not seen of an end is said to be not seen.

import { lasting, utcMinute } from '../../time.ts';
import { ends } from './ends.ts';
import type { CallGap, PortCall } from './facts.ts';

const SIGHTED = {
  confirmed: 'was sighted',
  probable: 'was probably sighted',
  possible: 'was possibly sighted',
} as const;

/** Names of berths in one sentence. */
const MOST_BERTHS = 3;

export function portCallSentence(call: PortCall, name: string): string {
  const { facts } = call;
  const off = facts.distanceKm < 0.05 ? '' : ` (${facts.distanceKm.toFixed(1)} km from the port point)`;
  const dates =
    call.endedAt === null
      ? `since ${utcMinute(call.beganAt)}`
      : `from ${utcMinute(call.beganAt)} to ${utcMinute(call.endedAt)}`;
  const isOpen = call.endedAt === null;
  const isOff = facts.stops.length > 0 && facts.stops.every(({ roads }) => roads);
  const verb =
    call.basis === 'sighted'
      ? `${SIGHTED[facts.grade ?? 'confirmed']} at`
      : facts.waiting
        ? `${call.basis === 'inferred' ? 'may have waited' : isOpen ? 'has waited' : 'waited'} ${isOff ? 'in the roads of' : 'at'}`
        : call.basis === 'inferred'
          ? isOpen
            ? 'may have been lying at'
            : 'may have lain at'
          : facts.confidence === 1
            ? // Whether it only passes is known when it has left.
              isOpen
              ? 'has been in the waters of'
              : 'passed through'
            : isOff
              ? `${isOpen ? 'has lain' : 'lay'} in the roads of`
              : isOpen
                ? 'has stopped at'
                : 'stopped at';
  const gaps = facts.gaps.length === 0 ? '' : `; not heard ${facts.gaps.map(gap).join(' and ')}`;
  // A sighting says that it was there, not when it came and went: missing ends are no news then.
  const known = call.basis === 'sighted' && facts.entry === null && facts.exit === null;
  const how = known ? '' : `; ${ends(call.endedAt !== null, facts.entry, facts.exit)}`;
  const against = facts.contradictedBy === undefined ? '' : '; AIS positions of that time put it elsewhere';
  return `${name} ${verb} ${facts.placeName}${berths(call)}${off} ${dates}${how}${gaps}${against}.`;
}

/** ", Busan New Port": the berths and anchorages that have a name of their own. */
function berths({ facts }: PortCall): string {
  const names = [...new Set(facts.stops.flatMap(({ berth }) => berth ?? []))];
  const rest = names.length - MOST_BERTHS;
  if (rest > 0) return `, ${names.slice(0, MOST_BERTHS).join(', then ')} and ${rest} more`;
  return names.length === 0 ? '' : `, ${names.join(', then ')}`;
}

function gap({ fromAt, toAt, sailedOn }: CallGap): string {
  if (toAt === null) return `since ${utcMinute(fromAt)}`;
  return `for ${lasting(fromAt, toAt)} from ${utcMinute(fromAt)}${sailedOn ? ', which sailing on explains' : ''}`;
}
