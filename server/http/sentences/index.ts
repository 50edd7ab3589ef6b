// One plain sentence for each event: what was observed, sighted or inferred, where and when. It states, it never
// accuses; what was not seen is said to be not seen.

import type { VesselEvent } from '../../domain/kinds/event.ts';
import { interference, positionDoubt } from './doubt.ts';
import { darkCall, gap } from './gap.ts';
import { identityChange } from './identity.ts';
import { encounter, loitering } from './meeting.ts';
import { portCall, zone } from './place.ts';
import { approach, cadence, destinationClaim, draughtChange } from './voyage.ts';

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
    case 'loitering':
      return loitering(event, name);
    case 'position-doubt':
      return positionDoubt(event, name);
    case 'interference':
      return interference(event);
    case 'identity-change':
      return identityChange(event, name);
    case 'draught-change':
      return draughtChange(event, name);
    case 'destination-claim':
      return destinationClaim(event, name);
    case 'approach':
      return approach(event, name);
    case 'cadence':
      return cadence(event, name);
  }
}
