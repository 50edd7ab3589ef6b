// What an encounter says: who lay beside whom, how near, how long, and how far from any place.

import type { EventOf } from '../../event.ts';

export interface EncounterFacts {
  partnerId: string;
  partnerName: string;
  partnerMmsi: number;
  closestM: number;
  medianSpeedKn: number;
  /** Distance to the nearest port or anchorage point, km. */
  offPlaceKm: number;
  /** Time within 500 m of each other with both heard, all runs together. */
  minutes: number;
  /** One of the two fell silent beside the other, which went on lying there until then; null where none did. */
  alone: { silentId: string; fromAt: number; untilAt: number } | null;
  /** Ships that lay with one of the two at the same time, by MMSI. */
  others: { vesselId: string; name: string; mmsi: number }[];
}

export type Encounter = EventOf<'encounter', EncounterFacts>;
