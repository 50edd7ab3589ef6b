// Who has what of an alert, in the words of the page; and a subscription as it is typed.

import { describe, expect, it } from 'vitest';
import type { Decision, Delivery, Subscription } from '../../server/http/wire/channel.ts';
import { emptyForm, formOf, requestOf, titleFor, vesselIds } from '../../web/tell/subscription-form.ts';
import { receiversOf, receiversText, testText, whenText } from '../../web/tell/tell.ts';

const AT = '2026-11-02T12:00:00Z';
const delivery = (parts: Partial<Delivery> = {}): Delivery => ({
  id: 'd',
  subscriptionId: 'sub',
  channelId: 'hook',
  subject: { kind: 'alert', id: 'a' },
  revision: 1,
  reason: 'first',
  sequence: 1,
  bundle: null,
  state: 'accepted',
  plannedAt: AT,
  dueAt: AT,
  attempts: 1,
  doubtful: false,
  settledAt: AT,
  answer: '200',
  headline: 'LADY R',
  decision: '',
  ...parts,
});
const decision = (parts: Partial<Decision> = {}): Decision => ({
  subscriptionId: 'sub',
  subject: { kind: 'alert', id: 'a' },
  revision: 1,
  at: AT,
  told: false,
  why: 'muted',
  meaning: 'A mute was in force when the event happened.',
  ...parts,
});
const subscription: Subscription = {
  id: 'sub',
  title: 'Desk',
  owner: 'desk',
  channelId: 'hook',
  enabled: true,
  what: { vessels: ['imo:9161003', 'mmsi:273212120'], leastSeverity: 'high' },
  when: {
    digest: { cron: '30 6 * * 1', timeZone: 'Europe/Berlin' },
    quiet: { fromHour: 21, toHour: 5, timeZone: 'UTC' },
    every: 'leg',
    also: ['graver'],
  },
  budgetADay: null,
  createdAt: AT,
  says: '',
  nextRuns: [],
};
const of = (deliveries: Delivery[], decisions: Decision[] = []) => receiversOf(deliveries, decisions, [subscription]);

describe('who was told of an alert', () => {
  it('has it, when all that was meant for the receiver has gone out', () => {
    expect(of([delivery(), delivery({ sequence: 2, revision: 3, reason: 'revised' })])).toEqual([
      {
        subscriptionId: 'sub',
        title: 'Desk',
        standing: 'has',
        says: 'Has the correction in revision 3: accepted on 2 Nov 2026, 12:00 UTC.',
      },
    ]);
  });
  it('lacks the correction while it fails, whatever was replaced meanwhile', () => {
    const rows = [
      delivery(),
      delivery({ sequence: 2, revision: 2, reason: 'revised', state: 'replaced' }),
      delivery({ sequence: 2, revision: 3, reason: 'withdrawn', state: 'failed', settledAt: null, answer: '503 busy' }),
    ];
    const [receiver] = of(rows);
    expect(receiver).toMatchObject({ standing: 'behind' });
    expect(receiver!.says).toContain('Not the withdrawal: failing, next attempt 2 Nov 2026, 12:00 UTC after 1 attempt');
    expect(receiver!.says).toContain('503 busy');
  });
  it('waits for the message that fails, with the correction behind it', () => {
    const rows = [
      delivery({ state: 'failed', settledAt: null, answer: '503 busy' }),
      delivery({ sequence: 2, revision: 2, reason: 'revised', state: 'held', attempts: 0, settledAt: null }),
    ];
    const [receiver] = of(rows);
    expect(receiver).toMatchObject({ standing: 'waits' });
    expect(receiver!.says).toContain('503 busy');
  });
  it('has nothing while the first message waits, or was given up', () => {
    expect(of([delivery({ state: 'held', attempts: 0, settledAt: null })])[0]).toMatchObject({ standing: 'waits' });
    expect(of([delivery({ state: 'dead', attempts: 10 })])[0]).toMatchObject({ standing: 'lost' });
  });
  it('was not told, with the reason of the newest revision', () => {
    const rows = of([], [decision(), decision({ revision: 2, meaning: 'The severity is below.' })]);
    expect(rows[0]).toMatchObject({ standing: 'none', says: 'Not told. The severity is below.' });
  });
  it('may have it twice where an answer was lost', () => {
    expect(of([delivery({ doubtful: true })])[0]!.says).toContain('It may have been sent twice.');
  });
  it('is counted, those who lack something first, and keeps who has ended the subscription', () => {
    const rows = receiversOf(
      [delivery(), delivery({ subscriptionId: 'gone', state: 'dead' })],
      [decision({ subscriptionId: 'other' })],
      [subscription],
    );
    expect(rows.map(({ title, standing }) => [title, standing])).toEqual([
      ['A subscription that has ended', 'lost'],
      ['Desk', 'has'],
      ['A subscription that has ended', 'none'],
    ]);
    expect(receiversText(rows)).toBe('1 told, 1 given up, 1 not told');
  });
});

describe('words', () => {
  it('never say delivered where the other side only accepted', () => {
    expect(testText({ outcome: 'accepted', said: '202' })).toBe('The other side has accepted it. Answer: 202');
    expect(testText({ outcome: 'permanent', said: '' })).toBe('It was refused. Answer: none');
  });
  it('say when something is due, tried next, or went', () => {
    expect(whenText(delivery({ state: 'held', attempts: 0, settledAt: null }))).toBe('due 2 Nov 2026, 12:00 UTC');
    expect(whenText(delivery({ attempts: 3 }))).toBe('2 Nov 2026, 12:00 UTC after 3 attempts');
    expect(whenText(delivery({ state: 'replaced' }))).toBe('was due 2 Nov 2026, 12:00 UTC');
  });
});

describe('a subscription as it is typed', () => {
  it('goes to the form and back unchanged', () => {
    const { id: _, createdAt: __, says: ___, nextRuns: ____, ...text } = subscription;
    expect(requestOf(formOf(subscription, 'UTC'))).toEqual({ ...text, escalation: null });
    const escalation = { afterHours: 2.5, toId: 'head' };
    expect(requestOf(formOf({ ...subscription, escalation }, 'UTC'))).toEqual({ ...text, escalation });
  });
  it('asks nothing where nothing was typed, and is called after its conditions', () => {
    const form = emptyForm('hook', 'UTC');
    expect(requestOf(form)).toMatchObject({ title: 'Everything', what: {}, budgetADay: null });
    expect(titleFor({ ...form, leastSeverity: 'high' })).toBe('High and graver');
    expect(titleFor({ ...form, vessels: '9161003' })).toBe('One ship');
  });
  it('leaves out a budget where a timetable gathers', () => {
    const form = { ...emptyForm('hook', 'UTC'), budget: '5' };
    expect(requestOf(form).budgetADay).toBe(5);
    expect(requestOf({ ...form, digest: true }).budgetADay).toBeNull();
  });
  it('takes IMO numbers as people write them', () => {
    expect(vesselIds('9161003, IMO 8915550;imo:9179842\n9161003, mmsi:273212120')).toEqual([
      'imo:9161003',
      'imo:8915550',
      'imo:9179842',
      'mmsi:273212120',
    ]);
  });
});
