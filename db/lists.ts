// Versions of lists, the records of the newest one with those that have gone, differences and attempts. A version, its
// records and its difference are written together; nothing of a refused copy is ever written but the attempt. What the
// records of a version go on, and how they read before, is settled in `listings.ts`.

import type { Database } from 'better-sqlite3';
import { CodedError } from '../server/domain/errors.ts';
import type { ListAttempt, ListBatch, ListRecordQuery, ListRecordRow, ListStore } from '../server/seams/list-store.ts';
import type { Page } from '../server/seams/page.ts';
import type { Audit } from './audit.ts';
import { listingQueries, type RecordRow, toRecordRow } from './listings.ts';
import { anywhere, cutPage, readMark } from './paging.ts';

type Version = ListBatch['version'];
type ListedRecord = ListRecordRow['record'];
type Validators = ListBatch['validators'][number];
type Change = ListBatch['difference']['rows'][number];
type Standing = Awaited<ReturnType<ListStore['listStandings']>>[number];

/** Attempts kept of each list; older ones are forgotten with every new one. */
const MOST_ATTEMPTS = 500;
const GOOD = new Set<ListAttempt['outcome']>(['in force', 'no change', 'not modified']);

export function listQueries(db: Database, audit: Audit) {
  const insertVersion = db.prepare<[string, number, string]>(
    'INSERT INTO list_versions (list, imported_at, body) VALUES (?, ?, ?)',
  );
  const selectInForce = db.prepare<[], { id: number; body: string }>(`
    SELECT id, body FROM list_versions AS own
    WHERE id = (SELECT max(id) FROM list_versions WHERE list = own.list) ORDER BY list`);
  const selectVersions = db.prepare<[string, number], { id: number; body: string }>(
    'SELECT id, body FROM list_versions WHERE list = ? ORDER BY id DESC LIMIT ?',
  );
  const selectToLookBack = db.prepare<[], { id: number; body: string }>(
    'SELECT id, body FROM list_versions WHERE looked_back = 0 ORDER BY id',
  );
  const setLookedBack = db.prepare<[number]>('UPDATE list_versions SET looked_back = 1 WHERE id = ?');

  const listings = listingQueries(db);
  const selectStanding = db
    .prepare<[string], string>('SELECT body FROM list_records WHERE list = ? AND missed_at IS NULL ORDER BY record_id')
    .pluck();
  const selectRecords = db.prepare<unknown[], RecordRow>(`
    SELECT list, record_id, first_at, since_at, missed_at, body FROM list_records
    WHERE list = :list AND (:kind IS NULL OR kind = :kind)
      AND (:gone IS NULL OR (missed_at IS NOT NULL) = :gone)
      AND (:words IS NULL OR words LIKE :words ESCAPE '\\')
      AND record_id > :after
    ORDER BY record_id LIMIT :limit`);

  const insertChange = db.prepare<[number, number, string]>(
    'INSERT INTO list_changes (version_id, position, body) VALUES (?, ?, ?)',
  );
  const selectChanges = db
    .prepare<[number, number, number], string>(
      'SELECT body FROM list_changes WHERE version_id = ? AND position >= ? ORDER BY position LIMIT ?',
    )
    .pluck();

  const insertAttempt = db.prepare<[string, number, number, string]>(
    'INSERT INTO list_attempts (list, at, good, body) VALUES (?, ?, ?, ?)',
  );
  const forgetAttempts = db.prepare<[string, string, number]>(`
    DELETE FROM list_attempts WHERE list = ? AND id <=
      (SELECT id FROM list_attempts WHERE list = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`);
  const selectAttempts = db
    .prepare<[string, number], string>('SELECT body FROM list_attempts WHERE list = ? ORDER BY id DESC LIMIT ?')
    .pluck();
  const selectStandings = db.prepare<
    [],
    { list: string; body: string; failing_since: number | null; last_good: number | null }
  >(`
    WITH ends AS (
      SELECT list, max(id) AS last_id, max(CASE WHEN good THEN id END) AS good_id FROM list_attempts GROUP BY list
    )
    SELECT ends.list, last.body,
      (SELECT at FROM list_attempts WHERE list = ends.list AND id > coalesce(good_id, 0) ORDER BY id LIMIT 1) AS failing_since,
      (SELECT at FROM list_attempts WHERE id = good_id) AS last_good
    FROM ends JOIN list_attempts AS last ON last.id = last_id ORDER BY ends.list`);

  const upsertValidators = db.prepare<[string, string | null, string | null]>(`
    INSERT INTO list_validators (address, etag, last_modified) VALUES (?, ?, ?)
    ON CONFLICT (address) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified`);
  const selectValidators = db.prepare<[string], Validators>(
    'SELECT address, etag, last_modified AS lastModified FROM list_validators WHERE address = ?',
  );

  const bump = db.prepare('UPDATE lists_revision SET value = value + 1');
  const selectRevision = db.prepare<[], number>('SELECT value FROM lists_revision').pluck();

  function addAttempt(attempt: ListAttempt, validators: readonly Validators[]): void {
    insertAttempt.run(attempt.list, Math.round(attempt.at), GOOD.has(attempt.outcome) ? 1 : 0, JSON.stringify(attempt));
    forgetAttempts.run(attempt.list, attempt.list, MOST_ATTEMPTS);
    for (const { address, etag, lastModified } of validators) upsertValidators.run(address, etag, lastModified);
  }

  return {
    addAttempt,
    /** Says to every process that hulls may be others now. */
    bumpRevision: (): void => void bump.run(),
    revision: (): number => selectRevision.get() ?? 0,

    commit({ version, records, difference, attempt, validators, comparedWith, by = 'keelwatch' }: ListBatch): number {
      const { list, importedAt } = version;
      const before = selectVersions.all(list, 1).map(toVersion)[0] ?? null;
      if (comparedWith !== undefined && comparedWith !== (before?.id ?? null)) {
        throw new CodedError('conflict', `Another version of '${list}' has come into force meanwhile.`);
      }
      const id = Number(insertVersion.run(list, Math.round(importedAt), JSON.stringify(version)).lastInsertRowid);
      listings.takeIn(version, before, records, difference.continues);
      for (const [position, change] of difference.rows.entries())
        insertChange.run(id, position, JSON.stringify(change));
      addAttempt(attempt, validators);
      audit.append({
        by,
        at: importedAt,
        deed: null,
        scope: null,
        subject: { kind: 'list', id: list },
        what: 'came into force',
        reasonCode: null,
        note: attempt.origin,
        before: before && told(before),
        after: told({ ...version, id }),
        undoes: null,
      });
      return id;
    },

    inForce: (): Version[] => selectInForce.all().map(toVersion),
    versions: (list: string, limit: number): Version[] => selectVersions.all(list, limit).map(toVersion),
    toLookBack: (): Version[] => selectToLookBack.all().map(toVersion),
    lookedBack: (id: number): void => void setLookedBack.run(id),

    /** `after`: how many rows to leave out at the beginning. */
    changes: (versionId: number, after: number, limit: number): Change[] =>
      selectChanges.all(versionId, after, limit).map((body) => JSON.parse(body)),
    attempts: (list: string, limit: number): ListAttempt[] =>
      selectAttempts.all(list, limit).map((body) => JSON.parse(body)),
    standings: (): Standing[] =>
      selectStandings.all().map((row) => ({
        list: row.list,
        lastAttempt: JSON.parse(row.body),
        failingSinceAt: row.failing_since,
        lastGoodAt: row.last_good,
      })),
    validators: (address: string): Validators | null => selectValidators.get(address) ?? null,

    records(query: ListRecordQuery): Page<ListRecordRow> {
      const found = selectRecords.all({
        list: query.list,
        kind: query.kind ?? null,
        gone: query.gone === undefined ? null : Number(query.gone),
        words: query.text === undefined ? null : anywhere(query.text),
        after: query.after === undefined ? '' : readMark(query.after, [''])[0],
        limit: query.limit + 1,
      });
      return cutPage(found, query.limit, (row) => [row.record_id], toRecordRow);
    },
    recordsOf: listings.recordsOf,
    recordsInForce: (list: string): ListedRecord[] => selectStanding.all(list).map((body) => JSON.parse(body)),
    hullRecords: listings.hullRecords,
    partyRecords: listings.partyRecords,
  };
}

function toVersion({ id, body }: { id: number; body: string }): Version {
  return { ...(JSON.parse(body) as Version), id };
}

/** Of a version what the record of deeds keeps; the rest is found by its id. */
function told({ id, mark, hash, ships, parties, difference }: Version) {
  return { id, mark, hash, ships, parties, difference };
}
