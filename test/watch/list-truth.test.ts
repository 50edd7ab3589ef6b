// What is known of a list, through the whole import: dates are compared with a day, a number is no identity, guesses are
// no proof, and newer evidence wins. The right values of the cases beside the repository, by kind.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import {
  designationsAt,
  designationsRead,
  hullAsOf,
  standingAt,
  type WatchedHull,
} from '../../server/domain/vessel.ts';
import { listFormats } from '../../server/lists/index.ts';
import type { ListFormat } from '../../server/lists/list.ts';
import { manualClock } from '../../server/seams/clock.ts';
import type { Store } from '../../server/seams/store.ts';
import { loadWatch } from '../../server/watch/hulls.ts';
import { type ImportFiles, importFiles } from '../../server/watch/list-import.ts';
import { createListSync } from '../../server/watch/list-sync.ts';
import { lookBackHere } from '../../server/watch/look-back.ts';
import { plainFile, plainFormat } from '../lists/plain-format.ts';
import { shipImos } from '../lists/records.ts';
import { referenceOptions } from '../play.ts';

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const noCases = !existsSync(`${shared}cases/lists`);
const cases = (path: string) => `${shared}cases/lists/${path}`;
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const NOW = day('2026-11-30') + 43_200_000;

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-truth-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
function file(content: string, name = `copy-${files++}.csv`): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

interface Desk {
  store: Store;
  clock: ReturnType<typeof manualClock>;
  take(source: string, path: string, word?: Partial<ImportFiles>): ReturnType<typeof importFiles>;
  hull(imo: number, at?: number): Promise<WatchedHull>;
}

function desk(formats: readonly ListFormat[] = [...listFormats, plainFormat()], builtIn = false): Desk {
  const store = openStore(':memory:');
  const clock = manualClock(NOW);
  const { hulls, mids, lists } = loadReference();
  return {
    store,
    clock,
    take: (source, path, word = {}) => importFiles({ store, clock, formats }, { source, files: [path], ...word }),
    async hull(imo, at = clock.now()) {
      const { known } = await loadWatch(store, builtIn ? { hulls, mids, lists } : { hulls: [], mids }, at);
      return known.find((hull) => hull.imo === imo)!;
    },
  };
}

const spans = (hull: WatchedHull) =>
  hull.designations.map(({ listedAt, delistedAt }) =>
    [listedAt, delistedAt].map((at) => (at === null ? null : new Date(at).toISOString().slice(0, 10))),
  );

describe.skipIf(noCases)(`dates are compared${noCases ? ' (skipped: ../shared/cases is absent)' : ''}`, () => {
  test.each([
    ['au-dfat', 'future-end/au-future.jsonl', 9074729, '2027-07-22'],
    ['us-csl', 'cells/csl-expired.csv', 9349289, '2027-01-01'],
    ['ch-seco', 'cells/seco-delisted.xml', 9220641, '2027-05-18'],
  ])('%s: a day of ending that is still to come ends nothing, until it comes', async (source, path, imo, end) => {
    const own = desk();
    await own.take(source, cases(path));
    const now = await own.hull(imo);
    expect(standingAt(now, NOW)).toHaveLength(1);
    expect([now.notes, now.designations[0]!.ended]).toEqual([null, undefined]);
    const then = await own.hull(imo, day(end));
    expect(standingAt(then, day(end))).toHaveLength(0);
    expect(then.designations[0]!.ended).toBe('said');
    expect(then.notes).toContain('No longer listed');
  });

  test('a gap between delisting and relisting is kept', async () => {
    const own = desk();
    await own.take('ch-seco', cases('cells/seco-delisted.xml'));
    const hull = await own.hull(9349289);
    expect(spans(hull)).toEqual([
      ['2016-05-18', '2018-05-18'],
      ['2024-05-18', null],
    ]);
    expect(['2017-01-01', '2020-01-01', '2025-01-01'].map((at) => designationsAt(hull, day(at)).length)).toEqual([
      1, 0, 1,
    ]);
  });
});

describe('a ship that leaves a list and comes back', () => {
  const rows = (...out: number[]) =>
    shipImos(10).flatMap((imo, i) => (out.includes(i) ? [] : [`${i};SHIP NUMBER ${i};${imo};`]));

  test('has a designation for each time, and none in between', async () => {
    const own = desk();
    const [ship] = shipImos(1) as [number];
    await own.take('plain', file(plainFile('2026-06-01', rows())));
    await own.take('plain', file(plainFile('2026-07-01', rows(0))));
    await own.take('plain', file(plainFile('2026-08-01', rows())));
    const hull = await own.hull(ship);
    expect(spans(hull)).toEqual([
      ['2026-06-01', '2026-07-01'],
      ['2026-08-01', null],
    ]);
    expect(designationsAt(hull, day('2026-07-15'))).toEqual([]);
  });

  test('the watch is built anew when a day in it comes', async () => {
    const own = desk();
    const au = `${JSON.stringify({ reference: '1', entity_type: 'Vessel', names: [{ text: 'A', name_type: 'Primary Name' }], imo_number: '9074729', additional_info: 'valid from 22 July 2026 to 22 July 2027', sanction: { control_date: '2026-08-21' } })}\n`;
    await own.take('au-dfat', file(au, 'au.jsonl'));
    const { mids } = loadReference();
    expect((await loadWatch(own.store, { hulls: [], mids }, NOW)).untilAt).toBe(day('2027-07-22'));
    expect((await loadWatch(own.store, { hulls: [], mids }, day('2027-07-22'))).untilAt).toBeNull();
  });
});

describe('programme and flag of a past day are those of the copy of that day', () => {
  const sdn = (programme: string, flag: string, more = '') =>
    `37,"ALPHA STAR","vessel","${programme}",-0- ,-0- ,-0- ,-0- ,-0- ,"${flag}",-0- ,"Vessel Registration Identification IMO 9074729${more}."\n`;

  test("also through the store of lines, and today they are today's", async () => {
    const own = desk();
    await own.take('ofac-sdn', file(sdn('SDGT', 'Iran')), { publishedAt: day('2021-07-01') });
    await own.take('ofac-sdn', file(sdn('IRAN-EO13902', 'Panama', '; MMSI 273212120')), {
      publishedAt: day('2024-04-01'),
    });
    const hull = await own.hull(9074729);
    const said = (at: string) => {
      const then = hullAsOf(hull, day(at));
      return [then.designations[0]!.programme, then.flag, then.flagCodes.join()];
    };
    expect([said('2022-01-01'), said('2024-03-31')]).toEqual([
      ['SDGT', 'Iran', 'IR'],
      ['SDGT', 'Iran', 'IR'],
    ]);
    expect([said('2024-04-01'), said('2026-01-01')]).toEqual(
      Array(2).fill(['IRAN-EO13902 (EO 13902)', 'Panama', 'PA']),
    );
    expect(designationsRead(hull, day('2022-01-01'))[0]!.source).toContain('1 Jul 2021');
    const [line] = await own.store.listRecordsOf([{ list: 'ofac-sdn', recordId: '37' }], day('2022-01-01'));
    expect(line!.record.raw).toContain('"SDGT"');
  });

  const real = (name: string) => `${shared}data/lists/us-ofac/${name}`;
  test.skipIf(!existsSync(real('sdn-2021-07.csv.gz')))(
    'for every ship of two real copies (skipped where they are absent)',
    async () => {
      const old = desk();
      await old.take('ofac-sdn', real('sdn-2021-07.csv.gz'));
      const both = desk();
      await both.take('ofac-sdn', real('sdn-2021-07.csv.gz'));
      await both.take('ofac-sdn', real('sdn-2024-04.csv.gz'));
      const { mids } = loadReference();
      const before = (await loadWatch(old.store, { hulls: [], mids }, NOW)).known;
      const after = new Map(
        (await loadWatch(both.store, { hulls: [], mids }, NOW)).known.map((hull) => [hull.designations[0]!.ref, hull]),
      );
      const at = day('2022-01-01');
      let changed = 0;
      for (const hull of before) {
        // A ship may have got its number since: it is found by what OFAC calls it.
        const now = after.get(hull.designations[0]!.ref)!;
        const then = hullAsOf(now, at);
        expect([then.flag, then.designations.map(({ programme }) => programme)]).toEqual([
          hull.flag,
          hull.designations.map(({ programme }) => programme),
        ]);
        if (now.flag !== then.flag || now.designations[0]!.programme !== then.designations[0]!.programme) changed++;
      }
      expect(before).toHaveLength(406);
      expect(changed).toBeGreaterThan(0);
    },
  );
});

describe.skipIf(noCases)('a record number is no identity (skipped where ../shared is absent)', () => {
  test.each([
    ['ofac-sdn', 'reuse/sdn-1.csv', 'reuse/sdn-2.csv', 9074729, 9220641],
    ['own', 'reuse/own-1.csv', 'reuse/own-2.csv', 9074729, 9349289],
  ])(
    '%s: another hull under the number of one is a removal and an addition',
    async (source, first, second, gone, come) => {
      const own = desk();
      await own.take(source, cases(first), { publishedAt: day('2026-11-01') });
      const { difference } = await own.take(source, cases(second), { publishedAt: day('2026-11-02') });
      expect(difference).toMatchObject({
        ships: { added: 1, removed: 1, renamed: 0, changed: 0 },
        hullsAdded: [come],
        hullsRemoved: [gone],
      });
      expect((await own.hull(gone)).designations).toMatchObject([{ delistedAt: day('2026-11-02'), ended: 'missed' }]);
      expect((await own.hull(come)).designations).toMatchObject([{ delistedAt: null }]);
      const [old, now] = await own.store.listRecordsOf(
        [await own.hull(gone), await own.hull(come)].map(({ designations: [row] }) => ({
          list: row!.list!,
          recordId: row!.ref!,
          key: row!.key ?? row!.ref!,
        })),
      );
      expect([old!.record.imo, now!.record.imo]).toEqual([gone, come]);
    },
  );

  test('new numbers and other places change nothing of when a ship was listed', async () => {
    const own = desk();
    for (const n of [1, 2, 3])
      await own.take('ofac-sdn', cases(`reuse/rekey-${n}.csv`), { publishedAt: day(`2026-11-0${n}`) });
    expect(spans(await own.hull(9074729))).toEqual([['2026-11-01', null]]);
    expect(spans(await own.hull(9349289))).toEqual([['2026-11-01', null]]);
    expect((await own.store.listVersions('ofac-sdn', 3)).map(({ difference: { ships } }) => ships)).toMatchObject([
      { added: 0, removed: 0, changed: 0 },
      { added: 0, removed: 0, changed: 2 },
      { added: 2 },
    ]);
  });
});

describe('guesses are no proof', () => {
  test.skipIf(noCases)(
    'the ship listed last may leave, with a warning; a day that is given is a day (skipped without cases)',
    async () => {
      const own = desk();
      await own.take('own', cases('older/own-1.csv'));
      const left = await own.take('own', cases('older/own-2.csv'));
      expect(left).toMatchObject({ outcome: 'in force', difference: { ships: { removed: 1 } } });
      expect(left.warnings[0]).toContain('what was listed after that has left the list, or the copy is an older one');
      expect(await own.take('own', cases('older/own-1.csv'), { publishedAt: day('2026-11-01') })).toMatchObject({
        outcome: 'in force',
        mark: { basis: 'given', at: day('2026-11-01') },
      });
      expect(await own.take('own', cases('older/own-2026-11-29.csv'))).toMatchObject({ mark: { basis: 'file-name' } });
      expect(await own.take('own', cases('older/own-1.csv'), { publishedAt: day('2026-11-01') })).toMatchObject({
        outcome: 'refused',
        says: expect.stringContaining('is of 1 Nov 2026, older than the version in force of 29 Nov 2026'),
      });
    },
  );

  test('when a file came onto the disk says nothing, and a day of publication lies behind us', async () => {
    const own = desk();
    const path = file('37,"ALPHA STAR","vessel","CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"IMO 9074729."\n');
    expect(await own.take('ofac-sdn', path)).toMatchObject({ outcome: 'in force', mark: null });
    for (const publishedAt of [day('2026-12-24'), day('1969-07-21')]) {
      await expect(own.take('ofac-sdn', path, { publishedAt })).rejects.toMatchObject({ code: 'invalid' });
    }
    expect(await own.take('own', file('name,imo\nA,9074729\n', 'own 2099-01-01.csv'))).toMatchObject({
      mark: null,
      warnings: expect.arrayContaining([expect.stringContaining('a day that has not come')]),
    });
  });

  test.skipIf(noCases)('the guard counts parties (skipped without cases)', async () => {
    const own = desk();
    await own.take('un-consolidated', `${shared}data/lists/un/consolidated-2026-02.xml.gz`);
    const tiny = cases('parties/un-tiny.xml');
    expect(await own.take('un-consolidated', tiny)).toMatchObject({
      outcome: 'refused',
      says: expect.stringContaining('the copy holds 1 party where the version in force has 1003'),
    });
    expect(await own.take('un-consolidated', tiny, { accepted: true })).toMatchObject({ outcome: 'in force' });
  });

  test('as many ships, but others, are refused; one that was changed for another is not', async () => {
    const own = desk();
    const imos = shipImos(20);
    const rows = (from: number, to: number) =>
      imos.slice(from, to).map((imo, i) => `${from + i};SHIP ${from + i};${imo};`);
    await own.take('plain', file(plainFile('2026-06-01', rows(0, 10))));
    expect(await own.take('plain', file(plainFile('2026-06-02', rows(3, 13))))).toMatchObject({
      outcome: 'refused',
      says: expect.stringContaining(
        'lacks 3 of the 10 ships of the version in force, 30 %, and has others in their place',
      ),
    });
    expect(await own.take('plain', file(plainFile('2026-06-02', rows(1, 11))))).toMatchObject({ outcome: 'in force' });
  });
});

describe('two imports at once', () => {
  test('the older never takes the place of the newer, whichever is read first, also between processes', async () => {
    const imos = shipImos(40);
    const rows = (count: number) => imos.slice(0, count).map((imo, i) => `${i};SHIP ${i};${imo};`);
    const path = join(folder, 'two.db');
    for (let round = 0; round < 4; round++) {
      rmSync(path, { force: true });
      const stores = [openStore(path), openStore(path)] as const;
      // Slow readers, so that both have read before either commits.
      const slow = (ms: number) => {
        const format = plainFormat();
        return {
          ...format,
          read: async (...given: Parameters<ListFormat['read']>) => {
            const read = await format.read(...given);
            for (let turn = 0; turn < ms; turn++) await new Promise((resolve) => setImmediate(resolve));
            return read;
          },
        };
      };
      const clock = manualClock(NOW);
      const older = { source: 'plain', files: [file(plainFile('2026-06-01', rows(38)))] };
      const newer = { source: 'plain', files: [file(plainFile('2026-07-01', rows(40)))] };
      const [first, second] = round % 2 === 0 ? [3, 30] : [30, 3];
      const results = await Promise.all([
        importFiles({ store: stores[0], clock, formats: [slow(first)] }, newer),
        importFiles({ store: stores[round < 2 ? 0 : 1], clock, formats: [slow(second)] }, older),
      ]);
      expect(results[0].outcome).toBe('in force');
      expect(await stores[1].listsInForce()).toMatchObject([{ ships: 40, mark: { at: day('2026-07-01') } }]);
      expect((await stores[0].recordsInForce('plain')).length).toBe(40);
      if (first < second)
        expect(results[1]).toMatchObject({ outcome: 'refused', says: expect.stringContaining('older') });
      for (const store of stores) await store.close();
    }
  });

  test('a commit on a version that is no longer in force is a conflict and writes nothing', async () => {
    const own = desk();
    await own.take('plain', file(plainFile('2026-06-01', ['1;A;9074729;'])));
    const [version] = await own.store.listsInForce();
    const batch = {
      version: version!,
      records: [],
      difference: {
        ships: version!.difference.ships,
        parties: version!.difference.parties,
        hullsAdded: [],
        hullsRemoved: [],
        rows: [],
        continues: [],
      },
      attempt: (await own.store.listAttempts('plain', 1))[0]!,
      validators: [],
    };
    for (const comparedWith of [null, version!.id + 1]) {
      await expect(own.store.commitList({ ...batch, comparedWith })).rejects.toMatchObject({ code: 'conflict' });
    }
    expect(await own.store.listVersions('plain', 9)).toHaveLength(1);
    expect(await own.store.listAttempts('plain', 9)).toHaveLength(1);
  });
});

describe('the compiled table', () => {
  const { hulls, lists } = loadReference();
  const ofac = hulls.filter(
    ({ imo, designations }) => imo !== null && designations.some(({ authority }) => authority === 'US OFAC'),
  );
  const copy = (left: readonly WatchedHull[]) =>
    left
      .map(
        ({ imo, name }, i) =>
          `${i},"${name}","vessel","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Vessel Registration Identification IMO ${imo}."\n`,
      )
      .join('');
  const gone = ofac.find(({ designations }) => designations.filter(({ sanction }) => sanction).length === 1)!;
  const compiled = Date.parse(lists.find(({ authority }) => authority === 'US OFAC')!.asOf);

  test('gives way to a newer whole copy of the same authority, from the first one on', async () => {
    const own = desk(listFormats, true);
    const without = ofac.filter((hull) => hull !== gone);
    const first = compiled + 30 * 86_400_000;
    await own.take('ofac-sdn', file(copy(without)), { publishedAt: first });
    await own.take(
      'ofac-sdn',
      file(`${copy(without)}9999,"NEW",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n`),
      { publishedAt: first + 86_400_000 },
    );
    const hull = await own.hull(gone.imo!);
    const row = hull.designations.find(({ authority }) => authority === 'US OFAC')!;
    expect(row).toMatchObject({ delistedAt: first, ended: 'missed' });
    expect(row.note).toContain('not on US OFAC');
    expect(standingAt(hull, NOW)).toEqual([]);
    expect(hull.notes).toContain('No longer listed: US OFAC was the last, first missed on');
  });

  test('does not give way to an older copy, nor to an extract', async () => {
    for (const [left, publishedAt] of [
      [ofac.filter((hull) => hull !== gone), compiled - 86_400_000],
      [ofac.slice(0, 4).filter((hull) => hull !== gone), compiled + 30 * 86_400_000],
    ] as const) {
      const own = desk(listFormats, true);
      await own.take('ofac-sdn', file(copy(left)), { publishedAt });
      expect(standingAt(await own.hull(gone.imo!), NOW).map(({ authority }) => authority)).toEqual(['US OFAC']);
    }
  });

  test('has one day for each Korean listing, its first in force, as the notices have', async () => {
    const own = desk(listFormats, true);
    const { hulls: builtIn, mids } = loadReference();
    const sync = await createListSync({
      store: own.store,
      clock: own.clock,
      log: pino({ level: 'silent' }),
      formats: listFormats,
      builtIn: { hulls: builtIn, mids, lists },
      lookBack: lookBackHere(own.store, () => referenceOptions),
      live: null,
      scheduled: 'off',
    });
    const days = (known: readonly WatchedHull[]) =>
      known.flatMap(({ name, designations }) =>
        designations
          .filter(({ authority }) => authority.includes('Korea'))
          .map(({ listedAt }) => `${name} ${new Date(listedAt!).toISOString().slice(0, 10)}`),
      );
    const expected = [
      'LADY R 2024-04-03',
      'ANGARA 2024-04-03',
      'MARIA 2024-05-24',
      'MAIA-1 2024-05-24',
      'TOK SONG 2024-07-19',
    ];
    expect(days(builtIn).sort()).toEqual([...expected].sort());
    expect(days(sync.watch().known).sort()).toEqual([...expected].sort());
    await sync.close();
  });
});
