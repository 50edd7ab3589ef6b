// Every threshold of the visit to a zone: value, unit, what it decides and where it comes from.

import type { Setting } from '../detector.ts';

export const ZONE_SETTINGS = {
  leaveFixes: {
    name: 'fixes outside',
    value: 2,
    unit: 'fixes in a row',
    meaning: 'a visit ends with the first of this many fixes outside, and is told when the last of them comes',
    ground: 'users of geofencing servers ask for delay, dwell or a number of points (Traccar issues 2189, 3609)',
  },
  darkHours: {
    name: 'dark entry or exit',
    value: 4,
    unit: 'h',
    meaning: 'an entry or exit between fixes this far apart is told as a window, not as an instant',
    ground: 'ours: the silence in port of GFW, applied to the edge',
  },
  mostZones: {
    name: 'zones at once',
    value: 50,
    unit: 'zones',
    meaning: 'zones that a vessel can be in at one time; further ones at the same place are not told',
    ground: 'ours: a bound on state; drawn areas seldom overlap by more than a few',
  },
} satisfies Record<string, Setting>;
