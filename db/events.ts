// Events by (scope, id). A newer revision takes the place of an older one, never the other way round; the same
// revision with the same content changes nothing and is not logged again, so that a re-run doubles nothing.

import type { Database } from 'better-sqlite3';
import type { VesselEvent } from '../server/domain/kinds/event.ts';
import { type CellRun, cellOf } from '../server/domain/presence/heard-cells.ts';
import type { Page } from '../server/seams/page.ts';
import type { EventQuery, Scope } from '../server/seams/store.ts';
import type { logQueries } from './log.ts';
import { cutPage, readMark } from './paging.ts';
import { cachedStatements } from './statements.ts';

interface Row {
  scope_id: number;
  scope: string;
  began_at: number;
  id: string;
  body: string;
}

export function eventQueries(db: Database, log: ReturnType<typeof logQueries>) {
  const selectKept = db.prepare<[number, string], { revision: number; body: string; seq: number | null }>(
    'SELECT revision, body, log_seq AS seq FROM events WHERE scope_id = ? AND id = ?',
  );
  const upsert = db.prepare(`
    INSERT INTO events (scope_id, id, revision, kind, vessel_id, place_id, began_at, cell, body, log_seq)
    VALUES (:scopeId, :id, :revision, :kind, :vesselId, :placeId, :beganAt, :cell, :body, :logSeq)
    ON CONFLICT (scope_id, id) DO UPDATE SET revision = excluded.revision, kind = excluded.kind,
      vessel_id = excluded.vessel_id, place_id = excluded.place_id, began_at = excluded.began_at, cell = excluded.cell,
      body = excluded.body, log_seq = excluded.log_seq`);
  const selectOfVessel = db
    .prepare<[number, string], string>(
      'SELECT body FROM events WHERE scope_id = ? AND vessel_id = ? ORDER BY began_at, id',
    )
    .pluck();
  const updateVessel = db.prepare<[string, string, number, number, string]>(
    'UPDATE events SET vessel_id = ?, body = ?, log_seq = ? WHERE scope_id = ? AND id = ?',
  );
  const selectInCells = db
    .prepare<[{ scopeId: number; cell: number; fromAt: number; toAt: number; limit: number }], string>(`
      SELECT body FROM events
      WHERE scope_id = :scopeId AND cell = :cell AND began_at >= :fromAt AND began_at < :toAt
      ORDER BY began_at LIMIT :limit`)
    .pluck();
  const count = db.prepare<[], number>('SELECT count(*) FROM events').pluck();
  const statements = cachedStatements<Row>(db);

  return {
    upsert(scopeId: number, events: readonly VesselEvent[]): void {
      for (const event of events) {
        const kept = selectKept.get(scopeId, event.id);
        const body = JSON.stringify(event);
        if (kept !== undefined && (kept.revision > event.revision || kept.body === body)) continue;
        // The body that is kept is what the newest row of the log says.
        const before = kept === undefined || kept.seq === null ? null : { seq: kept.seq, body: kept.body };
        const logSeq = log.append(scopeId, 'event', event.id, event.revision, event, before);
        upsert.run({
          scopeId,
          id: event.id,
          revision: event.revision,
          kind: event.kind,
          vesselId: event.vesselId,
          placeId: placeOf(event),
          beganAt: Math.round(event.beganAt),
          cell: Number.isFinite(event.lon + event.lat) ? cellOf(event.lon, event.lat) : null,
          body,
          logSeq,
        });
      }
    },

    rename(scopeId: number, fromId: string, toId: string): void {
      for (const body of selectOfVessel.all(scopeId, fromId)) {
        const event: VesselEvent = { ...JSON.parse(body), vesselId: toId };
        const logSeq = log.append(scopeId, 'event', event.id, event.revision, event);
        updateVessel.run(toId, JSON.stringify(event), logSeq, scopeId, event.id);
      }
    },

    one(scopeId: number, id: string): VesselEvent | null {
      const kept = selectKept.get(scopeId, id);
      return kept === undefined ? null : JSON.parse(kept.body);
    },

    /** Newest begin first. `scopeId` null: all scopes. */
    page(scopeId: number | null, query: EventQuery): Page<VesselEvent & { scope: Scope }> {
      const where = [
        scopeId === null ? '' : 'scope_id = :scopeId',
        query.vesselId === undefined ? '' : 'vessel_id = :vesselId',
        query.kind === undefined ? '' : 'kind IN (SELECT value FROM json_each(:kind))',
        query.placeId === undefined ? '' : 'place_id = :placeId',
        query.placeIds === undefined ? '' : 'place_id IN (SELECT value FROM json_each(:placeIds))',
        query.fromAt === undefined ? '' : 'began_at >= :fromAt',
        query.toAt === undefined ? '' : 'began_at < :toAt',
        query.after === undefined ? '' : '(began_at, id, scope_id) < (:markAt, :markId, :markScope)',
      ].filter((condition) => condition !== '');
      const [markAt, markId, markScope] =
        query.after === undefined ? [null, null, null] : readMark(query.after, [0, '', 0]);
      const found = statements
        .prepare(`
          SELECT scope_id, (SELECT name FROM scopes WHERE scopes.id = scope_id) AS scope, began_at, id, body FROM events
          ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
          ORDER BY began_at DESC, id DESC, scope_id DESC LIMIT :limit`)
        .all({
          scopeId,
          vesselId: query.vesselId,
          kind: JSON.stringify(query.kind ?? []),
          placeId: query.placeId,
          placeIds: JSON.stringify(query.placeIds ?? []),
          fromAt: query.fromAt,
          toAt: query.toAt,
          markAt,
          markId,
          markScope,
          limit: query.limit + 1,
        });
      return cutPage(
        found,
        query.limit,
        (row) => [row.began_at, row.id, row.scope_id],
        (row) => ({ ...JSON.parse(row.body), scope: row.scope }),
      );
    },

    /** Those that lie in cells and began in [fromAt, toAt), in no order: at most `limit`, and whether there are more. */
    inCells(scopeId: number, runs: readonly CellRun[], fromAt: number, toAt: number, limit: number) {
      const events: VesselEvent[] = [];
      for (const { first, last } of runs) {
        for (let cell = first; cell <= last; cell++) {
          const left = limit - events.length + 1;
          const bodies = selectInCells.all({ scopeId, cell, fromAt, toAt, limit: left });
          for (const body of bodies) events.push(JSON.parse(body));
          if (events.length > limit) return { events: events.slice(0, limit), more: true };
        }
      }
      return { events, more: false };
    },

    count: (): number => count.get() ?? 0,
  };
}

/** The port or zone an event is about, for the filter. */
function placeOf(event: VesselEvent): string | null {
  if (event.kind === 'zone') return event.facts.zoneId;
  return 'placeId' in event.facts ? event.facts.placeId : null;
}
