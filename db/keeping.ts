// What keeping costs, and letting go. Positions go by radio unit, in bites of some milliseconds; of the log, what was said of an
// event and was said anew since, and the row that rested on it is written whole first. Alerts, cases, events and the record of
// who did what are kept for good.

import type { Database } from 'better-sqlite3';
import { DAY_MS } from '../server/domain/time.ts';
import type { DiskUse, KeepStore, Kept } from '../server/seams/keep-store.ts';
import { LIVE } from '../server/seams/store.ts';
import type { logQueries } from './log.ts';
import type { scopeQueries } from './scopes.ts';
import type { Writing } from './writing.ts';

const POSITIONS_AT_ONCE = 4_000;
const ROWS_AT_ONCE = 500;

/** Tables by what somebody can decide about; an index goes with its table. */
const WHAT: readonly (readonly [DiskUse['what'], RegExp])[] = [
  ['positions', /^(fixes|heard_|unit_speeds)/],
  ['log', /^log/],
  ['deliveries', /^(deliveries|decisions|escalations)/],
  ['events and alerts', /^(events|alerts|cases|case_|sightings|handlings|vessels|bindings)/],
  ['lists', /^(list_|lists_|watch)/],
  ['record', /^audit/],
  ['restart', /^(inputs|state_chunks|states|cursors)/],
];

export interface KeepParts {
  scopes: ReturnType<typeof scopeQueries>;
  log: ReturnType<typeof logQueries>;
}

export function keepStore(
  db: Database,
  { scopes, log }: KeepParts,
  ask: <T>(question: () => T) => Promise<T>,
  { write, untilDone }: Pick<Writing, 'write' | 'untilDone'>,
): KeepStore {
  const selectPages = db.prepare<[], { table: string; bytes: number }>(`
    SELECT coalesce(sqlite_schema.tbl_name, dbstat.name) AS "table", sum(dbstat.pgsize) AS bytes
    FROM dbstat LEFT JOIN sqlite_schema ON sqlite_schema.name = dbstat.name
    WHERE dbstat.aggregate = TRUE GROUP BY 1`);
  // The units of watched ships, and of ships that something was said of, keep their tracks for longer.
  const selectUnits = db.prepare<[number, number], { mmsi: number; watched: number }>(`
    SELECT mmsi, EXISTS (
      SELECT 1 FROM bindings JOIN vessels ON vessels.scope_id = bindings.scope_id AND vessels.id = bindings.vessel_id
      WHERE bindings.scope_id = fixes.scope_id AND bindings.mmsi = fixes.mmsi
        AND (vessels.hull_id IS NOT NULL
          OR EXISTS (SELECT 1 FROM alerts WHERE alerts.scope_id = vessels.scope_id AND alerts.vessel_id = vessels.id))
    ) AS watched
    FROM fixes WHERE scope_id = ? AND mmsi > ? ORDER BY mmsi LIMIT 1`);
  const dropFixes = db.prepare<[number, number, number, number]>(`
    DELETE FROM fixes WHERE (scope_id, mmsi, at) IN (
      SELECT scope_id, mmsi, at FROM fixes WHERE scope_id = ? AND mmsi = ? AND at < ? ORDER BY at LIMIT ?)`);

  const noteDay = db.prepare<[number, number]>('INSERT OR IGNORE INTO log_days (day, seq) VALUES (?, ?)');
  const selectDay = db.prepare<[number], number>('SELECT max(seq) FROM log_days WHERE day <= ?').pluck();
  const dropDays = db.prepare<[number]>(
    'DELETE FROM log_days WHERE day < (SELECT max(day) FROM log_days WHERE day <= ?)',
  );
  const selectReplaced = db
    .prepare<[number, number, number, number], number>(`
      SELECT log.seq FROM log JOIN events ON events.scope_id = log.scope_id AND events.id = log.id
      WHERE log.scope_id = ? AND log.seq > ? AND log.seq <= ? AND log.kind = 'event' AND events.log_seq > log.seq
      ORDER BY log.seq LIMIT ?`)
    .pluck();
  const selectResting = db.prepare<[number], number>('SELECT seq FROM log WHERE since_seq = ?').pluck();
  const makeWhole = db.prepare<[string, number]>('UPDATE log SET body = ?, since_seq = NULL WHERE seq = ?');
  const dropLog = db.prepare<[number]>('DELETE FROM log WHERE seq = ?');
  const selectPlanned = db.prepare<[], number | null>('SELECT min(seq) FROM plan_cursor').pluck();

  const dropDeliveries = db.prepare<[number, number]>(`
    DELETE FROM deliveries WHERE id IN (
      SELECT id FROM deliveries WHERE state NOT IN ('held', 'failed') AND planned_at < ? LIMIT ?)`);
  const dropDecisions = db.prepare<[number, number]>(
    'DELETE FROM decisions WHERE number IN (SELECT number FROM decisions WHERE at < ? LIMIT ?)',
  );
  const since = db.prepare<[string, number]>(`
    INSERT INTO kept_since (what, at) VALUES (?, ?) ON CONFLICT (what) DO UPDATE SET at = max(at, excluded.at)`);
  const selectSince = db.prepare<[], { what: Kept; at: number }>('SELECT what, at FROM kept_since');

  /** Said before anything goes: whoever asks meanwhile is told no more than is there. */
  const say = (what: Kept, before: number) => write(() => void since.run(what, Math.round(before)));

  async function tracks(watched: boolean, before: number): Promise<number> {
    const scopeId = scopes.find(LIVE);
    if (scopeId === null) return 0;
    let gone = 0;
    let mmsi = -1;
    await untilDone(() => {
      // Units of which nothing goes are passed over, a bite of them at a time.
      for (let looked = 0; looked < ROWS_AT_ONCE; looked++) {
        const unit = selectUnits.get(scopeId, mmsi);
        if (unit === undefined) return true;
        const rows = (unit.watched === 1) === watched ? drop(scopeId, unit.mmsi, before) : 0;
        gone += rows;
        if (rows < POSITIONS_AT_ONCE) mmsi = unit.mmsi;
        if (rows > 0) return false;
      }
      return false;
    });
    return gone;
  }

  function drop(scopeId: number, mmsi: number, before: number): number {
    const rows = dropFixes.run(scopeId, mmsi, Math.round(before), POSITIONS_AT_ONCE).changes;
    if (rows > 0) scopes.addFixes(scopeId, -rows);
    return rows;
  }

  async function revisions(before: number): Promise<number> {
    const scopeId = scopes.find(LIVE);
    // Where the log stood on a day is noted some time on it.
    const day = selectDay.get(Math.floor(before / DAY_MS) - 1) ?? 0;
    // Who is told is decided by reading the log: what was not read yet stays.
    const mark = Math.min(day, selectPlanned.get() ?? 0);
    if (scopeId === null || mark === 0) return 0;
    let gone = 0;
    let seq = 0;
    await untilDone(() => {
      const rows = selectReplaced.all(scopeId, seq, mark, ROWS_AT_ONCE);
      for (const row of rows) {
        for (const resting of selectResting.all(row)) makeWhole.run(JSON.stringify(log.bodyAt(resting)), resting);
        dropLog.run(row);
      }
      gone += rows.length;
      seq = rows.at(-1) ?? seq;
      return rows.length < ROWS_AT_ONCE;
    });
    return gone;
  }

  async function messages(before: number): Promise<number> {
    let gone = 0;
    for (const statement of [dropDeliveries, dropDecisions]) {
      await untilDone(() => {
        const rows = statement.run(Math.round(before), ROWS_AT_ONCE).changes;
        gone += rows;
        return rows < ROWS_AT_ONCE;
      });
    }
    return gone;
  }

  return {
    diskUse: () =>
      ask(() => {
        const bytes = new Map<DiskUse['what'], number>(WHAT.map(([what]) => [what, 0]));
        const add = (what: DiskUse['what'], more: number) => bytes.set(what, (bytes.get(what) ?? 0) + more);
        for (const row of selectPages.all()) {
          add(WHAT.find(([, tables]) => tables.test(row.table))?.[0] ?? 'other', row.bytes);
        }
        const page = Number(db.pragma('page_size', { simple: true }));
        add('free', Number(db.pragma('freelist_count', { simple: true })) * page);
        return [...bytes].map(([what, size]) => ({ what, bytes: size }));
      }),

    async letGo({ tracksBefore, watchedTracksBefore, logBefore, deliveriesBefore }, now) {
      const today = Math.floor(now / DAY_MS);
      await write(() => void noteDay.run(today, log.lastSeq()));
      const gone: Record<Kept, number> = { tracks: 0, watchedTracks: 0, log: 0, deliveries: 0 };
      const bounds = [
        ['tracks', tracksBefore, (before: number) => tracks(false, before)],
        ['watchedTracks', watchedTracksBefore, (before: number) => tracks(true, before)],
        ['log', logBefore, revisions],
        ['deliveries', deliveriesBefore, messages],
      ] as const;
      for (const [what, before, work] of bounds) {
        if (before === null) continue;
        await say(what, before);
        gone[what] = await work(before);
      }
      if (logBefore !== null) await write(() => void dropDays.run(Math.floor(logBefore / DAY_MS) - 1));
      return gone;
    },

    keptSince: () => ask(() => Object.fromEntries(selectSince.all().map(({ what, at }) => [what, at]))),
  };
}
