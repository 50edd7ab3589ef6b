// Deeds over HTTP: one, many, by a filter, undone; and the record of them.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNDO_MS } from '../../server/domain/desk/deed.ts';
import { LIVE } from '../../server/seams/store.ts';
import { batchOf, sampleAlert } from '../contract/samples.ts';
import { NOW, openRig, type Rig } from './rig.ts';

let rig: Rig;
let now = NOW;
beforeEach(async () => {
  now = NOW;
  rig = await openRig({ clock: { now: () => now, every: () => () => {}, sleep: async () => {} } as never });
  const alerts = Array.from({ length: 12 }, (_, i) => sampleAlert({ id: `live-${String(i).padStart(2, '0')}` }));
  await rig.store.commit(batchOf(LIVE, { alerts }));
});
afterEach(() => rig.close());

async function ask(method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await rig.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { host: 'localhost' },
    ...(payload && { payload }),
  });
  return {
    status: answer.statusCode,
    body: answer.headers['content-type']?.includes('json') ? answer.json() : answer.body,
  };
}

const alertIds = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ kind: 'alert', id: `live-${String(i).padStart(2, '0')}` }));

describe('deeds', () => {
  it('ten alerts are acknowledged in one request, each with its result, and undone in another', async () => {
    const subjects = [...alertIds(10), { kind: 'alert', id: 'nowhere' }];
    const { body } = await ask('POST', '/deeds?scope=live', {
      action: 'acknowledge',
      reasonCode: 'reviewed',
      subjects,
    });
    expect(body).toMatchObject({ done: 10, refused: 1 });
    expect(body.rows.at(-1)).toMatchObject({ outcome: 'not_found', says: "There is no alert 'nowhere'." });
    const open = () => rig.store.alerts({ scope: LIVE, state: ['open'], limit: 100 });
    expect((await open()).rows).toHaveLength(2);
    now += UNDO_MS;
    expect((await ask('POST', `/deeds/${body.deed}/undo`)).body).toMatchObject({ done: 10, refused: 0 });
    expect((await open()).rows).toHaveLength(12);
  });

  it('a deed that is older than ten seconds is undone by nobody', async () => {
    const { body } = await ask('POST', '/deeds?scope=live', { action: 'resolve', subjects: alertIds(1) });
    now += UNDO_MS + 1;
    const late = await ask('POST', `/deeds/${body.deed}/undo`);
    expect(late.status).toBe(409);
    expect(late.body.detail).toContain('could be undone until');
  });

  it('a filter changes what it was shown to find, and nothing when it finds another number', async () => {
    const filter = { rule: sampleAlert().ruleId, state: ['open'] };
    expect((await ask('POST', '/deeds/count?scope=live', filter)).body).toEqual({ count: 12, most: 1000 });
    await ask('POST', '/deeds?scope=live', { action: 'resolve', subjects: alertIds(1) });
    const request = { action: 'resolve', reasonCode: 'duplicate', filter };
    const stale = await ask('POST', '/deeds?scope=live', { ...request, count: 12 });
    expect(stale.status).toBe(409);
    expect(stale.body.detail).toBe('The filter finds 11 alerts by now, and 12 were shown.');
    expect((await ask('POST', '/deeds?scope=live', { ...request, count: 11 })).body).toMatchObject({ done: 11 });
    expect((await ask('POST', '/deeds?scope=live', request)).status).toBe(400);
    expect((await ask('POST', '/deeds?scope=live', { action: 'resolve' })).status).toBe(400);
  });

  it('one alert is resolved with a reason of the table, and says what it is now', async () => {
    const { body } = await ask('POST', '/alerts/live-03/actions?scope=live', {
      action: 'resolve',
      reasonCode: 'confirmed',
    });
    expect(body).toMatchObject({
      state: 'resolved',
      handling: { state: 'resolved', reasonCode: 'confirmed', version: 1, last: { action: 'resolve', by: 'analyst' } },
      history: [{ what: 'resolve', before: { state: 'open' }, after: { state: 'resolved' } }],
    });
    const codes = (await ask('GET', '/reasons')).body.rows;
    expect(codes.find(({ code }: { code: string }) => code === 'confirmed')).toMatchObject({ verdict: 'confirmed' });
    expect(
      (await ask('POST', '/alerts/live-04/actions?scope=live', { action: 'resolve', reasonCode: 'lawful' })).status,
    ).toBe(400);
  });

  it('the record is told newest first, and as a table that no spreadsheet runs', async () => {
    await ask('POST', '/deeds?scope=live', { action: 'note', note: '=HYPERLINK("x")', subjects: alertIds(3) });
    const { body } = await ask('GET', '/audit?limit=2');
    expect(body.rows.map(({ number }: { number: number }) => number)).toEqual([3, 2]);
    expect((await ask('GET', `/audit?limit=2&after=${body.next}`)).body).toMatchObject({
      rows: [{ number: 1 }],
      next: null,
    });
    const csv = (await ask('GET', '/audit.csv?kind=alert')).body as string;
    const lines = csv.trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('what is done to a feed, a rule and a mute is written down too', async () => {
    await ask('POST', '/mutes?scope=live', { rule: 'dprk-ru-arms', hours: 6, note: 'ferry' });
    await ask('POST', '/rules/dprk-ru-arms/switch', { enabled: false });
    const rows = (await ask('GET', '/audit')).body.rows as { subject: { kind: string }; what: string }[];
    expect(rows.map(({ subject, what }) => `${what} ${subject.kind}`)).toEqual(['switched off rule', 'made mute']);
  });
});
