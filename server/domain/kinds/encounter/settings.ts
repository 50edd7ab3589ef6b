// Every threshold of the encounter: value, unit, what it decides and where it comes from.

import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Setting } from '../detector.ts';
import type { EncounterLimits } from './runs.ts';

export const ENCOUNTER_SETTINGS = {
  nearM: {
    name: 'near',
    value: 500,
    unit: 'm',
    meaning: 'largest distance between the two',
    ground: 'Global Fishing Watch encounters',
  },
  leastMinutes: {
    name: 'least time',
    value: 120,
    unit: 'min',
    meaning: 'time near each other, all runs together, from which on it is said',
    ground: 'Global Fishing Watch encounters',
  },
  leastRunMinutes: {
    name: 'least run',
    value: 60,
    unit: 'min',
    meaning: 'a shorter run near each other does not count',
    ground: 'Global Fishing Watch: raw runs of 60 min',
  },
  joinHours: {
    name: 'joined',
    value: 4,
    unit: 'h',
    meaning: 'runs less than this apart are one encounter; so long after the last it is over',
    ground: 'Global Fishing Watch: raw runs join under 4 h apart',
  },
  slowKn: {
    name: 'slow',
    value: 2,
    unit: 'kn',
    meaning: 'the median speed of both ships is under this',
    ground: 'Global Fishing Watch encounters',
  },
  offPlaceKm: {
    name: 'away from places',
    value: 10,
    unit: 'km',
    meaning: 'least distance from every port and anchorage point',
    ground: 'Global Fishing Watch encounters; points marked unverified are a guess and do not count',
  },
  companyKn: {
    name: 'sailing in company',
    value: 5,
    unit: 'kn',
    meaning: 'while both are faster than this they are a tow or a convoy, and no encounter',
    ground: 'ours',
  },
  aloneRunMinutes: {
    name: 'least time together before one falls silent',
    value: 10,
    unit: 'min',
    meaning: 'where one falls silent beside the other, the time that the other stays counts after so long together',
    ground: 'ours: longer than two ships that pass each other slowly are within 500 m (8 min at 2 kn of difference)',
  },
  sameShipM: {
    name: 'one ship',
    value: 10,
    unit: 'm',
    meaning: 'under this mean distance it is one ship with two radio identities',
    ground: 'ours: nearer than any two hulls of ships can lie with their antennas, farther than GPS noise',
  },
} satisfies Record<string, Setting>;

export const LIMITS: EncounterLimits = {
  nearKm: ENCOUNTER_SETTINGS.nearM.value / 1000,
  companyKn: ENCOUNTER_SETTINGS.companyKn.value,
  leastRunMs: ENCOUNTER_SETTINGS.leastRunMinutes.value * MINUTE_MS,
  joinMs: ENCOUNTER_SETTINGS.joinHours.value * HOUR_MS,
};
