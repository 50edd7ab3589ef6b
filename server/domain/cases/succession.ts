// Which case goes on with the alerts of one that is no more. Pure.

import type { FormedCase } from './form.ts';

/**
 * The heir of each former case that is none any more: the one that holds most of its alerts, of equals the first. `was` has
 * the case that each alert was in.
 */
export function heirsOf(was: ReadonlyMap<string, string>, now: readonly FormedCase[]): Map<string, string> {
  const still = new Set(now.map(({ content }) => content.id));
  const shares = new Map<string, Map<string, number>>();
  for (const { content, standing, withdrawn } of now) {
    for (const { id } of [...standing, ...withdrawn]) {
      const former = was.get(id);
      if (former === undefined || still.has(former)) continue;
      const counts = shares.get(former) ?? new Map<string, number>();
      counts.set(content.id, (counts.get(content.id) ?? 0) + 1);
      shares.set(former, counts);
    }
  }
  // `now` is in order of time, and so are the counts of each.
  return new Map(
    [...shares].map(([former, counts]) => [former, [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0]]),
  );
}
