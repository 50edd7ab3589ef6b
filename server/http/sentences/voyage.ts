// What a ship declares, how deep it lies, where it heads and its rhythm; one sentence each.

import type { Approach, Cadence, DestinationClaim, DraughtChange } from '../../domain/kinds/event.ts';
import { utcMinute } from './when.ts';

export function draughtChange({ beganAt, facts }: DraughtChange, name: string): string {
  const where =
    facts.when === 'at a call' && facts.placeName !== null
      ? `during its call at ${facts.placeName}`
      : facts.when === 'across a gap'
        ? 'across a gap'
        : 'with no call between';
  return `${name} declares a draught of ${facts.toM} m from ${utcMinute(beganAt)} on, ${facts.fromM} m until ${utcMinute(facts.heldUntilAt)}, ${where}.`;
}

const OUTCOMES: Record<DestinationClaim['facts']['outcome'], string> = {
  open: '',
  kept: ' It called there.',
  'called elsewhere': ' It called at',
  'sighted elsewhere': ' It was sighted at',
  replaced: ' It declared another destination before any call.',
};

export function destinationClaim({ beganAt, facts }: DestinationClaim, name: string): string {
  const named = facts.none
    ? ', which names no destination'
    : facts.placeName === null
      ? ', which names no port that is known here'
      : `, read as ${facts.placeName} by its ${facts.by}${also(facts.alsoPlaceIds.length)}`;
  const elsewhere = facts.outcome.endsWith('elsewhere') ? ` ${facts.outcomePlaceName ?? 'another place'} instead.` : '';
  return `${name} declares "${facts.text}" from ${utcMinute(beganAt)} on${named}.${OUTCOMES[facts.outcome]}${elsewhere}`;
}

function also(others: number): string {
  if (others === 0) return '';
  return ` (${others} other port${others === 1 ? '' : 's'} may be meant)`;
}

const ENDS: Record<Approach['facts']['outcome'], string> = {
  open: '',
  arrived: ' It arrived.',
  'turned away': ' It turned away.',
  'fell silent': ' It fell silent on the way.',
  'stopped short': ' It stopped short of it.',
};

export function approach({ beganAt, knownAt, facts }: Approach, name: string): string {
  const open = facts.outcome === 'open';
  const far = `${facts.distanceKm.toFixed(0)} km off, course ${facts.courseDeg.toFixed(0)}°, ${facts.speedKn.toFixed(1)} kn`;
  const when = open ? `at ${utcMinute(knownAt)}` : `from ${utcMinute(beganAt)} on`;
  const reach = `it ${open ? 'can' : 'could'} arrive at ${utcMinute(facts.earliestArrivalAt)} at the earliest`;
  return `${name} ${open ? 'heads' : 'was heading'} for ${facts.placeName} ${when} (${far}); ${reach}.${ENDS[facts.outcome]}`;
}

export function cadence({ beganAt, facts }: Cadence, name: string): string {
  const pair = facts.placeNames.join(' and ');
  const usual = `${facts.legs} legs, one round in ${facts.usualDays.toFixed(1)} days`;
  if (facts.phase === 'started') return `${name} shuttles between ${pair} since ${utcMinute(beganAt)} (${usual}).`;
  if (facts.phase === 'restarted')
    return `${name} shuttles between ${pair} again since ${utcMinute(beganAt)} (${usual}).`;
  const since = facts.pausedSinceAt === null ? '' : ` since ${utcMinute(facts.pausedSinceAt)}`;
  return `${name} has not been seen on its shuttle between ${pair}${since} (${usual} before).`;
}
