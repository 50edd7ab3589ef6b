// That what the evaluation keeps beside a record changes no answer: a ship is asked about event by event, and beside it by an
// evaluation that has just begun and knows nothing but the record, as after a restart. Both must say the same, in the same order.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../server/domain/alert.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import { beginRecord, createRuleEvaluation, type VesselRecord } from '../../../server/domain/rules/evaluation.ts';
import { differing, noSegments, type ReadItem, resegment } from '../../../server/domain/rules/segments.ts';
import { portAt } from '../../scenario.ts';
import {
  call,
  DAY,
  darkCall,
  day,
  declared,
  doubt,
  gap,
  heading,
  hull,
  inZone,
  listing,
  meeting,
  renamed,
  rule,
  ship,
  sighted,
} from './happened.ts';

const PLACES = ['rajin', 'chongjin', 'vostochny', 'dunay', 'xinya', 'kholmsk'];
const ports = PLACES.map((id) => portAt(id, 130, 42, { country: 'XX' }));
const rules = [
  rule(),
  rule({ id: 'back', origin: ['vostochny', 'dunay'], destination: ['rajin', 'chongjin'], bothWays: true }),
  rule({ id: 'look', kind: 'lookback', destination: ['kholmsk'], maxDays: 180 }),
  rule({ id: 'by ship', destination: ['xinya'], maxDays: 40, needs: { viaEncounter: true, gapNear: ['kholmsk'] } }),
  rule({ id: 'by port', destination: ['xinya'], maxDays: 40, needs: { viaPort: { ports: ['kholmsk'], days: 30 } } }),
  rule({ id: 'round', origin: ['xinya'], destination: ['xinya'], via: ['kholmsk'], maxDays: 60 }),
  rule({ id: 'yard', kind: 'stay', origin: [], destination: ['xinya'], needs: { stayHours: 72 } }),
  rule({ id: 'call', kind: 'call', origin: ['rajin'], destination: [] }),
  rule({ id: 'base', kind: 'gap-reach', origin: [], destination: ['chongjin'], needs: { slackHours: 4 } }),
  rule({ id: 'met', kind: 'encounter', origin: [], destination: [], needs: { partner: { mids: [445] } } }),
  rule({ id: 'lies', kind: 'deception', origin: [], destination: [] }),
  rule({ id: 'used', inUse: { fromAt: day(60), toAt: null } }),
];

const SHIPS = ['imo:9161003', 'imo:9179842'];
const subjectOf = (vesselId: string) =>
  ship({
    vesselId,
    name: vesselId,
    imo: Number(vesselId.slice(4)),
    mmsi: vesselId === SHIPS[0] ? 273_212_120 : 445_123_000,
    hull: hull(listing('US OFAC', '2022-05-08T00:00Z')),
  });

const someEvent = fc
  .record({
    sort: fc.constantFrom(
      'call',
      'call',
      'sighted',
      'sighted',
      'gap',
      'dark',
      'heading',
      'declared',
      'zone',
      'meeting',
      'doubt',
      'renamed',
    ),
    place: fc.constantFrom(...PLACES),
    other: fc.constantFrom(...PLACES),
    from: fc.integer({ min: 0, max: 120 }),
    days: fc.integer({ min: 0, max: 4 }),
    open: fc.boolean(),
    state: fc.constantFrom('as it is', 'as it is', 'as it is', 'withdrawn'),
    grade: fc.constantFrom('confirmed', 'probable', 'possible'),
    ship: fc.constantFrom(...SHIPS),
  })
  .map(({ sort, place, other, from, days, open, state, grade, ship: vesselId }) => {
    const to = from + Math.max(0.1, days);
    const made = (): VesselEvent => {
      if (sort === 'call') return call(place, from, open ? null : to);
      if (sort === 'sighted') return sighted(place, from, to, { facts: { grade: grade as 'confirmed' } });
      if (sort === 'gap') return gap(from, open ? null : to);
      if (sort === 'doubt') return doubt(from, open ? null : to, { signs: ['box'] });
      if (sort === 'renamed') return renamed(from, ['name']);
      if (sort === 'zone') return inZone('xinya', from, to);
      if (sort === 'heading') return heading(place, from, to);
      if (sort === 'declared') return declared(place, from);
      if (sort === 'meeting') return meeting(from, { facts: { partnerId: SHIPS.find((id) => id !== vesselId)! } });
      const reach = [place, other].map((placeId) => ({
        placeId,
        days: [from, open ? null : to] as [number, number | null],
      }));
      return darkCall(from, open ? null : to, reach);
    };
    const event = made();
    return {
      ...event,
      id: `${vesselId} ${event.id}`,
      vesselId,
      ...(state === 'withdrawn' ? { state: 'withdrawn' as const } : {}),
    } as VesselEvent;
  });

function monitor() {
  const records = new Map<string, VesselRecord>(SHIPS.map((id) => [id, beginRecord()]));
  const begin = () =>
    createRuleEvaluation({
      rules,
      ports,
      asOf: 'then',
      hullOf: () => null,
      recordOf: (id) => records.get(id) ?? null,
      nameOf: (id) => id,
      records: () => records.values(),
    });
  let evaluation = begin();
  return {
    records,
    hear(event: VesselEvent, now: number, anew: boolean): Alert[] {
      if (anew) evaluation = begin();
      return evaluation.hear(records.get(event.vesselId)!, event, () => subjectOf(event.vesselId), null, now, null);
    },
  };
}

describe('the rules, asked event by event', () => {
  it('say what they say when all is judged anew each time', () => {
    fc.assert(
      fc.property(fc.array(someEvent, { minLength: 1, maxLength: 60 }), (events) => {
        const kept = monitor();
        const anew = monitor();
        events.forEach((event, i) => {
          const told = { ...event, revision: i + 1, knownAt: day(130) + i };
          const now = day(130) + i * (DAY / 8);
          expect(kept.hear(told, now, false)).toEqual(anew.hear(told, now, true));
        });
        expect(kept.records).toEqual(anew.records);
      }),
      { numRuns: 300 },
    );
  });

  it('say the same of a ship of which the oldest events are forgotten', () => {
    const kept = monitor();
    const anew = monitor();
    for (let i = 0; i < 436; i++) {
      const event = sighted(PLACES[(i * 5) % 6]!, 4 * i, 4 * i + 0.9, { id: `sighted ${i}`, knownAt: day(2000) + i });
      const mayDiffer = i > 412 || i % 60 === 0;
      const said = kept.hear(event, day(2000) + i, false);
      const other = anew.hear(event, day(2000) + i, mayDiffer);
      expect(said).toEqual(other);
    }
    expect(kept.records).toEqual(anew.records);
  });
});

describe('a sequence in segments', () => {
  /** A number of ten or more begins a segment; the segment is their sum, and the beginning of the next. */
  const read: ReadItem<{ n: number }, { sum: number[] }> = (open, { n }) => {
    open?.sum.push(n);
    return n >= 10 ? { sum: [n] } : open;
  };

  it('is the same whether it is read whole or as it changes', () => {
    const item = fc.integer({ min: 0, max: 14 }).map((n) => ({ n }));
    const change = fc.record({
      at: fc.nat(),
      out: fc.nat({ max: 3 }),
      put: fc.array(item, { maxLength: 3 }),
      left: fc.nat({ max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 30 }), fc.array(change, { maxLength: 20 }), (first, changes) => {
        let items = first;
        let now = resegment(noSegments<{ n: number }, { sum: number[] }>(), items, read);
        for (const { at, out, put, left } of changes) {
          const before = items;
          items = [...items];
          items.splice(at % (items.length + 1), out, ...put);
          items = items.slice(left);
          now = resegment(now, items, read);
          const whole = resegment(noSegments<{ n: number }, { sum: number[] }>(), items, read);
          expect({ ...now }).toEqual({ ...whole });
          for (const each of before) if (!items.includes(each)) expect(differing(before, items)).toContain(each);
        }
      }),
    );
  });
});
