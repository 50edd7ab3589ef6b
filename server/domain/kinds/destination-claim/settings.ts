// Every threshold of the destination claim: value, unit, what it decides and where it comes from.

import type { Setting } from '../detector.ts';

export const DESTINATION_CLAIM_SETTINGS = {
  holdMinutes: {
    name: 'typed for good',
    value: 15,
    unit: 'min',
    meaning: 'a text that gives way to another, or to the one before it, within this time is none',
    ground: 'ours: static data is sent every 6 min (ITU-R M.1371), so a text heard at both ends was heard three times',
  },
} satisfies Record<string, Setting>;
