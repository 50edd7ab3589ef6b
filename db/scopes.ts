// Scope names to row numbers, so that a position row carries one byte instead of a name. 'live' is a scope, every
// replay is one.

import type { Database } from 'better-sqlite3';

export function scopeQueries(db: Database) {
  const selectId = db.prepare<[string], number>('SELECT id FROM scopes WHERE name = ?').pluck();
  const insert = db.prepare<[string]>('INSERT INTO scopes (name) VALUES (?)');
  const remove = db.prepare<[string]>('DELETE FROM scopes WHERE name = ?');
  const addFixes = db.prepare<[number, number]>('UPDATE scopes SET fix_count = fix_count + ? WHERE id = ?');
  const countFixes = db.prepare<[], number>('SELECT coalesce(sum(fix_count), 0) FROM scopes').pluck();

  /** null when nothing was ever written under that name. */
  function find(name: string): number | null {
    return selectId.get(name) ?? null;
  }

  return {
    find,
    findOrAdd: (name: string): number => find(name) ?? Number(insert.run(name).lastInsertRowid),
    /** Takes everything that hangs on the scope with it, except its fixes. */
    remove: (name: string): void => void remove.run(name),
    addFixes: (id: number, count: number): void => void addFixes.run(count, id),
    countFixes: (): number => countFixes.get() ?? 0,
  };
}
