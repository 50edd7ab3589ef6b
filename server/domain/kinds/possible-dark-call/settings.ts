// Every threshold of the possible dark call: value, unit, what it decides and where it comes from.

import { DAY_MS, HOUR_MS } from '../../time.ts';
import type { Setting } from '../detector.ts';

export const DARK_CALL_SETTINGS = {
  minStayHours: {
    name: 'least stay',
    value: 4,
    unit: 'h',
    meaning: 'a port counts as in reach when this much time is left after sailing in and out',
    ground: 'detection facts 6: 4 h for cargo work',
  },
  lostHours: {
    name: 'least lost time',
    value: 4,
    unit: 'h',
    meaning: 'a silence that sailing straight on explains up to this much is nothing',
    ground: 'detection facts 6: under 4 h lost nothing happened',
  },
  openHours: {
    name: 'longest countdown',
    value: 48,
    unit: 'h',
    meaning: 'while the silence lasts, only ports in reach by then are said: later every port is',
    ground: 'Veson/VesselsValue, 2 days',
  },
  courseDeg: {
    name: 'leads to a port',
    value: 60,
    unit: 'degrees',
    meaning: 'largest angle between the last course and the bearing of the port',
    ground: 'detection facts 6',
  },
  fairwayKm: {
    name: 'fairway of a port',
    value: 20,
    unit: 'km',
    meaning: 'so near to a port behind a ship that leaves, or ahead of one that comes in, its course tells the fairway',
    ground: 'ours; the roads of Vostochny, Nakhodka and Vladivostok end 11 to 19 km off',
  },
  fitPoints: {
    name: 'fits well',
    value: 1,
    unit: 'points',
    meaning: 'a port that a rule names is told when at most so many points behind the port that fits best',
    ground:
      'ours: one weak sign, so that a port is told that lacks no strong one; measured on dark legs with known ends (npm run bench -- truth)',
  },
  longestDays: {
    name: 'longest ranked silence',
    value: 10,
    unit: 'days',
    meaning: 'over a longer silence everything is in reach, and no port is named',
    ground: 'detection facts 0: over about ten days everything is in reach',
  },
  restKn: {
    name: 'at rest',
    value: 1,
    unit: 'kn',
    meaning: 'a ship slower than this lies at its berth or anchor',
    ground: 'ours, above GPS noise at anchor; the trap is named in detection facts 6',
  },
  restKm: {
    name: 'bound for a port near by',
    value: 50,
    unit: 'km',
    meaning: 'a ship bound for a port no farther off than this, and at rest there after the silence, has arrived',
    ground: 'ours: the roads and approaches of one port',
  },
  cargoFromHours: {
    name: 'shortest cargo work',
    value: 12,
    unit: 'h',
    meaning: 'so much time left at a port, at the usual speed of the ship, is enough for cargo work',
    ground: 'ours; the stays of the Rajin run were one to three days (vessel chronology)',
  },
  likelyPoints: {
    name: 'points of a likely call',
    value: 3,
    unit: 'points',
    meaning: 'so many points of signs of the ship itself make a possible call a likely one',
    ground: 'detection facts 6: reachable and two more signs; two signs have three points or more',
  },
} satisfies Record<string, Setting>;

export const MIN_STAY_MS = DARK_CALL_SETTINGS.minStayHours.value * HOUR_MS;
export const LONGEST_RANKED_MS = DARK_CALL_SETTINGS.longestDays.value * DAY_MS;
