// A clock that lies for a while moves no event time.

import { expect, it } from 'vitest';
import { steadyClock } from '../../server/run/steady-clock.ts';
import { manualClock } from '../../server/seams/clock.ts';

const T0 = Date.UTC(2026, 10, 1);
const HOUR = 3_600_000;
const TEN_YEARS = 3_653 * 24 * HOUR;

function rig() {
  const clock = manualClock(T0);
  let elapsed = 0;
  const steady = steadyClock(clock, () => elapsed);
  /** So much time goes by, and the clock is off by so much. */
  return (ms: number, offMs = 0) => {
    elapsed += ms;
    clock.set(T0 + elapsed + offMs);
    return steady.now() - T0 - elapsed;
  };
}

it('goes as the machine does, where that drifts and is set right by seconds', () => {
  const after = rig();
  for (let hour = 0; hour < 100; hour++) expect(after(HOUR, hour * 20_000)).toBe(hour * 20_000);
});

it('shows what it should be while the machine is ten years ahead or behind, and the machine again when that is right', () => {
  const after = rig();
  for (const off of [TEN_YEARS, -TEN_YEARS, TEN_YEARS]) expect(after(HOUR, off)).toBe(0);
  expect(after(HOUR, 1_500)).toBe(1_500);
});

it('believes the machine after a day at its new time: it was wrong before', () => {
  const after = rig();
  expect(after(HOUR, 2 * HOUR)).toBe(0);
  expect(after(23 * HOUR, 2 * HOUR)).toBe(0);
  expect(after(2 * HOUR, 2 * HOUR)).toBe(2 * HOUR);
});
