// The machine's clock may lie: a jump is told in health, and the notice goes when the clock is right again.

import { expect, it } from 'vitest';
import { createClockWatch } from '../../server/run/clock-watch.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { createProblems } from '../../server/seams/problems.ts';

const T0 = Date.UTC(2026, 10, 1);
const HOUR = 3_600_000;
const TEN_YEARS = 3_653 * 24 * HOUR;

function rig() {
  const clock = manualClock(T0);
  let elapsed = 0;
  const problems = createProblems(clock);
  const watch = createClockWatch(clock, () => elapsed, problems);
  return {
    problems,
    /** So much time goes by, and the clock is off by so much. */
    after(ms: number, offMs = 0) {
      elapsed += ms;
      clock.set(T0 + elapsed + offMs);
      watch.look();
    },
  };
}

it('a clock that goes as time goes by is no problem, also where it drifts and is set right by seconds', () => {
  const { after, problems } = rig();
  for (let hour = 0; hour < 100; hour++) after(HOUR, hour * 20_000);
  expect(problems.all()).toEqual([]);
});

it.each([
  ['ahead', TEN_YEARS, '2036'],
  ['back', -TEN_YEARS, '2016'],
])('a clock that jumps ten years %s is told with both times until it is right again', (_, offMs, year) => {
  const { after, problems } = rig();
  after(HOUR);
  after(2_000, offMs);
  expect(problems.all()).toMatchObject([{ id: 'clock' }]);
  expect(problems.all()[0]!.says).toContain(`it shows ${year}-`);
  expect(problems.all()[0]!.says).toContain('it should be 2026-11-01');
  after(2_000);
  expect(problems.all()).toEqual([]);
});

it('a clock that was wrong before and keeps its new time is believed after a day', () => {
  const { after, problems } = rig();
  after(2_000, TEN_YEARS);
  for (let hour = 0; hour < 23; hour++) after(HOUR, TEN_YEARS);
  expect(problems.all()).toHaveLength(1);
  after(HOUR, TEN_YEARS);
  after(HOUR, TEN_YEARS);
  expect(problems.all()).toEqual([]);
});
