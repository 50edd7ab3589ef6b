// What the detector of doubt says of a story, for the tests of its signs.

import type { DoubtSign, PositionDoubt } from '../../../../server/domain/kinds/position-doubt/facts.ts';
import { positionDoubt } from '../../../../server/domain/kinds/position-doubt/position-doubt.ts';
import { type Ship, standing, type WatchOptions, watch } from '../../../scenario.ts';

export function doubts(story: Ship, options: Partial<WatchOptions> = {}): PositionDoubt[] {
  return standing(watch(positionDoubt, story, { places: [], ...options })) as PositionDoubt[];
}

export function signs(story: Ship, options: Partial<WatchOptions> = {}): DoubtSign[] {
  return doubts(story, options).flatMap(({ facts }) => facts.signs);
}
