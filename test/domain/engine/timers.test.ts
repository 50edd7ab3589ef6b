import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimers, type TimerOwner } from '../../../server/domain/engine/timers.ts';

const owner = (number: number, slots = 3): TimerOwner => ({
  number,
  wishes: new Array<number>(slots).fill(0),
  queued: new Array<number>(slots).fill(0),
});

/** Timers that note what fires, as [owner, slot, due]. */
function noting() {
  const timers = createTimers<TimerOwner>();
  const advance = (at: number) => {
    const fired: number[][] = [];
    timers.advance(at, ({ number }, slot, dueAt) => fired.push([number, slot, dueAt]));
    return fired;
  };
  return { timers, advance };
}

describe('a wish to be woken', () => {
  it('is heard at its time and once', () => {
    const { timers, advance } = noting();
    timers.wish(owner(1), 0, 100);
    expect(advance(99)).toEqual([]);
    expect(advance(100)).toEqual([[1, 0, 100]]);
    expect(advance(1000)).toEqual([]);
  });

  it('is heard with its own time, however far time has passed', () => {
    const { timers, advance } = noting();
    timers.wish(owner(1), 0, 100);
    expect(advance(1_000_000)).toEqual([[1, 0, 100]]);
  });

  it('takes the place of the one before it in its slot, earlier or later', () => {
    const { timers, advance } = noting();
    const one = owner(1);
    timers.wish(one, 0, 100);
    timers.wish(one, 0, 200);
    expect(advance(150)).toEqual([]);
    timers.wish(one, 0, 160);
    expect(advance(170)).toEqual([[1, 0, 160]]);
    expect(advance(300)).toEqual([]);
  });

  it('is taken back with 0', () => {
    const { timers, advance } = noting();
    const one = owner(1);
    timers.wish(one, 0, 100);
    timers.wish(one, 0, 0);
    expect(advance(200)).toEqual([]);
    timers.wish(one, 0, 250);
    expect(advance(300)).toEqual([[1, 0, 250]]);
  });

  it('leaves the other slots of its owner alone', () => {
    const { timers, advance } = noting();
    const one = owner(1);
    timers.wish(one, 0, 100);
    timers.wish(one, 1, 50);
    timers.wish(one, 2, 0);
    expect(advance(100)).toEqual([
      [1, 1, 50],
      [1, 0, 100],
    ]);
  });

  it('made while another is heard is heard in the same advance when it is due', () => {
    const timers = createTimers<TimerOwner>();
    const fired: number[] = [];
    timers.wish(owner(1), 0, 10);
    timers.advance(35, (who, slot, dueAt) => {
      fired.push(dueAt);
      timers.wish(who, slot, dueAt + 10);
    });
    expect(fired).toEqual([10, 20, 30]);
  });
});

it('wishes of one instant are heard by owner and then by slot, in whatever order they were made', () => {
  const { timers, advance } = noting();
  for (const number of [3, 1, 2]) for (const slot of [2, 0, 1]) timers.wish(owner(number), slot, 100);
  expect(advance(100).map(([number, slot]) => [number, slot])).toEqual([
    [1, 0],
    [1, 1],
    [1, 2],
    [2, 0],
    [2, 1],
    [2, 2],
    [3, 0],
    [3, 1],
    [3, 2],
  ]);
});

it('go on from a snapshot: what is wished is queued again', () => {
  const before = noting();
  const one = owner(1);
  before.timers.wish(one, 0, 100);
  before.timers.wish(one, 0, 300);
  before.timers.wish(one, 1, 200);
  const kept = structuredClone(one);
  kept.queued.fill(0);
  const after = noting();
  kept.wishes.forEach((dueAt, slot) => {
    after.timers.wish(kept, slot, dueAt);
  });
  expect(after.advance(1000)).toEqual(before.advance(1000));
});

it('hear the same as a plain list of wishes would, whatever is wished and when', () => {
  const step = fc.record({ who: fc.nat(5), slot: fc.nat(2), wait: fc.nat(60), passes: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { timers, advance } = noting();
      const owners = Array.from({ length: 6 }, (_, number) => owner(number));
      const plain = new Map<string, number[]>();
      let now = 0;
      for (const { who, slot, wait, passes } of steps) {
        // A wait of 0 takes the wish back.
        const dueAt = wait === 0 ? 0 : now + wait;
        timers.wish(owners[who]!, slot, dueAt);
        if (dueAt === 0) plain.delete(`${who} ${slot}`);
        else plain.set(`${who} ${slot}`, [who, slot, dueAt]);
        now += passes;
        const due = [...plain.values()].filter((wish) => wish[2]! <= now);
        for (const [owes, at] of due) plain.delete(`${owes} ${at}`);
        due.sort((a, b) => a[2]! - b[2]! || a[0]! - b[0]! || a[1]! - b[1]!);
        expect(advance(now)).toEqual(due);
      }
    }),
    { numRuns: 200 },
  );
});
