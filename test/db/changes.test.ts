// What changed between two JSON values, and that a log of changes reads as the values themselves, however long it grows.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applied, changeOf, type Json } from '../../db/changes.ts';
import { openStore } from '../../db/sqlite-store.ts';
import type { PortCall } from '../../server/domain/kinds/port-call/facts.ts';
import { createPipeline } from '../../server/run/pipeline.ts';
import { LIVE, type LogRow, type Store } from '../../server/seams/store.ts';
import { batchOf, sampleCall } from '../contract/samples.ts';
import { places, referenceOptions } from '../play.ts';
import { away, type Ship, vessel } from '../scenario.ts';

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

describe('a change', () => {
  it('applied to the value before gives the value after', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const change = changeOf(before, after);
        if (change === null) expect(before).toEqual(after);
        else expect(applied(before, JSON.parse(JSON.stringify(change)))).toEqual(after);
      }),
    );
  });

  it('of a list that grew is its end', () => {
    expect(changeOf({ a: [1, 2], b: 'x' }, { a: [1, 2, 3], b: 'x' })).toEqual({ set: { a: { keep: 2, rest: [3] } } });
  });

  it('of nothing is none', () => {
    fc.assert(fc.property(json, (value) => changeOf(value, structuredClone(value)) === null));
  });
});

describe('the log', () => {
  let store: Store;
  beforeEach(() => {
    store = openStore(':memory:');
  });
  afterEach(() => store.close());

  async function all(pageRows: number): Promise<LogRow[]> {
    const rows: LogRow[] = [];
    for (;;) {
      const page = await store.log(rows.at(-1)?.seq ?? 0, pageRows);
      rows.push(...page);
      if (page.length < pageRows) return rows;
    }
  }

  it('reads as every revision was said, in pages of any size', async () => {
    const said: PortCall[] = [];
    for (let revision = 1; revision <= 130; revision++) {
      const stops = Array.from({ length: revision }, (_, n) => ({
        fromAt: n,
        toAt: n + 1 === revision ? null : n,
        lon: 1,
        lat: 2,
      }));
      const base = sampleCall();
      said.push({ ...base, revision, knownAt: base.knownAt + revision, facts: { ...base.facts, stops } });
    }
    for (const event of said) await store.commit(batchOf(LIVE, { events: [event] }));
    for (const rows of [1, 7, 1000]) expect((await all(rows)).map(({ body }) => body)).toEqual(said);
  });

  /** Bytes of the log of a ship that has done this, beside its positions. */
  async function logBytes(ship: Ship): Promise<number> {
    const folder = mkdtempSync(join(tmpdir(), 'keelwatch-log-'));
    const path = join(folder, 'keelwatch.db');
    const mine = openStore(path);
    const options = { scope: LIVE, store: mine, engine: referenceOptions, windowMs: Number.POSITIVE_INFINITY };
    const pipeline = createPipeline(options);
    for (const report of ship.reports) pipeline.take(report);
    while (!pipeline.drain(20_000)) await pipeline.commit();
    await pipeline.commit();
    await mine.close();
    const file = new Database(path, { readonly: true });
    const bytes = file.prepare<[], number>('SELECT sum(length(body)) FROM log').pluck().get()!;
    file.close();
    rmSync(folder, { recursive: true });
    return bytes;
  }

  const rotterdam = places.port('wpi:31140')!;
  const stays = (weeks: number, km: number, mmsi = 244_660_002) => {
    const ship = vessel('A', { mmsi }).at(rotterdam, '2024-01-01T00:00Z');
    for (let turn = 0; turn < weeks * 28; turn++) {
      ship.at(away(rotterdam, km, (turn * 67) % 360), ship.now).stops('5 h 30 min', { kn: 0.1, every: '30 min' });
      ship.goesSilent('10 min').sends(0.8).goesSilent('20 min');
    }
    return ship;
  };

  it.each([
    ['swings at anchor', 0.4, 5_000],
    ['shifts without end', 1.2, 80_000],
  ])('of a ship that %s for six weeks is small, and grows with time and not with its square', async (_, km, most) => {
    const [two, six] = [await logBytes(stays(2, km)), await logBytes(stays(6, km))];
    expect(six).toBeLessThan(most);
    expect(six).toBeLessThan(4 * Math.max(two, 1000));
  });
});
