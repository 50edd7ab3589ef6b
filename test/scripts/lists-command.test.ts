// The commands for lists, watchlists and screening, as a user runs them: own process, own data folder.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { openStore } from '../../db/sqlite-store.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keelwatch(...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/keelwatch.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, KEELWATCH_DATA: join(folder, 'data'), KEELWATCH_LISTS: '' },
  });
  return { code: status, out: stdout, err: stderr };
}

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** Rows in the shape of sdn.csv, as OFAC publishes it (public domain), shortened. */
const sdn = [
  '37095,"LADY R","vessel","RUSSIA-EO14024",-0- ,"UBDT8","Roll-on Roll-off Cargo",-0- ,-0- ,"Russia",-0- ,"Vessel Registration Identification IMO 9161003; MMSI 273212120."',
  '37059,"ANGARA","vessel","RUSSIA-EO14024",-0- ,-0- ,"Roll-on Roll-off Cargo",-0- ,-0- ,"Russia",-0- ,"Vessel Registration Identification IMO 9179842."',
  '',
].join('\r\n');

describe('lists', () => {
  test('import prints counts, and again that nothing has changed', () => {
    const path = file('sdn.csv', sdn);
    const first = keelwatch('lists', 'import', 'ofac-sdn', path, '--json');
    expect(first.code, first.err).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({
      list: 'ofac-sdn',
      outcome: 'in force',
      ships: 2,
      difference: { ships: { added: 2, removed: 0 } },
    });
    const again = keelwatch('lists', 'import', 'ofac-sdn', path, '--json');
    expect(JSON.parse(again.out)).toMatchObject({
      outcome: 'no change',
      ships: 2,
      difference: { ships: { added: 0 } },
    });
    expect(keelwatch('lists', 'diff', 'ofac-sdn').out).toContain('ships 2 added');
    expect(keelwatch('lists').out).toMatch(/^in force +ofac-sdn +2 ships/m);
  });

  test('a bad copy ends with 2 and one sentence, and the list says so', () => {
    const { code, err } = keelwatch('lists', 'import', 'ofac-sdn', file('page.csv', '<!DOCTYPE html><html></html>'));
    expect(code).toBe(2);
    expect(err).toMatch(/^keelwatch: page\.csv is .*The version in force stays\.\n$/s);
    expect(keelwatch('lists').out).toMatch(/^failing +ofac-sdn +2 ships.*page\.csv/m);
    expect(keelwatch('lists', 'import', 'nothing', 'x').code).toBe(2);
  });
});

describe('records by hand', () => {
  const source = ['--programme', 'DPRK', '--source', 'MOFA press release of 2 April 2024'];

  test('are watched at once, and leave a designation that ended', () => {
    const added = keelwatch('lists', 'add', 'ORDINARY TRADER', '--imo', '9842190', '--alias', 'OLD TRADER', ...source);
    expect(added).toMatchObject({ code: 0, out: 'hand: ORDINARY TRADER is record imo-9842190.\n' });
    expect(keelwatch('lists').out).toMatch(/^in force +hand +1 ship\b/m);
    expect(added.err).toContain('names nobody who lists');
    expect(keelwatch('screen', '9842190').out).toContain('own list, DPRK, on the list by ');
    expect(keelwatch('watch', 'list', 'designated').out).toContain('ORDINARY TRADER');
    expect(keelwatch('lists', 'remove', 'imo-9842190')).toMatchObject({ code: 0 });
    expect(keelwatch('screen', '9842190').out).toMatch(/on the list by .*, until /);
  });

  test('are refused by name', () => {
    const refused = (...words: string[]) => {
      const { code, err } = keelwatch('lists', 'add', 'X', ...words);
      expect(code).toBe(2);
      return err;
    };
    expect(refused(...source, '--imo', '9842191')).toBe('keelwatch: IMO 9842191 fails its check digit.\n');
    expect(refused(...source, '--to', 'ofac-sdn')).toContain("List 'ofac-sdn' is not made by hand");
    expect(refused('--programme', 'DPRK')).toContain('--source');
    expect(refused(...source, '--listed', 'May')).toContain('write the day as 2026-09-01');
    expect(keelwatch('lists', 'remove', 'nothing').err).toBe("keelwatch: List 'hand' has no record 'nothing'.\n");
  });
});

describe('screen and watch', () => {
  test('screening prints the match with its level, evidence and lines', () => {
    const { code, out } = keelwatch('screen', '--json', 'LADY R', '9179842');
    expect(code).toBe(0);
    const [byName, byNumber] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(byName).toMatchObject({ asked: 'LADY R', level: 'possible', matches: [{ imo: 9161003 }] });
    expect(byNumber).toMatchObject({ level: 'confident', matches: [{ evidence: { rule: 'C1' } }] });
    expect(byName.matches[0].lines.some((line: { raw: string | null }) => line.raw?.includes('37095'))).toBe(true);
    expect(keelwatch('screen').code).toBe(2);
  });

  test('a table goes in and a table comes out', () => {
    const { out } = keelwatch('screen', '--csv', file('names.csv', 'name\nLADY R\nNOBODY AT ALL\n'));
    expect(
      out
        .split('\r\n')
        .slice(1, 3)
        .map((line) => line.split(',').slice(0, 2).join(',')),
    ).toEqual(['LADY R,possible', 'NOBODY AT ALL,none']);
  });

  test('the exit code says what an answer is worth: 0 asked, 2 not read, 3 lists missing', () => {
    const clear = keelwatch('screen', '--json', 'NOBODY AT ALL');
    expect(clear.code).toBe(3);
    const { outcome, against } = JSON.parse(clear.out);
    expect(outcome).toBe('partial');
    expect(against.notLoaded.map(({ authority }: { authority: string }) => authority)).toContain('UK');
    expect(keelwatch('screen', 'NOBODY AT ALL').out).toMatch(/^Not asked, since not loaded: .*UK/m);
    expect(keelwatch('screen', '--need', 'US OFAC', 'NOBODY AT ALL').code).toBe(0);
    expect(keelwatch('screen', '--need', 'NOBODY', 'LADY R').code).toBe(2);
    expect(keelwatch('screen', 'IMO 543400').code).toBe(2);
  });

  test('the name of a table is the table, and one that is not there is told', () => {
    const table = file('questions.csv', '# exported\nname;imo\nX ONE;9161003.0\nX TWO;see remarks\n');
    const { code, out, err } = keelwatch('screen', table);
    expect(code).toBe(2);
    expect(out).toContain('X ONE 9161003.0,confident,C1,LADY R,9161003');
    expect(out).toContain('X TWO see remarks,not read');
    expect(err).toMatch(/^Line 4: The cell "see remarks" under IMO/m);
    const absent = keelwatch('screen', 'NAMES.csv');
    expect([absent.code, absent.out]).toEqual([2, '']);
    expect(absent.err).toContain('there is no file NAMES.csv');
  });

  test('an answer is kept as a page to print and as JSON', () => {
    const page = join(folder, 'record.html');
    const json = join(folder, 'record.json');
    keelwatch('screen', 'NOBODY AT ALL', '--record', page);
    keelwatch('screen', 'NOBODY AT ALL', '--record', json);
    expect(readFileSync(page, 'utf8')).toContain('Not asked, since not loaded');
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ results: [{ outcome: 'partial' }] });
    expect(keelwatch('screen', 'LADY R', '--record', 'record.pdf').code).toBe(2);
  });

  test('ships are added, imported, listed and removed', () => {
    expect(keelwatch('watch', 'add', '9242986', '--name', 'SASCO ANGARA').out).toBe(
      'SASCO ANGARA (imo:9242986) is on watchlist own.\n',
    );
    expect(keelwatch('watch', 'add', '9161004').err).toBe('keelwatch: IMO 9161004 fails its check digit.\n');
    keelwatch('watch', 'import', file('ships.csv', 'imo,note\n9179842,again\n'));
    expect(keelwatch('watch', 'list', 'own').out).toMatch(
      /imo:9179842 +ANGARA {2}\(again\)\nimo:9242986 +SASCO ANGARA/,
    );
    keelwatch('watch', 'remove', '9242986');
    expect(keelwatch('watch', 'list', '--json').out).toMatch(/"id":"own".*"hulls":1/);
  });
});

describe('replay', () => {
  const said = (...flags: string[]) => {
    const { code, out, err } = keelwatch('replay', '--scenario', 'chon-ma-san', '--json', ...flags);
    expect(code, err).toBe(0);
    const lines = out.trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as { alert?: { why: string }; summary?: { watching: string } });
    const why = rows.flatMap(({ alert }) => (alert ? [alert.why] : [])).at(-1)!;
    return { who: why.slice(0, why.indexOf(' called')), watching: rows.at(-1)!.summary!.watching, err };
  };

  test('watches what the data folder has loaded, and says what it is; the built-in table where that is asked for', async () => {
    keelwatch('lists', 'import', 'ofac-sdn', file('sdn.csv', sdn), '--published', '2024-05-08');
    const { watching, who, err } = said();
    expect(watching).toMatch(/^\d{3} hulls from \d lists as of 4 Jun 2020 to /);
    expect(err).toContain(`watching ${watching}\n`);
    expect(who).toBe('CHON MA SAN (IMO 8660313), listed by UN 1718 Committee since 30 Mar 2018,');
    expect(said('--built-in', '--quiet')).toEqual({
      who,
      watching: `the built-in table of ${loadReference().hulls.length} hulls`,
      err: '',
    });

    const store = openStore(join(folder, 'data', 'keelwatch.db'));
    const refused = { hullId: 'imo:8660313', verdict: 'refused', at: Date.now(), by: 'analyst', note: null } as const;
    await store.saveHandVerdict({ mmsi: 445999051, ...refused });
    await store.close();
    const after = said('--quiet');
    expect(after.watching).toBe(`${watching}, with 1 decision by hand`);
    expect(after.who).toBe('CHON MA SAN (IMO 8660313)');
    expect(said('--built-in', '--quiet').who).toBe(who);
  });

  test('goes by the rules of the data folder; by the built-in ones where those are asked for', async () => {
    const ruleIds = (...flags: string[]) =>
      keelwatch('replay', '--scenario', 'chon-ma-san', '--json', '--quiet', ...flags)
        .out.trimEnd()
        .split('\n')
        .flatMap((line) => (JSON.parse(line) as { alert?: { ruleId: string } }).alert?.ruleId ?? []);
    keelwatch('watch', 'list');
    expect(ruleIds()).toContain('ru-dprk-oil');
    const store = openStore(join(folder, 'data', 'keelwatch.db'));
    const off = { ruleId: 'ru-dprk-oil', number: 1, savedAt: Date.now(), by: 'analyst', what: 'switched off' } as const;
    await store.saveRuleChange({ ...off, rule: null });
    await store.close();
    expect(ruleIds()).not.toContain('ru-dprk-oil');
    expect(ruleIds('--as-of', 'now')).not.toContain('ru-dprk-oil');
    expect(ruleIds('--built-in')).toContain('ru-dprk-oil');
  });
});
