// The facts of a voyage beside the ship's positions: the declared destination and its outcome, the draught, the port that
// the ship approaches, and its rhythm.

import type { EventOfKind } from '../../server/http/wire/kinds/index.ts';
import { Facts, Grounds } from '../parts/Parts.tsx';
import { horizonOf } from '../state/state.ts';
import { useSlice } from '../state/store.ts';
import { countText, dateText, durationText, shortTimeText } from '../words/format.ts';

const CLAIM_WORDS: Record<EventOfKind<'destination-claim'>['facts']['outcome'], string> = {
  open: 'outcome open',
  kept: 'kept',
  'called elsewhere': 'called elsewhere',
  'sighted elsewhere': 'sighted elsewhere',
  replaced: 'replaced before any call',
};

const APPROACH_WORDS: Record<EventOfKind<'approach'>['facts']['outcome'], string> = {
  open: 'under way',
  arrived: 'arrived',
  'turned away': 'turned away',
  'fell silent': 'fell silent on the way',
  'stopped short': 'stopped short',
};

export const PHASE_WORDS: Record<EventOfKind<'cadence'>['facts']['phase'], string> = {
  started: 'Shuttle started',
  paused: 'Shuttle paused',
  restarted: 'Shuttle started again',
};

export function DraughtFacts({ event }: { event: EventOfKind<'draught-change'> }) {
  const { fromM, toM, heldUntilAt, when, placeName, grounds } = event.facts;
  const change = toM - fromM;
  return (
    <>
      <Facts
        rows={[
          [
            'Draught',
            `${fromM.toFixed(1)} to ${toM.toFixed(1)} m (${change > 0 ? 'deeper' : 'shallower'} by ${Math.abs(change).toFixed(1)} m)`,
          ],
          ['Where', placeName === null ? when : `${when}, ${placeName}`],
          ['Held until', shortTimeText(heldUntilAt)],
        ]}
      />
      <Grounds rows={grounds} />
    </>
  );
}

export function ClaimFacts({ event }: { event: EventOfKind<'destination-claim'> }) {
  const { text, placeName, by, none, outcome, outcomePlaceName } = event.facts;
  const read = none
    ? 'as no destination'
    : placeName === null
      ? 'as no port that is known here'
      : `as ${placeName}, by its ${by ?? 'text'}`;
  return (
    <Facts
      rows={[
        ['As sent', <code key="text">{text}</code>],
        ['Read', read],
        ['Outcome', outcomePlaceName === null ? CLAIM_WORDS[outcome] : `${CLAIM_WORDS[outcome]}: ${outcomePlaceName}`],
      ]}
    />
  );
}

export function ApproachFacts({ event }: { event: EventOfKind<'approach'> }) {
  const { distanceKm, courseDeg, speedKn, expectedAt, earliestArrivalAt, outcome } = event.facts;
  const at = Math.min(useSlice(horizonOf), Date.now());
  const left = earliestArrivalAt - at;
  return (
    <Facts
      rows={[
        [
          'Distance',
          `${Math.round(distanceKm)} km at least, course ${Math.round(courseDeg)}°, ${speedKn.toFixed(1)} kn`,
        ],
        [
          'Earliest arrival',
          `${shortTimeText(earliestArrivalAt)}${outcome === 'open' && left > 0 ? `, in ${durationText(left)}` : ''}`,
        ],
        ['At its speed', shortTimeText(expectedAt)],
        ['Outcome', APPROACH_WORDS[outcome]],
      ]}
    />
  );
}

export function CadenceFacts({ event }: { event: EventOfKind<'cadence'> }) {
  const { placeNames, legs, usualDays, pausedSinceAt, callIds } = event.facts;
  return (
    <Facts
      rows={[
        ['Between', placeNames.join(' and ')],
        ['Rhythm', `${countText(legs)} legs, one round in ${usualDays.toFixed(1)} days`],
        pausedSinceAt === null ? null : ['Not seen since', dateText(pausedSinceAt)],
        ['Rests on', `${countText(callIds.length)} calls`],
      ]}
    />
  );
}
