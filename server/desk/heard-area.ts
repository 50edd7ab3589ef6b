// The summary of who was heard in an area and near it, read for one question: which units come into question, in which
// hours each was heard, and in which hours nobody was. Near is within twenty nautical miles, as for the gaps of ships.

import {
  addHour,
  type CellRun,
  dayNumber,
  HOURS_A_DAY,
  type HourSpan,
  hourNumber,
  hoursBetween,
} from '../domain/presence/heard-cells.ts';
import { HOUR_MS } from '../domain/time.ts';
import type { Scope, Store } from '../seams/store.ts';

export interface Heard {
  fromDay: number;
  toDay: number;
  /** The hours of the period. */
  period: HourSpan;
  units: Map<number, UnitHeard>;
  /** By day, the hours in which anybody was heard in the cells of the area, and in those round it too. */
  there: Map<number, number>;
  near: Map<number, number>;
}

interface UnitHeard {
  /** In the cells of the area themselves. */
  inside: boolean;
  firstHour: number;
  /** By day. */
  hours: Map<number, number>;
}

/** A unit that may have been heard in the area. */
export interface Candidate {
  /** 0: watched and heard in the cells of the area, 1: others heard in them; 2 and 3: heard near alone. */
  rank: number;
  firstHour: number;
  mmsi: number;
}

/** In which hours of the period somebody was heard; spans of UTC ms. */
export interface Hearing {
  hours: number;
  /** Somebody was heard in the quarter degrees that the area touches. */
  thereHours: number;
  /** Nobody there, but others within twenty miles. */
  nearHours: number;
  /** Nobody within twenty miles, while ships were heard elsewhere: nothing shows that anybody could have been heard. */
  deaf: TimeSpan[];
  deafHours: number;
  /** Nobody at all, anywhere: our feeds brought nothing. */
  silent: TimeSpan[];
  silentHours: number;
}

export interface TimeSpan {
  fromAt: number;
  toAt: number;
}

interface Asked {
  scope: Scope;
  fromAt: number;
  toAt: number;
}

/** Null where there is more than `limit` rows of it. */
export async function readHeard(
  store: Pick<Store, 'heardIn'>,
  { scope, fromAt, toAt }: Asked,
  { inner, outer, limit }: { inner: readonly CellRun[]; outer: readonly CellRun[]; limit: number },
): Promise<Heard | null> {
  const fromDay = dayNumber(fromAt);
  const toDay = dayNumber(toAt - 1);
  const rows = await store.heardIn(scope, outer, fromDay, toDay, limit);
  if (rows === null) return null;
  const period = { from: hourNumber(fromAt), to: hourNumber(toAt - 1) + 1 };
  const cells = new Set<number>();
  for (const { first, last } of inner) for (let cell = first; cell <= last; cell++) cells.add(cell);
  const heard: Heard = { fromDay, toDay, period, units: new Map(), there: new Map(), near: new Map() };
  for (let i = 0; i < rows.length; i += 4) {
    const day = rows[i]!;
    const mmsi = rows[i + 2]!;
    const hours = rows[i + 3]! & hoursWithin(day, period);
    if (hours === 0) continue;
    const inside = cells.has(rows[i + 1]!);
    add(heard.near, day, hours);
    if (inside) add(heard.there, day, hours);
    const firstHour = day * HOURS_A_DAY + Math.log2(hours & -hours);
    const unit = heard.units.get(mmsi);
    if (unit === undefined) heard.units.set(mmsi, { inside, firstHour, hours: new Map([[day, hours]]) });
    else {
      unit.inside ||= inside;
      unit.firstHour = Math.min(unit.firstHour, firstHour);
      add(unit.hours, day, hours);
    }
  }
  return heard;
}

function add(by: Map<number, number>, day: number, hours: number): void {
  by.set(day, (by.get(day) ?? 0) | hours);
}

const WHOLE_DAY = 2 ** HOURS_A_DAY - 1;

/** The bits of a day's hours that lie in the period. */
function hoursWithin(day: number, { from, to }: HourSpan): number {
  const begin = day * HOURS_A_DAY;
  if (from <= begin && to >= begin + HOURS_A_DAY) return WHOLE_DAY;
  let bits = 0;
  for (let hour = Math.max(begin, from); hour < Math.min(begin + HOURS_A_DAY, to); hour++) bits |= 1 << (hour - begin);
  return bits;
}

/** Watched ones first, then those heard in the area's own cells, each by the hour in which they came. */
export function candidatesOf({ units }: Heard, watched: ReadonlySet<number>): Candidate[] {
  const found: Candidate[] = [];
  for (const [mmsi, { inside, firstHour }] of units) {
    found.push({ rank: (inside ? 0 : 2) + (watched.has(mmsi) ? 0 : 1), firstHour, mmsi });
  }
  return found.sort((a, b) => a.rank - b.rank || a.firstHour - b.firstHour || a.mmsi - b.mmsi);
}

/** When to read a unit's fixes: the hours in which it was heard there or near, and one on either side for the lines. */
export function spansOf({ units }: Heard, { mmsi }: Candidate): TimeSpan[] {
  const spans: TimeSpan[] = [];
  for (const { from, to } of hoursIn(units.get(mmsi)!.hours)) {
    const [fromAt, toAt] = [(from - 1) * HOUR_MS, (to + 1) * HOUR_MS];
    const last = spans.at(-1);
    if (last !== undefined && fromAt <= last.toAt) last.toAt = toAt;
    else spans.push({ fromAt, toAt });
  }
  return spans;
}

function hoursIn(days: ReadonlyMap<number, number>): HourSpan[] {
  const spans: HourSpan[] = [];
  for (const day of [...days.keys()].sort((a, b) => a - b)) {
    const bits = days.get(day)!;
    for (let hour = 0; hour < HOURS_A_DAY; hour++) if (bits & (1 << hour)) addHour(spans, day * HOURS_A_DAY + hour);
  }
  return spans;
}

export function hearingOf(heard: Heard, anybody: readonly (readonly [number, number])[]): Hearing {
  const { period } = heard;
  const near = hoursIn(heard.near);
  const unheard = hoursBetween(near, period);
  const silentHours: HourSpan[] = [];
  const deafHours: HourSpan[] = [];
  const any = new Map(anybody);
  for (const { from, to } of unheard) {
    for (let hour = from; hour < to; hour++) {
      const day = Math.floor(hour / HOURS_A_DAY);
      const isSilent = ((any.get(day) ?? 0) & (1 << (hour - day * HOURS_A_DAY))) === 0;
      addHour(isSilent ? silentHours : deafHours, hour);
    }
  }
  const thereHours = count(hoursIn(heard.there));
  return {
    hours: period.to - period.from,
    thereHours,
    nearHours: count(near) - thereHours,
    deaf: deafHours.map(inMs),
    deafHours: count(deafHours),
    silent: silentHours.map(inMs),
    silentHours: count(silentHours),
  };
}

function count(spans: readonly HourSpan[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

function inMs({ from, to }: HourSpan): TimeSpan {
  return { fromAt: from * HOUR_MS, toAt: to * HOUR_MS };
}
