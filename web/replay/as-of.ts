// With which lists and rules a replay was run, in words. Pure.

import type { Replay } from '../../server/http/wire/replay.ts';

export type AsOf = Replay['asOf'];

/** "Lists of that day". */
export function asOfText(asOf: AsOf): string {
  return asOf === 'then' ? 'Lists of that day' : 'Lists of today';
}

/** Replays of one title are told apart by their day. */
export function replayTitle(replay: Pick<Replay, 'title' | 'asOf'>): string {
  return replay.asOf === 'now' ? `${replay.title} (lists of today)` : replay.title;
}
