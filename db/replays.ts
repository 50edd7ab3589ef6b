// Replays: what was run, from what, how far it came. A replay's id is the name of its scope.

import type { Database } from 'better-sqlite3';
import type { ReplayRow } from '../server/seams/store.ts';
import type { logQueries } from './log.ts';

export function replayQueries(db: Database, log: ReturnType<typeof logQueries>) {
  const selectKept = db.prepare<[string], { revision: number; body: string }>(
    'SELECT revision, body FROM replays WHERE id = ?',
  );
  const upsert = db.prepare(`
    INSERT INTO replays (scope_id, id, revision, created_at, body)
    VALUES (:scopeId, :id, :revision, :createdAt, :body)
    ON CONFLICT (scope_id) DO UPDATE SET revision = excluded.revision, body = excluded.body`);
  const selectAll = db.prepare<[], string>('SELECT body FROM replays ORDER BY created_at DESC, id DESC').pluck();

  return {
    upsert(scopeId: number, replay: ReplayRow): void {
      const kept = selectKept.get(replay.id);
      const body = JSON.stringify(replay);
      if (kept?.body === body) return;
      const revision = (kept?.revision ?? 0) + 1;
      upsert.run({ scopeId, id: replay.id, revision, createdAt: Math.round(replay.createdAt), body });
      log.appendReplay(scopeId, revision, replay);
    },
    /** Newest first. */
    all: (): ReplayRow[] => selectAll.all().map((body) => JSON.parse(body)),
    one(id: string): ReplayRow | null {
      const kept = selectKept.get(id);
      return kept === undefined ? null : JSON.parse(kept.body);
    },
  };
}
