// Cases over HTTP: the list and its filters, one case as it was known, and what leaves as a file.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseDetail, CaseGeoJson, CasePage, CaseSummary } from '../../server/http/wire/case.ts';
import * as wire from '../../server/http/wire/index.ts';
import { batchOf, DAY0, HOUR, LADY_R, sampleAlert, sampleCall } from '../contract/samples.ts';
import { DEMO, openRig, type Rig } from './rig.ts';

const DAY = 24 * HOUR;
let rig: Rig;

beforeAll(async () => {
  rig = await openRig();
  const other = sampleAlert({
    id: 'alert-2',
    vesselId: 'imo:9179842',
    vesselName: '=ANGARA<b>',
    imo: 9179842,
    ruleId: 'yard-stay',
    ruleTitle: 'Listed ship at a foreign shipyard',
    severity: 'medium',
    placeIds: ['xinya'],
    fromAt: DAY0 + DAY,
    toAt: DAY0 + 2 * DAY,
    raisedAt: DAY0 + 3 * DAY,
    knownAt: DAY0 + 3 * DAY,
  });
  const call = sampleCall({ id: 'call-9', vesselId: 'imo:9179842' });
  await rig.store.commit(batchOf(DEMO, { alerts: [{ ...other, evidence: { ...other.evidence, events: [call] } }] }));
});
afterAll(() => rig.close());

const get = async (url: string) => await rig.app.inject(`/api/v1${url}`);
const page = async (query = '') => CasePage.parse((await get(`/cases${query}`)).json());
const names = async (query: string) => (await page(query)).rows.map(({ ships }) => ships[0]!.name);

describe('a deed on a case', () => {
  test('is said beforehand, takes its alerts along, and is in its history', async () => {
    const [yard] = (await page('?theme=yards')).rows as [CaseSummary];
    const before = CaseDetail.parse((await get(`/cases/${yard.id}?scope=${DEMO}`)).json());
    expect(before).toMatchObject({ handling: { state: 'open' }, history: [], mutes: [] });
    expect(before.ahead.find(({ action }) => action === 'acknowledge')?.says).toBe(
      'Its one open alert is acknowledged with it.',
    );
    const act = async (payload: object) =>
      await rig.app.inject({ method: 'POST', url: `/api/v1/cases/${yard.id}/actions?scope=${DEMO}`, payload });
    const after = CaseDetail.parse((await act({ action: 'acknowledge', note: 'seen' })).json());
    expect(after).toMatchObject({
      handling: { state: 'acknowledged', last: { action: 'acknowledge', by: 'analyst' } },
      history: [{ what: 'acknowledge', note: 'seen', subject: { kind: 'case', id: yard.id } }],
      alertsInside: [{ state: 'acknowledged' }],
    });
    expect((await act({ action: 'acknowledge' })).json()).toMatchObject({ code: 'conflict' });
    const payload = { action: 'reopen', subjects: [{ kind: 'case', id: yard.id }] };
    const many = await rig.app.inject({ method: 'POST', url: `/api/v1/deeds?scope=${DEMO}`, payload });
    expect(wire.BulkDeed.parse(many.json())).toMatchObject({
      done: 1,
      rows: [{ alerts: 1, handling: { state: 'open' } }],
    });
  });
});

describe('cases', () => {
  test('are a page of rows, the newest word first, with the themes there are', async () => {
    const { rows, themes, asOf } = await page();
    expect(rows.map(({ ships, themeTitle }) => [ships[0]!.name, themeTitle])).toEqual([
      ['=ANGARA<b>', 'Stays at foreign yards'],
      ['LADY R', 'Arms bridge between the DPRK and Russia'],
    ]);
    expect(themes.map(({ theme }) => theme)).toEqual(['arms-bridge', 'yards']);
    expect(asOf).toBe('then');
  });

  test('are found by ship, watchlist, theme, severity, state and words', async () => {
    expect(await names(`?vessel=${LADY_R}`)).toEqual(['LADY R']);
    expect(await names('?list=arms-carriers&order=grave')).toEqual(['LADY R', '=ANGARA<b>']);
    expect(await names(`?list=arms-carriers&vessel=imo:9241308`)).toEqual([]);
    expect(await names('?theme=yards,none')).toEqual(['=ANGARA<b>']);
    expect(await names('?severity=medium')).toEqual(['=ANGARA<b>']);
    expect(await names('?confidence=low')).toEqual([]);
    expect(await names('?q=shipyard')).toEqual(['=ANGARA<b>']);
    expect(await names('?state=quiet')).toEqual([]);
    expect(await names(`?state=quiet&at=${DAY0 + 100 * DAY}`)).toEqual(['=ANGARA<b>', 'LADY R']);
    expect((await get('/cases?list=none')).json()).toMatchObject({ code: 'not_found' });
    expect((await get('/cases?severity=grave')).json()).toMatchObject({ code: 'invalid' });
  });

  test('are told as they were known at an instant', async () => {
    expect(await names(`?at=${DAY0 + 2 * DAY}`)).toEqual(['LADY R']);
    const [newest] = (await page()).rows;
    expect((await get(`/cases/${newest!.id}?at=${DAY0}`)).json()).toMatchObject({
      code: 'not_found',
      detail: expect.stringContaining('that was known then'),
    });
  });

  test('one has the alerts inside, each of which names it, and what was said of it', async () => {
    const [, row] = (await page()).rows;
    const found = CaseDetail.parse((await get(`/cases/${row!.id}`)).json());
    expect(found.alertsInside.map(({ id, caseId }) => [id, caseId])).toEqual([['alert-1', row!.id]]);
    expect(found.said).toMatchObject([{ revision: 1, alerts: 1 }]);
    const alert = wire.AlertDetail.parse((await get('/alerts/alert-1')).json());
    expect(alert.caseId).toBe(row!.id);
    expect((await get('/cases/case_none')).json()).toMatchObject({ code: 'not_found' });
    expect((await get(`/cases/${row!.id}?scope=live`)).json()).toMatchObject({ code: 'not_found' });
  });

  test('every revision is told in order', async () => {
    const { rows, next } = wire.page(CaseSummary).parse((await get('/cases/revisions')).json());
    expect(rows.map(({ revision, ships }) => [ships[0]!.name, revision])).toEqual([
      ['LADY R', 1],
      ['=ANGARA<b>', 1],
    ]);
    expect(next).toBeNull();
  });
});

describe('files of cases', () => {
  test('a table has a row for each and runs no formula', async () => {
    const reply = await get('/cases.csv');
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head, first, second, end] = reply.body.split('\r\n');
    expect(head).toMatch(/^case,scope,ships,IMO/);
    expect(first).toContain(",'=ANGARA<b>,9179842,");
    expect(second).toContain(',LADY R,9161003,');
    expect(end).toBe('');
  });

  test('GeoJSON has the places of the legs', async () => {
    const { features, cut } = CaseGeoJson.parse((await get('/cases.geojson?order=grave')).json());
    expect(cut).toBe(false);
    expect(features.map(({ geometry }) => geometry.coordinates)).toEqual([
      [[133.0731, 42.7304]],
      [[133.0731, 42.7304]],
    ]);
    expect(features[0]!.properties).toMatchObject({ theme: 'arms-bridge', from: '2023-09-11T04:00:00.000Z' });
  });

  test('Atom has an entry for each, escaped, that leads to the page', async () => {
    const { body } = await get('/cases.atom');
    expect(body.match(/<entry>/g)).toHaveLength(2);
    expect(body).toContain('=ANGARA&lt;b&gt;: stays at foreign yards');
    expect(body).toMatch(/\?scope=demo&amp;case=case_[0-9a-f]{16}/);
    expect(body).toContain('[Reconstructed');
  });
});
