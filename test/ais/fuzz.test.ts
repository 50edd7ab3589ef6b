// A small share of `npm run fuzz`: damaged, random and good lines never make the decoder throw, and what it gives does not
// depend on how the bytes are cut. The seed is in the message of a failure.

import { expect, test } from 'vitest';
import { fuzz } from '../../scripts/fuzz.ts';

test('100,000 hostile lines give the same in every chunking', () => {
  const [whole] = fuzz(42, 100_000, () => {});
  const { messages, sentences, joined, rejects, lines, notAis } = whole!.decoder.summary();
  const rejected = Object.values(rejects).reduce((sum, count) => sum + count, 0);
  expect(joined + rejected).toBe(sentences);
  expect(messages).toBeGreaterThan(30_000);
  expect(Object.keys(rejects).length).toBeGreaterThanOrEqual(11);
  expect(sentences).toBeGreaterThanOrEqual(lines - notAis);
});
