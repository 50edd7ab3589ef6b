// Sightings as they were given, by (scope, id); said again, the last word stands. One that is withdrawn stays, with the
// day and the reason. What people enter and withdraw is numbered, so that a reader can go on where it was.

import type { Database } from 'better-sqlite3';
import type { Signature } from '../server/domain/desk/deed.ts';
import { CodedError } from '../server/domain/errors.ts';
import type { Sighting } from '../server/domain/sighting.ts';
import type { Page } from '../server/seams/page.ts';
import type { SightingQuery, StoredSighting } from '../server/seams/store.ts';
import type { Audit } from './audit.ts';
import { cutPage, readMark } from './paging.ts';
import { cachedStatements } from './statements.ts';

interface Row {
  id: string;
  from_at: number;
  change: number;
  withdrawn_at: number | null;
  withdrawn_reason: string | null;
  body: string;
}

const blank = { reasonCode: null, note: null, undoes: null };
const COLUMNS = 'id, from_at, change, withdrawn_at, withdrawn_reason, body';
const NEXT_CHANGE = '(SELECT coalesce(max(change), 0) + 1 FROM sightings)';

export function sightingQueries(db: Database, audit: Audit) {
  const upsert = db.prepare(`
    INSERT INTO sightings (scope_id, id, vessel_id, from_at, body) VALUES (:scopeId, :id, :vesselId, :fromAt, :body)
    ON CONFLICT (scope_id, id) DO UPDATE SET vessel_id = excluded.vessel_id, from_at = excluded.from_at, body = excluded.body`);
  const enter = db.prepare(`
    INSERT INTO sightings (scope_id, id, vessel_id, from_at, body, change)
    VALUES (:scopeId, :id, :vesselId, :fromAt, :body, ${NEXT_CHANGE})
    ON CONFLICT (scope_id, id) DO UPDATE SET vessel_id = excluded.vessel_id, from_at = excluded.from_at,
      body = excluded.body, change = excluded.change, withdrawn_at = NULL, withdrawn_reason = NULL`);
  const updateWithdrawn = db.prepare<[number, string, number, string]>(
    `UPDATE sightings SET withdrawn_at = ?, withdrawn_reason = ?, change = ${NEXT_CHANGE} WHERE scope_id = ? AND id = ?`,
  );
  const selectAll = db.prepare<[number], Row>(
    `SELECT ${COLUMNS} FROM sightings WHERE scope_id = ? ORDER BY from_at, id`,
  );
  const selectOfVessel = db.prepare<[number, string], Row>(
    `SELECT ${COLUMNS} FROM sightings WHERE scope_id = ? AND vessel_id = ? ORDER BY from_at, id`,
  );
  const selectOne = db.prepare<[number, string], Row>(`SELECT ${COLUMNS} FROM sightings WHERE scope_id = ? AND id = ?`);
  const selectChanges = db.prepare<[number, number, number], Row>(
    `SELECT ${COLUMNS} FROM sightings WHERE scope_id = ? AND change > ? ORDER BY change, from_at, id LIMIT ?`,
  );
  const newestChange = db.prepare<[], number>('SELECT coalesce(max(change), 0) FROM sightings').pluck();
  const statements = cachedStatements<Row>(db);

  function one(scopeId: number, id: string): StoredSighting | null {
    const row = selectOne.get(scopeId, id);
    return row === undefined ? null : sightingOf(row);
  }

  return {
    upsert(scopeId: number, sightings: readonly Sighting[]): void {
      for (const sighting of sightings) upsert.run(rowOf(scopeId, sighting));
    },
    /** What stands already, word for word but for its time of arrival, is left as it is. Returns what is new. */
    enter(scopeId: number, scope: string, sightings: readonly Sighting[], signed: Signature): Sighting[] {
      return sightings.filter((sighting) => {
        const known = one(scopeId, sighting.id);
        if (known !== null && known.withdrawn === undefined && sameContent(known, sighting)) return false;
        enter.run(rowOf(scopeId, sighting));
        const subject = { kind: 'sighting' as const, id: sighting.id };
        audit.append({ ...blank, ...signed, scope, subject, what: 'entered', before: known, after: sighting });
        return true;
      });
    },
    withdraw(scopeId: number, scope: string, id: string, reason: string, signed: Signature): StoredSighting {
      const known = one(scopeId, id);
      if (known === null) throw new CodedError('not_found', `There is no sighting '${id}'.`);
      if (known.withdrawn) throw new CodedError('conflict', `Sighting '${id}' is withdrawn already.`);
      updateWithdrawn.run(signed.at, reason, scopeId, id);
      const after: StoredSighting = { ...known, withdrawn: { at: signed.at, reason } };
      const subject = { kind: 'sighting' as const, id };
      audit.append({ ...blank, ...signed, note: reason, scope, subject, what: 'withdrawn', before: known, after });
      return after;
    },
    one,
    /** Oldest first. */
    of: (scopeId: number, vesselId?: string): StoredSighting[] =>
      (vesselId === undefined ? selectAll.all(scopeId) : selectOfVessel.all(scopeId, vesselId)).map(sightingOf),
    changes: (scopeId: number, after: number, limit: number): { change: number; sighting: StoredSighting }[] =>
      selectChanges.all(scopeId, after, limit).map((row) => ({ change: row.change, sighting: sightingOf(row) })),
    newestChange: (): number => newestChange.get() ?? 0,

    /** Oldest first. */
    page(scopeId: number, query: SightingQuery): Page<StoredSighting> {
      const where = [
        'scope_id = :scopeId',
        query.vesselId === undefined ? '' : 'vessel_id = :vesselId',
        query.placeId === undefined ? '' : "json_extract(body, '$.placeId') = :placeId",
        query.grade === undefined ? '' : "json_extract(body, '$.grade') IN (SELECT value FROM json_each(:grade))",
        query.fromAt === undefined ? '' : "json_extract(body, '$.toAt') >= :fromAt",
        query.toAt === undefined ? '' : 'from_at < :toAt',
        query.withdrawn === undefined ? '' : `withdrawn_at IS ${query.withdrawn ? 'NOT ' : ''}NULL`,
        query.after === undefined ? '' : '(from_at, id) > (:markAt, :markId)',
      ].filter((condition) => condition !== '');
      const [markAt, markId] = query.after === undefined ? [null, null] : readMark(query.after, [0, '']);
      const found = statements
        .prepare(`SELECT ${COLUMNS} FROM sightings WHERE ${where.join(' AND ')} ORDER BY from_at, id LIMIT :limit`)
        .all({
          scopeId,
          vesselId: query.vesselId,
          placeId: query.placeId,
          grade: JSON.stringify(query.grade ?? []),
          fromAt: query.fromAt,
          toAt: query.toAt,
          markAt,
          markId,
          limit: query.limit + 1,
        });
      return cutPage(found, query.limit, (row) => [row.from_at, row.id], sightingOf);
    },
  };
}

function rowOf(scopeId: number, sighting: Sighting) {
  const { id, vesselId, fromAt } = sighting;
  return { scopeId, id, vesselId, fromAt: Math.round(fromAt), body: JSON.stringify(sighting) };
}

function sightingOf({ body, withdrawn_at: at, withdrawn_reason: reason }: Row): StoredSighting {
  const sighting: Sighting = JSON.parse(body);
  return at === null ? sighting : { ...sighting, withdrawn: { at, reason: reason ?? '' } };
}

function sameContent(known: StoredSighting, sighting: Sighting): boolean {
  return JSON.stringify({ ...known, arrivedAt: 0 }) === JSON.stringify({ ...sighting, arrivedAt: 0 });
}
