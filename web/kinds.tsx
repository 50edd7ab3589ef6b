// What the page needs of each kind of event: its word, what one event is called in a list, under which heading of the
// dossier it stands, and the panel that shows its facts. The order is that of the filter in the table of events.

import type { ComponentType } from 'react';
import type { EventKind, EventOfKind } from '../server/http/wire/kinds/index.ts';
import { DoubtFacts, InterferenceFacts } from './facts/DoubtFacts.tsx';
import { EncounterFacts, LoiteringFacts } from './facts/EncounterFacts.tsx';
import { GapFacts } from './facts/GapFacts.tsx';
import { CHANGE_WORDS, IdentityChangeFacts } from './facts/IdentityChangeFacts.tsx';
import { PortCallFacts } from './facts/PortCallFacts.tsx';
import { DarkCallFacts } from './facts/ReachTable.tsx';
import { StopFacts } from './facts/StopFacts.tsx';
import { ApproachFacts, CadenceFacts, ClaimFacts, DraughtFacts, PHASE_WORDS } from './facts/VoyageFacts.tsx';
import { DOUBT_WORDS, GRADE_WORDS } from './words/words.ts';

/** The headings of the dossier, in the order in which they weigh. */
export const GROUPS = [
  'Positions in doubt',
  'Port calls',
  'Possible calls while silent',
  'Stops away from places',
  'Gaps',
  'Meetings and loitering',
  'Identity changes',
  'Where it heads',
  'Draught',
  'Zones',
] as const;

interface Kind<K extends EventKind> {
  word: string;
  /** A few words. */
  title(event: EventOfKind<K>): string;
  group: (typeof GROUPS)[number];
  Facts: ComponentType<{ event: EventOfKind<K> }>;
}

const KINDS: { [K in EventKind]: Kind<K> } = {
  'port-call': {
    word: 'Port call',
    title: ({ facts }) => facts.placeName,
    group: 'Port calls',
    Facts: PortCallFacts,
  },
  zone: {
    word: 'Zone visit',
    title: ({ facts }) => facts.zoneName,
    group: 'Zones',
    Facts: () => null,
  },
  gap: {
    word: 'AIS gap',
    title: ({ facts }) => GRADE_WORDS[facts.grade],
    group: 'Gaps',
    Facts: GapFacts,
  },
  'possible-dark-call': {
    word: 'Possible dark call',
    title: ({ facts }) => facts.placeName,
    group: 'Possible calls while silent',
    Facts: DarkCallFacts,
  },
  stop: {
    word: 'Stop',
    title: ({ facts }) =>
      facts.distanceKm === null
        ? 'Away from all places'
        : `${Math.round(facts.distanceKm)} km from ${facts.nearestPlaceName}`,
    group: 'Stops away from places',
    Facts: StopFacts,
  },
  encounter: {
    word: 'Encounter',
    title: ({ facts }) => `With ${facts.partnerName}`,
    group: 'Meetings and loitering',
    Facts: EncounterFacts,
  },
  loitering: {
    word: 'Loitering',
    title: ({ facts }) => `Slow for ${Math.round(facts.hours)} h`,
    group: 'Meetings and loitering',
    Facts: LoiteringFacts,
  },
  'position-doubt': {
    word: 'Position doubt',
    title: ({ facts }) => capital(DOUBT_WORDS[facts.sign]),
    group: 'Positions in doubt',
    Facts: DoubtFacts,
  },
  interference: {
    word: 'Interference',
    title: ({ facts }) => `${facts.mmsis.length} ships jumped at once`,
    group: 'Zones',
    Facts: InterferenceFacts,
  },
  'identity-change': {
    word: 'Identity change',
    title: ({ facts }) => CHANGE_WORDS[facts.change],
    group: 'Identity changes',
    Facts: IdentityChangeFacts,
  },
  'draught-change': {
    word: 'Draught change',
    title: ({ facts }) => `Draught ${facts.fromM.toFixed(1)} to ${facts.toM.toFixed(1)} m`,
    group: 'Draught',
    Facts: DraughtFacts,
  },
  'destination-claim': {
    word: 'Destination claim',
    title: ({ facts }) => `Declares “${facts.text}”`,
    group: 'Where it heads',
    Facts: ClaimFacts,
  },
  approach: {
    word: 'Approach',
    title: ({ facts }) => `Towards ${facts.placeName}`,
    group: 'Where it heads',
    Facts: ApproachFacts,
  },
  cadence: {
    word: 'Shuttle rhythm',
    title: ({ facts }) => PHASE_WORDS[facts.phase],
    group: 'Where it heads',
    Facts: CadenceFacts,
  },
};

export const EVENT_KINDS = Object.keys(KINDS) as readonly EventKind[];

export function wordOf(kind: EventKind): string {
  return KINDS[kind].word;
}

export function groupOf(kind: EventKind): (typeof GROUPS)[number] {
  return KINDS[kind].group;
}

/** What an event is called in a list, in a few words. */
export function eventTitle<K extends EventKind>(event: EventOfKind<K>): string {
  return kindOf(event).title(event);
}

/** What supports an event, in words. */
export function EventFacts<K extends EventKind>({ event }: { event: EventOfKind<K> }) {
  const { Facts } = kindOf(event);
  return <Facts event={event} />;
}

function kindOf<K extends EventKind>(event: EventOfKind<K>): Kind<K> {
  return KINDS[event.kind];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
