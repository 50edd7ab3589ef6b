// The summary of who was heard where: what the migration makes of fixes kept before it is what the store writes with them.

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { fixQueries } from '../../db/fixes.ts';
import { heardQueries } from '../../db/heard.ts';
import { migrate, ownMigrations } from '../../db/migrate.ts';
import type { KeptFix } from '../../server/domain/heard.ts';
import { DAY0, HOUR, sampleFix } from '../contract/samples.ts';

const HEARD = 'SELECT scope_id, day, cell, mmsi, hours FROM heard_cells ORDER BY 1, 2, 3, 4';
const DAYS = 'SELECT scope_id, day, mmsi, hours FROM heard_days ORDER BY 1, 2, 3';

/** Forty ships over three days, at the edges of the world and of cells too. */
function fixesOf(seed: number): KeptFix[] {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
  const edges = [-180, -179.9999995, -0.25, 0, 0.2499999, 0.25, 179.75, 179.9999999, 180];
  return Array.from({ length: 3_000 }, (_, i) => {
    const mmsi = 200_000_000 + Math.floor(next() * 40);
    const lon = i % 7 === 0 ? edges[Math.floor(next() * edges.length)]! : next() * 360 - 180;
    const lat = i % 11 === 0 ? [-90, 0, 90][Math.floor(next() * 3)]! : next() * 180 - 90;
    return sampleFix({ mmsi, at: DAY0 + Math.floor(next() * 72 * HOUR), lon, lat });
  });
}

describe('the summary of who was heard where', () => {
  it('is the same for fixes kept before it was and with it, in batches of any size and any order', () => {
    for (const seed of [1, 2, 3]) {
      const fixes = fixesOf(seed);
      const made = [1, 17, 3_000].map((size) => {
        const db = new Database(':memory:');
        migrate(db, 'memory');
        const heard = heardQueries(db);
        const kept = fixQueries(db);
        for (let from = 0; from < fixes.length; from += size) {
          const ordered = kept.inOrder(fixes.slice(from, from + size));
          kept.insert(1, ordered);
          heard.hear(1, ordered);
        }
        return db;
      });
      const before = new Database(':memory:');
      const own = ownMigrations();
      const number = own.findIndex(({ name }) => name.endsWith('-heard.sql'));
      migrate(before, 'memory', own.slice(0, number));
      const kept = fixQueries(before);
      kept.insert(1, kept.inOrder(fixes));
      migrate(before, 'memory', own.slice(0, number + 1));
      for (const question of [HEARD, DAYS]) {
        const wanted = before.prepare(question).all();
        expect(wanted.length).toBeGreaterThan(100);
        for (const db of made) expect(db.prepare(question).all(), `seed ${seed}`).toEqual(wanted);
      }
    }
  });

  it('forgets what a refused commit held: the same fixes again are written again', () => {
    const db = new Database(':memory:');
    migrate(db, 'memory');
    const heard = heardQueries(db);
    const fixes = [sampleFix()];
    expect(() =>
      db.transaction(() => {
        heard.hear(1, fixes);
        throw new Error('the disk is full');
      })(),
    ).toThrow('full');
    heard.forgetAll();
    heard.hear(1, fixes);
    expect(db.prepare(HEARD).all()).toHaveLength(1);
  });
});
