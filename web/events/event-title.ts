// What an event is called in a list, in a few words. Pure.

import type { VesselEvent } from '../../server/http/wire/event.ts';
import { CHANGE_WORDS, DOUBT_WORDS, GRADE_WORDS, PHASE_WORDS } from '../words/words.ts';

export function eventTitle(event: VesselEvent): string {
  switch (event.kind) {
    case 'port-call':
    case 'possible-dark-call':
      return event.facts.placeName;
    case 'zone':
      return event.facts.zoneName;
    case 'encounter':
      return `With ${event.facts.partnerName}`;
    case 'identity-change':
      return CHANGE_WORDS[event.facts.change];
    case 'draught-change':
      return `Draught ${event.facts.fromM.toFixed(1)} → ${event.facts.toM.toFixed(1)} m`;
    case 'destination-claim':
      return `Declares “${event.facts.text}”`;
    case 'approach':
      return `Towards ${event.facts.placeName}`;
    case 'cadence':
      return PHASE_WORDS[event.facts.phase];
    case 'position-doubt':
      return capital(DOUBT_WORDS[event.facts.sign]);
    case 'loitering':
      return `Slow for ${Math.round(event.facts.hours)} h`;
    case 'interference':
      return `${event.facts.mmsis.length} ships jumped at once`;
    case 'gap':
      return GRADE_WORDS[event.facts.grade];
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
