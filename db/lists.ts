// Versions of lists, the records of the newest one with those that have gone, differences and attempts. A version, its
// records and its difference are written together; nothing of a refused copy is ever written but the attempt.

import type { Database } from 'better-sqlite3';
import {
  knownBy,
  type ListAttempt,
  type ListBatch,
  type ListRecordQuery,
  type ListRecordRow,
  type ListStore,
  type Page,
} from '../server/seams/store.ts';
import { anywhere, cutPage, readMark } from './paging.ts';

type Version = ListBatch['version'];
type ListedRecord = ListRecordRow['record'];
type Validators = ListBatch['validators'][number];
type Change = ListBatch['difference']['rows'][number];
type Standing = Awaited<ReturnType<ListStore['listStandings']>>[number];

interface RecordRow {
  list: string;
  record_id: string;
  first_at: number;
  missed_at: number | null;
  body: string;
}

/** Attempts kept of each list; older ones are forgotten with every new one. */
const MOST_ATTEMPTS = 500;
const GOOD = new Set<ListAttempt['outcome']>(['in force', 'no change', 'not modified']);

export function listQueries(db: Database) {
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

  // A record that comes back keeps its first day; one that stands again is missed no more.
  const upsertRecord = db.prepare(`
    INSERT INTO list_records (list, record_id, kind, imo, name, first_at, missed_at, words, body)
    VALUES (:list, :recordId, :kind, :imo, :name, :firstAt, NULL, :words, :body)
    ON CONFLICT (list, record_id) DO UPDATE SET kind = excluded.kind, imo = excluded.imo, name = excluded.name,
      missed_at = NULL, words = excluded.words, body = excluded.body`);
  const missRecord = db.prepare<[number, string, string]>(
    'UPDATE list_records SET missed_at = ? WHERE list = ? AND record_id = ? AND missed_at IS NULL',
  );
  const selectRecord = db.prepare<[string, string], RecordRow>(
    'SELECT * FROM list_records WHERE list = ? AND record_id = ?',
  );
  const selectStanding = db
    .prepare<[string], string>('SELECT body FROM list_records WHERE list = ? AND missed_at IS NULL ORDER BY record_id')
    .pluck();
  const selectHulls = db.prepare<[], RecordRow>(`
    SELECT list, record_id, first_at, missed_at, json_set(body, '$.raw', '') AS body
    FROM list_records WHERE kind <> 'party' ORDER BY list, record_id`);
  const selectRecords = db.prepare<unknown[], RecordRow>(`
    SELECT list, record_id, first_at, missed_at, body FROM list_records
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

    commit({ version, records, difference, attempt, validators }: ListBatch): number {
      const { list, importedAt } = version;
      const id = Number(insertVersion.run(list, Math.round(importedAt), JSON.stringify(version)).lastInsertRowid);
      const seenBy = knownBy(version);
      for (const record of records) {
        const name = record.names[0]?.text ?? '';
        upsertRecord.run({
          list,
          recordId: record.recordId,
          kind: record.kind,
          imo: record.imo,
          name,
          firstAt: seenBy,
          words: wordsOf(record),
          body: JSON.stringify(record),
        });
      }
      for (const { change, recordId } of difference.rows)
        if (change === 'removed') missRecord.run(seenBy, list, recordId);
      for (const [position, change] of difference.rows.entries())
        insertChange.run(id, position, JSON.stringify(change));
      addAttempt(attempt, validators);
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
    recordsOf: (refs: readonly { list: string; recordId: string }[]): (ListRecordRow | null)[] =>
      refs.map(({ list, recordId }) => {
        const row = selectRecord.get(list, recordId);
        return row === undefined ? null : toRecordRow(row);
      }),
    recordsInForce: (list: string): ListedRecord[] => selectStanding.all(list).map((body) => JSON.parse(body)),
    hullRecords: (): ListRecordRow[] => selectHulls.all().map(toRecordRow),
  };
}

function toVersion({ id, body }: { id: number; body: string }): Version {
  return { ...(JSON.parse(body) as Version), id };
}

function toRecordRow(row: RecordRow): ListRecordRow {
  return { list: row.list, record: JSON.parse(row.body), firstAt: row.first_at, missedAt: row.missed_at };
}

/** What an analyst may have in hand. */
function wordsOf(record: ListedRecord): string {
  const { recordId, imo, companyImo, mmsis, callSigns, names, parties, programmes } = record;
  const words = [recordId, imo ?? '', companyImo ?? '', ...mmsis, ...callSigns, ...programmes];
  return [...words, ...names.map(({ text }) => text), ...parties.map(({ name }) => name)].join(' ');
}
