// Positions: written in bulk, read as tracks and as "where was everybody at". Degrees are stored in millionths, speed
// and course in tenths; NaN (absent) is NULL.

import type { Database } from 'better-sqlite3';
import type { KeptFix } from '../server/domain/heard.ts';

/** A stretch of time in which a radio unit spoke for one vessel; both ends belong to it. UTC ms. */
export interface Stretch {
  mmsi: number;
  fromAt: number;
  toAt: number;
}

/** Where a unit was; nothing else of the fix. */
export interface Place {
  at: number;
  lon: number;
  lat: number;
}

interface FixRow {
  mmsi: number;
  at: number;
  lon: number;
  lat: number;
  speed: number | null;
  course: number | null;
  heading: number | null;
  nav_status: number | null;
}

const COLUMNS = ['scope_id', 'mmsi', 'at', 'lon', 'lat', 'speed', 'course', 'heading', 'nav_status'];
/** Rows per statement: beyond about 20 the gain of fewer calls is spent. */
const ROWS_AT_ONCE = 32;

function insertSql(rows: number): string {
  const row = `(${COLUMNS.map(() => '?').join(', ')})`;
  return `INSERT OR IGNORE INTO fixes (${COLUMNS.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}`;
}

const STRETCHES = `json_each(:stretches) AS stretch CROSS JOIN fixes
  ON fixes.scope_id = :scopeId AND fixes.mmsi = stretch.value ->> 0
  AND fixes.at BETWEEN stretch.value ->> 1 AND stretch.value ->> 2`;

export function fixQueries(db: Database) {
  const insertMany = db.prepare<unknown[]>(insertSql(ROWS_AT_ONCE));
  const insertOne = db.prepare<unknown[]>(insertSql(1));

  const count = db
    .prepare<[{ scopeId: number; stretches: string }], number>(`SELECT count(*) FROM ${STRETCHES}`)
    .pluck();

  // Keeps row i of n where floor(i (limit − 1) / (n − 1)) steps up: first and last always, the rest evenly between.
  // Numbers are bound as REAL, hence the casts: the division must be a whole one.
  const select = db.prepare<[{ scopeId: number; stretches: string; count: number; limit: number }], FixRow>(`
    WITH numbered AS (
      SELECT fixes.*, row_number() OVER (ORDER BY at, fixes.mmsi) - 1 AS i,
        CAST(:limit AS INTEGER) - 1 AS steps, CAST(:count AS INTEGER) - 1 AS gaps
      FROM ${STRETCHES}
    )
    SELECT mmsi, at, lon, lat, speed, course, heading, nav_status FROM numbered
    WHERE i = 0
      OR (i * steps) / gaps > ((i - 1) * steps) / gaps
    ORDER BY i`);

  // Without numbers, where nothing is thinned: most tracks that a page asks for, in about half the time.
  const selectWhole = db.prepare<[{ scopeId: number; stretches: string }], FixRow>(`
    SELECT fixes.mmsi, at, lon, lat, speed, course, heading, nav_status FROM ${STRETCHES} ORDER BY at, fixes.mmsi`);

  // One step in the index for each stretch, however long the track is.
  const selectEnd = (order: 'ASC' | 'DESC') =>
    db.prepare<[number, number, number, number], FixRow>(`
      SELECT mmsi, at, lon, lat, speed, course, heading, nav_status FROM fixes
      WHERE scope_id = ? AND mmsi = ? AND at BETWEEN ? AND ? ORDER BY at ${order} LIMIT 1`);
  const selectFirst = selectEnd('ASC');
  const selectLast = selectEnd('DESC');

  const selectNewest = db.prepare<[{ scopeId: number; at: number }], FixRow & { vessel_id: string }>(`
    SELECT bindings.vessel_id, fixes.mmsi, fixes.at, lon, lat, speed, course, heading, nav_status
    FROM bindings JOIN fixes
      ON fixes.scope_id = bindings.scope_id AND fixes.mmsi = bindings.mmsi AND fixes.at = (
        SELECT max(at) FROM fixes
        WHERE scope_id = bindings.scope_id AND mmsi = bindings.mmsi
          AND at BETWEEN bindings.from_at AND min(coalesce(bindings.to_at - 1, :at), :at)
      )
    WHERE bindings.scope_id = :scopeId AND bindings.from_at <= :at
    ORDER BY bindings.vessel_id, fixes.at`);

  const selectPlaces = (order: 'ASC' | 'DESC') =>
    db
      .prepare<[number, number, number, number, number], [number, number, number]>(`
        SELECT at, lon, lat FROM fixes WHERE scope_id = ? AND mmsi = ? AND at BETWEEN ? AND ? ORDER BY at ${order} LIMIT ?`)
      .raw();
  const selectFirstPlaces = selectPlaces('ASC');
  const selectLastPlaces = selectPlaces('DESC');

  const removeAll = db.prepare<[number]>('DELETE FROM fixes WHERE scope_id = ?');
  const removeSome = db.prepare<[number, number]>(`
    DELETE FROM fixes WHERE (scope_id, mmsi, at) IN (SELECT scope_id, mmsi, at FROM fixes WHERE scope_id = ? LIMIT ?)`);

  return {
    /** The order of the key: neighbouring rows share pages, which is a fifth faster. */
    inOrder: (fixes: readonly KeptFix[]): KeptFix[] => fixes.slice().sort((a, b) => a.mmsi - b.mmsi || a.at - b.at),

    /** The first fix of a unit at an instant stays. Returns how many rows are new. */
    insert(scopeId: number, ordered: readonly KeptFix[]): number {
      const whole = ordered.length - (ordered.length % ROWS_AT_ONCE);
      const values: (number | null)[] = new Array(ROWS_AT_ONCE * COLUMNS.length);
      let added = 0;
      for (let start = 0; start < whole; start += ROWS_AT_ONCE) {
        for (let i = 0; i < ROWS_AT_ONCE; i++) fill(values, i * COLUMNS.length, scopeId, ordered[start + i]!);
        added += insertMany.run(values).changes;
      }
      const single: (number | null)[] = new Array(COLUMNS.length);
      for (let i = whole; i < ordered.length; i++) {
        fill(single, 0, scopeId, ordered[i]!);
        added += insertOne.run(single).changes;
      }
      return added;
    },

    /** Oldest first, at most `limit`, evenly thinned beyond it. Stretches must not overlap. */
    track(scopeId: number, stretches: readonly Stretch[], limit: number): KeptFix[] {
      const asked = JSON.stringify(stretches.map((s) => [s.mmsi, s.fromAt, s.toAt]));
      const found = count.get({ scopeId, stretches: asked }) ?? 0;
      if (found === 0 || limit < 1) return [];
      if (found <= limit) return selectWhole.all({ scopeId, stretches: asked }).map(toFix);
      return select.all({ scopeId, stretches: asked, count: found, limit: Math.floor(limit) }).map(toFix);
    },

    /** The first or the last fix of the stretches, or null. */
    end(scopeId: number, stretches: readonly Stretch[], which: 'first' | 'last'): KeptFix | null {
      const select = which === 'first' ? selectFirst : selectLast;
      let found: FixRow | null = null;
      for (const { mmsi, fromAt, toAt } of stretches) {
        const row = select.get(scopeId, mmsi, fromAt, toAt);
        if (row === undefined) continue;
        if (found === null || (which === 'first' ? row.at < found.at : row.at > found.at)) found = row;
      }
      return found && toFix(found);
    },

    /** The first or the last positions of a unit in [fromAt, toAt), at most `limit`, oldest first. */
    places(
      scopeId: number,
      mmsi: number,
      fromAt: number,
      toAt: number,
      limit: number,
      which: 'first' | 'last',
    ): Place[] {
      const rows = (which === 'first' ? selectFirstPlaces : selectLastPlaces).all(
        scopeId,
        mmsi,
        fromAt,
        toAt - 1,
        limit,
      );
      if (which === 'last') rows.reverse();
      return rows.map(([at, lon, lat]) => ({ at, lon: lon / 1e6, lat: lat / 1e6 }));
    },

    /** Newest fix of each vessel at or before `at`. */
    newestAt(scopeId: number, at: number): (KeptFix & { vesselId: string })[] {
      const newest = new Map<string, KeptFix & { vesselId: string }>();
      // Rows come oldest first within a vessel, so the last one said wins.
      for (const row of selectNewest.iterate({ scopeId, at })) {
        newest.set(row.vessel_id, { vesselId: row.vessel_id, ...toFix(row) });
      }
      return [...newest.values()];
    },

    /** Returns how many there were, `most` at the most. */
    removeSome: (scopeId: number, most: number): number => removeSome.run(scopeId, most).changes,
    removeAll: (scopeId: number): void => void removeAll.run(scopeId),
  };
}

function fill(values: (number | null)[], from: number, scopeId: number, fix: KeptFix): void {
  if (!Number.isFinite(fix.lon + fix.lat + fix.at))
    throw new Error(`fix without place or time: ${JSON.stringify(fix)}`);
  values[from] = scopeId;
  values[from + 1] = fix.mmsi;
  values[from + 2] = Math.round(fix.at);
  values[from + 3] = Math.round(fix.lon * 1e6);
  values[from + 4] = Math.round(fix.lat * 1e6);
  values[from + 5] = scaled(fix.speedKn, 10);
  values[from + 6] = scaled(fix.courseDeg, 10);
  values[from + 7] = scaled(fix.headingDeg, 1);
  values[from + 8] = scaled(fix.navStatus, 1);
}

function scaled(value: number, by: number): number | null {
  return Number.isFinite(value) ? Math.round(value * by) : null;
}

function toFix(row: FixRow): KeptFix {
  return {
    mmsi: row.mmsi,
    at: row.at,
    lon: row.lon / 1e6,
    lat: row.lat / 1e6,
    speedKn: row.speed === null ? Number.NaN : row.speed / 10,
    courseDeg: row.course === null ? Number.NaN : row.course / 10,
    headingDeg: row.heading ?? Number.NaN,
    navStatus: row.nav_status ?? Number.NaN,
  };
}
