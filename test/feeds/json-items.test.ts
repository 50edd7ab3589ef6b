import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonItems } from '../../server/feeds/reading/json-items.ts';

/** What is found before the text has ended: a live stream never does. */
function found(text: string, chunkBytes: number): { items: string[]; damaged: number } {
  const items: string[] = [];
  let damaged = 0;
  const reading = createJsonItems('features', {
    item: (item) => void items.push(item),
    stray() {},
    damaged: () => void damaged++,
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) reading.push(bytes.subarray(at, at + chunkBytes));
  return { items, damaged };
}

describe('a stream of objects, one a line', () => {
  it.each([
    ['brackets that nothing closes', '[[['],
    ['an array that breaks off', '[{"mmsi":257000000,"lat":'],
    ['an object that breaks off', '{"mmsi":257000000,"name":"KO'],
    ['brackets within an object', '{"a":[[['],
    ['braces', '{{{{'],
    ['brackets that nothing opened', ']]}}]'],
    ['half a string', '"'],
  ])('goes on behind %s, and behind an object that breaks off later', (_, damage) => {
    const text = ['{"n":1}', damage, '{"n":2}', '{"n":3,"x":', '{"n":4}', '{"n":5}', ''].join('\n');
    for (const chunk of [1, 7, 1_000]) {
      expect([chunk, found(text, chunk).items]).toEqual([
        chunk,
        expect.arrayContaining(['{"n":1}', '{"n":4}', '{"n":5}']),
      ]);
    }
  });

  it('loses no whole line for more than one that is damaged, wherever the damage is', () => {
    const lines = Array.from({ length: 12 }, (_, n) => `{"n":${n},"p":[1,{"x":"]}{["}]}`);
    const damage = fc.string({
      unit: fc.constantFrom('[', ']', '{', '}', '"', ',', ':', 'a', ' '),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.nat(10), damage, fc.integer({ min: 1, max: 40 }), (at, stray, chunk) => {
        const { items } = found([...lines.slice(0, at), stray, ...lines.slice(at), ''].join('\n'), chunk);
        const whole = lines.filter((line) => items.includes(line));
        // The line behind may become part of what is damaged; nothing after it may.
        expect(whole.length).toBeGreaterThanOrEqual(lines.length - 1);
      }),
      { numRuns: 400, endOnFailure: true },
    );
  });
});
