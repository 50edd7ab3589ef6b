// Screening: the known answers, and tables in and out. The real lists lie beside the repository;
// without them those tests say so and skip.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { readAsked } from '../../server/desk/asked.ts';
import { createScreener, oneResult, type Screener, type ScreenResult } from '../../server/desk/screen.ts';
import { screenRows, writeScreenCsv } from '../../server/desk/screen-csv.ts';
import { type ScreenScope, screenScope } from '../../server/desk/screen-scope.ts';
import { readScreenTable } from '../../server/desk/screen-table.ts';
import { screen } from '../../server/domain/identity/screen.ts';
import { indexHulls } from '../../server/domain/identity/watch-index.ts';
import { mergeHulls } from '../../server/domain/listing/hulls.ts';
import { listFormats } from '../../server/lists/index.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { createListSync } from '../../server/watch/list-sync.ts';
import { lookBackHere } from '../../server/watch/look-back.ts';
import { record } from '../lists/records.ts';
import { referenceOptions } from '../play.ts';

const builtIn = loadReference();
const noStore = {
  listRecordsOf: async (refs: readonly unknown[]) => refs.map(() => null),
  partyRecords: async () => [],
  listsInForce: async () => [],
};
const nothingLoaded: ScreenScope = screenScope([], builtIn, 0);
const watchOf = (known: typeof builtIn.hulls) => ({
  known,
  hulls: known,
  classes: [],
  bindings: { bound: new Map<number, string>(), refused: new Set<string>() },
  revision: 1,
});

function hullsOf(...rows: Parameters<typeof record>[0][]) {
  const records = rows.map((parts, i) => ({
    record: record({ recordId: `r${i}`, ...parts }),
    firstAt: 0,
    missedAt: null,
  }));
  return mergeHulls(
    [],
    [{ id: 'test', title: 'T', authority: 'T', sanction: true, asOf: 0, asOfText: '1 Jan 1970', records }],
  ).hulls;
}

async function ask(screener: Screener, text: string): Promise<ScreenResult> {
  return oneResult(await screener.screen(readAsked(text)));
}
const said = ({ matches }: ScreenResult) => matches.map(({ hull, evidence }) => `${evidence.rule} ${hull.imo}`);

describe('on the built-in table', () => {
  const screener = createScreener(noStore, () => watchOf(builtIn.hulls));

  test('a number is confident, with every designation as a line', async () => {
    const result = await ask(screener, 'IMO 9161003');
    expect(result).toMatchObject({ level: 'confident', matches: [{ hull: { name: 'LADY R' } }] });
    expect(result.matches[0]!.lines.map(({ authority }) => authority)).toEqual(
      expect.arrayContaining(['US OFAC', 'UK', 'EU', 'Republic of Korea (MOFA)']),
    );
  });

  test('a name alone is possible, and no more, whatever its format', async () => {
    for (const name of ['LADY R', 'lady r', 'M/V Lady_R', 'LADY-R']) {
      const result = await ask(screener, name);
      expect(result.level, name).toBe('possible');
      expect(result.matches[0]!.hull.imo, name).toBe(9161003);
    }
    for (const name of ['LADY D', 'LADY RANIA', 'SASCO ANGARA 2']) {
      expect(
        (await ask(screener, name)).matches.map(({ hull }) => hull.name),
        name,
      ).not.toContain('LADY R');
    }
  });

  test('a number decides: ANGARA under the IMO number of SASCO ANGARA is not the listed ANGARA', async () => {
    const query = { name: 'ANGARA', imo: 9242986, mmsi: null, callSign: '' };
    const [result] = await screener.screen([{ asked: 'ANGARA', query }]);
    expect(result!.matches.map(({ hull }) => hull.imo)).not.toContain(9179842);
  });

  test('a call sign is asked as a name and as a call sign', async () => {
    expect(said(await ask(screener, 'UBDT8'))).toEqual(['Q6 9161003']);
  });

  test('an MMSI of two hulls tells both', async () => {
    const result = await ask(screener, '445114000');
    expect(result.matches).toHaveLength(2);
    expect(result.matches.every(({ evidence }) => evidence.rule === 'Q1')).toBe(true);
    expect(result.matches[0]!.evidence.witnesses[0]).toContain('2 listed hulls have it');
  });

  test('what is no ship gives a note and no match', async () => {
    expect(await ask(screener, '002734480')).toMatchObject({
      matches: [],
      notes: ['2734480 is no MMSI of a ship (coast).'],
    });
    expect(await ask(screener, 'NO NAME')).toMatchObject({
      matches: [],
      notes: ['"NO NAME" is no evidence of a name.'],
    });
    expect((await ask(screener, '9161004')).notes).toEqual(
      expect.arrayContaining(['9161004 fails the check digit of an IMO ship number.']),
    );
  });
});

describe('the policy', () => {
  const none = new Map<number, string>();
  const query = { name: '', imo: null, mmsi: null, callSign: '' };

  test('evidence together is worth more than alone', () => {
    const index = indexHulls(hullsOf({ imo: 9161003, name: 'LADY R', mmsis: [273212120], callSigns: ['UBDT8'] }));
    const rule = (parts: object) => screen({ ...query, ...parts }, index, none).matches[0]?.evidence.rule;
    expect(rule({ mmsi: 273212120 })).toBe('Q1');
    expect(rule({ mmsi: 273212120, name: 'LADY R' })).toBe('P2');
    expect(rule({ callSign: 'UBDT8', name: 'LADY R' })).toBe('P3');
    expect(rule({ imo: 9161003, name: 'OTHER NAME' })).toBe('C1');
    expect(rule({ imo: 9161003, name: 'OTHER NAME', callSign: 'XXXX1' })).toBe('P1');
    expect(rule({ imo: 9179842, name: 'LADY R', mmsi: 273212120 })).toBeUndefined();
  });

  test('an MMSI that two hulls share lists both, in the order of their numbers', () => {
    const shared = [
      { imo: 9179842, name: 'B' },
      { imo: 9161003, name: 'A' },
    ].map((ship) => ({ ...ship, mmsis: [352900000] }));
    const { matches } = screen({ ...query, mmsi: 352900000 }, indexHulls(hullsOf(...shared)), none);
    expect(matches.map(({ hull }) => hull.imo)).toEqual([9161003, 9179842]);
  });

  test("a company's number never matches a ship, and is told as what it is", () => {
    const parties = [{ name: 'MG-FLOT', role: 'owner' as const, companyImo: 5993381, country: null }];
    const [hull] = hullsOf({ imo: 9161003, parties });
    const index = indexHulls([hull!]);
    const answer = screen({ ...query, imo: 5993381 }, index, new Map([[5993381, 'MG-FLOT']]));
    expect(answer).toEqual({ matches: [], notes: ['5993381 is the IMO company number of MG-FLOT; it names no ship.'] });
  });

  test('a number that a list has mistyped is found as it is written', () => {
    const index = indexHulls(hullsOf({ imo: 9422547, imoDoubtful: true, name: 'TYPO' }));
    expect(screen({ ...query, imo: 9422547 }, index, none).matches[0]!.evidence).toMatchObject({
      rule: 'Q7',
      level: 'possible',
    });
  });

  test('a name in another script is asked in Latin letters too', async () => {
    const screener = createScreener(noStore, () => watchOf(hullsOf({ imo: 9161003, name: 'ANGARA' })));
    const result = await ask(screener, 'Ангара');
    expect(result.matches[0]!.evidence).toMatchObject({ level: 'possible', rule: 'Q3' });
    expect(result.matches[0]!.evidence.witnesses).toContain('Ангара is written Angara in Latin letters');
  });
});

describe('tables', () => {
  const screener = createScreener(noStore, () => watchOf(builtIn.hulls));

  test('columns are found by their names, in any order, and each question has its rows', async () => {
    const rows = readScreenTable('IMO number;Vessel name;note\n9161003;LADY R;x\n;SEA BREEZE OF NOWHERE;\n').rows;
    const results = await screenRows(screener, rows);
    expect(results.map(({ level }) => level)).toEqual(['confident', null]);
    const lines = writeScreenCsv(results, nothingLoaded).trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^9161003 LADY R x,confident,C1,LADY R,9161003,/);
    expect(lines[2]).toMatch(/SEA BREEZE OF NOWHERE,none,/);
  });

  test('a published day and the day of the first copy seen stand in columns of their own', async () => {
    const records = [
      { record: record({ recordId: 'r', name: 'DATED', listedAt: Date.UTC(2023, 0, 2) }), firstAt: 0, missedAt: null },
      { record: record({ recordId: 's', imo: 9179842, name: 'SEEN' }), firstAt: Date.UTC(2024, 3, 10), missedAt: null },
    ];
    const lists = [
      { id: 'test', title: 'T', authority: 'T', sanction: true, asOf: 0, asOfText: '1 Jan 1970', records },
    ];
    const own = createScreener(noStore, () => watchOf(mergeHulls([], lists).hulls));
    const out = writeScreenCsv(await screenRows(own, readScreenTable('imo\n9161003\n9179842\n').rows), nothingLoaded);
    const rows = parse(out, { columns: true }) as Record<string, string>[];
    expect(rows.map((row) => [row['listed since'], row['on a list by']])).toEqual([
      ['2023-01-02', ''],
      ['', '2024-04-10'],
    ]);
  });

  test('one column without a header is names and numbers', async () => {
    const results = await screenRows(screener, readScreenTable('LADY R\n9179842\n273212120\n').rows);
    expect(results.map(({ level }) => level)).toEqual(['possible', 'confident', 'possible']);
  });

  test('a table without a known column is refused, and no cell is run as a formula', () => {
    expect(() => readScreenTable('a,b\n1,2\n')).toThrow('none of the columns name, imo, mmsi, call sign');
    const asked = '=HYPERLINK("x")';
    expect(
      writeScreenCsv(
        [
          {
            asked,
            query: { name: asked, imo: null, mmsi: null, callSign: '' },
            level: null,
            matches: [],
            parties: [],
            classes: [],
            notes: [],
            unread: [],
          },
        ],
        nothingLoaded,
      ),
    ).toContain(`"'=HYPERLINK(""x"")",none`);
  });
});

const folder = new URL('../../../shared/data/lists/', import.meta.url);
const absent = !existsSync(folder);
const path = (name: string) => fileURLToPath(new URL(name, folder));

describe.skipIf(absent)(`on the real lists${absent ? ' (skipped: ../shared/data/lists is absent)' : ''}`, () => {
  let screener: Screener;
  beforeAll(async () => {
    const store = openStore(':memory:');
    const sync = await createListSync({
      store,
      clock: manualClock(Date.UTC(2026, 8, 1)),
      log: pino({ level: 'silent' }),
      formats: listFormats,
      builtIn,
      lookBack: lookBackHere(store, () => referenceOptions),
      live: null,
      scheduled: 'off',
    });
    for (const name of [
      'us-ofac/sdn-2024-04.csv.gz',
      'uk/ships-2026-08.jsonl.gz',
      'eu/oj-32014R0833-2026-08.csv.gz',
      'eu/oj-32017R1509-2026-08.csv.gz',
      'ca/sema-lmes-2025-05.xml.gz',
      'au/vessels-2026-08.jsonl.gz',
      'ua-gur/mmsi-imo-2026-03.csv',
      'merged/shadowfleet-2026-08-shared.json.gz',
    ]) {
      const result = await sync.importFiles({ source: 'auto', files: [path(name)] });
      expect(result.outcome, `${name}: ${result.says}`).toBe('in force');
    }
    screener = createScreener(store, sync.watch);
  });

  test('LADY R hits OFAC and the UK with the very lines', async () => {
    const { matches } = await ask(screener, 'LADY R');
    const lady = matches.find(({ hull }) => hull.imo === 9161003)!;
    const raw = (authority: string) =>
      lady.lines.find((line) => line.authority === authority && line.raw !== null)?.raw;
    expect(raw('US OFAC')).toContain('LADY R');
    expect(raw('UK')).toContain('9161003');
  });

  test('ANGARA with IMO 9242986 is SASCO ANGARA, and company numbers are no ships', async () => {
    const query = { name: 'ANGARA', imo: 9242986, mmsi: null, callSign: '' };
    const [result] = await screener.screen([{ asked: 'ANGARA', query }]);
    expect(result!.matches.map(({ hull }) => hull.name)).toEqual(['SASCO ANGARA']);
    for (const number of [5993381, 5418446, 6003121, 6161246]) {
      expect((await ask(screener, String(number))).matches, String(number)).toEqual([]);
    }
  });

  test('an MMSI that two listed ships have had lists both', async () => {
    const hulls = (await ask(screener, '445114000')).matches.map(({ hull }) => hull.imo);
    expect(hulls).toEqual(expect.arrayContaining([8909575, 7937317]));
  });

  test('MARIA lists three ships and more', async () => {
    const marias = (await ask(screener, 'MARIA')).matches.map(({ hull }) => hull.imo);
    expect(marias).toEqual(expect.arrayContaining([8517839, 9198783, 9617923]));
  });
});
