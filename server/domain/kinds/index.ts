// The registry of kinds: for each kind its detectors and its sentence. The order of the lines is the order in which
// detectors see a fix: first detectors that every ship passes, then those for watched ships alone; detectors of the whole
// fleet come after those of one vessel. The order is part of what the engine says, so a new kind goes to the end, or behind
// the last of those that every ship passes. A snapshot keeps states by name, so that the table may change.

import { approach } from './approach/approach.ts';
import { approachSentence } from './approach/sentence.ts';
import { cadence } from './cadence/cadence.ts';
import { cadenceSentence } from './cadence/sentence.ts';
import { destinationClaim } from './destination-claim/destination-claim.ts';
import { destinationClaimSentence } from './destination-claim/sentence.ts';
import type { Detector, DetectorKinds, FleetDetector } from './detector.ts';
import { draughtChange } from './draught-change/draught-change.ts';
import { draughtChangeSentence } from './draught-change/sentence.ts';
import { encounter } from './encounter/encounter.ts';
import { encounterSentence } from './encounter/sentence.ts';
import type { EventKind, EventOfKind } from './event.ts';
import { gap } from './gap/gap.ts';
import { gapSentence } from './gap/sentence.ts';
import { identityChange } from './identity-change/identity-change.ts';
import { identitySwap } from './identity-change/identity-swap.ts';
import { identityChangeSentence } from './identity-change/sentence.ts';
import { interference } from './interference/interference.ts';
import { interferenceSentence } from './interference/sentence.ts';
import { loitering } from './loitering/loitering.ts';
import { loiteringSentence } from './loitering/sentence.ts';
import { portCall } from './port-call/port-call.ts';
import { portCallSentence } from './port-call/sentence.ts';
import { positionDoubt } from './position-doubt/position-doubt.ts';
import { positionDoubtSentence } from './position-doubt/sentence.ts';
import { darkCall } from './possible-dark-call/possible-dark-call.ts';
import { darkCallSentence } from './possible-dark-call/sentence.ts';
import { stopSentence } from './stop/sentence.ts';
import { stop } from './stop/stop.ts';
import { zoneSentence } from './zone/sentence.ts';
import { zone } from './zone/zone.ts';

/** The events of a kind come from a detector of one vessel at a time, from one of the whole fleet, or from both. */
type Kind<K extends EventKind> = ({ vessel: Detector; fleet?: FleetDetector } | { fleet: FleetDetector }) & {
  /** One plain sentence. `name` is what the vessel is called. */
  sentence(event: EventOfKind<K>, name: string): string;
};

const KINDS = {
  'port-call': { vessel: portCall, sentence: portCallSentence },
  zone: { vessel: zone, sentence: zoneSentence },
  gap: { vessel: gap, sentence: gapSentence },
  'possible-dark-call': { vessel: darkCall, sentence: darkCallSentence },
  loitering: { vessel: loitering, sentence: loiteringSentence },
  'position-doubt': { vessel: positionDoubt, sentence: positionDoubtSentence },
  'destination-claim': { vessel: destinationClaim, sentence: destinationClaimSentence },
  'draught-change': { vessel: draughtChange, sentence: draughtChangeSentence },
  approach: { vessel: approach, sentence: approachSentence },
  cadence: { vessel: cadence, sentence: cadenceSentence },
  encounter: { fleet: encounter, sentence: encounterSentence },
  interference: { fleet: interference, sentence: interferenceSentence },
  'identity-change': { vessel: identityChange, fleet: identitySwap, sentence: identityChangeSentence },
  stop: { vessel: stop, sentence: stopSentence },
} satisfies { [K in EventKind]: Kind<K> };

export const EVENT_KINDS = Object.keys(KINDS) as [EventKind, ...EventKind[]];

const kinds: readonly Kind<EventKind>[] = Object.values(KINDS);

/** One state for each vessel. */
export const detectors: readonly Detector[] = kinds.flatMap((kind) => ('vessel' in kind ? kind.vessel : []));

/** One state for all vessels. */
export const fleetDetectors: readonly FleetDetector[] = kinds.flatMap(({ fleet }) => fleet ?? []);

export const detectorKinds: DetectorKinds = { detectors, fleetDetectors };

/**
 * One plain sentence for the event: what was observed, sighted or inferred, where and when. The sentence states and never
 * accuses; it says of things not seen that they were not seen.
 */
export function summarise(event: EventOfKind, vesselName: string): string {
  const sentence = sentenceOf(event, vesselName);
  if (event.state !== 'withdrawn') return sentence;
  // Most reasons begin with the word, since they stand by themselves elsewhere.
  const reason = event.reason?.replace(/^withdrawn: /, '');
  return `Withdrawn${reason === undefined ? '' : ` (${reason})`}: ${sentence}`;
}

function sentenceOf<K extends EventKind>(event: EventOfKind<K>, name: string): string {
  const kind: { [Each in EventKind]: Kind<Each> } = KINDS;
  return kind[event.kind as K].sentence(event, name);
}
