// `keelwatch presence` and `keelwatch alibis`, as a user runs them: own process, own data folder.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import * as wire from '../../server/http/wire/index.ts';
import { batchOf, DAY0, HOUR, LADY_R, LADY_R_MMSI, sampleCall, sampleFix, sampleVessel } from '../contract/samples.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-whereabouts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const store = openStore(join(folder, 'keelwatch.db'));
  await store.commit(
    batchOf('live', {
      fixes: Array.from({ length: 30 }, (_, hour) => sampleFix({ at: DAY0 + hour * HOUR })),
      vessels: [sampleVessel({ name: 'LADY R\u001b[31m' })],
      bindings: [{ mmsi: LADY_R_MMSI, vesselId: LADY_R, fromAt: DAY0, toAt: null }],
      events: [sampleCall()],
    }),
  );
  await store.close();
});

function keelwatch(...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/keelwatch.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, KEELWATCH_DATA: folder, KEELWATCH_LISTS: '' },
  });
  return { code: status, out: stdout, err: stderr };
}

const PERIOD = ['--from', '2023-09-12T02:00Z', '--to', '2023-09-12T20:00Z'];

test('who was in a port is told with what could not have been heard, in words and as JSON', () => {
  const said = keelwatch('presence', 'vostochny', ...PERIOD);
  expect(said.err).toBe('');
  expect(said.code).toBe(0);
  expect(said.out).toMatch(
    /LADY R.* \(MMSI 273212120, watched, listed by .*\): 2023-09-12 02:00Z to 2023-09-12 19:00Z, 18 kept/,
  );
  expect(said.out).not.toContain('\u001b');
  expect(said.out).toMatch(/a ship without AIS, or with AIS off, is not heard at all/);
  const json = wire.Presence.parse(JSON.parse(keelwatch('presence', '132.9,42.6,133.2,42.8', ...PERIOD, '--json').out));
  expect(json.rows.map(({ vesselId }) => vesselId)).toEqual([LADY_R]);
});

test('who could not have been in a port is told with its sums', () => {
  const said = keelwatch('alibis', 'rajin', ...PERIOD);
  expect(said.code).toBe(0);
  expect(said.out).toMatch(/LADY R.*: could not have been there/);
  expect(said.out).toMatch(/never heard, which is no alibi: \d+/);
  const json = wire.Alibis.parse(JSON.parse(keelwatch('alibis', 'vostochny', ...PERIOD, '--json', '--limit', '1').out));
  expect(json.rows[0]).toMatchObject({ vesselId: LADY_R, word: 'was' });
});

test('what cannot be answered ends with 2 and one sentence', () => {
  for (const [words, says] of [
    [['presence', 'atlantis', ...PERIOD], /no port or zone 'atlantis'/],
    [['presence', 'rajin', '--from', 'then', '--to', '2023-09-13'], /--from is "then"/],
    [['alibis', 'rajin', ...PERIOD, '--word', 'guilty'], /--word is "guilty"/],
    [['alibis', 'rajin', ...PERIOD, '--stay', 'long'], /--stay is "long"/],
    [['alibis', 'rajin', ...PERIOD, '--scope', 'nowhere'], /no replay 'nowhere'/],
  ] as const) {
    const { code, err } = keelwatch(...words);
    expect(code, words.join(' ')).toBe(2);
    expect(err).toMatch(says);
  }
});
