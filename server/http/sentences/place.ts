// Port calls and stays in zones, one sentence each; what was not seen of an end is said to be not seen.

import type { PortCall, ZoneVisit } from '../../domain/kinds/event.ts';
import type { Window } from '../../domain/kinds/facts/place.ts';
import { lasting, utcMinute } from './when.ts';

const SIGHTED = {
  confirmed: 'was sighted',
  probable: 'was probably sighted',
  possible: 'was possibly sighted',
} as const;

export function portCall(call: PortCall, name: string): string {
  const { facts } = call;
  const off = facts.distanceKm < 0.05 ? '' : ` (${facts.distanceKm.toFixed(1)} km from the port point)`;
  const dates =
    call.endedAt === null
      ? `since ${utcMinute(call.beganAt)}`
      : `from ${utcMinute(call.beganAt)} to ${utcMinute(call.endedAt)}`;
  const verb =
    call.basis === 'sighted'
      ? `${SIGHTED[facts.grade ?? 'confirmed']} at`
      : facts.waiting
        ? 'waits at'
        : facts.confidence === 1
          ? 'passed through'
          : call.endedAt === null
            ? 'has stopped at'
            : 'stopped at';
  const gaps = facts.gaps.length === 0 ? '' : `; silent inside ${facts.gaps.map(gap).join(' and ')}`;
  // A sighting says that it was there, not when it came and went: missing ends are no news then.
  const known = call.basis === 'sighted' && facts.entry === null && facts.exit === null;
  const how = known ? '' : `; ${ends(call.endedAt !== null, facts.entry, facts.exit)}`;
  const against = facts.contradictedBy === undefined ? '' : '; AIS positions of that time put it elsewhere';
  return `${name} ${verb} ${facts.placeName}${off} ${dates}${how}${gaps}${against}.`;
}

function gap({ fromAt, toAt }: { fromAt: number; toAt: number | null }): string {
  return toAt === null ? `since ${utcMinute(fromAt)}` : `for ${lasting(fromAt, toAt)}`;
}

export function zone(visit: ZoneVisit, name: string): string {
  const { facts } = visit;
  return visit.endedAt === null
    ? `${name} is in ${facts.zoneName} since ${utcMinute(visit.beganAt)}; ${ends(false, facts.entry, facts.exit)}.`
    : `${name} was in ${facts.zoneName} from ${utcMinute(visit.beganAt)} to ${utcMinute(visit.endedAt)}; ${ends(true, facts.entry, facts.exit)}.`;
}

/** How well the two ends are known. */
function ends(over: boolean, entry: Window | null, exit: Window | null): string {
  if (over && isInstant(entry) && isInstant(exit)) return 'entry and exit observed';
  const arrival =
    entry === null
      ? 'entry not seen'
      : isInstant(entry)
        ? 'entry observed'
        : `entered unseen between ${utcMinute(entry.fromAt)} and ${utcMinute(entry.toAt)}`;
  if (!over && exit === null) return arrival;
  const departure =
    exit === null
      ? 'exit not seen'
      : isInstant(exit)
        ? 'exit observed'
        : `left unseen between ${utcMinute(exit.fromAt)} and ${utcMinute(exit.toAt)}`;
  return `${arrival}, ${departure}`;
}

function isInstant(window: Window | null): boolean {
  return window !== null && window.fromAt === window.toAt;
}
