import { describe, expect, it } from 'vitest';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { RouteRule } from '../../../server/domain/rule.ts';
import { compileRule, type MatchOptions } from '../../../server/domain/rules/finding.ts';
import { legFindings } from '../../../server/domain/rules/legs.ts';
import type { Subject } from '../../../server/domain/rules/subject.ts';
import { asking, call, DAY, darkCall, day, hull, listing, meeting, rule, ship, sighted } from './happened.ts';

interface Asked {
  rule?: Partial<RouteRule>;
  ship?: Partial<Subject>;
  options?: Partial<MatchOptions>;
}

function legs(events: readonly VesselEvent[], { rule: of, ship: who, options }: Asked = {}) {
  return legFindings(compileRule(rule(of), []), ship(who), events, asking(options));
}

const places = (events: readonly VesselEvent[], asked?: Asked) =>
  legs(events, asked).map(({ stays }) => stays.map(({ placeId }) => placeId));

describe('a leg', () => {
  it('runs from the departure of the origin to the arrival at the destination', () => {
    const [leg, ...others] = legs([call('rajin', 1, 2), call('vostochny', 4, 5)]);
    expect(others).toEqual([]);
    expect(leg).toMatchObject({ fromAt: day(2), toAt: day(4), basis: 'observed', beganWith: 'call rajin 1' });
  });

  it('may take as many days as the rule says, and not a minute more', () => {
    const late = (ms: number) => legs([call('rajin', 1, 2), call('vostochny', 12 + ms / DAY, 13)]);
    expect(late(0)).toHaveLength(1);
    expect(late(60_000)).toHaveLength(0);
  });

  it('allows other calls in between', () => {
    expect(places([call('rajin', 1, 2), call('busan', 3, 4), call('vostochny', 5, 6)])).toEqual([
      ['rajin', 'vostochny'],
    ]);
  });

  it('takes a second destination as one more witness, not as a second leg', () => {
    const events = [call('rajin', 1, 2), call('vostochny', 4, 5), call('dunay', 6, 7)];
    expect(places(events)).toEqual([['rajin', 'vostochny', 'dunay']]);
  });

  it('begins anew with every departure from an origin', () => {
    const events = [call('rajin', 1, 2), call('vostochny', 4, 5), call('rajin', 7, 8), call('dunay', 9, 10)];
    expect(places(events)).toEqual([
      ['rajin', 'vostochny'],
      ['rajin', 'dunay'],
    ]);
  });

  it('takes two origins in a row as one departure, named after the surer one', () => {
    const dark = darkCall(1, 2, [{ placeId: 'chongjin', days: [1.2, 1.8] }]);
    const [leg, ...others] = legs([dark, call('rajin', 3, 4), call('vostochny', 5, 6)]);
    expect(others).toEqual([]);
    expect(leg!.stays.map(({ placeId }) => placeId)).toEqual(['rajin', 'vostochny']);
    expect(leg!.stays[0]!.events).toHaveLength(2);
    expect(leg!.fromAt).toBe(day(4));
  });

  it('does not run the other way, unless the rule runs both ways', () => {
    const back = [call('vostochny', 1, 2), call('rajin', 4, 5)];
    expect(places(back)).toEqual([]);
    expect(places(back, { rule: { bothWays: true } })).toEqual([['vostochny', 'rajin']]);
  });

  it('is only as sure as its weaker end', () => {
    const dark = darkCall(1, 3, [{ placeId: 'rajin', days: [1.2, 2.8] }]);
    expect(legs([dark, call('vostochny', 4, 5)])[0]!.basis).toBe('inferred');
    expect(legs([sighted('rajin', 1, 1.5), call('vostochny', 4, 5)])[0]!.basis).toBe('sighted');
    expect(legs([call('rajin', 1, 2), sighted('vostochny', 4, 4.5)])[0]!.basis).toBe('sighted');
  });

  it('needs a destination: a call at the origin is none by itself', () => {
    expect(legs([call('rajin', 1, 2)])).toEqual([]);
  });

  it('needs none for a flag that the rule names', () => {
    const asked = { rule: { needs: { originAlone: { mids: [445] } } } };
    expect(legs([call('rajin', 1, 2)], asked)).toEqual([]);
    expect(legs([call('rajin', 1, 2)], { ...asked, ship: { mid: 445 } })).toMatchObject([
      { fromAt: day(1), toAt: day(2) },
    ]);
  });

  it('counts from the first day of the rule to its last, by the day it ends', () => {
    const events = [call('rajin', 1, 2), call('vostochny', 4, 5)];
    expect(legs(events, { rule: { fromAt: day(4) } })).toHaveLength(1);
    expect(legs(events, { rule: { fromAt: day(4) + 1 } })).toHaveLength(0);
    expect(legs(events, { rule: { toAt: day(4) } })).toHaveLength(0);
    expect(legs(events, { rule: { toAt: day(4) + 1 } })).toHaveLength(1);
    expect(legs(events, { rule: { toAt: day(4) }, options: { asOf: 'now' } })).toHaveLength(1);
  });

  it('names the lists in force at its end, and all of them when asked as of now', () => {
    const events = [call('rajin', 1, 2), call('vostochny', 4, 5)];
    const who = { hull: hull(listing('US OFAC', '2022-05-08T00:00Z'), listing('Korea', '2024-04-03T00:00Z')) };
    expect(legs(events, { ship: who })[0]!.designations.map(({ authority }) => authority)).toEqual(['US OFAC']);
    expect(legs(events, { ship: who, options: { asOf: 'now' } })[0]!.designations).toHaveLength(2);
  });

  it('forgets a delisting no more than a listing', () => {
    const events = [call('rajin', 1, 2), call('vostochny', 4, 5)];
    const past = listing('US OFAC', '2020-01-01T00:00Z', { delistedAt: day(3) });
    expect(legs(events, { ship: { hull: hull(past) } })[0]!.designations).toEqual([]);
    const later = listing('US OFAC', '2020-01-01T00:00Z', { delistedAt: day(4) + 1 });
    expect(legs(events, { ship: { hull: hull(later) } })[0]!.designations).toEqual([later]);
  });
});

describe('what stands in for a call at the origin', () => {
  it('is a gap that began nearest to a place which the rule names', () => {
    const asked = { rule: { needs: { gapNear: ['nampo-chodo'] } } };
    const near = darkCall(1, 3, [
      { placeId: 'busan', days: [1.5, 2.5], km: 400 },
      { placeId: 'nampo-chodo', days: [1.2, 2.8], km: 20 },
    ]);
    expect(places([near, call('vostochny', 5, 6)], asked)).toEqual([['rajin', 'vostochny']]);
    expect(places([near, call('vostochny', 5, 6)])).toEqual([]);
    const far = darkCall(1, 3, [
      { placeId: 'busan', days: [1.5, 2.5], km: 10 },
      { placeId: 'nampo-chodo', days: [1.2, 2.8], km: 20 },
    ]);
    expect(places([far, call('vostochny', 5, 6)], asked)).toEqual([]);
  });

  it('is a meeting with a ship that had called there', () => {
    const asked = (partnerDays: [number, number]) => ({
      rule: { needs: { viaEncounter: true } },
      options: { eventsOf: (id: string) => (id === 'mmsi:445123000' ? [call('rajin', ...partnerDays)] : []) },
    });
    const events = [meeting(5), call('vostochny', 7, 8)];
    const [leg] = legs(events, asked([1, 2]));
    expect(leg!.events.map(({ id }) => id)).toEqual(['meeting 5', 'call rajin 1', 'call vostochny 7']);
    expect(legs(events), 'a rule that does not say so').toEqual([]);
    expect(legs(events, asked([6, 6.5])), 'the other ship called only afterwards').toEqual([]);
    expect(legs([meeting(15), call('vostochny', 16, 17)], asked([1, 2])), 'too long ago').toEqual([]);
  });
});

describe('a place in between', () => {
  const shidao = { rule: { via: ['shidao'] } };

  it('must be called at after the origin and before the destination', () => {
    const [one, two] = [call('rajin', 1, 2), call('vostochny', 6, 7)];
    expect(places([one, call('shidao', 3, 4), two], shidao)).toEqual([['rajin', 'shidao', 'vostochny']]);
    expect(places([one, two], shidao)).toEqual([]);
    expect(places([one, two, call('shidao', 8, 9)], shidao)).toEqual([]);
    expect(places([call('shidao', 0, 0.5), one, two], shidao)).toEqual([]);
  });

  it('keeps span, basis and evidence of the leg those of its ends', () => {
    const dark = darkCall(2.5, 4.5, [{ placeId: 'shidao', days: [3, 4] }]);
    const [leg] = legs([call('rajin', 1, 2), dark, call('vostochny', 6, 7)], shidao);
    expect(leg).toMatchObject({ fromAt: day(2), toAt: day(6), basis: 'observed' });
    expect(leg!.events.map(({ id }) => id)).toEqual(['call rajin 1', 'dark 2.5', 'call vostochny 6']);
  });

  it('lets a rule lead from a place back to itself, and the end of one round begins the next', () => {
    const round = { rule: { origin: ['rajin'], destination: ['rajin'], via: ['shidao'] } };
    const events = [
      call('rajin', 1, 2),
      call('shidao', 3, 4),
      call('rajin', 5, 6),
      call('shidao', 7, 8),
      call('rajin', 9, 10),
    ];
    expect(places(events, round)).toEqual([
      ['rajin', 'shidao', 'rajin'],
      ['rajin', 'shidao', 'rajin'],
    ]);
    expect(places([call('rajin', 1, 2), call('rajin', 8, 9)], round)).toEqual([]);
  });
});

describe('cargo that may have changed ships in a port', () => {
  const first = [call('wonsan', 1, 2), call('kholmsk', 4, 6)];
  const callersAt = (events: readonly VesselEvent[]) => (placeId: string) =>
    placeId === 'kholmsk' ? [{ vesselId: 'imo:9179842', name: 'SHIP A', events }] : [];
  const asked = (events: readonly VesselEvent[] = first, more: Partial<RouteRule['needs']['viaPort']> = {}) => ({
    rule: {
      origin: ['wonsan'],
      destination: ['incheon'],
      maxDays: 180,
      severity: 'high' as const,
      needs: { viaPort: { ports: ['kholmsk'], days: 30, ...more } },
    },
    options: { callersAt: callersAt(events) },
  });
  const second = [call('kholmsk', 14, 15), call('incheon', 20, 21)];

  it('leads on from the second ship’s call there, with both ships in evidence, and is low', () => {
    const [leg, ...others] = legs(second, asked());
    expect(others).toEqual([]);
    expect(leg).toMatchObject({ basis: 'inferred', severity: 'low', beganWith: 'call kholmsk 14', toAt: day(20) });
    expect(leg!.events.map(({ id }) => id)).toEqual([
      'call kholmsk 14',
      'call wonsan 1',
      'call kholmsk 4',
      'call incheon 20',
    ]);
  });

  it('does so within the days of the rule, and not a minute longer', () => {
    const later = (ms: number) => [call('kholmsk', 36 + ms / DAY, 37), call('incheon', 40, 41)];
    expect(legs(later(0), asked())).toHaveLength(1);
    expect(legs(later(60_000), asked())).toHaveLength(0);
  });

  it('does not, where the first ship came from elsewhere, or only after the second had left', () => {
    expect(legs(second, asked([call('busan', 1, 2), call('kholmsk', 4, 6)]))).toEqual([]);
    expect(legs(second, asked([call('wonsan', 1, 2), call('kholmsk', 15.1, 16)]))).toEqual([]);
    expect(legs(second, asked([call('wonsan', 1, 2), call('kholmsk', 14.9, 16)]))).toHaveLength(1);
  });

  it('asks the class of the second ship', () => {
    expect(legs(second, asked(first, { classes: ['dry-cargo'] }))).toHaveLength(1);
    expect(legs(second, asked(first, { classes: ['tanker'] }))).toEqual([]);
  });

  it('is not asked of a ship that came from the origin itself', () => {
    const own = legs([call('wonsan', 8, 9), ...second], asked());
    expect(own).toMatchObject([{ severity: 'high', basis: 'observed', beganWith: 'call wonsan 8' }]);
  });
});
