// The stretches in which a vessel was heard round a period, as the judgement of an alibi wants them: positions at the ends
// of every silence, all of them near the place, and of the rest only that it was heard far off. In come the hours in which
// its units were heard; positions are read in a bounded number.

import { addHour, dayNumber, HOURS_A_DAY, type HourSpan, hourNumber } from '../domain/presence/heard-cells.ts';
import type { HeardFix, Stretch } from '../domain/presence/passages.ts';
import { HOUR_MS } from '../domain/time.ts';
import type { Scope, Store } from '../seams/store.ts';

export type StretchStore = Pick<Store, 'vesselUnits' | 'heardDays' | 'unitFixes'>;

export interface StretchQuestion {
  scope: Scope;
  vesselId: string;
  fromAt: number;
  toAt: number;
  /** By unit and day, the hours in which it was heard near enough to go to the place between two positions; null: read all. */
  near: ReadonlyMap<number, ReadonlyMap<number, number>> | null;
}

/** Positions at an end of a stretch: one, and others that bear it out. */
const END_FIXES = 3;
/** Positions of one stretch that is read whole: a month of one in two minutes. */
const MOST_FIXES = 20_000;
const EVER = 8.64e15;

interface Unit {
  mmsi: number;
  fromAt: number;
  toAt: number;
}

export async function readStretches(store: StretchStore, question: StretchQuestion): Promise<Stretch[]> {
  const { scope, vesselId } = question;
  const window = { from: hourNumber(question.fromAt) - 1, to: hourNumber(question.toAt - 1) + 2 };
  const windowAt = { fromAt: window.from * HOUR_MS, toAt: window.to * HOUR_MS };
  const units = await store.vesselUnits(scope, vesselId, -EVER, EVER);

  /** Of all its units together, oldest first. */
  async function fixes(fromAt: number, toAt: number, limit: number, which: 'first' | 'last'): Promise<HeardFix[]> {
    const found: HeardFix[] = [];
    for (const unit of units) {
      const from = Math.max(fromAt, unit.fromAt);
      const to = Math.min(toAt, unit.toAt + 1);
      if (from < to) found.push(...(await store.unitFixes(scope, unit.mmsi, from, to, limit, which)));
    }
    if (units.length > 1) found.sort((a, b) => a.at - b.at);
    return which === 'first' ? found.slice(0, limit) : found.slice(-limit);
  }

  const stretches: Stretch[] = [];
  const add = (part: HeardFix[], onward: Stretch['onward']) => {
    const last = stretches.at(-1);
    if (part.length > 0) stretches.push({ fixes: part, onward });
    // What was expected there and is not is unknown.
    else if (last?.onward === 'far') stretches[stretches.length - 1] = { ...last, onward: 'silent' };
  };
  add(await fixes(-EVER, windowAt.fromAt, END_FIXES, 'last'), 'silent');
  if (question.near === null) {
    await readAll(fixes, windowAt.fromAt, windowAt.toAt, add);
  } else {
    const near = hoursNear(units, question.near, window);
    for (const run of await runsOf(store, scope, units, window)) await readRun(run, near, fixes, add);
  }
  add(await fixes(windowAt.toAt, EVER, END_FIXES, 'first'), 'silent');
  return stretches;
}

type ReadFixes = (fromAt: number, toAt: number, limit: number, which: 'first' | 'last') => Promise<HeardFix[]>;
type Add = (part: HeardFix[], onward: Stretch['onward']) => void;

/** Where there are more positions than the bound, what lies behind it is a silence: nothing is taken for an alibi. */
async function readAll(fixes: ReadFixes, fromAt: number, toAt: number, add: Add): Promise<void> {
  add(await fixes(fromAt, toAt, MOST_FIXES, 'first'), 'silent');
}

/** A span of hours, each with a position in it. */
async function readRun(run: HourSpan, near: readonly HourSpan[], fixes: ReadFixes, add: Add): Promise<void> {
  const [fromAt, toAt] = [run.from * HOUR_MS, run.to * HOUR_MS];
  if (run.to - run.from <= 2) return readAll(fixes, fromAt, toAt, add);
  const parts = near
    .map(({ from, to }) => ({ from: Math.max(run.from, from), to: Math.min(run.to, to) }))
    .filter(({ from, to }) => from < to);
  if (parts.length === 0) {
    const head = await fixes(fromAt, toAt, END_FIXES, 'first');
    const tail = await fixes(fromAt, toAt, END_FIXES, 'last');
    const rest = tail.filter(({ at }) => at > (head.at(-1)?.at ?? -EVER));
    if (rest.length < tail.length) return add([...head, ...rest], 'silent');
    add(head, 'far');
    return add(tail, 'silent');
  }
  if (parts[0]!.from > run.from) add(await fixes(fromAt, parts[0]!.from * HOUR_MS, END_FIXES, 'first'), 'far');
  for (const { from, to } of parts) {
    await readAll(fixes, from * HOUR_MS, to * HOUR_MS, (part, onward) => add(part, to < run.to ? 'far' : onward));
  }
  const last = parts.at(-1)!;
  if (last.to < run.to) add(await fixes(last.to * HOUR_MS, toAt, END_FIXES, 'last'), 'silent');
}

/** The spans of hours in which it was heard; an hour in which a unit began or ceased to speak for it stands alone. */
async function runsOf(
  store: StretchStore,
  scope: Scope,
  units: readonly Unit[],
  window: HourSpan,
): Promise<HourSpan[]> {
  const heard = new Map<number, number>();
  const cut = new Set<number>();
  const [fromDay, toDay] = [dayNumber(window.from * HOUR_MS), dayNumber(window.to * HOUR_MS - 1)];
  for (const unit of units) {
    const [first, last] = [hourNumber(unit.fromAt), hourNumber(unit.toAt)];
    if (last < window.from || first >= window.to) continue;
    cut.add(first).add(last);
    for (const [day, bits] of await store.heardDays(scope, unit.mmsi, fromDay, toDay)) {
      const begin = day * HOURS_A_DAY;
      for (let hour = Math.max(begin, window.from, first); hour < Math.min(begin + HOURS_A_DAY, window.to); hour++) {
        if (hour <= last && bits & (1 << (hour - begin))) heard.set(day, (heard.get(day) ?? 0) | (1 << (hour - begin)));
      }
    }
  }
  const runs: HourSpan[] = [];
  for (const [day, bits] of [...heard].sort(([a], [b]) => a - b)) {
    for (let bit = 0; bit < HOURS_A_DAY; bit++) {
      if ((bits & (1 << bit)) === 0) continue;
      const hour = day * HOURS_A_DAY + bit;
      if (cut.has(hour) || cut.has(hour - 1)) runs.push({ from: hour, to: hour + 1 });
      else addHour(runs, hour);
    }
  }
  return runs;
}

/** The hours near the place, and one on either side. */
function hoursNear(units: readonly Unit[], near: NonNullable<StretchQuestion['near']>, window: HourSpan): HourSpan[] {
  const hours = new Set<number>();
  for (const { mmsi } of units) {
    for (const [day, bits] of near.get(mmsi) ?? []) {
      for (let bit = 0; bit < HOURS_A_DAY; bit++) {
        if ((bits & (1 << bit)) === 0) continue;
        for (let hour = day * HOURS_A_DAY + bit - 1; hour <= day * HOURS_A_DAY + bit + 1; hour++) hours.add(hour);
      }
    }
  }
  const spans: HourSpan[] = [];
  for (const hour of [...hours].sort((a, b) => a - b))
    if (hour >= window.from && hour < window.to) addHour(spans, hour);
  return spans;
}
