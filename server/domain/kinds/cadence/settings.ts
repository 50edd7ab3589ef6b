// Every threshold of the cadence: value, unit, what it decides and where it comes from.

import type { Setting } from '../detector.ts';

export const CADENCE_SETTINGS = {
  legs: {
    name: 'legs of a rhythm',
    value: 3,
    unit: 'legs',
    meaning: 'a ship that has made this many legs of one pair in a row shuttles',
    ground: 'route facts 7: three or more legs of one pair',
  },
  pauseRounds: {
    name: 'pause, in rounds',
    value: 1.5,
    unit: 'rounds',
    meaning: 'no further leg for so many usual rounds is a pause',
    ground:
      'rounds of the Rajin run took 12 to 19 days around a median of 15, at most 1.3 times it; its pause of 13 February to 10 March 2024 lasted 26 days (route facts 7, vessel chronology)',
  },
  pauseDays: {
    name: 'shortest pause',
    value: 14,
    unit: 'days',
    meaning: 'a pause is never shorter than this, however short the rounds',
    ground: 'ours: weather and a full quay hold a ship for a week; the known pauses lasted four weeks and more',
  },
  overDays: {
    name: 'end of a rhythm',
    value: 180,
    unit: 'days',
    meaning: 'after a pause this long the rhythm is over, and what comes then must begin anew',
    ground: 'ours, as long as the longest look-back of the rules; the longest known pause was two months',
  },
} satisfies Record<string, Setting>;
