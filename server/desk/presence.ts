// Who was here? In come an area and a period; out go the units heard there, page by page, the events and sightings, and in
// which hours nobody was heard, near or at all: of those nobody can say who was there. It reads the summary of who was
// heard where, and fixes only of the units that a page shows; a page ends early where it would read too many.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { CodedError } from '../domain/errors.ts';
import { NEAR_NM } from '../domain/fleet/fleet.ts';
import { KM_PER_NM } from '../domain/geo.ts';
import type { Binding } from '../domain/heard.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import { type Area, type AreaShape, createArea, widened } from '../domain/presence/area.ts';
import { type CellRun, cellCount, cellsOf } from '../domain/presence/heard-cells.ts';
import { type Visit, type VisitFix, visitOf } from '../domain/presence/visit.ts';
import { DAY_MS } from '../domain/time.ts';
import type { Scope, Store, StoredSighting } from '../seams/store.ts';
import { type Candidate, candidatesOf, type Heard, type Hearing, hearingOf, readHeard, spansOf } from './heard-area.ts';

export interface PresenceQuestion {
  scope: Scope;
  shape: AreaShape;
  /** The place that the area is of, or null: what is said of it counts, wherever it lies. */
  placeId: string | null;
  fromAt: number;
  toAt: number;
  /** `next` of the page before. */
  after?: string;
  limit: number;
}

export interface PresenceRow extends Visit {
  vesselId: string;
  mmsi: number;
}

export interface Presence {
  rows: PresenceRow[];
  next: string | null;
  /** Units heard in the cells that the area touches, or near: no more than these can have been heard there. */
  candidates: number;
  events: { rows: VesselEvent[]; more: boolean };
  sightings: { rows: StoredSighting[]; more: boolean };
  hearing: Hearing;
}

export type PresenceDesk = (question: PresenceQuestion) => Promise<Presence>;

export type PresenceDeps = Pick<
  Store,
  'heardIn' | 'heardDays' | 'unitFixes' | 'unitBindings' | 'watchedUnits' | 'eventsIn' | 'sightingPage'
>;

/** Others heard within this mean that there was reception (detection facts 4b); and no line of an hour comes from farther. */
const NEAR_KM = NEAR_NM * KM_PER_NM;
export const MOST_DAYS = 366;
/** A box of ten degrees each way. */
export const MOST_CELLS = 1_600;
/** Rows of the summary that one answer reads: some 200 ms. */
const MOST_HEARD = 400_000;
/** Fixes that one page reads, beyond the first unit's: some 100 ms. */
const PAGE_FIXES = 120_000;
const FIXES_AT_ONCE = 20_000;
const MOST_EVENTS = 200;
/** Events of a port lie in few cells, and most of them are of other days. */
const EVENTS_READ = 5_000;
const MOST_SIGHTINGS = 200;
/** An event that began so long before the period may still last in it. */
const EVENT_MS = 30 * DAY_MS;

export function createPresenceDesk(store: PresenceDeps): PresenceDesk {
  return async (question) => {
    const area = createArea(question.shape);
    const inner = cellsOf(area.box);
    mustBeBounded(inner, question);
    const outer = cellsOf(widened(area.box, NEAR_KM));
    const heard = await readHeard(store, question, { inner, outer, limit: MOST_HEARD });
    if (heard === null) {
      throw new CodedError(
        'invalid',
        'More was heard in and near this area within the period than one answer reads: ask for a shorter period or a smaller area.',
      );
    }
    const watched = new Set(await store.watchedUnits(question.scope));
    const candidates = candidatesOf(heard, watched);
    const { rows, next } = await pageOf(store, area, question, heard, candidates);
    return {
      rows,
      next,
      candidates: candidates.length,
      events: await eventsIn(store, area, inner, question),
      sightings: await sightingsIn(store, area, question),
      hearing: hearingOf(heard, await store.heardDays(question.scope, null, heard.fromDay, heard.toDay)),
    };
  };
}

function mustBeBounded(inner: readonly CellRun[], { fromAt, toAt }: PresenceQuestion): void {
  if (!(toAt > fromAt)) throw new CodedError('invalid', 'The period ends before it begins.');
  if (toAt - fromAt > MOST_DAYS * DAY_MS) {
    throw new CodedError(
      'invalid',
      `The period is longer than ${MOST_DAYS} days: ask for its parts one after the other.`,
    );
  }
  if (cellCount(inner) > MOST_CELLS) {
    throw new CodedError(
      'invalid',
      'The area is larger than ten degrees each way: ask for its parts one after the other.',
    );
  }
}

async function pageOf(
  store: PresenceDeps,
  area: Area,
  question: PresenceQuestion,
  heard: Heard,
  candidates: readonly Candidate[],
): Promise<{ rows: PresenceRow[]; next: string | null }> {
  const { scope, fromAt, toAt, limit } = question;
  const rows: PresenceRow[] = [];
  let read = 0;
  let turnAt = performance.now();
  for (let i = placeAfter(candidates, question.after); i < candidates.length; i++) {
    const candidate = candidates[i]!;
    if (performance.now() - turnAt > 20) {
      await nextTurn();
      turnAt = performance.now();
    }
    const fixes: VisitFix[] = [];
    for (const span of spansOf(heard, candidate)) await readSpan(store, scope, candidate.mmsi, span, fixes);
    read += fixes.length;
    if (visitOf(area, fixes, fromAt, toAt) !== null) {
      rows.push(...visitsOf(area, fixes, candidate.mmsi, await store.unitBindings(scope, candidate.mmsi), question));
    }
    const isLast = i === candidates.length - 1;
    if (!isLast && (rows.length >= limit || read >= PAGE_FIXES)) return { rows, next: markOf(candidate) };
  }
  return { rows, next: null };
}

/** All fixes of a unit in a span, a bounded number at a time. */
async function readSpan(
  store: PresenceDeps,
  scope: Scope,
  mmsi: number,
  span: { fromAt: number; toAt: number },
  into: VisitFix[],
): Promise<void> {
  for (let fromAt = span.fromAt; ; ) {
    const fixes = await store.unitFixes(scope, mmsi, fromAt, span.toAt, FIXES_AT_ONCE);
    for (const fix of fixes) into.push(fix);
    if (fixes.length < FIXES_AT_ONCE) return;
    fromAt = fixes.at(-1)!.at + 1;
  }
}

/** A unit may have spoken for one vessel and then for another: each has its own fixes. */
function visitsOf(
  area: Area,
  fixes: readonly VisitFix[],
  mmsi: number,
  bindings: readonly Binding[],
  { fromAt, toAt }: PresenceQuestion,
): PresenceRow[] {
  const byVessel = new Map<string, VisitFix[]>();
  for (const fix of fixes) {
    const speaker = bindings.findLast(({ fromAt: from, toAt: to }) => from <= fix.at && (to === null || fix.at < to));
    const vesselId = speaker?.vesselId ?? `mmsi:${mmsi}`;
    const own = byVessel.get(vesselId);
    if (own === undefined) byVessel.set(vesselId, [fix]);
    else own.push(fix);
  }
  const rows: PresenceRow[] = [];
  for (const [vesselId, own] of byVessel) {
    const visit = visitOf(area, own, fromAt, toAt);
    if (visit !== null) rows.push({ vesselId, mmsi, ...visit });
  }
  return rows;
}

/** Candidates keep their order while the store grows; one that came in before a mark is not shown on later pages. */
function markOf({ rank, firstHour, mmsi }: Candidate): string {
  return `${rank}.${firstHour}.${mmsi}`;
}

function placeAfter(candidates: readonly Candidate[], mark: string | undefined): number {
  if (mark === undefined) return 0;
  if (!/^[0-3]\.\d{1,9}\.\d{1,10}$/.test(mark)) {
    throw new CodedError('invalid', `The paging mark '${mark.slice(0, 60)}' does not belong to this list.`);
  }
  const [rank, firstHour, mmsi] = mark.split('.').map(Number) as [number, number, number];
  const behind = candidates.findIndex((c) => (c.rank - rank || c.firstHour - firstHour || c.mmsi - mmsi) > 0);
  return behind < 0 ? candidates.length : behind;
}

async function eventsIn(
  store: PresenceDeps,
  area: Area,
  cells: readonly CellRun[],
  { scope, placeId, fromAt, toAt }: PresenceQuestion,
): Promise<Presence['events']> {
  const found = await store.eventsIn(scope, cells, fromAt - EVENT_MS, toAt, EVENTS_READ);
  const rows = found.events
    .filter((event) => event.state !== 'withdrawn' && (event.endedAt === null || event.endedAt >= fromAt))
    .filter((event) => isOf(event, placeId) || area.holds(event.lon, event.lat))
    .sort((a, b) => a.beganAt - b.beganAt || (a.id < b.id ? -1 : 1));
  return { rows: rows.slice(0, MOST_EVENTS), more: found.more || rows.length > MOST_EVENTS };
}

function isOf(event: VesselEvent, placeId: string | null): boolean {
  return placeId !== null && 'placeId' in event.facts && event.facts.placeId === placeId;
}

async function sightingsIn(
  store: PresenceDeps,
  area: Area,
  { scope, placeId, fromAt, toAt }: PresenceQuestion,
): Promise<Presence['sightings']> {
  const rows: StoredSighting[] = [];
  let after: string | undefined;
  do {
    const page = await store.sightingPage({
      scope,
      fromAt,
      toAt,
      withdrawn: false,
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    for (const seen of page.rows) {
      if ((placeId !== null && seen.placeId === placeId) || area.holds(seen.lon, seen.lat)) rows.push(seen);
    }
    after = page.next ?? undefined;
  } while (after !== undefined && rows.length <= MOST_SIGHTINGS);
  return { rows: rows.slice(0, MOST_SIGHTINGS), more: rows.length > MOST_SIGHTINGS };
}
