// Who was heard where, by hours: the summary of the fixes by cell and by day. In come fixes as they are written, in the
// order of the fixes' key; out go the units heard in some cells, and the hours in which a unit, or anybody, was heard. A
// unit that is heard again in the same hour and cell costs nothing: what was written last of each is remembered.

import type { Database } from 'better-sqlite3';
import type { KeptFix } from '../server/domain/heard.ts';
import { type CellRun, cellOf, dayNumber, hourBit } from '../server/domain/presence/heard-cells.ts';
import { MINUTE_MS } from '../server/domain/time.ts';

/** Stands for anybody at all. */
const ANYBODY = -1;
const ROWS_AT_ONCE = 32;
/** Days of which it is remembered that anybody was heard. */
const MOST_DAYS = 400;
/** Scopes whose units are remembered, each some 150 bytes a unit. */
const MOST_SCOPES = 4;
/** Samples of a ship's speed lie so far apart, and slower ones are no passage: as `noteSpeed` takes them. */
const SAMPLE_MS = 10 * MINUTE_MS;
const UNDER_WAY_KN = 3;

/** What was written last of a unit. */
interface Last {
  day: number;
  cell: number;
  cellHours: number;
  dayHours: number;
  fastest: number;
  sampledAt: number;
  sampled: number;
}

interface Known {
  units: Map<number, Last>;
  /** Hours in which anybody was heard, by day. */
  anybody: Map<number, number>;
}

/** The last column is what the others, the key, say something of. */
function upsertSql(table: string, columns: readonly string[], join: string, rows: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`;
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(rows).fill(row).join(', ')}
    ON CONFLICT (${columns.slice(0, -1).join(', ')}) DO UPDATE SET ${join}`;
}

const HOURS = 'hours = hours | excluded.hours';

export function heardQueries(db: Database) {
  const cells = rowWriter(db, 'heard_cells', ['scope_id', 'day', 'cell', 'mmsi', 'hours'], HOURS);
  const days = rowWriter(db, 'heard_days', ['scope_id', 'day', 'mmsi', 'hours'], HOURS);
  const speeds = rowWriter(
    db,
    'unit_speeds',
    ['scope_id', 'mmsi', 'fastest'],
    'fastest = max(fastest, excluded.fastest)',
  );
  const known = new Map<number, Known>();

  const selectCells = db
    .prepare<[{ scopeId: number; day: number; first: number; last: number; limit: number }], number[]>(`
      SELECT cell, mmsi, hours FROM heard_cells
      WHERE scope_id = :scopeId AND day = :day AND cell BETWEEN :first AND :last LIMIT :limit`)
    .raw();
  const selectHours = db
    .prepare<[number, number, number], number>(
      'SELECT hours FROM heard_days WHERE scope_id = ? AND day = ? AND mmsi = ?',
    )
    .pluck();
  const selectFastest = db
    .prepare<[number, number], number>('SELECT fastest FROM unit_speeds WHERE scope_id = ? AND mmsi = ?')
    .pluck();
  const removeCells = db.prepare<[number, number]>(`
    DELETE FROM heard_cells WHERE (scope_id, day, cell, mmsi) IN
      (SELECT scope_id, day, cell, mmsi FROM heard_cells WHERE scope_id = ? LIMIT ?)`);
  const removeDays = db.prepare<[number, number]>(`
    DELETE FROM heard_days WHERE (scope_id, day, mmsi) IN
      (SELECT scope_id, day, mmsi FROM heard_days WHERE scope_id = ? LIMIT ?)`);
  const removeSpeeds = db.prepare<[number]>('DELETE FROM unit_speeds WHERE scope_id = ?');

  function knownOf(scopeId: number): Known {
    const found = known.get(scopeId) ?? { units: new Map<number, Last>(), anybody: new Map<number, number>() };
    if (!known.has(scopeId)) {
      known.set(scopeId, found);
      if (known.size > MOST_SCOPES) known.delete(known.keys().next().value!);
    }
    return found;
  }

  function lastOf(units: Map<number, Last>, mmsi: number): Last {
    let last = units.get(mmsi);
    if (last === undefined) {
      last = { day: -1, cell: -1, cellHours: 0, dayHours: 0, fastest: 0, sampledAt: 0, sampled: 0 };
      units.set(mmsi, last);
    }
    return last;
  }

  return {
    /** Fixes in the order of their key. */
    hear(scopeId: number, ordered: readonly KeptFix[]): void {
      const { units, anybody } = knownOf(scopeId);
      cells.begin();
      days.begin();
      speeds.begin();
      let unit: Last | null = null;
      let mmsi = Number.NaN;
      let cellDirty = false;
      let dayDirty = false;
      const flushCell = () => {
        if (cellDirty) cells.put(scopeId, unit!.day, unit!.cell, mmsi, unit!.cellHours);
        cellDirty = false;
      };
      const flushDay = () => {
        if (dayDirty) days.put(scopeId, unit!.day, mmsi, unit!.dayHours);
        dayDirty = false;
      };
      for (const fix of ordered) {
        if (fix.at < 0) continue;
        const day = dayNumber(fix.at);
        const bit = hourBit(fix.at);
        if (unit === null || mmsi !== fix.mmsi) {
          if (unit !== null) {
            flushCell();
            flushDay();
          }
          mmsi = fix.mmsi;
          unit = lastOf(units, mmsi);
        }
        const cell = cellOf(fix.lon, fix.lat);
        if (unit.day !== day || unit.cell !== cell) {
          flushCell();
          if (unit.day !== day) {
            flushDay();
            unit.dayHours = 0;
          }
          unit.day = day;
          unit.cell = cell;
          unit.cellHours = 0;
        }
        if ((unit.cellHours & bit) === 0) {
          unit.cellHours |= bit;
          cellDirty = true;
        }
        if ((unit.dayHours & bit) === 0) {
          unit.dayHours |= bit;
          dayDirty = true;
        }
        if (fix.speedKn >= UNDER_WAY_KN && !(fix.at - unit.sampledAt < SAMPLE_MS)) {
          const speed = Math.round(fix.speedKn * 10);
          const shown = Math.min(unit.sampled, speed);
          unit.sampledAt = fix.at;
          unit.sampled = speed;
          if (shown > unit.fastest) {
            unit.fastest = shown;
            speeds.put(scopeId, mmsi, shown);
          }
        }
        const before = anybody.get(day) ?? 0;
        if ((before & bit) === 0) {
          anybody.set(day, before | bit);
          if (anybody.size > MOST_DAYS) anybody.delete(anybody.keys().next().value!);
          days.put(scopeId, day, ANYBODY, bit);
        }
      }
      if (unit !== null) {
        flushCell();
        flushDay();
      }
      cells.end();
      days.end();
      speeds.end();
    },

    /** Called when a scope went, or a commit failed: what is remembered may not be there. */
    forget: (scopeId: number): void => void known.delete(scopeId),
    forgetAll: (): void => known.clear(),

    /** Units heard in cells on days: day, cell, unit and hours by turns. At most `limit` rows; null when there are more. */
    inCells(
      scopeId: number,
      runs: readonly CellRun[],
      fromDay: number,
      toDay: number,
      limit: number,
    ): Int32Array | null {
      let rows = new Int32Array(4096);
      let length = 0;
      for (let day = fromDay; day <= toDay; day++) {
        for (const { first, last } of runs) {
          const left = limit - length / 4 + 1;
          for (const [cell, mmsi, hours] of selectCells.all({ scopeId, day, first, last, limit: left })) {
            if (length === rows.length) {
              const grown = new Int32Array(rows.length * 2);
              grown.set(rows);
              rows = grown;
            }
            rows[length++] = day;
            rows[length++] = cell!;
            rows[length++] = mmsi!;
            rows[length++] = hours!;
          }
          if (length / 4 > limit) return null;
        }
      }
      return rows.subarray(0, length);
    },

    /** Days in which a unit was heard, each with its hours; null: anybody. */
    days(scopeId: number, mmsi: number | null, fromDay: number, toDay: number): [number, number][] {
      const days: [number, number][] = [];
      for (let day = fromDay; day <= toDay; day++) {
        const hours = selectHours.get(scopeId, day, mmsi ?? ANYBODY);
        if (hours !== undefined) days.push([day, hours]);
      }
      return days;
    },

    /** The fastest that two samples in a row of a unit showed, knots; 0 while nothing is known. */
    fastestKn: (scopeId: number, mmsi: number): number => (selectFastest.get(scopeId, mmsi) ?? 0) / 10,

    /** Returns how many rows there were, `most` of each table at the most. */
    removeSome(scopeId: number, most: number): number {
      removeSpeeds.run(scopeId);
      return removeCells.run(scopeId, most).changes + removeDays.run(scopeId, most).changes;
    },
  };
}

/** Gathers rows and writes them many at a time, in the order of their key: neighbouring rows share pages. */
function rowWriter(db: Database, table: string, columns: readonly string[], join: string) {
  const many = db.prepare<unknown[]>(upsertSql(table, columns, join, ROWS_AT_ONCE));
  const one = db.prepare<unknown[]>(upsertSql(table, columns, join, 1));
  const key = columns.length - 1;
  let rows: number[][] = [];
  const byKey = (a: number[], b: number[]): number => {
    for (let i = 1; i < key; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
    return 0;
  };
  return {
    /** What a failed commit left is dropped. */
    begin(): void {
      rows = [];
    },
    put: (...row: number[]): void => void rows.push(row),
    end(): void {
      rows.sort(byKey);
      let from = 0;
      for (; from + ROWS_AT_ONCE <= rows.length; from += ROWS_AT_ONCE) {
        many.run(rows.slice(from, from + ROWS_AT_ONCE).flat());
      }
      for (; from < rows.length; from++) one.run(rows[from]!);
      rows = [];
    },
  };
}
