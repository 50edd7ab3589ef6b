// Ships that lie together, and one that lies about alone, one sentence each.

import type { Encounter, Loitering } from '../../domain/kinds/event.ts';
import { utcMinute } from './when.ts';

export function encounter(event: Encounter, name: string): string {
  const { facts } = event;
  const { alone, others } = facts;
  const names = others.map((other) => other.name).join(' and ');
  const beside = names === '' ? '' : `, with ${names} beside them`;
  const silent = alone && (alone.silentId === facts.partnerId ? facts.partnerName : name);
  const stayed = silent === facts.partnerName ? name : facts.partnerName;
  const then = alone
    ? `; ${silent} was not heard after ${utcMinute(alone.fromAt)}, ${stayed} lay there until ${utcMinute(alone.untilAt)}`
    : '';
  return `${name} and ${facts.partnerName} were within ${Math.round(facts.closestM)} m of each other for ${Math.round(facts.minutes)} minutes from ${utcMinute(event.beganAt)}${beside}, ${facts.offPlaceKm.toFixed(0)} km from the nearest port or anchorage${then}.`;
}

export function loitering({ beganAt, endedAt, facts }: Loitering, name: string): string {
  const hours = Math.round(facts.hours);
  const until = endedAt === null ? 'so far' : `until ${utcMinute(endedAt)}`;
  const shore = facts.offShoreKm === null ? '' : `, at least ${facts.offShoreKm.toFixed(0)} km off the land`;
  const met = facts.encounterIds.length === 0 ? '' : '; it met another ship meanwhile';
  return `${name} moved slower than ${Math.max(0.1, facts.medianSpeedKn).toFixed(1)} kn half of ${hours} h from ${utcMinute(beganAt)} ${until}${shore}, ${facts.offPlaceKm.toFixed(0)} km from the nearest port or anchorage${met}.`;
}
