// What a playback bar covers.

import { expect, it } from 'vitest';
import { createSpan } from '../../server/run/span.ts';

const START = Date.UTC(2011, 6, 26, 3);
const MINUTE = 60_000;

function spanOf(times: readonly number[]): { fromAt: number; toAt: number } {
  const span = createSpan();
  for (const at of times) span.hear(at);
  return span.covered();
}

it('covers a recording from its first to its last report', () => {
  const times = Array.from({ length: 1000 }, (_, n) => START + n * MINUTE);
  expect(spanOf(times)).toEqual({ fromAt: START, toAt: START + 999 * MINUTE });
});

it('leaves out a few reports whose clock was a year off', () => {
  const times = Array.from({ length: 20_000 }, (_, n) => START + n * 3000);
  const strays = [START - 550 * 86_400_000, START - 550 * 86_400_000, START + 900 * 86_400_000];
  const { fromAt, toAt } = spanOf([...times.slice(0, 5000), ...strays, ...times.slice(5000)]);
  expect(Math.abs(START - fromAt)).toBeLessThan(60_000);
  expect(Math.abs(toAt - times.at(-1)!)).toBeLessThan(60_000);
});

it('covers a single report', () => {
  expect(spanOf([START])).toEqual({ fromAt: START, toAt: START });
});
