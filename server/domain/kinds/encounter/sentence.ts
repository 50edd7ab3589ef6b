// An encounter in one sentence.

import { utcMinute } from '../../time.ts';
import type { Encounter } from './facts.ts';

export function encounterSentence(event: Encounter, name: string): string {
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
