// The figures of truth hold on the recordings beside the repository, and count what they say they count.

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIGURES } from '../../scripts/bench/truth/index.ts';
import { countStays, staysOf } from '../../scripts/bench/truth/stays.ts';
import { at, away, ms } from '../scenario.ts';

const quay = { lon: 32.55, lat: 29.95 };
const START = at('2021-03-20T00:00Z');
const lying = (fromAt: number, hours: number, place = quay) =>
  Array.from({ length: hours * 6 + 1 }, (_, i) => ({ at: fromAt + i * ms('10 min'), ...place }));

describe('a stay of a track', () => {
  it('is two hours within 600 m, over strays and without long silences', () => {
    expect(staysOf(lying(START, 2))).toHaveLength(1);
    expect(staysOf(lying(START, 2).slice(1))).toHaveLength(0);
    const strayed = lying(START, 4).map((point, i) => (i === 9 ? { ...point, ...away(quay, 2) } : point));
    expect(staysOf(strayed)).toHaveLength(1);
    expect(staysOf([...lying(START, 3), ...lying(START + ms('10 h'), 3)])).toHaveLength(2);
    const sailing = lying(START, 4).map((point, i) => ({ ...point, ...away(quay, i) }));
    expect(staysOf(sailing)).toEqual([]);
  });

  it('is missed where nothing is told of it, and the miss says which', () => {
    const { found, of, misses } = countStays('a ship', {
      events: [],
      positions: new Map([[636000009, lying(START, 5)]]),
    });
    expect([found, of]).toEqual([0, 1]);
    expect(misses[0]).toContain('636000009 2021-03-20T00:00Z 5.0 h');
  });
});

describe.each(FIGURES.map((figure) => [figure.name, figure] as const))('truth: %s', (_, figure) => {
  it.skipIf(!figure.needs.every((url) => existsSync(url)))('reaches what is asked of it', async () => {
    for (const { name, found, of, atLeast, misses } of await figure.count()) {
      expect(of, name).toBeGreaterThan(0);
      if (atLeast !== null) expect(found / of, `${name}: ${misses.join('; ')}`).toBeGreaterThanOrEqual(atLeast);
    }
  });
});
