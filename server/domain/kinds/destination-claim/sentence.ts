// A destination claim in one sentence: what the ship declares, how the text is read, and the outcome.

import { utcMinute } from '../../time.ts';
import type { DestinationClaim } from './facts.ts';

const OUTCOMES: Record<DestinationClaim['facts']['outcome'], string> = {
  open: '',
  kept: ' It called there.',
  'called elsewhere': ' Its next call was at',
  'sighted elsewhere': ' It was next sighted at',
  replaced: ' It declared another destination before it called anywhere.',
};

export function destinationClaimSentence({ beganAt, facts }: DestinationClaim, name: string): string {
  const declares = facts.outcome === 'open' ? 'declares' : 'declared';
  const named = facts.none
    ? ', which names no destination'
    : facts.placeName === null
      ? ', which names no port that is known here'
      : `, read as ${facts.placeName} by its ${facts.by}${also(facts.alsoPlaceIds.length)}`;
  const elsewhere = facts.outcome.endsWith('elsewhere') ? ` ${facts.outcomePlaceName ?? 'another place'}.` : '';
  return `${name} ${declares} "${facts.text}" from ${utcMinute(beganAt)} on${named}.${OUTCOMES[facts.outcome]}${elsewhere}`;
}

function also(others: number): string {
  if (others === 0) return '';
  return ` (${others} other port${others === 1 ? '' : 's'} may be meant)`;
}
