// Replays on a store in memory: what is refused at once, what ends in the replay's row, and that running again leaves
// no trace of the run before.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listScenarios, loadScenario } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { type HandBindings, NO_BINDINGS } from '../../server/domain/identity/identify.ts';
import { openIntakeLog } from '../../server/run/intake/intake-log.ts';
import { createReplays, mustBeRecording, type ReplayController } from '../../server/run/replay.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { createProblems, type Problems } from '../../server/seams/problems.ts';
import { LIVE, type Store } from '../../server/seams/store.ts';
import { batchOf, SIGNED, sampleReplay, sampleSighting } from '../contract/samples.ts';
import { replaysHere } from './replays-here.ts';

const NOW = Date.UTC(2026, 10, 1);
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
copyFileSync(loadScenario('chon-ma-san')!.track.path, join(folder, 'day.nmea.gz'));

let store: Store;
let replays: ReplayController;
let problems: Problems;
const clock = manualClock(NOW);

function control(bindings: HandBindings = NO_BINDINGS): ReplayController {
  const log = pino({ level: 'silent' });
  return createReplays({
    store,
    clock,
    log,
    problems,
    run: replaysHere({ store, clock: manualClock(NOW), log }, bindings),
    removeRows: store.deleteReplay,
    scenarios: listScenarios(),
    version: '0.0.0-test',
    recordingsFolder: folder,
    intakeFolder: join(folder, 'intake'),
    listRecordings: () => readdirSync(folder),
  });
}

beforeEach(() => {
  store = openStore(':memory:');
  problems = createProblems(clock);
  replays = control();
});
afterEach(async () => {
  await replays.close();
  await store.close();
});

type Request = Parameters<ReplayController['start']>[0];

/** Starts, waits for the end, and gives the row that it left. */
async function run(request: Request) {
  const { id } = await replays.start(request);
  await replays.settled();
  return (await store.replay(id))!;
}

async function rowsOf(scope: string) {
  const asked = { scope, limit: 500 };
  const byId = <T extends { id: string }>(rows: T[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    alerts: byId((await store.alerts(asked)).rows),
    events: byId((await store.events(asked)).rows),
    vessels: byId((await store.vessels(asked)).rows),
    sightings: await store.sightings(scope),
  };
}

describe('what the live feeds brought', () => {
  const HEARD_AT = Date.UTC(2026, 9, 30);

  /** The recording as the feeds would have brought it, a line at a time. Returns when its last line was heard. */
  function hearTrack(to: string): number {
    const log = openIntakeLog(to);
    const text = gunzipSync(readFileSync(join(folder, 'day.nmea.gz'))).toString('latin1');
    let heardAt = Number(/c:(\d{10})/.exec(text)![1]) * 1000;
    log.append({ kind: 'begun', at: heardAt, feed: 'quay', format: 'nmea' });
    for (const line of text.split('\n').filter((each) => each !== '')) {
      heardAt = Number(/c:(\d{10})/.exec(line)?.[1] ?? heardAt / 1000) * 1000;
      log.append({ kind: 'heard', at: heardAt, feed: 'quay', sender: '', bytes: Buffer.from(`${line}\n`, 'latin1') });
    }
    log.close();
    return heardAt;
  }
  const ids = async (scope: string) => {
    const { events, alerts } = await rowsOf(scope);
    return [...events, ...alerts].map(({ id, revision }) => `${id} ${revision}`);
  };

  it('is replayed as it was heard, and says what its recording says', async () => {
    const intake = join(folder, 'intake');
    const toAt = hearTrack(intake);
    const heard = { hours: 24 * 366, toAt };
    const row = await run({ heard, asOf: 'now' });
    expect(row).toMatchObject({
      state: 'done',
      kind: 'file',
      label: null,
      title: expect.stringMatching(/^As heard, /),
    });
    const file = await run({ files: ['day.nmea.gz'], asOf: 'now' });
    expect(row.reports).toBe(file.reports);
    expect(await ids(row.id)).toEqual(await ids(file.id));
    expect((await ids(row.id)).length).toBeGreaterThan(3);
    // The same hours on the lists of the other day, also after a restart.
    await replays.close();
    replays = control();
    const like = await run({ like: row.id, asOf: 'then' });
    expect(like).toMatchObject({ title: row.title, reports: row.reports, asOf: 'then' });
    rmSync(intake, { recursive: true });
  });

  it('ends in its row where nothing was heard', async () => {
    const row = await run({ heard: { hours: 1, toAt: HEARD_AT }, asOf: 'then' });
    expect(row).toMatchObject({ state: 'failed', error: expect.stringContaining('Nothing was heard since') });
  });
});

describe('sightings of the live monitor', () => {
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
  const seen = (id: string, day: string) =>
    sampleSighting({
      id,
      vesselId: 'imo:8660313',
      placeId: 'chongjin',
      fromAt: at(day),
      toAt: at(day),
      arrivedAt: NOW,
    });

  it('are heard by a replay that asks for them: those of its period that stand, when they were seen', async () => {
    const { fromAt, toAt } = loadScenario('chon-ma-san')!;
    const day = new Date((fromAt + toAt) / 2).toISOString().slice(0, 10);
    await store.enterSightings(
      LIVE,
      [seen('within', day), seen('taken back', day), seen('long ago', '2020-01-01')],
      SIGNED,
    );
    await store.withdrawSighting(LIVE, 'taken back', 'x', { ...SIGNED, at: NOW });
    const plain = await run({ files: ['day.nmea.gz'], asOf: 'then' });
    expect((await rowsOf(plain.id)).sightings).toEqual([]);
    const row = await run({ files: ['day.nmea.gz'], asOf: 'then', sightings: true });
    expect(row).toMatchObject({ id: `${plain.id}-seen`, state: 'done' });
    const { sightings, events } = await rowsOf(row.id);
    expect(sightings).toMatchObject([{ id: 'within', arrivedAt: at(day) }]);
    expect(events.filter(({ kind, basis }) => kind === 'port-call' && basis === 'sighted')).toMatchObject([
      { knownAt: at(day), facts: { placeId: 'chongjin', sightingIds: ['within'] } },
    ]);
  });
});

describe('the same input on the lists of another day', () => {
  it('runs a scenario again as of now into a scope of its own, and back again opens what is kept', async () => {
    const then = await run({ scenario: 'chon-ma-san', asOf: 'then' });
    const now = await run({ like: then.id, asOf: 'now', keep: true });
    expect(now).toMatchObject({ id: 'chon-ma-san-now', asOf: 'now', state: 'done', title: then.title });
    expect(await run({ like: now.id, asOf: 'then', keep: true })).toEqual(then);
  });

  it('remembers the files of a replay, and finds a recording of the data folder after a restart', async () => {
    const then = await run({ files: [join(folder, 'day.nmea.gz')], asOf: 'then' });
    expect(await run({ like: then.id, asOf: 'now' })).toMatchObject({ id: `${then.id}-now`, reports: then.reports });
    await replays.close();
    replays = control();
    expect(await run({ like: `${then.id}-now`, asOf: 'then' })).toMatchObject({ id: then.id, state: 'done' });
  });

  it('says so when it is not known what the replay was read from', async () => {
    await expect(replays.start({ like: 'file-unknown', asOf: 'now' })).rejects.toThrow(
      'what replay "file-unknown" was read from is not known any more; start it from its files',
    );
  });
});

describe('a scenario', () => {
  it('runs to its end into rows of its own, with its label, and leaves the live rows alone', async () => {
    const row = await run({ scenario: 'simons-town', asOf: 'then' });
    expect(row).toMatchObject({ id: 'simons-town', state: 'done', error: null, kind: 'scenario', createdAt: NOW });
    expect(row.label).toMatch(/^reconstructed/i);
    expect(row.lines).toBe(loadScenario('simons-town')!.track.lines);
    expect(row.bytesDone).toBe(row.bytesTotal);
    expect(row.fromAt).toBeLessThan(row.toAt!);
    const { alerts, sightings } = await rowsOf('simons-town');
    expect(alerts).toMatchObject([{ ruleId: 'naval-gap', vesselId: 'imo:9161003', basis: 'sighted' }]);
    expect(sightings).toHaveLength(loadScenario('simons-town')!.sightings.length);
    expect(await rowsOf(LIVE)).toEqual({ alerts: [], events: [], vessels: [], sightings: [] });
  });

  it('returns its row at once, running', async () => {
    expect(await replays.start({ scenario: 'chon-ma-san', asOf: 'then' })).toMatchObject({ state: 'running' });
    expect(await store.replay('chon-ma-san')).toMatchObject({ state: 'running' });
  });

  it('as of now is another replay, beside the one as of then', async () => {
    await run({ scenario: 'port-olya-3', asOf: 'then' });
    const row = await run({ scenario: 'port-olya-3', asOf: 'now' });
    expect(row).toMatchObject({ id: 'port-olya-3-now', asOf: 'now', state: 'done' });
    const then = (await rowsOf('port-olya-3')).alerts;
    const now = (await rowsOf('port-olya-3-now')).alerts;
    expect(now.map(({ id }) => id)).toEqual(expect.arrayContaining(then.map(({ id }) => id)));
  });

  it('takes a ship without an IMO number for the hull that it is bound to by hand, and says so', async () => {
    await run({ scenario: 'heng-yang-9', asOf: 'then' });
    const { vessels, alerts } = await rowsOf('heng-yang-9');
    const [ship] = vessels.filter(({ mmsi }) => mmsi === 352_999_181);
    expect(ship).toMatchObject({ id: 'hull:heng-yang-9', hullId: 'hull:heng-yang-9', match: { rule: 'C2' } });
    expect(ship!.match!.witnesses[0]).toBe('a user bound MMSI 352999181 to HENG YANG 9');
    expect(alerts.map(({ ruleId }) => ruleId)).toContain('crimea-any');
  });

  it('leaves the word to the user who bound the same MMSI, or refused it', async () => {
    const user = { bound: new Map([[352_999_181, 'hull:tok-song']]), refused: new Set<string>() };
    await replays.close();
    replays = control(user);
    await run({ scenario: 'heng-yang-9', asOf: 'then' });
    const [bound] = (await rowsOf('heng-yang-9')).vessels.filter(({ mmsi }) => mmsi === 352_999_181);
    expect(bound).toMatchObject({ id: 'hull:tok-song', match: { rule: 'C2' } });
    await replays.close();
    replays = control({ bound: new Map(), refused: new Set(['352999181|hull:heng-yang-9']) });
    await run({ scenario: 'heng-yang-9', asOf: 'then' });
    const [refused] = (await rowsOf('heng-yang-9')).vessels.filter(({ mmsi }) => mmsi === 352_999_181);
    expect(refused).toMatchObject({ id: 'mmsi:352999181', match: null });
  });

  it('that is run again leaves exactly the rows of one run', async () => {
    await run({ scenario: 'chon-ma-san', asOf: 'then' });
    const first = await rowsOf('chon-ma-san');
    expect(first.alerts.length).toBeGreaterThan(0);
    const { fixes } = await store.stats();
    await run({ scenario: 'chon-ma-san', asOf: 'then' });
    expect(await rowsOf('chon-ma-san')).toEqual(first);
    expect((await store.stats()).fixes).toBe(fixes);
  });

  it('asked for twice at the same time runs as if asked for once', async () => {
    await run({ scenario: 'chon-ma-san', asOf: 'then' });
    const first = await rowsOf('chon-ma-san');
    const request: Request = { scenario: 'chon-ma-san', asOf: 'then' };
    await Promise.all([replays.start(request), replays.start(request), replays.start(request)]);
    await replays.settled();
    expect(await store.replay('chon-ma-san')).toMatchObject({ state: 'done' });
    expect(await rowsOf('chon-ma-san')).toEqual(first);
  });

  it('that is cancelled says so, and runs from the start when asked for again', async () => {
    const { id } = await replays.start({ scenario: 'simons-town', asOf: 'then' });
    await replays.cancel(id);
    expect(await store.replay(id)).toMatchObject({ state: 'cancelled', error: null });
    await replays.cancel(id);
    await replays.cancel('never started');
    const again = await run({ scenario: 'simons-town', asOf: 'then' });
    expect(again).toMatchObject({ state: 'done', lines: loadScenario('simons-town')!.track.lines });
  });

  it('is cancelled when the program ends', async () => {
    await replays.start({ scenario: 'simons-town', asOf: 'then' });
    await replays.close();
    expect(await store.replay('simons-town')).toMatchObject({ state: 'cancelled' });
  });
});

describe('recordings', () => {
  it('are found under the data folder and run like a scenario', async () => {
    expect(replays.recordings()).toContain('day.nmea.gz');
    const row = await run({ files: ['day.nmea.gz'], asOf: 'then' });
    expect(row).toMatchObject({
      kind: 'file',
      title: 'day.nmea.gz',
      label: null,
      state: 'done',
      sources: ['day.nmea.gz'],
    });
    expect(row.opensAt).toBe(row.fromAt);
    const { alerts } = await rowsOf(row.id);
    expect(alerts.map(({ ruleId }) => ruleId)).toContain('ru-dprk-oil');
  });

  it('of one set of files are one replay, whenever it is asked for', async () => {
    const one = await replays.start({ files: ['day.nmea.gz'], asOf: 'then' });
    const two = await replays.start({ files: [join(folder, 'day.nmea.gz')], asOf: 'then' });
    expect(two.id).toBe(one.id);
    await replays.settled();
    expect(await store.replays()).toHaveLength(1);
  });

  const failures: [string, () => void, string][] = [
    ['missing.nmea', () => undefined, `there is no file ${join(folder, 'missing.nmea')}`],
    ['empty.nmea', () => writeFileSync(join(folder, 'empty.nmea'), ''), 'empty.nmea is empty'],
    [
      'program.bin',
      () =>
        writeFileSync(
          join(folder, 'program.bin'),
          Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) & 0xff),
        ),
      'program.bin is a binary file, not a recording of positions',
    ],
  ];
  it.each(failures)('like %s are refused with one sentence and leave no row', async (name, make, sentence) => {
    make();
    await expect(replays.start({ files: ['day.nmea.gz', name], asOf: 'then' })).rejects.toThrow(sentence);
    expect(await store.replays()).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')(
    'that are no files are refused by name, and the next replay runs',
    async () => {
      execFileSync('mkfifo', [join(folder, 'pipe.nmea')]);
      await expect(replays.start({ files: ['pipe.nmea'], asOf: 'then' })).rejects.toThrow(
        `${join(folder, 'pipe.nmea')} is a pipe, not a file`,
      );
      expect(await run({ files: ['day.nmea.gz'], asOf: 'then' })).toMatchObject({ state: 'done' });
    },
  );

  it('cut off while they are read are failed, not done, and keep what was read', async () => {
    const path = join(folder, 'shrinking.nmea');
    const day = gunzipSync(readFileSync(join(folder, 'day.nmea.gz')));
    writeFileSync(path, Buffer.concat(Array<Buffer>(40).fill(day)));
    const open = store;
    let commits = 0;
    store = {
      ...open,
      commit(batch) {
        // The row itself, then what the first chunk gave.
        if (++commits === 2) truncateSync(path, 100_000);
        return open.commit(batch);
      },
    };
    replays = control();
    const { id } = await replays.start({ files: ['shrinking.nmea'], asOf: 'then' });
    await replays.settled();
    const row = (await store.replay(id))!;
    expect(row.state).toBe('failed');
    expect(row.error).toMatch(
      /^shrinking\.nmea was cut off while it was read, after [\d,]+ of [\d,]+ bytes; \d+ reports were read/,
    );
    expect(row.reports).toBeGreaterThan(0);
    expect(problems.all()).toMatchObject([{ id: `replay/${id}`, says: expect.stringContaining('was cut off while') }]);
    await replays.remove(id);
    expect(problems.all()).toEqual([]);
  });

  it('damaged half-way keep what stands before, and the row says so', async () => {
    writeFileSync(join(folder, 'half.nmea.gz'), readFileSync(join(folder, 'day.nmea.gz')).subarray(0, 20_000));
    const row = await run({ files: ['half.nmea.gz'], asOf: 'then' });
    expect(row.state).toBe('done');
    expect(row.error).toMatch(/^half\.nmea\.gz is damaged: .*; \d+ reports were read before that$/);
    expect(row.reports).toBeGreaterThan(100);
  });

  it('that leave a unit unsaid tell what was left out', async () => {
    writeFileSync(
      join(folder, 'bare.csv'),
      'mmsi,timestamp,lon,lat,draught\n273212120,2024-02-01T00:00:00Z,131.9,43.1,24\n',
    );
    const row = await run({ files: ['bare.csv'], asOf: 'then' });
    expect(row).toMatchObject({ state: 'done', reports: 1, rejects: {}, error: null });
    expect(row.about).toMatch(/^bare\.csv "draught" names no unit, so its whole numbers are left out/);
  });

  it('outside the folder are refused to those who ask over HTTP', () => {
    expect(() => mustBeRecording(folder, 'day.nmea.gz')).not.toThrow();
    for (const file of ['../day.nmea', '/etc/passwd', '.', '', 'a/../../b']) {
      expect(() => mustBeRecording(folder, file), file).toThrow(`"${file}" is not a recording of the data folder`);
    }
  });
});

describe('a request', () => {
  it('for a scenario that is not there names it and those that are, and writes nothing', async () => {
    await expect(replays.start({ scenario: 'atlantis', asOf: 'then' })).rejects.toMatchObject({
      code: 'not_found',
      message:
        'there is no scenario "atlantis"; known are: sea-bridge, a-li, bella-1, cathay-phoenix, chon-ma-san, heng-yang-9, marinera, port-olya-3, simons-town',
    });
    expect(await store.replays()).toEqual([]);
  });

  it.each([{}, { files: [] }])('for nothing is refused: %j', async (request) => {
    await expect(replays.start({ ...request, asOf: 'then' })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('that was refused does not stand in the way of the next', async () => {
    await expect(replays.start({ scenario: 'atlantis', asOf: 'then' })).rejects.toThrow();
    expect(await run({ scenario: 'port-olya-3', asOf: 'then' })).toMatchObject({ state: 'done' });
  });
});

describe('removing', () => {
  it('takes the replay and all its rows, also while it runs', async () => {
    await replays.start({ scenario: 'sea-bridge', asOf: 'then' });
    await replays.remove('sea-bridge');
    expect(await store.replay('sea-bridge')).toBeNull();
    expect(await store.stats()).toMatchObject({ fixes: 0, vessels: 0, events: 0, alerts: 0 });
  });

  it('what is not there is refused by name', async () => {
    await expect(replays.remove('nothing')).rejects.toMatchObject({
      code: 'not_found',
      message: 'there is no replay "nothing"',
    });
  });
});

it('a replay that a stop of the program cut off is told as failed, not as running for ever', async () => {
  await store.commit(batchOf('cut-off', { replay: sampleReplay('cut-off', { state: 'running' }) }));
  await store.commit(batchOf('whole', { replay: sampleReplay('whole', { state: 'done' }) }));
  await replays.closeInterrupted();
  expect(await store.replay('cut-off')).toMatchObject({
    state: 'failed',
    error: 'keelwatch was stopped before this replay was done; start it again',
  });
  expect(await store.replay('whole')).toMatchObject({ state: 'done', error: null });
});

it('a store that refuses ends the replay without a throw', async () => {
  const open = store;
  store = {
    ...open,
    commit: async (batch) => {
      if (batch.fixes.length > 0) throw new Error('the disk is full');
      return open.commit(batch);
    },
  };
  replays = control();
  expect(await run({ scenario: 'chon-ma-san', asOf: 'then' })).toMatchObject({
    state: 'failed',
    error: 'the disk is full',
  });
});

it('a replay whose end finds no room is told while its row still says that it runs, and is settled when there is room', async () => {
  const open = store;
  let full = true;
  store = {
    ...open,
    commit: async (batch) => {
      if (full && (batch.fixes.length > 0 || (batch.replay && batch.replay.state !== 'running')))
        throw new CodedError('unavailable', 'the disk is full');
      return open.commit(batch);
    },
  };
  replays = control();
  expect(await run({ scenario: 'chon-ma-san', asOf: 'then' })).toMatchObject({ state: 'running' });
  expect(problems.all()).toMatchObject([
    { id: 'unsettled replay/chon-ma-san', says: expect.stringContaining('the disk is full') },
  ]);
  full = false;
  clock.set(clock.now() + 2_000);
  await expect.poll(() => problems.all().map(({ id }) => id)).toEqual(['replay/chon-ma-san']);
  expect(await store.replay('chon-ma-san')).toMatchObject({ state: 'failed' });
  expect(await run({ scenario: 'chon-ma-san', asOf: 'then' })).toMatchObject({ state: 'done' });
  expect(problems.all()).toEqual([]);
});
