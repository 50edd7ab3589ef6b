import { describe, expect, it } from 'vitest';
import { draughtChange } from '../../../server/domain/kinds/draught-change/draught-change.ts';
import type { DraughtChange } from '../../../server/domain/kinds/draught-change/facts.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import { at, ms, type Ship, vessel, type WatchOptions, watch } from '../../scenario.ts';
import { call, DAY0, darkCall, day, gap, sighted } from '../rules/happened.ts';

const places = createPlaceIndex([], []);
const SEA = { lon: 131.5, lat: 41.5 };
const HOUR = 1 / 24;

/** Draughts from these days on, said every six minutes until the next, with fixes between. */
function drawing(...draughts: [metres: number, fromDay: number, toDay?: number][]): Ship {
  const ship = vessel('LADY R');
  draughts.forEach(([draughtM, fromDay, toDay], index) => {
    const untilDay = toDay ?? draughts[index + 1]?.[1] ?? fromDay + 0.5;
    for (let now = day(fromDay); now < day(untilDay); now += ms('6 min')) {
      ship.at(SEA, now).says({ draughtM });
      if (now === day(fromDay)) ship.sends(10);
    }
  });
  return ship;
}

function said(ship: Ship, options: Partial<WatchOptions> = {}): DraughtChange[] {
  return watch(draughtChange, ship, { places, ...options }) as DraughtChange[];
}

function changes(ship: Ship, options: Partial<WatchOptions> = {}) {
  return said(ship, options).map(({ facts }) => [facts.fromM, facts.toM, facts.when]);
}

describe('a draught change', () => {
  it('is told with both numbers, the last hearing of the old and the first of the new', () => {
    const [change, ...others] = said(drawing([8.6, 0], [13.1, 1, 1.5]));
    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: 'draught-change', state: 'closed', basis: 'claimed', revision: 1, ...SEA });
    expect(change).toMatchObject({ beganAt: day(1), knownAt: day(1) + ms('6 h') });
    expect(change!.facts).toMatchObject({ fromM: 8.6, toM: 13.1, heldUntilAt: day(1) - ms('6 min') });
  });

  it('counts from a metre on, for a ship that lies deep', () => {
    expect(changes(drawing([12, 0], [12.9, 1, 2]))).toEqual([]);
    expect(changes(drawing([12, 0], [13, 1, 2]))).toHaveLength(1);
    expect(changes(drawing([12, 0], [11, 1, 2]))).toHaveLength(1);
  });

  it('counts from a tenth on, for one that does not', () => {
    expect(changes(drawing([5, 0], [5.4, 1, 2]))).toEqual([]);
    expect(changes(drawing([5, 0], [5.5, 1, 2]))).toHaveLength(1);
  });

  it('is none of a number that goes back within 6 h, and is one of a number that stands for 6 h', () => {
    const slip = (hours: number) => drawing([8.6, 0], [13.1, 1, 1 + hours * HOUR], [8.6, 1 + hours * HOUR, 2]);
    expect(changes(slip(5.9))).toEqual([]);
    expect(changes(slip(6.2))).toMatchObject([
      [8.6, 13.1, 'without a call'],
      [13.1, 8.6, 'without a call'],
    ]);
  });

  it('is none of 0 and none of an absent number', () => {
    const ship = drawing([8.6, 0]).at(SEA, day(1)).says({ draughtM: 0 }).says({ draughtM: Number.NaN });
    expect(changes(ship.at(SEA, day(2)).sends(10), { until: day(3) })).toEqual([]);
  });

  it('is none of the first number heard', () => {
    expect(changes(drawing([8.6, 0, 3]))).toEqual([]);
  });

  it('is told when the new number was heard once only', () => {
    const once = drawing([8.6, 0]).at(SEA, day(1)).says({ draughtM: 5 });
    expect(changes(once, { until: day(1) + ms('5 h 59 min') })).toEqual([]);
    expect(changes(once, { until: day(1) + ms('6 h') })).toHaveLength(1);
  });

  it('follows a number that is typed in steps', () => {
    expect(changes(drawing([8, 0], [8.9, 1], [9.6, 1.1, 2]))).toEqual([[8, 9.6, 'without a call']]);
  });

  it('is none away from a number that nobody has set for a year', () => {
    const constant = (days: number) => {
      const ship = vessel('LADY R').at(SEA, DAY0).sends(10).says({ draughtM: 8.6 });
      ship.at(SEA, day(days - 0.01)).says({ draughtM: 8.6 });
      return ship.at(SEA, day(days)).says({ draughtM: 5 }).sends(10);
    };
    expect(changes(constant(364.9), { until: day(367) })).toHaveLength(1);
    expect(changes(constant(365), { until: day(367) })).toEqual([]);
  });

  it('is not followed for ships that are not watched', () => {
    expect(changes(drawing([8.6, 0], [13.1, 1, 2]), { watched: false })).toEqual([]);
  });
});

describe('what lies between two draughts', () => {
  const loaded = drawing([5, 0], [8, 3, 4]);

  it('is the call during which the number changed', () => {
    const events = [call('rajin', 2.5, null, { knownAt: day(2.6) }), call('rajin', 2.5, 3.5)];
    const [change] = said(loaded, { events });
    expect(change!.facts).toMatchObject({ when: 'at a call', placeId: 'rajin', gapId: null });
  });

  it('is the call that was left less than a day before, and not one longer ago', () => {
    expect(changes(loaded, { events: [call('rajin', 1, 2)] })).toEqual([[5, 8, 'at a call']]);
    expect(changes(loaded, { events: [call('rajin', 1, 1.99)] })).toEqual([[5, 8, 'without a call']]);
  });

  it('is no call where the ship only passed (confidence 1) or waited', () => {
    expect(
      changes(loaded, { events: [call('rajin', 2, 3.5, { facts: { confidence: 1 }, knownAt: day(2.1) })] }),
    ).toEqual([[5, 8, 'without a call']]);
    expect(changes(loaded, { events: [call('kavkaz', 2, null, { facts: { waiting: true } })] })).toEqual([
      [5, 8, 'without a call'],
    ]);
  });

  it('is the gap after which it is another (Pole Star: 8.6 to 13.1 m after 18 h dark)', () => {
    const ship = drawing([8.6, 0, 1], [13.1, 1.75, 3]);
    const [change] = said(ship, { events: [gap(1, 1.75)] });
    expect(change!.facts).toMatchObject({ when: 'across a gap', gapId: 'gap 1', placeId: null });
    expect(change!.facts.grounds).toEqual(['The old draught was heard last before the silence.']);
  });

  it('is a gap up to a day ago: the number is typed by hand', () => {
    const late = (hours: number) =>
      drawing([8.6, 0, 1], [8.6, 1.75, 1.75 + hours * HOUR], [13.1, 1.75 + hours * HOUR, 4]);
    expect(changes(late(24), { events: [gap(1, 1.75)] })).toEqual([[8.6, 13.1, 'across a gap']]);
    expect(changes(late(24.2), { events: [gap(1, 1.75)] })).toEqual([[8.6, 13.1, 'without a call']]);
  });

  it('is the gap and not the call before it', () => {
    const ship = drawing([8.6, 0, 1], [13.1, 1.75, 3]);
    expect(changes(ship, { events: [call('busan', 0.2, 0.9), gap(1, 1.75)] })).toEqual([[8.6, 13.1, 'across a gap']]);
  });

  it('is the call after the gap where the old number was heard when it had come', () => {
    const ship = drawing([8.6, 0, 1], [8.6, 1.75, 2], [13.1, 2, 3]);
    const events = [gap(1, 1.75), call('busan', 1.8, null, { knownAt: day(1.85) })];
    expect(changes(ship, { events })).toEqual([[8.6, 13.1, 'at a call']]);
  });

  it('tells one story with the possible dark call over the same gap', () => {
    const ship = drawing([8.6, 0, 1], [13.1, 1.75, 3]);
    const dark = darkCall(1, 1.75, [{ placeId: 'rajin', days: [1.2, 1.5] }], { facts: { gapId: 'gap 1' } });
    const [change] = said(ship, { events: [gap(1, 1.75), dark] });
    expect(change!.facts.gapId).toBe(dark.facts.gapId);
    expect(change!.facts.grounds).toContain('A possible call at rajin rests on the same silence.');
    const withdrawn: VesselEvent = { ...dark, state: 'withdrawn', revision: 2, knownAt: day(2.9) };
    const revised = said(ship, { events: [gap(1, 1.75), dark, withdrawn] });
    expect(revised.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(revised[1]!.facts.grounds.join()).not.toMatch(/possible call/);
  });

  it('is the call at which somebody saw it meanwhile, also when that is known later, until it is taken back', () => {
    const ship = drawing([8.6, 0, 1], [13.1, 1.75, 3]);
    const seen = sighted('rajin', 1.3, 1.4, { knownAt: day(2.5) });
    const [first, revised, ...others] = said(ship, { events: [gap(1, 1.75), seen] });
    expect(first!.facts.when).toBe('across a gap');
    expect(revised).toMatchObject({ revision: 2, reason: 'it was sighted at rajin meanwhile' });
    expect(revised!.facts).toMatchObject({ when: 'at a call', placeId: 'rajin', gapId: 'gap 1' });
    expect(others).toEqual([]);
    const back: VesselEvent = { ...seen, state: 'withdrawn', revision: 2, knownAt: day(2.8), reason: 'a sister ship' };
    const last = said(ship, { events: [gap(1, 1.75), seen, back] }).at(-1)!;
    expect(last).toMatchObject({ revision: 3, reason: 'a sister ship', facts: first!.facts });
  });

  it('is no sighting of another time', () => {
    const ship = drawing([8.6, 0, 1], [13.1, 1.75, 3]);
    const events = [gap(1, 1.75), sighted('rajin', 2.2, 2.3, { knownAt: day(2.5) })];
    expect(changes(ship, { events })).toEqual([[8.6, 13.1, 'across a gap']]);
  });
});

describe('a restart', () => {
  it('after every input says the same', () => {
    const ship = drawing([8.6, 0, 1], [13.1, 1.75, 3], [6, 3, 3.1], [13.1, 3.1, 4], [9, 5, 6]);
    const dark = darkCall(1, 1.75, [{ placeId: 'rajin', days: [1.2, 1.5] }], { facts: { gapId: 'gap 1' } });
    const events = [gap(1, 1.75), dark, sighted('rajin', 1.3, 1.4, { knownAt: day(2.5) }), call('busan', 4.9, 5.2)];
    const through = said(ship, { events, until: at('2024-03-01T00:00Z') });
    expect(through.length).toBeGreaterThanOrEqual(3);
    expect(said(ship, { events, until: at('2024-03-01T00:00Z'), restartAfter: 'every' })).toEqual(through);
  });
});
