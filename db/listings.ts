// The records of lists over their versions. A record is kept under its number, or under one of its own where the number
// has stood for another ship before; it goes on as long as copies have the same ship or party, whatever its number. When a
// copy reads otherwise, or misses it, how it read until then is kept with the days of the copies.

import type { Database } from 'better-sqlite3';
import { knownBy } from '../server/domain/listing/publication.ts';
import { isSameListing } from '../server/domain/listing/same-listing.ts';
import { dayBegin } from '../server/domain/time.ts';
import type { ListBatch, ListRecordRow } from '../server/seams/list-store.ts';

type ListedRecord = ListRecordRow['record'];
type Version = ListBatch['version'];

export interface RecordRow {
  list: string;
  record_id: string;
  first_at: number;
  since_at: number;
  missed_at: number | null;
  body: string;
}

interface Reading {
  list: string;
  record_id: string;
  from_at: number;
  until_at: number;
  body: string;
}

interface Standing {
  record_id: string;
  number: string;
  since_at: number;
  body: string;
}

interface Gone extends Standing {
  imo: number | null;
  missed_at: number;
}

export function listingQueries(db: Database) {
  const selectStanding = db.prepare<[string], Standing>(
    'SELECT record_id, number, since_at, body FROM list_records WHERE list = ? AND missed_at IS NULL',
  );
  const selectGone = db.prepare<[string], Gone>(`
    SELECT record_id, number, imo, since_at, missed_at, body FROM list_records
    WHERE list = ? AND missed_at IS NOT NULL ORDER BY missed_at DESC, record_id`);
  const isTaken = db
    .prepare<[string, string], number>('SELECT 1 FROM list_records WHERE list = ? AND record_id = ?')
    .pluck();
  const insertRecord = db.prepare(`
    INSERT INTO list_records (list, record_id, number, kind, imo, name, first_at, since_at, missed_at, words, body)
    VALUES (:list, :key, :number, :kind, :imo, :name, :at, :at, NULL, :words, :body)`);
  const updateRecord = db.prepare(`
    UPDATE list_records SET number = :number, kind = :kind, imo = :imo, name = :name, since_at = :at, missed_at = NULL,
      words = :words, body = :body WHERE list = :list AND record_id = :key`);
  const missRecord = db.prepare<[number, string, string]>(
    'UPDATE list_records SET missed_at = ? WHERE list = ? AND record_id = ?',
  );
  const insertReading = db.prepare<[string, string, number, number, string]>(
    'INSERT OR REPLACE INTO list_readings (list, record_id, from_at, until_at, body) VALUES (?, ?, ?, ?, ?)',
  );
  const selectReadings = db.prepare<[string, string], Reading>(
    'SELECT * FROM list_readings WHERE list = ? AND record_id = ? ORDER BY from_at',
  );
  const selectByKey = db.prepare<[string, string], RecordRow>(
    'SELECT * FROM list_records WHERE list = ? AND record_id = ?',
  );
  const selectByNumber = db.prepare<[string, string], RecordRow>(
    'SELECT * FROM list_records WHERE list = ? AND number = ? ORDER BY missed_at IS NOT NULL, missed_at DESC LIMIT 1',
  );
  // Ships and class entries, or parties alone.
  const selectOfKind = db.prepare<{ party: 0 | 1 }, RecordRow>(`
    SELECT list, record_id, first_at, since_at, missed_at, json_set(body, '$.raw', '') AS body
    FROM list_records WHERE (kind = 'party') = :party ORDER BY list, record_id`);
  const selectReadingsOfKind = db.prepare<{ party: 0 | 1 }, Reading>(`
    SELECT own.list, own.record_id, from_at, until_at, json_set(own.body, '$.raw', '') AS body
    FROM list_readings AS own JOIN list_records USING (list, record_id)
    WHERE (kind = 'party') = :party ORDER BY own.list, own.record_id, from_at`);

  function ofKind(party: 0 | 1): ListRecordRow[] {
    const past = new Map<string, NonNullable<ListRecordRow['past']>[number][]>();
    for (const { list, record_id, from_at, until_at, body } of selectReadingsOfKind.all({ party })) {
      const reading = { record: JSON.parse(body) as ListedRecord, fromAt: from_at, untilAt: until_at };
      const known = past.get(`${list} ${record_id}`);
      if (known) known.push(reading);
      else past.set(`${list} ${record_id}`, [reading]);
    }
    return selectOfKind.all({ party }).map((row) => {
      const readings = past.get(`${row.list} ${row.record_id}`);
      return readings === undefined ? toRecordRow(row) : { ...toRecordRow(row), past: readings };
    });
  }

  /** Keeps how the record read until then; a copy of the same day leaves no trace. */
  function closeReading(list: string, { record_id: key, since_at, body }: Standing, untilAt: number): void {
    if (since_at < untilAt) insertReading.run(list, key, since_at, untilAt, body);
  }

  function freeKey(list: string, number: string): string {
    if (isTaken.get(list, number) === undefined) return number;
    for (let n = 2; ; n++) if (isTaken.get(list, `${number}~${n}`) === undefined) return `${number}~${n}`;
  }

  return {
    /** `continues`: for each record the number under which the version before has it, or null. */
    takeIn(
      version: Version,
      before: Version | null,
      records: readonly ListedRecord[],
      continues: readonly (string | null)[],
    ): void {
      const { list } = version;
      const at = changeDay(version, before);
      const standing = new Map(selectStanding.all(list).map((row) => [row.number, row]));
      const going = new Set(continues);
      // Records that have gone and may be back: under the same number, or of the same hull.
      const gone = new Map<string | number, Gone[]>();
      for (const row of selectGone.all(list)) {
        for (const sign of new Set([row.number, row.record_id, row.imo])) {
          if (sign !== null) gone.set(sign, [...(gone.get(sign) ?? []), row]);
        }
      }
      const cameBack = new Set<string>();
      for (const row of standing.values()) if (!going.has(row.number)) missRecord.run(at, list, row.record_id);
      for (const [i, record] of records.entries()) {
        const columns = {
          list,
          number: record.recordId,
          kind: record.kind,
          imo: record.imo,
          name: record.names[0]?.text ?? '',
          words: wordsOf(record),
          body: JSON.stringify(record),
        };
        const number = continues[i] ?? null;
        const old = number === null ? undefined : standing.get(number);
        if (old !== undefined) {
          const reads = isSameText(old.body, record);
          if (!reads) closeReading(list, old, at);
          updateRecord.run({ ...columns, key: old.record_id, at: reads ? old.since_at : at });
          continue;
        }
        const back = [...(gone.get(record.recordId) ?? []), ...(gone.get(record.imo ?? '') ?? [])].find(
          (row) => !cameBack.has(row.record_id) && isSameListing(JSON.parse(row.body) as ListedRecord, record),
        );
        if (back === undefined) insertRecord.run({ ...columns, key: freeKey(list, record.recordId), at });
        else {
          cameBack.add(back.record_id);
          closeReading(list, back, back.missed_at);
          updateRecord.run({ ...columns, key: back.record_id, at });
        }
      }
    },

    /** `key` is what a record is kept under; without it the one that has the number now. `at`: as it read on that day. */
    recordsOf(
      refs: readonly { list: string; recordId: string; key?: string }[],
      at: number | null = null,
    ): (ListRecordRow | null)[] {
      return refs.map(({ list, recordId, key }) => {
        const row =
          key === undefined
            ? (selectByNumber.get(list, recordId) ?? selectByKey.get(list, recordId))
            : selectByKey.get(list, key);
        if (row === undefined) return null;
        if (at === null) return toRecordRow(row);
        const then = selectReadings.all(list, row.record_id).find((reading) => at < reading.until_at);
        return toRecordRow(then === undefined ? row : { ...row, body: then.body });
      });
    },

    hullRecords: () => ofKind(0),
    partyRecords: () => ofKind(1),
  };
}

export function toRecordRow(row: RecordRow): ListRecordRow {
  const record = JSON.parse(row.body) as ListedRecord;
  return {
    list: row.list,
    record,
    firstAt: row.first_at,
    missedAt: row.missed_at,
    ...(row.record_id === record.recordId ? {} : { key: row.record_id }),
    ...(row.since_at === row.first_at ? {} : { sinceAt: row.since_at }),
  };
}

/** The day by which what changed had changed; an older copy that somebody accepted changes things when it is taken in. */
function changeDay(version: Version, before: Version | null): number {
  const at = knownBy(version);
  const beforeAt = before === null ? at : knownBy(before);
  return at >= beforeAt ? at : Math.max(beforeAt, dayBegin(version.importedAt));
}

/** The words of the list, whatever blanks its text has moved. */
function isSameText(body: string, record: ListedRecord): boolean {
  return JSON.stringify({ ...(JSON.parse(body) as ListedRecord), raw: '' }) === JSON.stringify({ ...record, raw: '' });
}

/** What an analyst may have in hand. */
function wordsOf(record: ListedRecord): string {
  const { recordId, imo, companyImo, mmsis, callSigns, names, parties, programmes } = record;
  const words = [recordId, imo ?? '', companyImo ?? '', ...mmsis, ...callSigns, ...programmes];
  return [...words, ...names.map(({ text }) => text), ...parties.map(({ name }) => name)].join(' ');
}
