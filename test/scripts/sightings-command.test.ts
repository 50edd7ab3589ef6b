// `keelwatch sightings`, as a user runs it: own process, own data folder.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { loadScenario } from '../../db/scenarios/load.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-sightings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keelwatch(...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/keelwatch.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, KEELWATCH_DATA: join(folder, 'data'), KEELWATCH_LISTS: '' },
  });
  return { code: status, out: stdout, err: stderr };
}

const rowsOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('sightings are imported, added, listed and withdrawn', () => {
  const table = join(folder, 'seen.csv');
  writeFileSync(
    table,
    'Ship,Date,port,what,source\n8660313,2024-10-21,nampo,alongside,a report\n8660313,never,nampo,x,a report\n',
  );
  const first = keelwatch('sightings', 'import', table);
  expect(first.code).toBe(2);
  expect(first.out).toBe('1 sightings are entered; 0 were known; 1 rows are refused.\n');
  expect(first.err).toContain(`${table}, line 3: Field 'from' is 'never'`);
  const again = rowsOf(keelwatch('sightings', 'import', table, '--json').out);
  expect(again.at(-1)).toEqual({ summary: { entered: 0, known: 1, refused: 1 } });

  const added = keelwatch(
    ...['sightings', 'add', '--json', '--vessel', '9161003', '--from', '2024-02-04', '--place', 'rajin'],
    ...['--what', 'loading', '--source', 'NK Pro', '--grade', 'confirmed'],
  );
  expect(added.code, added.err).toBe(0);
  const { id } = JSON.parse(added.out);
  const wrong = keelwatch('sightings', 'add', '--vessel', '9161004', '--from', '2024-02-04');
  expect([wrong.code, wrong.err]).toEqual([2, "keelwatch: Field 'vessel': IMO 9161004 fails its check digit.\n"]);

  expect(rowsOf(keelwatch('sightings', 'list', '--json', '--vessel', '9161003').out)).toMatchObject([{ id }]);
  expect(keelwatch('sightings', 'withdraw', id, '--reason', 'a sister ship').code).toBe(0);
  expect(keelwatch('sightings', 'withdraw', id, '--reason', 'again').code).toBe(2);
  expect(keelwatch('sightings', 'withdraw', id).code).toBe(2);
  expect(keelwatch('sightings', 'list').out).not.toContain(id);
  expect(keelwatch('sightings', 'list', '--withdrawn').out).toContain('[withdrawn: a sister ship]');

  // A replay hears what was entered, or what a table holds, where it is asked to.
  const track = loadScenario('chon-ma-san')!.track.path;
  const summary = (...words: string[]) =>
    rowsOf(keelwatch('replay', track, '--json', '--quiet', ...words).out).at(-1).summary;
  expect(summary().sightings).toBe(0);
  expect(summary('--sightings').sightings).toBe(1);
  expect(summary('--sightings', table).sightings).toBe(1);
});
