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
  const insertChunk = db.prepare<[number, number, number, Uint8Array]>(
    'INSERT OR REPLACE INTO state_chunks (scope_id, number, part, body) VALUES (?, ?, ?, ?)',
  );
  const upsertState = db.prepare<[number, number, number]>(`
    INSERT INTO states (scope_id, number, chunks) VALUES (?, ?, ?)
    ON CONFLICT (scope_id) DO UPDATE SET number = excluded.number, chunks = excluded.chunks`);
  const selectState = db.prepare<[number], { number: number; chunks: number }>(
    'SELECT number, chunks FROM states WHERE scope_id = ?',
  );
  const selectChunks = db
    .prepare<[number, number, number], Buffer>(
      'SELECT body FROM state_chunks WHERE scope_id = ? AND number = ? AND part < ? ORDER BY part',
    )
    .pluck();
  const removeChunks = db.prepare<[number, number, number, number]>(`
    DELETE FROM state_chunks WHERE (scope_id, number, part) IN (
      SELECT scope_id, number, part FROM state_chunks WHERE scope_id = ? AND number < ? AND number <> ? LIMIT ?)`);
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
    addInputs(scopeId: number, inputs: readonly KeptInput[]): void {
      for (const { number, body } of inputs) insertInput.run(scopeId, number, JSON.stringify(body));
    },
    settle: (scopeId: number, through: number): void => void removeInputs.run(scopeId, through),
    inputs: (scopeId: number, after: number): KeptInput[] =>
      selectInputs.all(scopeId, after).map(({ number, body }) => ({ number, body: JSON.parse(body) })),
    addChunks(scopeId: number, number: number, from: number, chunks: readonly Uint8Array[]): void {
      chunks.forEach((chunk, i) => {
        insertChunk.run(scopeId, number, from + i, chunk);
      });
    },
    setState: (scopeId: number, number: number, chunks: number): void => void upsertState.run(scopeId, number, chunks),
    /** Chunks of states before a number, but for the complete one, `most` at the most. Returns how many there were. */
    dropChunks: (scopeId: number, before: number, most: number): number =>
      removeChunks.run(scopeId, before, selectState.get(scopeId)?.number ?? -1, most).changes,
    state(scopeId: number): { number: number; chunks: Uint8Array[] } | null {
      const state = selectState.get(scopeId);
      if (state === undefined) return null;
      return { number: state.number, chunks: selectChunks.all(scopeId, state.number, state.chunks) };
    },
  };
}
