// Every threshold of the gap: value, unit, what it decides and where it comes from.

import { STATION, type Station } from '../../report.ts';
import { HOUR_MS } from '../../time.ts';
import type { Setting } from '../detector.ts';

export const GAP_SETTINGS = {
  classAHours: {
    name: 'class A threshold',
    value: 6,
    unit: 'h',
    meaning: 'a class A ship at sea that is not heard for this long has fallen silent',
    ground: 'Global Fishing Watch (6 h naive gap) and Skylight potential dark (6 h)',
  },
  classBHours: {
    name: 'class B threshold',
    value: 12,
    unit: 'h',
    meaning: 'the same for class B, which sends less often and with 2 W or 5 W',
    ground: 'pipe-gaps default of 12 h; that class B needs the longer one is ours',
  },
  nearPlaceKm: {
    name: 'near a place of interest',
    value: 50,
    unit: 'km',
    meaning: 'a ship that switched off this near to a port that a rule names did so near a place of interest',
    ground: 'shadow-fleet trackers score gaps under 50 km from a Russian port higher (sethc5)',
  },
  restKn: {
    name: 'at rest',
    value: 1,
    unit: 'kn',
    meaning: 'a ship slower than this lies at its berth or anchor',
    ground: 'ours, above GPS noise at anchor; the trap is named in detection facts 6',
  },
  samePlaceKm: {
    name: 'one place',
    value: 1.5,
    unit: 'km',
    meaning: 'a ship at rest before a gap and after it, no farther apart than this, lay there all along',
    ground:
      'detection facts 0: at rest at both ends in one place; ours: ten shackles (275 m) and 300 m to the aerial swing through 1.15 km',
  },
  fadeRatio: {
    name: 'fading',
    value: 4,
    unit: 'times',
    meaning: 'the last reports came this many times farther apart than usual: leaving range, not switched off',
    ground: 'ours; AIS intervals themselves vary by 3 (2 to 6 s, 3.3 to 10 s) between speeds, ITU-R M.1371 table 1',
  },
  fadeMinutes: {
    name: 'least interval of fading',
    value: 5,
    unit: 'min',
    meaning: 'intervals under this are no fading, whatever the ratio: a moored ship sends every 3 min',
    ground: 'ours, above the 3 min of ITU-R M.1371 table 1',
  },
} satisfies Record<string, Setting>;

/** How long a ship of this class may be silent at sea, ms. */
export function gapThresholdMs(station: Station): number {
  return (station === STATION.classB ? GAP_SETTINGS.classBHours.value : GAP_SETTINGS.classAHours.value) * HOUR_MS;
}
