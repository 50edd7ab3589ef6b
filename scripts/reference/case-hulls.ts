// Hulls of published cases that the table of ships does not hold: named in the facts of identity and position tricks, on
// no list, watched so that the case can be replayed. What a case does not tell stays empty.

import type { VesselFact } from './facts.ts';

/** Fail the check digit in print, and are kept as they were printed: a digit is a warning, not a gate. */
export const NUMBERS_AS_PUBLISHED: ReadonlySet<string> = new Set(['8314881']);

export const CASE_HULLS: readonly VesselFact[] = [
  {
    imo: '8314881',
    name: 'YON PUNG 3',
    aliases: [],
    mmsi: [],
    mmsiHistory: [],
    callSign: null,
    flag: null,
    type: null,
    built: null,
    lengthM: 146,
    status: 'active',
    designations: [],
    notes:
      'Sent IMO 8814881 as "A LI" under a Fijian MMSI, length 146 m unchanged (Arms Control Wonk, 2020). As published ' +
      'both numbers fail the check digit (5 expected, 1 given). No listing found.',
    group: 'dprk-watch',
    sources: ['Arms Control Wonk 2020'],
  },
  {
    imo: null,
    name: 'CATHAY PHOENIX',
    aliases: [],
    mmsi: [],
    mmsiHistory: [],
    callSign: null,
    flag: null,
    type: 'oil tanker',
    built: null,
    status: 'active',
    designations: [],
    notes:
      'Sent positions in a box west of Japan while at Kozmino, about 250 miles away (New York Times, 2023). IMO number, ' +
      'MMSI and flag not found in stored text; no listing found.',
    group: 'shadow-fleet',
    sources: ['New York Times 2023'],
  },
];
