// Every threshold of loitering: value, unit, what it decides and where it comes from.

import type { Setting } from '../detector.ts';

export const LOITERING_SETTINGS = {
  slowKn: {
    name: 'slow',
    value: 2,
    unit: 'kn',
    meaning: 'an hour is slow when the way sailed in it, position by position, comes to less than this',
    ground: 'Global Fishing Watch: hourly buckets, implied speed under 2 kn; way sailed, not distance made good',
  },
  leastHours: {
    name: 'least time',
    value: 4,
    unit: 'h',
    meaning: 'slow hours on end from which on it is said',
    ground: 'Starboard and the carrier definition of Global Fishing Watch (under 2 kn for 4 h)',
  },
  offShoreNm: {
    name: 'off the shore',
    value: 20,
    unit: 'nm',
    meaning: 'mean distance to land over the slow hours; a transfer zone counts as far enough wherever it is',
    ground: 'Global Fishing Watch: average 20 nm or more from shore',
  },
  offPlaceKm: {
    name: 'away from places',
    value: 10,
    unit: 'km',
    meaning: 'least distance from every port and anchorage point, where ships wait and anchor',
    ground: 'as for encounters (Global Fishing Watch)',
  },
  silentHours: {
    name: 'not heard',
    value: 2,
    unit: 'h',
    meaning: 'a spell ends with its last fix when none follows for this long: the silence is told apart',
    ground: 'ours: twice the hour over which speed is measured',
  },
  sampleMinutes: {
    name: 'step of the way sailed',
    value: 5,
    unit: 'min',
    meaning: 'positions nearer in time than this are no further step of the way: their noise would add up to one',
    ground: 'ours: 15 m of noise in 5 min are 0.1 kn',
  },
  queueShips: {
    name: 'a queue',
    value: 4,
    unit: 'ships',
    meaning: 'so many others that stay within 12 nm make a slow hour one of waiting, where a port is near',
    ground: 'ours: the canal queue of Suez holds dozens; two or three ships may have met',
  },
  mostEncounters: {
    name: 'linked encounters',
    value: 20,
    unit: 'encounters',
    meaning: 'encounters that are linked with one spell at most',
    ground: 'ours: a bound on state',
  },
} satisfies Record<string, Setting>;
