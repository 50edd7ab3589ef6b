import { describe, expect, it } from 'vitest';
import { isSeenWithin, isSurer, SAME_STAY_MS, staysOf } from '../../../server/domain/kinds/stay.ts';
import { call, DAY, darkCall, day, gap, HOUR, inZone, meeting, sighted } from '../rules/happened.ts';

const brief = (events: Parameters<typeof staysOf>[0]) =>
  staysOf(events).map(({ placeId, basis, dark, events: of }) => [placeId, basis, dark, of.length]);

describe('stays', () => {
  it('are what calls, zones and gaps with a port in reach prove, in order of arrival', () => {
    const events = [
      darkCall(20, 23, [{ placeId: 'rajin', days: [21, 22] }]),
      inZone('sts-ceuta', 10, 11),
      call('vostochny', 1, 2),
      gap(20, 23),
      meeting(5),
    ];
    expect(brief(events)).toEqual([
      ['vostochny', 'observed', false, 1],
      ['sts-ceuta', 'observed', false, 1],
      ['rajin', 'inferred', true, 1],
    ]);
  });

  it('are not made by a ship that passes, waits for a canal, or never called after all', () => {
    const events = [
      call('rajin', 1, 2, { facts: { confidence: 1 } }),
      call('kavkaz', 5, 6, { facts: { waiting: true } }),
      call('dunay', 9, 10, { state: 'withdrawn' }),
    ];
    expect(staysOf(events)).toEqual([]);
  });

  it('count a sighting whatever its confidence, and a call from confidence 2 on', () => {
    expect(brief([sighted('rajin', 1, 1.2)])).toEqual([['rajin', 'sighted', true, 1]]);
    expect(brief([call('rajin', 1, 2, { facts: { confidence: 2 } })])).toEqual([['rajin', 'observed', false, 1]]);
  });

  it('are dark where an end was more than four hours in the dark, not a minute less', () => {
    const entered = (ms: number) => call('rajin', 1, 2, { facts: { entry: { fromAt: day(1) - ms, toAt: day(1) } } });
    expect(staysOf([entered(4 * HOUR - 60_000)])[0]!.dark).toBe(false);
    expect(staysOf([entered(4 * HOUR)])[0]!.dark).toBe(true);
  });

  it('join a gap and a sighting within it: sighted, and one stay', () => {
    const events = [darkCall(1, 4, [{ placeId: 'rajin', days: [1.5, 3.5] }]), sighted('rajin', 2, 2.9)];
    expect(brief(events)).toEqual([['rajin', 'sighted', true, 2]]);
    expect(staysOf(events)[0]).toMatchObject({ fromAt: day(1.5), toAt: day(3.5) });
  });

  it('join witnesses of the same place up to five days apart, and no farther', () => {
    const apart = (ms: number) => [
      sighted('rajin', 1, 1),
      sighted('rajin', 1 + ms / DAY, 1 + ms / DAY, { id: 'later' }),
    ];
    expect(staysOf(apart(SAME_STAY_MS))).toHaveLength(1);
    expect(staysOf(apart(SAME_STAY_MS + 60_000))).toHaveLength(2);
  });

  it('are two when both were seen from entry to exit, however near in time', () => {
    expect(staysOf([call('rajin', 1, 2), call('rajin', 2.5, 3)])).toHaveLength(2);
  });

  it('are two when another place lies between', () => {
    const events = [sighted('rajin', 1, 1.5), call('vostochny', 2, 3), sighted('rajin', 4, 4.5)];
    expect(staysOf(events).map(({ placeId }) => placeId)).toEqual(['rajin', 'vostochny', 'rajin']);
  });

  it('last while one of the witnesses lasts', () => {
    expect(staysOf([sighted('rajin', 1, 1.2), call('rajin', 1.1, null)])[0]!.toAt).toBeNull();
  });

  it('take no gap for one port in which the ship was seen at another', () => {
    const dark = darkCall(1, 4, [{ placeId: 'rajin', days: [1.5, 3.5] }]);
    expect(brief([dark, sighted('dunay', 2, 2.5)])).toEqual([['dunay', 'sighted', true, 1]]);
    // Seen there after the gap was over, it explains nothing.
    expect(brief([dark, sighted('dunay', 5, 5.5)])).toHaveLength(2);
    // Nor does a sighting that was taken back.
    expect(brief([dark, sighted('dunay', 2, 2.5, { state: 'withdrawn' })])).toEqual([['rajin', 'inferred', true, 1]]);
  });

  it('put a day that lies in two gaps into the one that holds most of it', () => {
    const first = darkCall(1, 4.4, [{ placeId: 'rajin', days: [1.5, 4.2] }]);
    const second = darkCall(4.6, 8, [{ placeId: 'rajin', days: [4.65, 7] }], { id: 'second' });
    const seen = (fromDay: number, toDay: number) => staysOf([first, second, sighted('dunay', fromDay, toDay)]);
    // Wholly in the second: that gap is explained, the first is not.
    expect(seen(5, 5.9).map(({ placeId, events }) => [placeId, events.length])).toEqual([
      ['rajin', 1],
      ['dunay', 1],
    ]);
    const both = sighted('rajin', 4, 4.99);
    for (const dark of [first, second]) {
      expect(isSeenWithin(both, dark, [first, second, both])).toBe(dark === first);
    }
  });

  it('take no day that merely touches a gap for one in it: another port must be, the port itself may be', () => {
    const dark = darkCall(1, 4.4, [{ placeId: 'rajin', days: [1.5, 3.9] }]);
    const within = (placeId: string, fromDay: number, toDay: number) => {
      const seen = sighted(placeId, fromDay, toDay);
      return isSeenWithin(seen, dark, [dark, seen]);
    };
    expect(within('dunay', 4, 4.99)).toBe(false);
    expect(within('dunay', 3, 3.99)).toBe(true);
    // The day in which the gap ended, after the ship had to have left.
    expect(within('rajin', 4, 4.99)).toBe(false);
    expect(within('rajin', 3.5, 4.49)).toBe(true);
  });

  it('are told to a rule of its own port, where that fits well', () => {
    const dark = darkCall(1, 4, [
      { placeId: 'rajin', days: [1.5, 3] },
      { placeId: 'sonbong', days: [1.5, 3] },
      { placeId: 'wonsan', days: [1.5, 3] },
    ]);
    const { reach, alternatives } = dark.facts;
    const points = (of: number[]) => ({
      ...dark,
      facts: {
        ...dark.facts,
        reach: { ...reach, points: of[0]! },
        alternatives: alternatives.map((port, i) => ({ ...port, points: of[i + 1]! })),
      },
    });
    const told = (of: number[], places: string[]) =>
      staysOf([points(of)], new Set(places)).map(({ placeId }) => placeId);
    expect(told([5, 4, 2], ['sonbong', 'wonsan'])).toEqual(['sonbong']);
    expect(told([5, 4, 2], ['rajin', 'sonbong'])).toEqual(['rajin']);
    expect(told([5, 4, 2], ['wonsan'])).toEqual(['rajin']);
  });

  it('do not depend on the order in which the events became known', () => {
    const events = [
      darkCall(1, 4, [{ placeId: 'rajin', days: [1.5, 3.5] }]),
      sighted('rajin', 2, 2.9),
      call('vostochny', 5, 6),
      call('dunay', 8, null),
    ];
    expect(staysOf([...events].reverse())).toEqual(staysOf(events));
  });
});

it('observed is surer than sighted, sighted than inferred, inferred than claimed', () => {
  const order = ['claimed', 'inferred', 'sighted', 'observed'] as const;
  for (const [i, a] of order.entries()) {
    for (const [j, b] of order.entries()) expect(isSurer(a, b), `${a}, ${b}`).toBe(i > j);
  }
});
