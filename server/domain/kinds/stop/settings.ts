// Every threshold of a stop away from known places: value, unit, what it decides and where it comes from.

import { MOVE_KN } from '../../track/track.ts';
import type { Setting } from '../detector.ts';

export const STOP_SETTINGS = {
  leastHours: {
    name: 'least time',
    value: 2,
    unit: 'h',
    meaning: 'a stay of this long is told',
    ground: 'ours: the shortest encounter (Global Fishing Watch, 2 h); shorter halts are drift, pilots and boats',
  },
  leastFixes: {
    name: 'least positions',
    value: 3,
    unit: 'positions',
    meaning: 'a stay rests on so many positions at least',
    ground: 'ours: one fix is no fact, and two may be the same mistake twice',
  },
  withinKm: {
    name: 'within',
    value: 1,
    unit: 'km',
    meaning: 'a ship this near to where its stay began has not gone off',
    ground: 'ours, as the berth shift of a port call: above the swing of a ship at anchor',
  },
  slowKn: {
    name: 'slow',
    value: MOVE_KN,
    unit: 'kn',
    meaning: 'a stay begins at a position under this speed, or of unknown speed; inside it the place alone decides',
    ground: 'Global Fishing Watch anchorages_pipeline: a stop ends at 0.5 kn; noise at anchor passes it',
  },
  strays: {
    name: 'strays',
    value: 3,
    unit: 'positions',
    meaning: 'so many positions in a row farther off are noise; the next one ends the stay at the last one inside',
    ground: 'ours: as the patience of the track with jumps',
  },
  silentHours: {
    name: 'not heard',
    value: 6,
    unit: 'h',
    meaning: 'a stay ends with its last position where none follows for this long: nobody knows that it lay on',
    ground: 'Global Fishing Watch (6 h naive gap), as the gap of a class A ship',
  },
} satisfies Record<string, Setting>;
