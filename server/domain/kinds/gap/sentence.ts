// A gap in one sentence: how long nothing was heard, and the likely cause.

import { lasting, utcMinute } from '../../time.ts';
import type { Gap } from './facts.ts';

const GRADES = {
  unknown: 'cause unknown',
  'probably-coverage': 'probably out of reception',
  'probably-off': 'probably switched off',
  'off-near-place': 'probably switched off near a place of interest',
} as const;

export function gapSentence(event: Gap, name: string): string {
  const { facts } = event;
  const until =
    facts.next === null
      ? `since ${utcMinute(facts.lastAt)}`
      : `from ${utcMinute(facts.lastAt)} to ${utcMinute(facts.next.at)}`;
  const moved = facts.distanceKm === null ? '' : `, ${facts.distanceKm.toFixed(0)} km apart`;
  const anywhere =
    facts.anywhereNm === undefined
      ? ''
      : facts.next === null
        ? `; by ${utcMinute(event.knownAt)} it could be anywhere within ${facts.anywhereNm} nm`
        : `; meanwhile it could be anywhere within ${facts.anywhereNm} nm`;
  return `${name} ${facts.next === null ? 'has not been' : 'was not'} heard ${until}${facts.next === null ? '' : ` (${lasting(facts.lastAt, facts.next.at)}${moved})`}; ${GRADES[facts.grade]}${anywhere}.`;
}
