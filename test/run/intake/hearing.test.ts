// What feeds bring, through the whole live monitor: the same comes out whether it runs through, is stopped at any record and
// begun again, or hears its own intake log once more; and two feeds with the same traffic say what one says.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../db/sqlite-store.ts';
import { encodeSentences } from '../../../server/ais/write/encode.ts';
import { CodedError } from '../../../server/domain/errors.ts';
import { POSITION, type Report } from '../../../server/domain/report.ts';
import { openIntakeLog } from '../../../server/run/intake/intake-log.ts';
import { readIntake } from '../../../server/run/intake/read-intake.ts';
import type { IntakeRecord } from '../../../server/run/intake/record.ts';
import { createLive } from '../../../server/run/live.ts';
import type { Live } from '../../../server/run/live-contract.ts';
import { manualClock } from '../../../server/seams/clock.ts';
import { LIVE, type Store } from '../../../server/seams/store.ts';
import { places } from '../../play.ts';
import { at, together, vessel } from '../../scenario.ts';
import { referenceLive } from '../reference-live.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keelwatch-hearing-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const port = (id: string) => {
  const { lon, lat } = places.port(id)!;
  return { lon, lat };
};

/** LADY R calls at Rajin and then at Vostochny, slowly enough to be believed, and another ship passes. */
function story(): Report[] {
  const rajin = port('rajin');
  const vostochny = port('vostochny');
  const lady = vessel('LADY R', { mmsi: 273212120, imo: 9161003, every: '10 min' })
    .at({ lon: rajin.lon + 1, lat: rajin.lat - 1 }, '2026-03-01T00:00Z')
    .says({ callSign: 'UBDT8' })
    .sails({ to: rajin, kn: 11 })
    .stops('20 h')
    .says({ destination: 'VOSTOCHNY' })
    .sails({ to: vostochny, kn: 11 })
    .stops('9 h')
    .sails({ to: { lon: vostochny.lon + 1, lat: vostochny.lat - 1 }, kn: 11 });
  const other = vessel('OTHER', { mmsi: 440123456, every: '7 min' })
    .at({ lon: 131, lat: 41 }, '2026-03-01T00:03Z')
    .sails({ to: { lon: 135, lat: 44 }, kn: 9 });
  return together(lady, other);
}

/** Sentences of a report, as a station sends them. */
function sentences(report: Report): string {
  const tags = { at: report.at, station: '2573010' };
  const { mmsi, name, imo, callSign, destination, lon, lat, speedKn, courseDeg } = report;
  const lines =
    report.parts === POSITION
      ? encodeSentences({ type: 1, mmsi, lon, lat, speedKn, courseDeg }, tags)
      : encodeSentences({ type: 5, mmsi, name, imo: Number.isNaN(imo) ? null : imo, callSign, destination }, tags);
  return lines.map((line) => `${line}\r\n`).join('');
}

/** What a feed brings: each report so much later than it was sent, in pieces that care for no line end. */
function brought(feed: string, reports: readonly Report[], delayMs: (i: number) => number): IntakeRecord[] {
  const records: IntakeRecord[] = [{ kind: 'begun', at: reports[0]!.at + delayMs(0), feed, format: 'nmea' }];
  for (const [i, report] of reports.entries()) {
    const text = sentences(report);
    const cut = (i * 37) % text.length;
    for (const piece of [text.slice(0, cut), text.slice(cut)]) {
      records.push({ kind: 'heard', at: report.at + delayMs(i), feed, sender: '', bytes: Buffer.from(piece) });
    }
  }
  return records;
}

/** With a tick every ten minutes, and two more at the end. */
function withTicks(records: readonly IntakeRecord[]): IntakeRecord[] {
  const sorted = [...records].sort((a, b) => a.at - b.at);
  const all: IntakeRecord[] = [];
  let tickAt = sorted[0]!.at;
  for (const record of sorted) {
    for (; tickAt <= record.at; tickAt += 600_000) all.push({ kind: 'tick', at: tickAt });
    all.push(record);
  }
  const endAt = sorted.at(-1)!.at;
  return [...all, { kind: 'tick', at: endAt + 600_000 }, { kind: 'tick', at: endAt + 12 * 3_600_000 }];
}

interface Run {
  store: Store;
  log: string;
  clock: ReturnType<typeof manualClock>;
  /** Everything that was wrong at some time. */
  problems: string[];
}

async function openOn({ store, log, clock, problems }: Run): Promise<Live> {
  return createLive({
    store,
    clock,
    log: pino({ level: 'silent' }),
    lists: referenceLive.lists,
    options: (known) => ({ ...referenceLive.options(known), fence: 'throw' }),
    intake: openIntakeLog(log),
    problems: (troubles) => void problems.push(...troubles.map(({ says }) => says)),
  });
}

/** Hears all of it; at each of these records the monitor is dropped where it stands and another goes on. */
async function hearAll(run: Run, records: readonly IntakeRecord[], stops: readonly number[] = []): Promise<Live> {
  let live = await openOn(run);
  for (const [i, record] of records.entries()) {
    await live.hear([record]);
    if (stops.includes(i)) live = await openOn(run);
  }
  return live;
}

async function said({ store }: Run) {
  const events = (await store.events({ scope: LIVE, limit: 1000 })).rows;
  const alerts = (await store.alerts({ scope: LIVE, limit: 1000 })).rows;
  return { events, alerts };
}

function newRun(name: string): Run {
  return {
    store: openStore(':memory:'),
    log: join(folder, name),
    clock: manualClock(at('2026-03-04T00:00Z')),
    problems: [],
  };
}

describe('what feeds bring', () => {
  const records = withTicks(brought('quay', story(), () => 2_000));

  it('becomes the calls and the alert of a listed ship', async () => {
    const run = newRun('a');
    const live = await hearAll(run, records);
    const { events, alerts } = await said(run);
    expect(events.filter(({ kind }) => kind === 'port-call').length).toBeGreaterThanOrEqual(2);
    expect(alerts.map(({ ruleId }) => ruleId)).toContain('dprk-ru-arms');
    expect(live.heard('quay')).toMatchObject({ rejects: {} });
    expect(live.heard('quay').reports).toBe(story().length);
    await run.store.close();
  });

  it('leads to the same wherever the monitor is stopped and begun again', async () => {
    const whole = newRun('whole');
    await hearAll(whole, records);
    const expected = await said(whole);
    for (const seed of [1, 2, 3]) {
      const broken = newRun(`broken ${seed}`);
      const stops = [0.13, 0.31, 0.57, 0.78, 0.93].map((share) => Math.floor(share * records.length) + seed * 7);
      await hearAll(broken, records, stops);
      expect(await said(broken), `seed ${seed}`).toEqual(expected);
      await broken.store.close();
    }
    await whole.store.close();
  });

  it('says from its own intake log what it said live', async () => {
    const run = newRun('live');
    await (await hearAll(run, records)).close();
    const expected = await said(run);
    const again = newRun('again');
    await hearAll(
      again,
      [...openIntakeLog(run.log).read(0)].flatMap(({ record }) => (record.kind === 'formats' ? [] : [record])),
    );
    expect(await said(again)).toEqual(expected);
    await run.store.close();
    await again.store.close();
  });

  it('in two feeds, one of them late and out of order, says what one says', async () => {
    const reports = story();
    const one = newRun('one');
    await hearAll(one, records);
    const two = newRun('two');
    const late = brought('satellite', reports, (i) => 5_000 + ((i * 7919) % 100) * 1_000);
    await hearAll(two, withTicks([...brought('quay', reports, () => 2_000), ...late]));
    const ids = async (run: Run) => {
      const { events, alerts } = await said(run);
      const sorted = (rows: { id: string }[]) => rows.map(({ id }) => id).sort();
      return { events: sorted(events), alerts: sorted(alerts) };
    };
    expect(await ids(two)).toEqual(await ids(one));
    await one.store.close();
    await two.store.close();
  });

  it('in a file that is dropped in later says what it says live, and dates its reports by their own times', async () => {
    const reports = story();
    const endAt = reports.at(-1)!.at;
    const one = newRun('one');
    await hearAll(one, records);
    const dropped = newRun('dropped');
    const text = Buffer.from(reports.map(sentences).join(''));
    const heardAt = endAt + 3_600_000;
    const file = { feed: 'inbox', sender: 'voyage.nmea', at: heardAt };
    const pieces = Array.from({ length: 10 }, (_, i) =>
      text.subarray((i * text.length) / 10, ((i + 1) * text.length) / 10),
    );
    const live = await hearAll(dropped, [
      { kind: 'begun', at: heardAt - 7_200_000, feed: 'inbox', format: '' },
      { kind: 'tick', at: heardAt - 7_200_000 },
      { kind: 'begun', format: 'nmea', ...file },
      ...pieces.map((bytes): IntakeRecord => ({ kind: 'heard', bytes, ...file })),
      { kind: 'left', ...file },
      { kind: 'tick', at: heardAt + 600_000 },
      { kind: 'tick', at: heardAt + 12 * 3_600_000 },
    ]);
    expect(live.heard('inbox')).toMatchObject({ reports: reports.length, rejects: {}, newestAt: endAt });
    const ids = async (run: Run) => (await said(run)).alerts.map(({ id }) => id).sort();
    expect((await ids(dropped)).length).toBeGreaterThan(0);
    expect(await ids(dropped)).toEqual(await ids(one));
    await one.store.close();
    await dropped.store.close();
  });

  it('refuses a report that says it was sent long after it was heard, and counts it', async () => {
    const run = newRun('ahead');
    const ahead = story().map((report) => ({ ...report, at: report.at + 3_600_000 }));
    const live = await hearAll(run, withTicks(brought('fast', ahead, () => -3_590_000)));
    expect(live.heard('fast').reports).toBe(0);
    expect(live.heard('fast').rejects).toEqual({ 'time after its arrival': ahead.length });
    await run.store.close();
  });

  it('waits, and says so, while it cannot be written; nothing is lost by it', async () => {
    const run = newRun('full');
    const expected = newRun('expected');
    await hearAll(expected, records);
    const live = await openOn(run);
    const commit = run.store.commit;
    let refusals = 0;
    for (const [i, record] of records.entries()) {
      if (i === 500) {
        run.store.commit = async (batch) => {
          if (refusals++ < 3) throw new CodedError('unavailable', 'the disk is full');
          run.store.commit = commit;
          return commit(batch);
        };
      }
      let waits = true;
      const heard = live.hear([record]).finally(() => {
        waits = false;
      });
      while (waits) {
        await new Promise((resolve) => setImmediate(resolve));
        run.clock.set(run.clock.now() + 1_000);
      }
      await heard;
    }
    expect(refusals).toBe(4);
    expect(run.problems).toContain('What the feeds bring waits, for it cannot be written: the disk is full');
    expect(await said(run)).toEqual(await said(expected));
    await run.store.close();
    await expected.store.close();
  });

  it('is read from the log as a recording, from any instant on, while another process writes it', async () => {
    const run = newRun('recording');
    const live = await hearAll(run, records);
    const reports = story();
    const read = async (fromAt: number, toAt?: number) => {
      const seen: number[] = [];
      const states: unknown[] = [];
      const sink = {
        report: ({ at: sentAt }: Readonly<Report>) => void seen.push(sentAt),
        state: () => states.push(1),
      };
      return { result: await readIntake(run.log, { fromAt, ...(toAt === undefined ? {} : { toAt }) }, sink), seen };
    };
    const { result, seen } = await read(0);
    expect(seen).toEqual(reports.map(({ at: sentAt }) => sentAt));
    expect(result).toMatchObject({ reports: reports.length, rejects: {}, inputs: [{ name: 'quay', format: 'nmea' }] });
    const half = reports[Math.floor(reports.length / 2)]!.at;
    const sent = reports.map(({ at: sentAt }) => sentAt);
    expect((await read(half + 2_000)).seen).toEqual(sent.filter((sentAt) => sentAt >= half));
    expect((await read(0, half + 2_000)).seen).toEqual(sent.filter((sentAt) => sentAt <= half));
    await expect(read(reports.at(-1)!.at + 60_000)).rejects.toThrow(/Nothing was heard since/);
    const nowhere = readIntake(join(folder, 'nowhere'), { fromAt: 0 }, { report() {}, state() {} });
    await expect(nowhere).rejects.toThrow(/Nothing was heard/);
    await live.hear([{ kind: 'tick', at: reports.at(-1)!.at + 24 * 3_600_000 }]);
    await run.store.close();
  });
});
