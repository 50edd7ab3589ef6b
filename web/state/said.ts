// What was published when. Alerts and events come in revisions, each with the event time at which it became known. A reader
// at the playhead could know the newest revision known by then. Pure: rows in, rows out, no clock.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import { indexAt } from './playback.ts';

export interface Sayable {
  readonly id: string;
  readonly revision: number;
  readonly knownAt: number;
}

/** Every revision in hand. A live scope may hold the newest ones only. */
export interface Said<T extends Sayable> {
  /** Ascending by revision. */
  byId: ReadonlyMap<string, readonly T[]>;
  /** When a revision became known, ascending. */
  times: readonly number[];
}

export const NOTHING_SAID: Said<never> = { byId: new Map(), times: [] };

/** Takes revisions in, in any order. A revision that comes twice is kept once, in its last form: a person may have handled it. */
export function withSaid<T extends Sayable>(said: Said<T>, rows: readonly T[]): Said<T> {
  if (rows.length === 0) return said;
  const byId = new Map(said.byId);
  for (const row of rows) {
    const others = (byId.get(row.id) ?? []).filter((each) => each.revision !== row.revision);
    byId.set(
      row.id,
      [...others, row].sort((a, b) => a.revision - b.revision),
    );
  }
  const times = [...byId.values()].flatMap((revisions) => revisions.map((row) => row.knownAt));
  return { byId, times: times.sort((a, b) => a - b) };
}

/** The revision that was known at `at`, or null when nothing had been said yet. Of two known at once, the later one. */
export function revisionAt<T extends Sayable>(revisions: readonly T[], at: number): T | null {
  let found: T | null = null;
  for (const row of revisions) {
    if (row.knownAt <= at && (found === null || row.knownAt >= found.knownAt)) found = row;
  }
  return found;
}

/** Each alert or event as it was at `at`; those that nobody knew of yet are left out. */
export function knownBy<T extends Sayable>(said: Said<T>, at: number): Map<string, T> {
  const known = new Map<string, T>();
  for (const [id, revisions] of said.byId) {
    const row = revisionAt(revisions, at);
    if (row !== null) known.set(id, row);
  }
  return known;
}

/**
 * Alerts as they were at `at`. What a person did with an alert does not depend on event time: it holds at every playhead.
 * Only a withdrawn revision stays withdrawn.
 */
export function alertsKnownBy(said: Said<AlertSummary>, at: number): Map<string, AlertSummary> {
  const known = knownBy(said, at);
  for (const [id, row] of known) {
    const newest = newestOf(said.byId.get(id)!);
    const isGone = row.state === 'withdrawn' || newest.state === 'withdrawn';
    const state = isGone ? row.state : newest.state;
    if (state === row.state && newest.mute === row.mute) continue;
    known.set(id, { ...row, state, mute: newest.mute });
  }
  return known;
}

/** The newest revision; there is one wherever there is an id. */
export function newestOf<T>(revisions: readonly T[]): T {
  return revisions[revisions.length - 1]!;
}

/** True when nothing became known between the two instants. */
export function isQuietBetween(said: Said<Sayable>, a: number, b: number): boolean {
  return indexAt(said.times, a) === indexAt(said.times, b);
}

/** What two revisions of an alert must differ in for a reader to be told: more than the wording. */
export function tellsMore(before: AlertSummary, after: AlertSummary): boolean {
  return (
    before.basis !== after.basis ||
    before.severity !== after.severity ||
    (before.state === 'withdrawn') !== (after.state === 'withdrawn') ||
    before.placeIds.join() !== after.placeIds.join()
  );
}

/** The revisions worth telling apart, up to `at`: the first, and each that says more than the one before it. */
export function tellingRevisions(revisions: readonly AlertSummary[], at: number): AlertSummary[] {
  const told: AlertSummary[] = [];
  for (const row of revisions) {
    const last = told[told.length - 1];
    if (row.knownAt <= at && (last === undefined || tellsMore(last, row))) told.push(row);
  }
  return told;
}
