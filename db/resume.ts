// Where a restart goes on: how far each source was read, the engine as it stood at some point, and what it has heard
// since. Cursors and inputs are written in the same commit as what the engine said, so they can never run ahead of it.

import type { Database } from 'better-sqlite3';
import type { KeptInput } from '../server/seams/store.ts';

export interface Cursor {
  source: string;
  position: number;
}

export function resumeQueries(db: Database) {
  const upsertCursor = db.prepare<[number, string, number]>(`
    INSERT INTO cursors (scope_id, source, position) VALUES (?, ?, ?)
    ON CONFLICT (scope_id, source) DO UPDATE SET position = excluded.position`);
  const selectCursors = db.prepare<[number], Cursor>(
    'SELECT source, position FROM cursors WHERE scope_id = ? ORDER BY source',
  );
  const upsertSnapshot = db.prepare<[number, Uint8Array]>(`
    INSERT INTO snapshots (scope_id, body) VALUES (?, ?)
    ON CONFLICT (scope_id) DO UPDATE SET body = excluded.body`);
  const selectSnapshot = db.prepare<[number], Buffer>('SELECT body FROM snapshots WHERE scope_id = ?').pluck();
  const insertInput = db.prepare<[number, number, string]>(
    'INSERT OR REPLACE INTO inputs (scope_id, number, body) VALUES (?, ?, ?)',
  );
  const selectInputs = db.prepare<[number, number], { number: number; body: string }>(
    'SELECT number, body FROM inputs WHERE scope_id = ? AND number > ? ORDER BY number',
  );
  const removeInputs = db.prepare<[number, number]>('DELETE FROM inputs WHERE scope_id = ? AND number <= ?');

  return {
    setCursors(scopeId: number, cursors: readonly Cursor[]): void {
      for (const { source, position } of cursors) upsertCursor.run(scopeId, source, position);
    },
    cursors: (scopeId: number): Cursor[] => selectCursors.all(scopeId),
    setSnapshot: (scopeId: number, snapshot: Uint8Array): void => void upsertSnapshot.run(scopeId, snapshot),
    addInputs(scopeId: number, inputs: readonly KeptInput[]): void {
      for (const { number, body } of inputs) insertInput.run(scopeId, number, JSON.stringify(body));
    },
    settle: (scopeId: number, through: number): void => void removeInputs.run(scopeId, through),
    inputs: (scopeId: number, after: number): KeptInput[] =>
      selectInputs.all(scopeId, after).map(({ number, body }) => ({ number, body: JSON.parse(body) })),
    snapshot: (scopeId: number): Uint8Array | null => selectSnapshot.get(scopeId) ?? null,
  };
}
