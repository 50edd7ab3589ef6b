// Whether a subscription is told: each named reason once, and what holds for any story.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../server/domain/alert.ts';
import {
  type Circumstances,
  DECISIONS,
  type DecisionReason,
  decide,
  saidOf,
} from '../../../server/domain/subscription/decide.ts';
import { quietUntil } from '../../../server/domain/subscription/quiet-hours.ts';
import type { Subscription, Told } from '../../../server/domain/subscription/subscription.ts';
import { sampleAlert } from '../../contract/samples.ts';
import { START, sampleSubscription } from '../../tell/samples.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const alert = (parts: Partial<Alert> = {}) => sampleAlert({ raisedAt: START, knownAt: START, ...parts });
const MUTE = { id: 'm', vesselId: 'v', ruleId: null, fromAt: 0, toAt: 1, by: 'desk', note: null, createdAt: 0 };
const around = (parts: Partial<Circumstances> = {}): Circumstances => ({
  told: null,
  mute: null,
  watchlists: [],
  plannedToday: 0,
  at: START,
  nextRun: (_cron, _zone, at) => (Math.floor(at / DAY) + 1) * DAY + 7 * HOUR,
  ...parts,
});
const told = (of: Alert, parts: Partial<Told> = {}): Told => ({
  deliveryId: 'd1',
  revision: of.revision,
  sequence: 1,
  reason: 'first',
  severity: of.severity,
  confidence: of.confidence,
  said: saidOf(of),
  untried: false,
  dueAt: START,
  bundle: null,
  supersedes: null,
  heard: null,
  ...parts,
});
const quiet = { fromHour: 10, toHour: 14, timeZone: 'UTC' };
const digest = { cron: '0 7 * * *', timeZone: 'UTC' };
const what = (parts: Subscription['what']) => ({ what: parts });
const when = (parts: Partial<Subscription['when']>) => ({
  when: { digest: null, quiet: null, also: ['graver', 'surer', 'resolved'] as Subscription['when']['also'], ...parts },
});

const other = alert({ revision: 2, why: 'It was another berth.' });
/** The escalation and cases have decisions of their own. */
const TABLE: Record<
  Exclude<DecisionReason, 'goes on as another case' | 'not acknowledged in time'>,
  [Partial<Subscription>, Alert, Partial<Circumstances>, object]
> = {
  'told at once': [{}, alert(), {}, { send: true, reason: 'first', sequence: 1, dueAt: START }],
  'held for quiet hours': [when({ quiet }), alert(), {}, { send: true, dueAt: START + 2 * HOUR, bundle: null }],
  'held for the digest': [
    when({ digest }),
    alert(),
    {},
    { send: true, dueAt: START + 19 * HOUR, bundle: 'sub digest 2026-11-03T07:00:00.000Z' },
  ],
  'held by the budget': [
    { budgetADay: 3 },
    alert(),
    { plannedToday: 3 },
    { send: true, dueAt: START + 12 * HOUR, bundle: 'sub day 2026-11-03T00:00:00.000Z' },
  ],
  'goes in place of what waits': [
    {},
    other,
    { told: told(alert(), { untried: true, dueAt: START + 5, bundle: 'b' }) },
    { send: true, reason: 'first', sequence: 1, dueAt: START + 5, bundle: 'b', replaces: 'd1' },
  ],
  'a correction': [
    { budgetADay: 1 },
    other,
    { told: told(alert()), plannedToday: 9 },
    { send: true, reason: 'revised', sequence: 2, supersedes: 1, bundle: null },
  ],
  'gone before it was told': [
    {},
    alert({ revision: 2, state: 'withdrawn' }),
    { told: told(alert(), { untried: true }) },
    { send: false, replaces: 'd1' },
  ],
  'switched off': [{ enabled: false }, alert(), {}, { send: false }],
  'another ship': [what({ watchlists: ['arms'] }), alert(), { watchlists: ['oil'] }, { send: false }],
  'another theme': [what({ themes: ['yards'] }), alert(), {}, { send: false }],
  'another rule': [what({ rules: ['coal'] }), alert(), {}, { send: false }],
  'not grave enough': [what({ leastSeverity: 'critical' }), alert({ severity: 'high' }), {}, { send: false }],
  'not sure enough': [what({ leastConfidence: 'high' }), alert({ confidence: 'medium' }), {}, { send: false }],
  'another basis': [what({ bases: ['observed'] }), alert(), {}, { send: false }],
  muted: [{}, alert(), { mute: MUTE }, { send: false }],
  'nothing new': [{}, alert({ revision: 2 }), { told: told(alert()) }, { send: false, replaces: null }],
  'not asked for': [
    when({ also: ['surer'] }),
    alert({ revision: 2, severity: 'critical' }),
    { told: told(alert({ severity: 'high' })) },
    { send: false },
  ],
  'dealt with': [{}, alert({ state: 'acknowledged' }), {}, { send: false }],
  'before the subscription': [{ createdAt: START + 1 }, alert({ revision: 2 }), {}, { send: false }],
};

describe('every reason there is', () => {
  it.each(Object.entries(TABLE))('%s', (why, [parts, of, circumstances, expected]) => {
    expect(decide(sampleSubscription(parts), of, around(circumstances))).toMatchObject({ why, ...expected });
  });

  it('is in the table, and has a meaning that a receiver can read', () => {
    // Of an alert; what is said of cases alone is in test/tell/cases.test.ts.
    const ofAlerts = Object.keys(DECISIONS).filter(
      (why) => why !== 'goes on as another case' && why !== 'not acknowledged in time',
    );
    expect(Object.keys(TABLE).sort()).toEqual(ofAlerts.sort());
    for (const meaning of Object.values(DECISIONS)) expect(meaning).toMatch(/^[A-Z].*\.$/);
  });
});

describe('a condition', () => {
  it.each<[string, Subscription['what'], Partial<Alert>, boolean]>([
    ['the severity that is asked for is enough', { leastSeverity: 'high' }, { severity: 'high' }, true],
    ['one below is not', { leastSeverity: 'high' }, { severity: 'medium' }, false],
    ['the confidence that is asked for is enough', { leastConfidence: 'medium' }, { confidence: 'medium' }, true],
    ['one of several bases is enough', { bases: ['claimed', 'sighted'] }, { basis: 'sighted' }, true],
    ['a ship by its id', { vessels: ['imo:9161003'] }, {}, true],
    ['all conditions must hold', { vessels: ['imo:9161003'], rules: ['coal'] }, {}, false],
  ])('%s', (_, conditions, parts, sends) => {
    expect(decide(sampleSubscription(what(conditions)), alert(parts), around()).send).toBe(sends);
  });
});

describe('what was told is corrected', () => {
  const before = told(alert({ severity: 'medium', confidence: 'low' }));
  it.each<[string, Partial<Alert>, string]>([
    ['graver', { severity: 'high', confidence: 'low' }, 'graver'],
    ['less grave, which nobody may go on believing', { severity: 'low', confidence: 'low' }, 'revised'],
    ['surer', { severity: 'medium', confidence: 'high' }, 'surer'],
    ['another ship’s name', { severity: 'medium', confidence: 'low', vesselName: 'LADY D' }, 'revised'],
    ['withdrawn', { severity: 'medium', confidence: 'low', state: 'withdrawn' }, 'withdrawn'],
    ['resolved', { severity: 'medium', confidence: 'low', state: 'resolved' }, 'resolved'],
  ])('%s', (_, parts, reason) => {
    const decision = decide(sampleSubscription(), alert({ revision: 2, ...parts }), around({ told: before }));
    expect(decision).toMatchObject({ send: true, reason, sequence: 2, supersedes: 1 });
  });

  it('whatever the subscription asks for now, and whatever is muted now', () => {
    const decision = decide(
      sampleSubscription({ ...what({ vessels: ['imo:8915550'] }), ...when({ also: [] }) }),
      alert({ revision: 2, state: 'withdrawn' }),
      around({ told: told(alert()), mute: MUTE }),
    );
    expect(decision).toMatchObject({ send: true, reason: 'withdrawn' });
  });

  it('while the subscription is switched off too: it is planned, and waits until it is switched on', () => {
    const off = sampleSubscription({ enabled: false });
    const gone = alert({ revision: 2, state: 'withdrawn' });
    expect(decide(off, gone, around({ told: told(alert()) }))).toMatchObject({ send: true, reason: 'withdrawn' });
    expect(decide(off, other, around({ told: told(alert(), { untried: true }) }))).toMatchObject({ send: true });
  });

  it('what waits goes no more when the alert reads again as the receiver heard it', () => {
    const waits = told(other, { sequence: 2, reason: 'revised', untried: true, heard: told(alert()) });
    expect(decide(sampleSubscription(), alert({ revision: 3 }), around({ told: waits }))).toEqual({
      send: false,
      why: 'gone before it was told',
      replaces: 'd1',
    });
  });

  it('what goes in place of a correction is measured against what was heard, not against what waited', () => {
    const heard = told(alert({ severity: 'medium' }));
    const waits = told(alert({ severity: 'critical' }), { sequence: 2, reason: 'graver', untried: true, heard });
    const decision = decide(sampleSubscription(), alert({ revision: 3, severity: 'high' }), around({ told: waits }));
    expect(decision).toMatchObject({ send: true, reason: 'graver', sequence: 2 });
  });

  it.each(['withdrawn', 'resolved'] as const)('what stands again after it was %s is told again', (state) => {
    const back = told(alert(), { reason: state, sequence: 2, said: saidOf(alert({ state })) });
    expect(decide(sampleSubscription(), alert({ revision: 3 }), around({ told: back }))).toMatchObject({
      send: true,
      reason: 'revised',
    });
  });
});

/** A story: the alert changes, and what waits is tried or not before the next change. */
const change = fc.record({
  severity: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
  confidence: fc.constantFrom('low' as const, 'high' as const),
  why: fc.constantFrom('One berth.', 'Another berth.'),
  state: fc.constantFrom(
    'open' as const,
    'open' as const,
    'acknowledged' as const,
    'resolved' as const,
    'withdrawn' as const,
  ),
  muted: fc.boolean(),
  tried: fc.boolean(),
  hours: fc.integer({ min: 0, max: 30 }),
});
const subscriptions = fc.record({
  what: fc.constantFrom<Subscription['what'][]>([{}, { leastSeverity: 'medium' }] as never),
  quiet: fc.option(
    fc.record({
      fromHour: fc.integer({ min: 0, max: 23 }),
      toHour: fc.integer({ min: 0, max: 23 }),
      timeZone: fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/New_York'),
    }),
  ),
  digest: fc.option(fc.constant(digest)),
  budgetADay: fc.option(fc.integer({ min: 1, max: 2 })),
});

describe('in any story', () => {
  it('the order is kept, nothing is said twice, and whoever was told ends with what holds', () => {
    fc.assert(
      fc.property(subscriptions, fc.array(change, { maxLength: 12 }), (asked, changes) => {
        const subscription = sampleSubscription({
          what: {},
          budgetADay: asked.budgetADay,
          when: { digest: asked.digest, quiet: asked.quiet, also: ['graver', 'surer', 'resolved'] },
        });
        let last: Told | null = null;
        /** What has gone out, in order. */
        const heard: Told[] = [];
        let at = START;
        let newest = alert();
        for (const [i, { muted, tried, hours, ...parts }] of changes.entries()) {
          at += hours * HOUR;
          newest = alert({ ...parts, revision: i + 1 });
          const decision = decide(
            subscription,
            newest,
            around({ told: last, mute: muted ? MUTE : null, at, plannedToday: i }),
          );
          if (decision.replaces !== null) {
            expect(last?.untried).toBe(true);
            expect(decision.replaces).toBe(last?.deliveryId);
            last = heard.at(-1) ?? null;
          }
          if (decision.send) {
            expect(decision.sequence).toBe(heard.length + 1);
            expect(decision.supersedes).toBe(heard.at(-1)?.revision ?? null);
            if (decision.why !== 'goes in place of what waits') expect(decision.dueAt).toBeGreaterThanOrEqual(at);
            if (decision.bundle === null && decision.why !== 'goes in place of what waits') {
              expect(quietUntil(asked.quiet, decision.dueAt)).toBeNull();
            }
            last = told(newest, {
              deliveryId: `d${i}`,
              sequence: decision.sequence,
              reason: decision.reason,
              supersedes: decision.supersedes,
              dueAt: decision.dueAt,
              bundle: decision.bundle,
              untried: true,
              heard: heard.at(-1) ?? null,
            });
          }
          if (tried && last?.untried) {
            last = { ...last, untried: false };
            heard.push(last);
          }
        }
        if (last?.untried) heard.push(last);
        for (const [i, row] of heard.entries()) {
          if (i > 0) expect(`${row.said} ${row.reason}`).not.toBe(`${heard[i - 1]!.said} ${heard[i - 1]!.reason}`);
        }
        const final = heard.at(-1);
        if (final === undefined) return;
        if (newest.state === 'withdrawn' || newest.state === 'resolved') expect(final.reason).toBe(newest.state);
        else
          expect([final.said, final.reason]).toEqual([saidOf(newest), expect.not.stringMatching(/withdrawn|resolved/)]);
      }),
      { numRuns: 400 },
    );
  });

  it('a message of quiet hours waits less than a day, and is never due within them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe'),
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
        (fromHour, toHour, timeZone, at) => {
          const until = quietUntil({ fromHour, toHour, timeZone }, at);
          if (until === null) return;
          expect(until).toBeGreaterThan(at);
          expect(until - at).toBeLessThanOrEqual(26 * HOUR);
          expect(quietUntil({ fromHour, toHour, timeZone }, until)).toBeNull();
        },
      ),
    );
  });
});
