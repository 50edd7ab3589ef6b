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

const HOURS = [1, 6, 24, 72, 168];

/** Spans that can be heard again, of what is kept since `fromAt`; the last one is all of it. */
export function hoursKept(fromAt: number, now: number): { hours: number; words: string }[] {
  const kept = Math.max(1, Math.ceil((now - fromAt) / 3_600_000));
  const spans = HOURS.filter((hours) => hours < kept).map((hours) => ({ hours, words: hoursText(hours) }));
  return [...spans, { hours: kept, words: `all (${hoursText(kept)})` }];
}

function hoursText(hours: number): string {
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** "00–05, 12 UTC", or "all day": the hours of the day in which anybody was heard. */
export function hoursOfDay(hours: readonly number[]): string {
  if (hours.length === 24) return 'all day';
  const two = (hour: number) => String(hour).padStart(2, '0');
  const spans: string[] = [];
  for (let i = 0; i < hours.length; i++) {
    const from = hours[i]!;
    while (hours[i + 1] === hours[i]! + 1) i++;
    spans.push(from === hours[i] ? two(from) : `${two(from)}–${two(hours[i]!)}`);
  }
  return `${spans.join(', ')} UTC`;
}

/** The kind's own name where it is free, else with the next number. */
export function freeId(kind: string, taken: readonly string[]): string {
  if (!taken.includes(kind)) return kind;
  let number = 2;
  while (taken.includes(`${kind}-${number}`)) number++;
  return `${kind}-${number}`;
}
