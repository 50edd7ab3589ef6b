// One plain sentence for each event: what was observed, sighted or inferred, where and when. It states, it never
// accuses; what was not seen is said to be not seen.

import type { DarkCall, Encounter, Gap, PortCall, VesselEvent, Window, ZoneVisit } from '../domain/event.ts';

/** "2023-09-12 06:00Z" */
export function utcMinute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

export function summarise(event: VesselEvent, vesselName: string): string {
  const sentence = sentenceOf(event, vesselName);
  if (event.state !== 'withdrawn') return sentence;
  return `Withdrawn${event.reason === null ? '' : ` (${event.reason})`}: ${sentence}`;
}

function sentenceOf(event: VesselEvent, name: string): string {
  switch (event.kind) {
    case 'port-call':
      return portCall(event, name);
    case 'zone':
      return zone(event, name);
    case 'gap':
      return gap(event, name);
    case 'possible-dark-call':
      return darkCall(event, name);
    case 'encounter':
      return encounter(event, name);
  }
}

function portCall(call: PortCall, name: string): string {
  const { facts } = call;
  const off = facts.distanceKm < 0.05 ? '' : ` (${facts.distanceKm.toFixed(1)} km from the port point)`;
  const dates =
    call.endedAt === null
      ? `since ${utcMinute(call.beganAt)}`
      : `from ${utcMinute(call.beganAt)} to ${utcMinute(call.endedAt)}`;
  const verb =
    call.basis === 'sighted'
      ? 'was sighted at'
      : facts.waiting
        ? 'waits at'
        : facts.confidence === 1
          ? 'passed through'
          : call.endedAt === null
            ? 'has stopped at'
            : 'stopped at';
  const silences = facts.gaps.length === 0 ? '' : `; silent inside ${facts.gaps.map(silence).join(' and ')}`;
  // A sighting says that it was there, not when it came and went: missing ends are no news then.
  const known = call.basis === 'sighted' && facts.entry === null && facts.exit === null;
  const how = known ? '' : `; ${ends(call.endedAt !== null, facts.entry, facts.exit)}`;
  return `${name} ${verb} ${facts.placeName}${off} ${dates}${how}${silences}.`;
}

function silence({ fromAt, toAt }: { fromAt: number; toAt: number | null }): string {
  return toAt === null ? `since ${utcMinute(fromAt)}` : `for ${lasting(fromAt, toAt)}`;
}

function zone(visit: ZoneVisit, name: string): string {
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

const GRADES = {
  unknown: 'cause unknown',
  'probably-coverage': 'probably out of reception',
  'probably-off': 'probably switched off',
  'off-near-place': 'probably switched off near a place of interest',
} as const;

function gap(event: Gap, name: string): string {
  const { facts } = event;
  const until =
    facts.next === null
      ? `since ${utcMinute(facts.lastAt)}`
      : `from ${utcMinute(facts.lastAt)} to ${utcMinute(facts.next.at)}`;
  const moved = facts.distanceKm === null ? '' : `, ${facts.distanceKm.toFixed(0)} km apart`;
  return `${name} ${facts.next === null ? 'has not been' : 'was not'} heard ${until}${facts.next === null ? '' : ` (${lasting(facts.lastAt, facts.next.at)}${moved})`}; ${GRADES[facts.grade]}.`;
}

function darkCall(event: DarkCall, name: string): string {
  const { facts } = event;
  const others = facts.alternatives.length;
  const also = others === 0 ? 'no other port' : `${others} other port${others === 1 ? '' : 's'}`;
  return `${name} can have reached ${facts.placeName} while silent, from ${utcMinute(facts.reach.earliestArrivalAt)} on at ${Number(facts.speedLimitKn.toFixed(1))} kn at most: a ${facts.word} call, inferred; ${also} could be reached too.`;
}

function encounter(event: Encounter, name: string): string {
  const { facts } = event;
  return `${name} and ${facts.partnerName} were within ${Math.round(facts.closestM)} m of each other for ${Math.round(facts.minutes)} minutes from ${utcMinute(event.beganAt)}, ${facts.offPlaceKm.toFixed(0)} km from the nearest port or anchorage.`;
}

/** "5 h", "3 d 4 h" */
function lasting(fromAt: number, toAt: number): string {
  const hours = Math.round((toAt - fromAt) / 3_600_000);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
