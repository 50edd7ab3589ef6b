// Words of feeds, and the id that a new one is given. Pure.

import type { FeedState } from '../../server/http/wire/feed.ts';
import { countText } from '../words/format.ts';

export const CONDITION_WORDS: Readonly<Record<FeedState['condition'], string>> = {
  off: 'off',
  connecting: 'connecting',
  ok: 'ok',
  degraded: 'degraded',
  silent: 'silent',
  down: 'down',
  refused: 'refused',
};

/** "412 ships in the last hour, 1,903 in a day". */
export function vesselsText({ hour, day, atLeast }: FeedState['vessels']): string {
  const least = atLeast ? 'at least ' : '';
  return `${least}${countText(hour)} ships in the last hour, ${countText(day)} in a day`;
}

/** The kind's own name where it is free, else with the next number. */
export function freeId(kind: string, taken: readonly string[]): string {
  if (!taken.includes(kind)) return kind;
  let number = 2;
  while (taken.includes(`${kind}-${number}`)) number++;
  return `${kind}-${number}`;
}
