import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../server/domain/alert.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { RouteRule } from '../../../server/domain/rule.ts';
import {
  beginRecord,
  createRuleEvaluation,
  joinRecords,
  renameRecord,
  type VesselRecord,
} from '../../../server/domain/rules/evaluation.ts';
import { portAt } from '../../scenario.ts';
import { call, day, gap, HOUR, hull, listing, rule, ship, sighted } from './happened.ts';

const listed = ship({ hull: hull(listing('US OFAC', '2022-05-08T00:00Z')) });
const ports = ['rajin', 'vostochny', 'busan', 'xinya', 'kalamata'].map((id) =>
  portAt(id, 130, 42, { country: id === 'kalamata' ? 'GR' : 'XX' }),
);

const arms = rule();
const yard = rule({
  id: 'yard',
  kind: 'stay',
  origin: [],
  destination: ['xinya'],
  needs: { listed: true, stayHours: 72 },
});
const ban = rule({
  id: 'ban',
  kind: 'call',
  origin: [],
  destination: [],
  destinationCountries: ['GR'],
  needs: { listed: true },
});

function open(rules: RouteRule[] = [arms, yard, ban], record: VesselRecord = beginRecord()) {
  const evaluation = createRuleEvaluation({ rules, ports, asOf: 'then', hullOf: () => null, recordOf: () => null });
  const report = (event: VesselEvent) => ({ source: 'day.nmea', line: 1, at: event.knownAt, lon: 130, lat: 42 });
  return {
    evaluation,
    record,
    hear: (event: VesselEvent, who = listed, now = event.knownAt): Alert[] =>
      evaluation.hear(record, event, () => who, null, now, report(event)),
  };
}

describe('what the evaluation remembers', () => {
  it('are events that a rule may need, the newest revision of each', () => {
    const { record, hear } = open();
    hear(call('rajin', 1, null));
    hear(call('rajin', 1, 2, { revision: 2 }));
    hear(call('busan', 3, 4));
    hear(gap(5, 6));
    expect(record.events.map(({ id, revision }) => [id, revision])).toEqual([
      ['call rajin 1', 2],
      ['gap 5', 1],
    ]);
  });

  it('is nothing of a ship that has begun no leg and calls where legs end', () => {
    const { record, hear } = open([arms]);
    expect(hear(call('vostochny', 1, 2))).toEqual([]);
    expect(record.events).toEqual([]);
    hear(call('rajin', 3, 4));
    hear(call('vostochny', 5, 6));
    expect(record.events).toHaveLength(2);
  });

  it('is nothing of an unlisted ship in a port of listed-ship rules, until the ship turns out to be listed', () => {
    const { evaluation, record, hear } = open();
    expect(hear(call('kalamata', 1, null), ship())).toEqual([]);
    expect(record.events).toEqual([]);
    expect(evaluation.review(record, ship(), null, day(1.1))).toEqual([]);
    expect(evaluation.review(record, listed, null, day(1.1))).toMatchObject([
      { ruleId: 'ban', placeIds: ['kalamata'] },
    ]);
    expect(record.events).toHaveLength(1);
    expect(record.reports.get('call kalamata 1')).toHaveLength(1);
    // And it is no second alert when the call is heard again.
    expect(hear(call('kalamata', 1, 2, { revision: 2 }))).toMatchObject([{ ruleId: 'ban', revision: 2 }]);
  });

  it('goes after 210 days, and an alert whose events are gone stays said', () => {
    const { record, hear } = open([arms]);
    hear(call('rajin', 1, 2));
    const [alert] = hear(call('vostochny', 4, 5));
    const said = hear(call('rajin', 300, 301));
    expect(said).toEqual([]);
    expect(record.events.map(({ id }) => id)).toEqual(['call rajin 300']);
    expect(record.alerts.has(alert!.id)).toBe(false);
    expect([...record.reports.keys()]).toEqual(['call rajin 300']);
  });

  it('counts from when an event was told: what was seen years ago and entered today is not old', () => {
    const { hear } = open([arms]);
    const today = { knownAt: day(800) };
    hear(sighted('rajin', 1, 1.5, today));
    expect(hear(sighted('vostochny', 4, 4.5, today))).toHaveLength(1);
  });

  it('keeps legs whole for rules that look farther back', () => {
    const { record, hear } = open([rule({ maxDays: 365 })]);
    hear(call('rajin', 1, 2));
    expect(hear(call('vostochny', 360, 361))).toHaveLength(1);
    expect(record.events).toHaveLength(2);
  });

  it('is bounded, whatever a ship does', () => {
    const { record, hear } = open([arms]);
    for (let i = 0; i < 600; i++) hear(gap(i / 100, i / 100 + 0.005));
    expect(record.events).toHaveLength(420);
    expect(record.events.at(-1)!.id).toBe('gap 5.99');
  });

  it('are the first and the newest reports behind an event, six at most', () => {
    const { record, hear } = open([arms]);
    for (let revision = 1; revision <= 10; revision++) {
      hear(call('rajin', 1, null, { revision, knownAt: day(1) + revision * HOUR }));
    }
    const kept = record.reports.get('call rajin 1')!.map(({ at }) => (at - day(1)) / HOUR);
    expect(kept).toEqual([1, 2, 3, 4, 5, 10]);
  });
});

describe('the evaluation', () => {
  it('says an alert when its leg is whole, and each revision once', () => {
    const { evaluation, record, hear } = open([arms]);
    expect(hear(call('rajin', 1, 2))).toEqual([]);
    expect(hear(call('vostochny', 4, null))).toMatchObject([{ revision: 1, ruleId: 'arms' }]);
    expect(hear(call('vostochny', 4, 5, { revision: 2 }))).toMatchObject([{ revision: 2 }]);
    expect(evaluation.review(record, listed, null, day(6))).toEqual([]);
  });

  it('asks no rule that is switched off', () => {
    const { hear } = open([rule({ enabled: false })]);
    hear(call('rajin', 1, 2));
    expect(hear(call('vostochny', 4, 5))).toEqual([]);
  });

  it('knows when a rule on the length of a stay would first hold', () => {
    const { evaluation } = open();
    expect(evaluation.dueAt(call('xinya', 1, null))).toBe(day(1) + 72 * HOUR);
    expect(evaluation.dueAt(call('xinya', 1, 2)), 'over').toBe(0);
    expect(evaluation.dueAt(call('rajin', 1, null)), 'no such rule').toBe(0);
    expect(evaluation.dueAt(gap(1, null)), 'no stay').toBe(0);
  });

  it('says nothing new of what was over before the ship came under watch', () => {
    const { record, hear } = open([arms]);
    hear(call('rajin', 1, 2), ship());
    record.quietUntilAt = day(10);
    expect(hear(call('vostochny', 4, 5))).toEqual([]);
    hear(call('rajin', 11, 12));
    expect(hear(call('vostochny', 13, 14))).toHaveLength(1);
  });

  it('says what still goes on when the ship comes under watch', () => {
    const { record, hear } = open([arms]);
    hear(call('rajin', 1, 2), ship());
    record.quietUntilAt = day(10);
    expect(hear(call('vostochny', 4, null))).toHaveLength(1);
  });
});

it('a record renamed speaks of the vessel it belongs to, alerts too', () => {
  const { record, hear } = open([arms]);
  hear(call('rajin', 1, 2, { vesselId: 'mmsi:1' }), ship({ vesselId: 'mmsi:1' }));
  const [alert] = hear(call('vostochny', 4, 5, { vesselId: 'mmsi:1' }), ship({ vesselId: 'mmsi:1' }));
  renameRecord(record, 'imo:9161003');
  expect(new Set(record.events.map(({ vesselId }) => vesselId))).toEqual(new Set(['imo:9161003']));
  expect(record.alerts.get(alert!.id)!.vesselId).toBe('imo:9161003');
});

it('records joined hold the events of both in order of time', () => {
  const one = open([arms]);
  one.hear(call('rajin', 5, 6));
  const other = open([arms]);
  other.hear(call('rajin', 1, 2));
  joinRecords(one.record, other.record);
  expect(one.record.events.map(({ beganAt }) => beganAt)).toEqual([day(1), day(5)]);
  expect(one.record.reports.size).toBe(2);
});
