// What a subscription sends, in words.

import { expect, it } from 'vitest';
import { type Names, subscriptionSentences } from '../../../server/domain/subscription/sentence.ts';
import type { Subscription } from '../../../server/domain/subscription/subscription.ts';
import { sampleSubscription } from '../../tell/samples.ts';

const names: Names = {
  channel: 'Desk mail',
  watchlist: (id) => `list ${id}`,
  vessel: (id) => `ship ${id}`,
  rule: (id) => `rule ${id}`,
};
const says = (parts: Partial<Subscription>) => subscriptionSentences(sampleSubscription(parts), names);
const also = ['graver', 'surer', 'resolved'] as const;

it('one without conditions tells everything at once', () => {
  expect(says({})).toEqual([
    'Desk mail is told at once of each new alert of any ship.',
    'What changes or takes back what was told is always told, and so is what becomes graver, surer or resolved by a person.',
  ]);
});

it('each condition is in the sentence', () => {
  const what = {
    watchlists: ['a', 'b'],
    rules: ['r'],
    leastSeverity: 'high',
    leastConfidence: 'high',
    bases: ['observed', 'sighted'],
  } as const;
  expect(says({ what: structuredClone(what) as unknown as Subscription['what'] })[0]).toBe(
    'Desk mail is told at once of each new alert of ships on list a or list b, where it is raised by rule r, and of high or higher severity, and of high confidence, and observed or sighted.',
  );
});

it('many names are counted', () => {
  const vessels = Array.from({ length: 8 }, (_, i) => `v${i}`);
  expect(says({ what: { vessels } })[0]).toContain('ship v4 or 3 more');
});

it('a timetable, quiet hours and a budget are told as they work', () => {
  const quiet = { fromHour: 22, toHour: 6, timeZone: 'Asia/Seoul' };
  const digest = { cron: '0 7 * * *', timeZone: 'UTC' };
  expect(says({ when: { digest: null, quiet, also: [] }, budgetADay: 5 }).slice(1)).toEqual([
    'What changes or takes back what was told is always told.',
    'From 22:00 to 06:00 (Asia/Seoul) nothing is sent; it goes out afterwards, in its newest state.',
    'After 5 new alerts in a UTC day the rest of the day is told in one message at midnight UTC, the gravest first.',
  ]);
  const gathered = says({ when: { digest, quiet, also: [...also] }, budgetADay: 5 });
  expect(gathered[0]).toContain('in one message at each time of its timetable');
  expect(gathered.join(' ')).toContain('no correction is sent');
  expect(gathered.join(' ')).not.toContain('After 5');
});

it('one that is switched off says so first', () => {
  expect(says({ enabled: false })[0]).toMatch(/^Switched off: nothing is sent\./);
});
