// Lists, watchlists and screening over HTTP, without a socket; every reply is held against its schema.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as wire from '../../server/http/wire/index.ts';
import { plainFile } from '../lists/plain-format.ts';
import { shipImos } from '../lists/records.ts';
import { openRig, type Rig } from './rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-http-lists-'));
const rows = (count: number) => shipImos(count).map((imo, i) => `r${i};SHIP NUMBER ${i};${imo};2026-08-01`);
const removed = z.object({ removed: z.string() });
let rig: Rig;

async function take(name: string, content: string): Promise<void> {
  writeFileSync(join(folder, name), content);
  await rig.sync.importFiles({ source: 'plain', files: [join(folder, name)] });
}

beforeAll(async () => {
  rig = await openRig();
  await take('first.csv', plainFile('2026-10-01', rows(10)));
  await take('second.csv', plainFile('2026-10-20', [...rows(9), 'x;NEW SHIP;9242986;2026-10-19']));
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send<T extends z.ZodType>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  schema: T,
  payload?: object,
): Promise<z.output<T>> {
  const reply = await rig.app.inject({ method, url: `/api/v1${path}`, ...(payload ? { payload } : {}) });
  expect(reply.statusCode, reply.body.slice(0, 500)).toBe(200);
  return schema.parse(reply.json());
}
const get = <T extends z.ZodType>(path: string, schema: T) => send('GET', path, schema);

async function refused(method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object): Promise<wire.Problem> {
  const reply = await rig.app.inject({ method, url: `/api/v1${path}`, ...(payload ? { payload } : {}) });
  return wire.Problem.parse(reply.json());
}

describe('lists', () => {
  test('tell their age by the publication mark, their counts and the last difference', async () => {
    const found = (await get('/lists', wire.page(wire.ListStatus))).rows;
    expect(found.find(({ id }) => id === 'plain')).toMatchObject({
      builtIn: false,
      state: 'in force',
      says: null,
      published: '2026-10-20',
      ageDays: 12,
      ships: 10,
      lastDifference: { ships: { added: 1, removed: 1 } },
      lastAttempt: { outcome: 'in force', origin: 'second.csv' },
    });
    expect(found.filter(({ builtIn }) => builtIn)).toHaveLength(rig.deps.reference.lists.length);
  });

  test('one list has its versions and attempts, and what each version changed, page by page', async () => {
    const list = await get('/lists/plain', wire.ListDetail);
    expect(list.versions).toHaveLength(2);
    const first = await get('/lists/plain/difference?limit=1', wire.ListDifference);
    expect(first.rows.map(({ change, name }) => `${change} ${name}`)).toEqual(['added NEW SHIP']);
    const rest = await get(`/lists/plain/difference?limit=1&after=${first.next}`, wire.ListDifference);
    expect(rest.rows.map(({ change, name }) => `${change} ${name}`)).toEqual(['removed SHIP NUMBER 9']);
    expect(rest.next).toBeNull();
    const oldest = await get(`/lists/plain/difference?version=${list.versions[1]!.id}`, wire.ListDifference);
    expect(oldest.rows).toHaveLength(10);
    expect(await refused('GET', '/lists/plain/difference?version=99')).toMatchObject({ code: 'not_found' });
    expect(await refused('GET', '/lists/nothing')).toMatchObject({
      code: 'not_found',
      detail: "There is no list 'nothing'.",
    });
  });

  test('records come with the text they were read from, and those that have gone with the day', async () => {
    const page = await get('/lists/plain/records?limit=4', wire.page(wire.ListRecord));
    expect(page.rows[0]).toMatchObject({ recordId: 'r0', raw: rows(1)[0], listed: '2026-08-01', firstMissed: null });
    expect(page.next).not.toBeNull();
    const gone = await get('/lists/plain/records?gone=true', wire.page(wire.ListRecord));
    expect(gone.rows).toMatchObject([{ recordId: 'r9', firstMissed: '2026-10-20' }]);
    expect((await get('/lists/plain/records?q=9242986', wire.page(wire.ListRecord))).rows).toHaveLength(1);
  });

  test('a refused copy is told with its sentence, and the version in force stays', async () => {
    const ill = await openRig();
    const path = join(folder, 'page.csv');
    writeFileSync(path, '<html><body>Sign in</body></html>');
    await ill.sync.importFiles({ source: 'plain', files: [path] });
    const reply = wire.page(wire.ListStatus).parse((await ill.app.inject('/api/v1/lists')).json());
    expect(reply.rows.find(({ id }) => id === 'plain')).toMatchObject({
      state: 'failing',
      says: 'page.csv is a web page and not the list; the site may have asked for a login or turned a program away.',
      failingSince: expect.any(String),
      published: null,
    });
    await ill.close();
  });

  test('a list without an address is not fetched', async () => {
    expect(await refused('POST', '/lists/plain/sync')).toMatchObject({ code: 'conflict' });
  });

  test('records by hand are watched at once, and only on lists made by hand', async () => {
    const body = {
      name: 'PORT OLYA 9',
      imo: 9481910,
      programme: 'press',
      source: 'a published notice',
      listed: '2026-10-01',
    };
    expect(await refused('POST', '/lists/plain/records', body)).toMatchObject({ code: 'invalid' });
    expect(await refused('POST', '/lists/hand/records', { ...body, imo: 9481911 })).toMatchObject({
      detail: 'IMO 9481911 fails its check digit.',
    });
    const entered = await send('POST', '/lists/hand/records', wire.ListRecord, { ...body, list: { title: 'Press' } });
    expect(entered).toMatchObject({ list: 'hand', recordId: 'imo-9481910', listed: '2026-10-01' });
    const hull = rig.deps.lists.watch().hulls.find(({ imo }) => imo === 9481910)!;
    expect(hull.designations.some(({ list, authority }) => list === 'hand' && authority === 'Press')).toBe(true);
    await send('DELETE', '/lists/hand/records/imo-9481910', removed);
    const after = rig.deps.lists.watch().known.find(({ imo }) => imo === 9481910)!;
    expect(after.designations.find(({ list }) => list === 'hand')!.delistedAt).not.toBeNull();
    expect(await refused('DELETE', '/lists/hand/records/imo-9481910')).toMatchObject({ code: 'not_found' });
  });
});

describe('watchlists', () => {
  test('a fresh monitor has two', async () => {
    const found = (await get('/watchlists', wire.page(wire.Watchlist))).rows;
    expect(found.map(({ id, members, pinned }) => [id, members, pinned])).toEqual([
      ['arms-carriers', 4, true],
      ['designated', 0, false],
    ]);
    expect(found[0]!.hulls).toBe(4);
  });

  test('a list that turns out to be no sanctions list lets its ships go, without a day that nobody told', async () => {
    const sanctioned = { kind: 'ship', name: 'DAL', programme: 'Press', source: 'https://example.org/dal' };
    const first = { ...sanctioned, list: { title: 'Press', sanction: true } };
    await send('POST', '/lists/hand-press/records', wire.ListRecord, first);
    const other = { ...sanctioned, name: 'VOSTOK', list: { sanction: false } };
    await send('POST', '/lists/hand-press/records', wire.ListRecord, other);
    const { rows } = await get('/lists/hand-press/records', wire.page(wire.ListRecord));
    expect(rows.map(({ names }) => names[0]!.text).sort()).toEqual(['DAL', 'VOSTOK']);
  });

  test('members by filter, by hand and by CSV are watched at once', async () => {
    const made = await send('POST', '/watchlists', wire.Watchlist, {
      id: 'grain',
      title: 'Grain',
      filter: { authorities: ['Testland'] },
    });
    expect(made.hulls).toBe(10);
    const members = [{ ship: 'IMO 9481910', name: 'SOMEBODY', note: 'seen at Kerch' }];
    await send('POST', '/watchlists/grain/members', wire.WatchMembers, { members });
    const csv = await rig.app.inject({
      method: 'POST',
      url: '/api/v1/watchlists/grain/members.csv',
      headers: { 'content-type': 'text/csv' },
      payload: 'IMO number;Name;Note\n9161003;LADY R;again\n',
    });
    expect(csv.statusCode, csv.body).toBe(200);
    const found = (await get('/watchlists/grain/members', wire.WatchMembers)).rows;
    expect(found.slice(0, 2).map(({ name, how }) => [name, how])).toEqual([
      ['LADY R', 'csv'],
      ['SOMEBODY', 'hand'],
    ]);
    expect(found).toHaveLength(12);
    const first = await get('/watchlists/grain/members?limit=5', wire.WatchMembers);
    expect([first.found, first.rows.length]).toEqual([12, 5]);
    const rest = await get(`/watchlists/grain/members?limit=50&after=${first.next}`, wire.WatchMembers);
    expect([...first.rows, ...rest.rows]).toEqual(found);
    expect(rest.next).toBeNull();
    const named = await get('/watchlists/grain/members?q=seen%20at%20KERCH', wire.WatchMembers);
    expect(named.rows.map(({ imo }) => imo)).toEqual([9481910]);
    expect(await refused('GET', '/watchlists/grain/members?after=imo:1')).toMatchObject({ code: 'invalid' });
    await send('DELETE', '/watchlists/grain/members/imo:9481910', removed);
    expect((await get('/watchlists/grain/members', wire.WatchMembers)).rows).toHaveLength(11);
    await send('DELETE', '/watchlists/grain', removed);
    expect(await refused('GET', '/watchlists/grain/members')).toMatchObject({ code: 'not_found' });
  });

  test('what is no ship is refused by name', async () => {
    const members = (ship: string) => ({ members: [{ ship }] });
    expect(await refused('POST', '/watchlists/designated/members', members('9161004'))).toMatchObject({
      detail: 'IMO 9161004 fails its check digit.',
    });
    expect(await refused('POST', '/watchlists/designated/members', members('LADY R'))).toMatchObject({
      detail: "'LADY R' is no IMO number, and no hull has that id.",
    });
  });

  test('a decision about a unit stands until it is taken back', async () => {
    const body = { mmsi: 273212120, hullId: 'imo:9161003', verdict: 'refused' };
    await send('POST', '/verdicts', wire.HandVerdict, body);
    expect(rig.deps.lists.watch().bindings.refused.has('273212120|imo:9161003')).toBe(true);
    expect((await get('/verdicts', wire.page(wire.HandVerdict))).rows).toMatchObject([body]);
    await send('DELETE', '/verdicts/273212120/imo:9161003', removed);
    expect((await get('/verdicts', wire.page(wire.HandVerdict))).rows).toEqual([]);
    expect(await refused('POST', '/verdicts', { ...body, mmsi: 2734480 })).toMatchObject({ code: 'invalid' });
  });
});

describe('screening', () => {
  test('one question or several, each with the lines it rests on', async () => {
    const found = await get('/screen?q=NEW%20SHIP&q=9161003', wire.page(wire.ScreenResult));
    expect(found.rows.map(({ level }) => level)).toEqual(['possible', 'confident']);
    expect(found.rows[0]!.matches[0]).toMatchObject({ imo: 9242986, watched: true });
    expect(found.rows[0]!.matches[0]!.lines).toMatchObject([{ list: 'plain', raw: 'x;NEW SHIP;9242986;2026-10-19' }]);
  });

  test('fields together are one question', async () => {
    const { rows: found } = await get('/screen?name=ANGARA&imo=9242986', wire.page(wire.ScreenResult));
    expect(found[0]!.matches.map(({ imo }) => imo)).toEqual([9242986]);
    expect(await refused('GET', '/screen')).toMatchObject({ code: 'invalid' });
  });

  test('a table goes in and a table comes out', async () => {
    const reply = await rig.app.inject({
      method: 'POST',
      url: '/api/v1/screen',
      headers: { 'content-type': 'text/csv' },
      payload: 'name,imo\nLADY R,9161003\nNOBODY AT ALL,\n',
    });
    expect(reply.statusCode, reply.body).toBe(200);
    expect(reply.headers['content-type']).toContain('text/csv');
    expect(reply.body.split('\r\n')[1]).toMatch(/^LADY R 9161003,confident,C1,LADY R,9161003,/);
    expect(reply.body).toContain('NOBODY AT ALL,none');
  });
});

describe('screening', () => {
  test('an answer names the lists that were asked, and what of a question was not read', async () => {
    const page = await get('/screen?q=NEW%20SHIP&q=NOBODY%20OF%20THIS%20NAME&q=IMO%20543400', wire.ScreenPage);
    expect(page.rows.map(({ outcome }) => outcome)).toEqual(['match', 'clear', 'unread']);
    expect(page.rows[2]!.unread).toHaveLength(1);
    expect(page.against).toMatchObject({ complete: true, notLoaded: [] });
    expect(page.against.lists.find(({ id }) => id === 'plain')).toMatchObject({ published: '2026-10-20', ships: 10 });
  });

  test('a clear of lists that are not loaded is none', async () => {
    const bare = await openRig();
    const page = wire.ScreenPage.parse((await bare.app.inject('/api/v1/screen?q=NOBODY%20OF%20THIS%20NAME')).json());
    expect(page.rows[0]!.outcome).toBe('partial');
    expect(page.against.notLoaded).not.toEqual([]);
    await bare.close();
  });

  test('it is kept as a record: JSON with a fingerprint, or a page on which all text is text', async () => {
    const asked = encodeURIComponent('<script>alert(1)</script> 9161003');
    const json = await rig.app.inject(`/api/v1/screen/record?q=${asked}`);
    const record = wire.ScreenRecord.parse(json.json());
    expect(record.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(record.results[0]!.matches[0]!.name).toBe('LADY R');
    const page = await rig.app.inject(`/api/v1/screen/record?format=html&q=${asked}`);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).not.toContain('<script');
    for (const said of ['LADY R', '2026-10-20', record.sha256.slice(0, 8)].slice(0, 2))
      expect(page.body).toContain(said);
  });

  test('a table comes back as a table that says what was not read, in UTF-16 too', async () => {
    const send = (payload: Buffer) =>
      rig.app.inject({ method: 'POST', url: '/api/v1/screen', headers: { 'content-type': 'text/csv' }, payload });
    const table = 'name,imo\nX ONE,9161003\nX TWO,see remarks\n';
    for (const bytes of [Buffer.from(table), Buffer.from(`\ufeff${table}`, 'utf16le')]) {
      const { statusCode, body } = await send(bytes);
      expect(statusCode).toBe(200);
      expect(body).toContain('X ONE 9161003,confident,C1,LADY R,9161003');
      expect(body).toContain('X TWO see remarks,not read,');
    }
    expect((await send(Buffer.from('PK\u0003\u0004'))).statusCode).toBe(400);
  });

  test('companies and persons have a list, a page of their own, and a place in the dossier of their ships', async () => {
    const found = await get('/parties?q=m%20leasing', wire.page(wire.PartySummary));
    expect(found.rows).toMatchObject([{ name: 'M Leasing LLC', ships: 2 }]);
    const party = await get(`/parties/${encodeURIComponent(found.rows[0]!.id)}`, wire.Party);
    expect(party.ships.map(({ name }) => name).sort()).toEqual(['ANGARA', 'MARIA']);
    const { parties } = await get('/vessels/imo:9179842', wire.VesselDossier);
    expect(parties).toContainEqual(expect.objectContaining({ partyId: party.id, role: 'owner', basis: 'same list' }));
    expect(await refused('GET', '/parties/nobody')).toMatchObject({ code: 'not_found' });
    const page = await get('/parties?limit=1', wire.page(wire.PartySummary));
    expect(
      (await get(`/parties?limit=1&after=${encodeURIComponent(page.next!)}`, wire.page(wire.PartySummary))).rows,
    ).toHaveLength(1);
  });
});

test('a file of a list is taken in by its content, and one that is no list is refused in a sentence', async () => {
  const send = (name: string, payload: string) =>
    rig.app.inject({
      method: 'POST',
      url: `/api/v1/lists/import?name=${encodeURIComponent(name)}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload,
    });
  const table = plainFile('2026-11-01', [...rows(9), 'x;NEW SHIP;9242986;2026-10-19']);
  const taken = wire.ImportReport.parse((await send('../third.csv', table)).json());
  expect(taken).toMatchObject({ list: 'plain' });
  expect(['in force', 'no change']).toContain(taken.outcome);
  const other = await send('photo.jpg', 'not a list at all');
  if (other.statusCode === 200) expect(wire.ImportReport.parse(other.json()).outcome).toBe('refused');
  else expect(wire.Problem.parse(other.json()).detail.length).toBeGreaterThan(10);
  expect((await send('empty.csv', '')).statusCode).toBe(400);
});
