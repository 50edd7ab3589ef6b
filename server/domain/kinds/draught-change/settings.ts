// Every threshold of the draught change: value, unit, what it decides and where it comes from.

import type { Setting } from '../detector.ts';

export const DRAUGHT_CHANGE_SETTINGS = {
  changeM: {
    name: 'changed draught',
    value: 1,
    unit: 'm',
    meaning: 'a draught that differs by this much counts, whatever the ship',
    ground: 'detection facts 10',
  },
  changeShare: {
    name: 'changed share',
    value: 0.1,
    unit: 'of the draught before',
    meaning: 'so does one that differs by this share of the old one, where that is less',
    ground: 'detection facts 10: 10 percent',
  },
  holdHours: {
    name: 'typed for good',
    value: 6,
    unit: 'h',
    meaning: 'a draught that goes back to the old one within this time is a slip of the fingers',
    ground: 'ours: crews correct what they typed within a watch (4 h) or the next',
  },
  staleDays: {
    name: 'never set',
    value: 365,
    unit: 'days',
    meaning: 'a draught that stood unchanged for this long says nothing, nor does the change away from it',
    ground: 'detection facts 10: values constant for a year mean nothing',
  },
} satisfies Record<string, Setting>;

/** Draughts are tenths of a metre: half a centimetre forgives binary fractions. */
const FORGIVEN_M = 0.005;

/** Is the difference large enough to be told? Also asked by the possible dark call, across its gap. */
export function isDraughtChange(fromM: number, toM: number): boolean {
  const { changeM, changeShare } = DRAUGHT_CHANGE_SETTINGS;
  const leastM = Math.min(changeM.value, changeShare.value * fromM);
  return Math.abs(toM - fromM) >= leastM - FORGIVEN_M;
}
