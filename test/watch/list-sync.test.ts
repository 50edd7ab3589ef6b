// Lists from file or address to what is watched: good copies, bad copies, look-backs and delistings.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { createLive } from '../../server/run/live.ts';
import { manualClock } from '../../server/seams/clock.ts';
import type { Store } from '../../server/seams/store.ts';
import { saveHandRecord } from '../../server/watch/hand-list.ts';
import { loadWatch } from '../../server/watch/hulls.ts';
import { createListSync, type ListSync, type ListSyncDeps, timetable } from '../../server/watch/list-sync.ts';
import { lookBackHere } from '../../server/watch/look-back.ts';
import { batchOf, sampleCall, sampleFix, sampleVessel } from '../contract/samples.ts';
import { plainFile, plainFormat } from '../lists/plain-format.ts';
import { shipImos } from '../lists/records.ts';
import { places, referenceOptions } from '../play.ts';
import { referenceLive } from '../run/reference-live.ts';

const NOW = Date.UTC(2026, 8, 1);
const DAY = 86_400_000;
const builtIn = { hulls: [], mids: referenceOptions.mids };
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-sync-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const [SHIP, OTHER] = shipImos(2) as [number, number];
const rows = (count: number) => shipImos(count).map((imo, i) => `${i};SHIP NUMBER ${i};${imo};2026-08-01`);

let files = 0;
function file(content: string | Buffer, name = `copy-${files++}.csv`): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

interface Rig {
  store: Store;
  sync: ListSync;
  relisted: number[];
}

async function open(parts: Partial<ListSyncDeps> = {}): Promise<Rig> {
  const store = parts.store ?? openStore(':memory:');
  const relisted: number[] = [];
  const sync = await createListSync({
    store,
    clock: manualClock(NOW),
    log: pino({ level: 'silent' }),
    formats: [plainFormat()],
    builtIn,
    lookBack: lookBackHere(store, () => referenceOptions),
    live: { takeLists: async () => void relisted.push((await loadWatch(store, builtIn, NOW)).hulls.length) },
    scheduled: 'off',
    ...parts,
  });
  return { store, sync, relisted };
}

const take = (sync: ListSync, ...paths: string[]) => sync.importFiles({ source: 'plain', files: paths });

describe('a good copy', () => {
  test('comes into force, is watched at once, and again changes nothing', async () => {
    const { store, sync, relisted } = await open();
    const path = file(plainFile('2026-08-20', rows(10)));
    expect(await take(sync, path)).toMatchObject({
      outcome: 'in force',
      ships: 10,
      warnings: [],
      difference: { ships: { added: 10, removed: 0 } },
    });
    expect(sync.watch().hulls.filter(({ designations }) => designations.length > 0)).toHaveLength(10);
    expect(relisted.at(-1)).toBe(sync.watch().hulls.length);
    const again = await take(sync, path);
    expect(again).toMatchObject({ outcome: 'no change', ships: 10 });
    expect(again.difference!.rows).toEqual([]);
    expect(await store.listVersions('plain', 10)).toHaveLength(1);
    expect(await store.listAttempts('plain', 10)).toMatchObject([{ outcome: 'no change' }, { outcome: 'in force' }]);
    await sync.close();
  });

  test('in another packing is the same copy', async () => {
    const { sync } = await open();
    const content = plainFile('2026-08-20', rows(3));
    await take(sync, file(content));
    expect(await take(sync, file(gzipSync(content)))).toMatchObject({ outcome: 'no change' });
  });

  test('that is old is taken with a warning', async () => {
    const { sync } = await open();
    const result = await take(sync, file(plainFile('2026-01-01', rows(3))));
    expect(result.outcome).toBe('in force');
    expect(result.warnings[0]).toContain('243 days old');
  });

  test('a ship that leaves keeps its designation with its end', async () => {
    const { sync } = await open();
    await take(sync, file(plainFile('2026-08-20', rows(10))));
    const left = await take(sync, file(plainFile('2026-08-25', rows(10).slice(1))));
    expect(left.difference!.ships).toMatchObject({ removed: 1 });
    const hull = sync.watch().known.find(({ imo }) => imo === SHIP)!;
    expect(hull.designations).toMatchObject([{ delistedAt: Date.UTC(2026, 7, 25) }]);
  });
});

describe('a bad copy is refused with one sentence and the version in force stays', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await open();
    await take(rig.sync, file(plainFile('2026-08-20', rows(10))));
  });

  test.each([
    [
      'cut in the middle',
      plainFile('2026-08-21', rows(10)).slice(0, 200),
      /^cut\.csv is cut: its last line is missing\.$/,
      'cut.csv',
    ],
    ['with another head', 'id,name\n1,X\n', /^head\.csv does not begin with the mark of the plain list\.$/, 'head.csv'],
    [
      'cut to half',
      plainFile('2026-08-21', rows(5)),
      /holds 5 ships where the version in force has 10, 50 % fewer/,
      'half.csv',
    ],
    ['without a ship', plainFile('2026-08-21', []), /the copy holds no ship at all\.$/, 'none.csv'],
    [
      'older',
      plainFile('2026-08-01', rows(10)),
      /is of 1 Aug 2026, older than the version in force of 20 Aug 2026\.$/,
      'old.csv',
    ],
    [
      'a web page',
      '<!DOCTYPE html><html><body>Sign in</body></html>',
      /^page\.csv is a web page and not the list/,
      'page.csv',
    ],
    ['empty', '', /^empty\.csv is empty\.$/, 'empty.csv'],
    [
      'a torn archive',
      gzipSync('x'.repeat(9000)).subarray(0, 30),
      /^torn\.csv is damaged: its gzip data break off or are wrong\.$/,
      'torn.csv',
    ],
  ])('%s', async (_title, content, sentence, name) => {
    const result = await take(rig.sync, file(content, name));
    expect(result).toMatchObject({ outcome: 'refused', says: expect.stringMatching(sentence), versionId: null });
    expect(await rig.store.listsInForce()).toMatchObject([{ ships: 10 }]);
    const [standing] = await rig.store.listStandings();
    expect(standing!.lastAttempt.says).toBe(result.says);
    expect(standing!.failingSinceAt).toBe(NOW);
  });

  test('a packed file that unpacks without end', async () => {
    const { store, sync } = await open({ mostBytes: 100_000 });
    const result = await take(sync, file(gzipSync(Buffer.alloc(1_000_000)), 'bomb.gz'));
    expect(result).toMatchObject({ outcome: 'refused', says: 'bomb.gz unpacks to more than 0 MB; that is no list.' });
    expect(await store.listsInForce()).toEqual([]);
  });

  test('a list that its publisher has closed', async () => {
    const { sync } = await open({ formats: [plainFormat({ frozen: 'it was closed on 28 January 2026' })] });
    expect(await take(sync, file(plainFile('2026-08-20', rows(10))))).toMatchObject({
      outcome: 'refused',
      says: 'The plain list must not be used: it was closed on 28 January 2026.',
    });
  });

  test('but a fall that a person has looked at passes', async () => {
    const path = file(plainFile('2026-08-22', rows(5)));
    expect(await rig.sync.importFiles({ source: 'plain', files: [path], accepted: true })).toMatchObject({
      outcome: 'in force',
      difference: { ships: { removed: 5 } },
    });
  });

  test('a source or a file that is not known is an error of the caller', async () => {
    await expect(rig.sync.importFiles({ source: 'nowhere', files: ['x'] })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(take(rig.sync, join(folder, 'gone'))).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('from its address', () => {
  const good = plainFile('2026-08-20', rows(10));
  let answer: (reply: ServerResponse, asked: string | undefined) => void;
  const server = createServer((request, reply) => answer(reply, request.headers['if-none-match']));
  let formats: ReturnType<typeof plainFormat>[];
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    formats = [plainFormat({ addresses: { main: `http://127.0.0.1:${port}/plain.csv` } })];
  });
  afterAll(() => void server.close());
  const rig = () => open({ formats, fetch: { allowLoopback: true, mostBytes: 100_000 } });

  test('is fetched once and not again while it is the same', async () => {
    const { store, sync } = await rig();
    answer = (reply, asked) => {
      if (asked === '"1"') reply.writeHead(304).end();
      else reply.writeHead(200, { etag: '"1"' }).end(good);
    };
    expect(await sync.sync()).toMatchObject([{ outcome: 'in force', ships: 10 }]);
    expect(await sync.sync(['plain'])).toMatchObject([{ outcome: 'not modified', ships: 10 }]);
    expect(await store.listAttempts('plain', 9)).toMatchObject([
      { outcome: 'not modified', status: 304, how: 'address' },
      { outcome: 'in force', status: 200, bytes: good.length },
    ]);
  });

  test.each([
    [
      'a web page with status 200',
      (reply: ServerResponse) => reply.end('<html>Just a moment</html>'),
      'refused',
      /is a web page and not the list/,
    ],
    ['404', (reply: ServerResponse) => reply.writeHead(404).end(), 'refused', /answers 404/],
    ['503', (reply: ServerResponse) => reply.writeHead(503).end(), 'unreachable', /answers 503/],
    [
      'a redirect to a private address',
      (reply: ServerResponse) => reply.writeHead(302, { location: 'https://192.168.0.1/list.csv' }).end(),
      'refused',
      /^192\.168\.0\.1 is an address of this machine or a private network/,
    ],
    [
      'a bomb',
      (reply: ServerResponse) =>
        reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))),
      'refused',
      /gives more than 0 MB/,
    ],
  ])('%s leaves the version in force', async (_title, bad, outcome, sentence) => {
    const { store, sync } = await rig();
    answer = (reply) => void reply.end(good);
    await sync.sync();
    answer = bad;
    expect(await sync.sync()).toMatchObject([{ outcome, says: expect.stringMatching(sentence) }]);
    expect(await store.listsInForce()).toMatchObject([{ ships: 10 }]);
    expect((await store.listStandings())[0]).toMatchObject({ failingSinceAt: NOW, lastAttempt: { outcome } });
  });

  test('a fall that a person has looked at passes here too, and a day of publication is given for one list', async () => {
    const { sync } = await rig();
    answer = (reply) => void reply.end(good);
    await sync.sync();
    answer = (reply) => void reply.end(plainFile('2026-08-21', rows(5)));
    expect(await sync.sync(['plain'])).toMatchObject([{ outcome: 'refused' }]);
    expect(await sync.sync(['plain'], { accepted: true })).toMatchObject([{ outcome: 'in force', ships: 5 }]);
    await expect(sync.sync(['plain'], { publishedAt: NOW + 2 * DAY })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('a list with terms of its own is left alone unless it is named', async () => {
    const { sync } = await open({ formats: [plainFormat({ ...formats[0], notice: 'not for business' })] });
    expect(await sync.sync()).toEqual([]);
  });

  test('each list has a time of its own', () => {
    expect(timetable('ofac-sdn')).toMatch(/^\d+ \d-23\/6 \* \* \*$/);
    expect(timetable('ofac-sdn')).not.toBe(timetable('uk-sanctions-list'));
  });
});

describe('looking back', () => {
  const id = `imo:${SHIP}`;
  const kozmino = places.port('kozmino')!;
  const history = batchOf('live', {
    fixes: Array.from({ length: 100 }, (_, i) =>
      sampleFix({ mmsi: 538006700, at: NOW - 60 * DAY + i * 600_000, lon: kozmino.lon, lat: kozmino.lat }),
    ),
    vessels: [sampleVessel({ id, imo: SHIP, mmsi: 538006700, name: 'SHIP NUMBER 0', hullId: null, match: null })],
    bindings: [{ mmsi: 538006700, vesselId: id, fromAt: NOW - 60 * DAY, toAt: null }],
    events: [sampleCall({ vesselId: id, beganAt: NOW - 90 * DAY, endedAt: NOW - 89 * DAY })],
  });
  const alertsOf = async (store: Store) => (await store.alerts({ scope: 'live', limit: 10 })).rows;

  test('a ship newly listed with stored history raises one alert that tells its calls, once', async () => {
    const { store, sync } = await open();
    await store.commit(history);
    const path = file(plainFile('2026-08-20', rows(10)));
    await take(sync, path);
    const alerts = await alertsOf(store);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ ruleId: 'look-back', vesselId: id, imo: SHIP, severity: 'medium' });
    expect(alerts[0]!.why).toMatch(
      /^SHIP NUMBER 0 \(IMO 9100000?\d*\), newly listed by Testland \(since 1 Aug 2026\): before that it called at Vostochny \(3 to 4 Jun 2026\) and called at Kozmino/,
    );
    expect(alerts[0]!.evidence.hash).toMatch(/^[0-9a-f]{64}$/);
    const seq = await store.lastSeq();
    await take(sync, path);
    await take(sync, file(plainFile('2026-08-21', rows(11))));
    await sync.refresh();
    expect(await alertsOf(store)).toHaveLength(1);
    expect(await store.lastSeq()).toBe(seq);
    await sync.close();
  });

  test('a list without dates has the ship by the day of the copy, and the alert says no more', async () => {
    const { store, sync } = await open();
    await store.commit(history);
    const undated = rows(10).map((line) => line.replace(/;2026-08-01$/, ';'));
    await take(sync, file(plainFile('2026-08-20', undated)));
    expect((await alertsOf(store)).map(({ why }) => why)).toEqual([
      expect.stringContaining('newly listed by Testland (on the list by 20 Aug 2026): before that it called at'),
    ]);
    await sync.close();
  });

  test("a ship that any authority had listed before is not newly listed by another, nor by a record of one's own", async () => {
    const formats = [plainFormat(), plainFormat({ id: 'other-csv', list: 'other', authority: 'Otherland' })];
    const { store, sync } = await open({ formats });
    await take(sync, file(plainFile('2026-08-20', rows(10))));
    await store.commit(history);
    await sync.importFiles({ source: 'other', files: [file(plainFile('2026-08-21', rows(10)))] });
    expect(await alertsOf(store)).toEqual([]);
    // Once it has left the first list it has still been listed before.
    await take(sync, file(plainFile('2026-08-25', rows(10).slice(1))));
    await sync.importFiles({ source: 'other', files: [file(plainFile('2026-08-26', rows(10).slice(1)))] });
    await sync.importFiles({ source: 'other', files: [file(plainFile('2026-08-27', rows(10)))] });
    expect(await alertsOf(store)).toEqual([]);
    const hull = sync.watch().known.find(({ imo }) => imo === SHIP)!;
    expect(hull.designations.map(({ authority, ended }) => [authority, ended ?? 'in force'])).toEqual([
      ['Otherland', 'missed'],
      ['Testland', 'missed'],
      ['Otherland', 'in force'],
    ]);
    await sync.close();
  });

  test('a record by hand that names nobody who lists is no listing, and raises nothing', async () => {
    const { store, sync } = await open();
    await store.commit(history);
    const record = {
      kind: 'ship' as const,
      name: 'SHIP NUMBER 0',
      aliases: [],
      imo: SHIP,
      mmsis: [],
      callSigns: [],
      flag: null,
      shipType: null,
      programme: 'DPRK',
      measures: [],
      listedAt: null,
      remarks: null,
      source: 'a notice',
    };
    await saveHandRecord(store, { id: 'hand' }, record, NOW);
    await sync.refresh();
    expect(await alertsOf(store)).toEqual([]);
    expect(sync.watch().known[0]!.designations).toMatchObject([{ authority: 'own list', sanction: false }]);
    await expect(saveHandRecord(store, { id: 'hand-2', sanction: true }, record, NOW)).rejects.toMatchObject({
      code: 'invalid',
    });
    for (const listedAt of [NOW + 400 * DAY, Date.UTC(1900, 0, 1)]) {
      await expect(saveHandRecord(store, { id: 'hand' }, { ...record, listedAt }, NOW)).rejects.toMatchObject({
        code: 'invalid',
      });
    }
    await saveHandRecord(store, { id: 'hand-2', authority: 'Testland' }, record, NOW);
    await sync.refresh();
    expect(await alertsOf(store)).toMatchObject([{ ruleId: 'look-back' }]);
    await sync.close();
  });

  test('a unit that a user said is another ship is not looked back on', async () => {
    const { store, sync } = await open();
    await store.commit(history);
    await store.saveHandVerdict({
      mmsi: 538006700,
      hullId: id,
      verdict: 'refused',
      note: null,
      at: NOW,
      by: 'analyst',
    });
    await take(sync, file(plainFile('2026-08-20', rows(10))));
    expect(await alertsOf(store)).toEqual([]);
    await sync.close();
  });

  test('a unit that a user bound to the ship is looked back on, though it sends neither number nor name', async () => {
    const { store, sync } = await open();
    const unit = 'mmsi:538006700';
    const grey = sampleVessel({ id: unit, imo: null, mmsi: 538006700, name: 'GREY GHOST', hullId: null, match: null });
    const events = history.events.map((event) => ({ ...event, vesselId: unit }));
    const bindings = history.bindings.map((binding) => ({ ...binding, vesselId: unit }));
    await store.commit({ ...history, vessels: [grey], bindings, events });
    await store.saveHandVerdict({ mmsi: 538006700, hullId: id, verdict: 'bound', note: null, at: NOW, by: 'analyst' });
    await take(sync, file(plainFile('2026-08-20', rows(10))));
    expect(await alertsOf(store)).toMatchObject([{ ruleId: 'look-back', vesselId: unit, imo: SHIP }]);
    await sync.close();
  });

  test('the live monitor says no alert of its own for what lies behind the listing', async () => {
    const store = openStore(':memory:');
    await store.commit(history);
    const log = pino({ level: 'silent' });
    const live = await createLive({
      store,
      clock: manualClock(NOW),
      log,
      ...referenceLive,
      lists: () => loadWatch(store, builtIn, NOW),
    });
    const { sync } = await open({ store, live });
    await take(sync, file(plainFile('2026-08-20', rows(10))));
    expect((await alertsOf(store)).map(({ ruleId }) => ruleId)).toEqual(['look-back']);
    await live.close();
  });

  test('an import by another process is looked back on when it is taken up', async () => {
    const { store, sync } = await open();
    await store.commit(history);
    const other = await open({ store, live: null });
    await take(other.sync, file(plainFile('2026-08-20', rows(10))));
    await sync.refresh();
    expect(sync.watch().known.some(({ imo }) => imo === OTHER)).toBe(true);
    expect(await alertsOf(store)).toHaveLength(1);
  });

  test('a ship that leaves every list has its look-back closed with a note', async () => {
    const { store, sync } = await open();
    await store.commit(history);
    await take(sync, file(plainFile('2026-08-20', rows(10))));
    await take(sync, file(plainFile('2026-08-25', rows(10).slice(1))));
    const [alert] = await alertsOf(store);
    expect(alert!.state).toBe('resolved');
    expect((await store.audit({ kind: ['alert'], id: alert!.id, limit: 10 })).rows[0]).toMatchObject({
      by: 'keelwatch',
      what: 'resolve',
      note: 'SHIP NUMBER 0 has left every list that named it, first missed on 25 Aug 2026.',
    });
  });

  test('a ship without stored history raises nothing', async () => {
    const { store, sync } = await open();
    await take(sync, file(plainFile('2026-08-20', rows(10))));
    expect(await alertsOf(store)).toEqual([]);
    expect(await store.versionsToLookBack()).toEqual([]);
  });
});
