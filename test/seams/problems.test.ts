// The registry of problems: health is told what is wrong, since when, what to do, and when it is over.

import { expect, it } from 'vitest';
import { manualClock } from '../../server/seams/clock.ts';
import { createProblems } from '../../server/seams/problems.ts';

const clock = manualClock(1_000);
const disk = { id: 'store/full', says: 'The disk is full.', remedy: 'Make room.' };

it('a problem keeps since when it is one while its words change, and goes when it is mended', () => {
  const problems = createProblems(clock);
  problems.open(disk);
  clock.set(2_000);
  problems.open({ ...disk, says: 'The disk is full still.' });
  expect(problems.all()).toEqual([{ ...disk, says: 'The disk is full still.', sinceAt: 1_000 }]);
  problems.close('store/full');
  problems.close('store/full');
  expect(problems.all()).toEqual([]);
});

it('a part that tells all that is wrong with it closes the rest of its own and nothing of others', () => {
  const problems = createProblems(clock);
  problems.open(disk);
  problems.tell('feed', [
    { ...disk, id: 'feed/a' },
    { ...disk, id: 'feed/b' },
  ]);
  problems.tell('feed', [{ ...disk, id: 'feed/b' }]);
  expect(problems.all().map(({ id }) => id)).toEqual(['store/full', 'feed/b']);
  expect(() => problems.tell('feed', [disk])).toThrow("'store/full' is no problem of 'feed'");
});

it('others write into no terminal and fill no page through a problem', () => {
  const problems = createProblems(clock);
  problems.open({ ...disk, says: `\u001b[31mred\u202e ${'x'.repeat(100_000)}` });
  expect(problems.all()[0]!.says).toMatch(/^\\u001b\[31mred\\u202e x+…$/);
  expect(problems.all()[0]!.says).toHaveLength(400);
  for (let i = 0; i < 5_000; i++) problems.open({ ...disk, id: `list/${i}` });
  expect(problems.all()).toHaveLength(51);
  expect(problems.all().at(-1)!.says).toBe('At least 950 further problems are open.');
});
