// Kills a writing program without warning, again and again: what it was told is committed must be there, whole and
// once, and it must go on where it stopped.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const ROUNDS = 8;

/** Runs the writer until it has acknowledged `commits` commits, kills it, and gives back the last one acknowledged. */
async function writeAndKill(path: string, commits: number): Promise<number> {
  const writer = spawn(process.execPath, [fileURLToPath(new URL('./writer.ts', import.meta.url)), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = -1;
  let count = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    last = Number(line.split(' ')[0]);
    if (++count === commits) writer.kill('SIGKILL');
  }
  return last;
}

test('no committed alert is lost or doubled when the program is killed', async () => {
  const path = join(folder, 'keelwatch.db');
  for (let round = 1; round <= ROUNDS; round++) {
    const acknowledged = await writeAndKill(path, ((round * 37) % 60) + 1);
    const store = openStore(path);
    const position = (await store.cursors('live'))[0]!.position;
    // A commit may have happened whose word did not get out; never the other way round.
    expect(position, `round ${round}`).toBeGreaterThanOrEqual(acknowledged);
    const log = (await store.log(0, 1_000_000)).filter(({ kind }) => kind !== 'case');
    const expected = Array.from({ length: position + 1 }, (_, i) => [`call-${i}`, `alert-${i}`]).flat();
    expect(
      log.map((row) => row.id),
      `round ${round}`,
    ).toEqual(expected);
    // Every alert is in a case that was written with it.
    const cases = await store.casesOfAlerts(
      'live',
      expected.filter((id) => id.startsWith('alert')),
    );
    expect(cases.size, `round ${round}`).toBe(position + 1);
    expect(await store.stats(), `round ${round}`).toMatchObject({
      fixes: (position + 1) * 50,
      events: position + 1,
      alerts: position + 1,
    });
    await store.close();
  }
});
