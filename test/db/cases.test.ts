// Cases in a database that was written before there were any, and what a storm of alerts costs.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { batchOf, DAY0, HOUR, sampleAlert, sampleCall } from '../contract/samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-cases-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function alert(number: number, vessel = 'a', revision = 1) {
  const at = DAY0 + number * HOUR;
  const base = sampleAlert({
    id: `${vessel}-${number}`,
    vesselId: vessel,
    vesselName: vessel.toUpperCase(),
    fromAt: at,
    toAt: at,
    raisedAt: at,
    knownAt: at + revision,
    revision,
  });
  return { ...base, evidence: { ...base.evidence, events: [sampleCall({ id: `${vessel}-call-${number}` })] } };
}

test('alerts from before there were cases are gathered as they were said, in every scope', async () => {
  const path = join(folder, 'before.db');
  const store = openStore(path);
  for (let i = 0; i < 150; i++) {
    await store.commit(batchOf(i % 2 ? 'live' : 'replay-a', { alerts: [alert(i, 'a'), alert(i, 'b')] }));
  }
  const all = { scope: 'all', now: 0, limit: 100 } as const;
  const rows = (await store.cases(all)).rows;
  expect(rows).toHaveLength(4);
  const then = await store.cases({ ...all, knownAt: DAY0 + 40 * HOUR });
  await store.close();

  const db = new Database(path);
  db.exec(`
    DELETE FROM cases; DELETE FROM case_alerts; DELETE FROM log WHERE subject = 'case';
    INSERT INTO case_backlog (seq, until_seq) SELECT 0, max(seq) FROM log`);
  db.close();
  const again = openStore(path);
  expect((await again.cases(all)).rows).toEqual([]);
  // What comes in meanwhile finds its case.
  await again.commit(batchOf('live', { alerts: [alert(151, 'a')] }));
  await again.gatherCases();
  const still = (each: object) => ({ ...each, revision: 0, formerIds: [] });
  const live = (await again.cases({ ...all, scope: 'live' })).rows;
  expect(live.map(({ id, alerts }) => [id, alerts]).sort()).toEqual(
    rows
      .filter(({ scope }) => scope === 'live')
      .map(({ id, alerts, ships }) => [id, ships[0]!.id === 'a' ? alerts + 1 : alerts])
      .sort(),
  );
  const replayed = (await again.cases({ ...all, scope: 'replay-a' })).rows;
  expect(replayed.map(still)).toEqual(rows.filter(({ scope }) => scope === 'replay-a').map(still));
  expect((await again.cases({ ...all, scope: 'replay-a', knownAt: DAY0 + 40 * HOUR })).rows.map(still)).toEqual(
    then.rows.filter(({ scope }) => scope === 'replay-a').map(still),
  );
  const seq = await again.lastSeq();
  await again.gatherCases();
  expect(await again.lastSeq()).toBe(seq);
  await again.close();
});

test('a storm of 2,000 alerts of one rule on one ship is one case, and its log stays small', async () => {
  const path = join(folder, 'storm.db');
  const store = openStore(path);
  for (let from = 0; from < 2_000; from += 50) {
    await store.commit(batchOf('live', { alerts: Array.from({ length: 50 }, (_, i) => alert(from + i)) }));
  }
  const [storm] = (await store.cases({ scope: 'live', now: 0, limit: 10 })).rows;
  expect(storm).toMatchObject({ alerts: 2_000, legCount: 2_000, revision: 2_000 });
  expect(await store.caseAlertIds('live', storm!.id, 5_000)).toHaveLength(2_000);
  const db = new Database(path, { readonly: true });
  const bytes = db.prepare<[], number>("SELECT sum(length(body)) FROM log WHERE subject = 'case'").pluck().get()!;
  db.close();
  await store.close();
  expect(bytes).toBeLessThan(4_000_000);
});
