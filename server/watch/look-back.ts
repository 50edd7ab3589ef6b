// The look-back: a ship that a list has newly named is run over what the store kept of it, and one alert says what it
// did in the 180 days before it was listed, and since. The same version looked back on again says the same alert, word
// for word, which the store takes as nothing new.

import type { Alert } from '../domain/alert.ts';
import type { HandBindings } from '../domain/identity/identify.ts';
import { indexHulls, type WatchIndex } from '../domain/identity/watch-index.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import { DAY_MS } from '../domain/time.ts';
import type { Designation, WatchedHull } from '../domain/vessel.ts';
import { emptyBatch, withHash } from '../run/pipeline.ts';
import { createGiveWay } from '../seams/give-way.ts';
import type { ListVersion } from '../seams/list-store.ts';
import { type EventQuery, LIVE, type Store } from '../seams/store.ts';
import type { Watch } from './hulls.ts';
import { compose, LOOK_BACK_DAYS } from './look-back-alert.ts';
import { type EngineTables, heardAs, runAgain } from './look-back-run.ts';

/** All fixes kept of a watched ship in 180 days at one in ten minutes are 26,000. */
const MOST_FIXES = 60_000;
/** Events read at once; of a half year all are told or counted. */
const EVENTS_A_PAGE = 500;

export interface LookBackDeps {
  store: Store;
  /** Hulls with the new list in force. */
  known: readonly WatchedHull[];
  /** What people decided about units by hand. */
  bindings: HandBindings;
  engine: EngineTables;
}

/** Ships looked back on in one commit: an alert takes up to 80 µs of writing. */
const SHIPS_A_COMMIT = 100;

/** Runs every ship that the version newly lists over the stored history. Returns the alerts, committed. */
export async function lookBack(deps: LookBackDeps, version: ListVersion): Promise<Alert[]> {
  const listed = await newlyListed(deps, version);
  const alerts: Alert[] = [];
  const index = listed.length === 0 ? null : indexHulls(deps.known, { mids: deps.engine.mids });
  const giveWay = createGiveWay();
  for (let from = 0; index !== null && from < listed.length; from += SHIPS_A_COMMIT) {
    const found: Alert[] = [];
    for (const { hull, designation } of listed.slice(from, from + SHIPS_A_COMMIT)) {
      const alert = await alertFor(deps, index, version, hull, designation);
      if (alert) found.push(withHash(alert));
      await giveWay.ifDue();
    }
    if (found.length > 0) await deps.store.commit({ ...emptyBatch(LIVE), alerts: found });
    alerts.push(...found);
  }
  await deps.store.lookedBack(version.id);
  return alerts;
}

/** The look-back on this very thread, by the lists and rules as they stand. */
export function lookBackHere(store: Store, engine: (watch: Watch) => EngineTables | Promise<EngineTables>) {
  return async (version: ListVersion, watch: Watch): Promise<void> => {
    const { known, bindings } = watch;
    await lookBack({ store, known, bindings, engine: await engine(watch) }, version);
  };
}

interface Listed {
  hull: WatchedHull;
  designation: Designation;
}

/**
 * Ships that this version added, and that no authority had listed before: one that is known to be listed, or has been, is
 * not newly listed because another list names it too. A catalogue is no listing.
 */
async function newlyListed({ store, known }: LookBackDeps, version: ListVersion): Promise<Listed[]> {
  if (!version.sanction) return [];
  const added = new Set<string>();
  for (let after = 0; ; after += 1000) {
    const rows = await store.listChanges(version.id, after, 1000);
    for (const { change, kind, recordId } of rows) if (change === 'added' && kind === 'ship') added.add(recordId);
    if (rows.length < 1000) break;
  }
  return known.flatMap((hull) => {
    const sanctions = hull.designations.filter(({ sanction }) => sanction);
    const isNew = (row: Designation) => row.list === version.list && row.ref !== null && added.has(row.ref);
    const standing = sanctions.filter(({ ended }) => !ended);
    return standing.length > 0 && sanctions.every(isNew) ? [{ hull, designation: standing[0]! }] : [];
  });
}

async function alertFor(
  deps: LookBackDeps,
  index: WatchIndex,
  version: ListVersion,
  hull: WatchedHull,
  designation: Designation,
): Promise<Alert | null> {
  const { store } = deps;
  const vessel = await heardAs(store, index, hull, deps.bindings);
  const sightings = [...(await store.sightings(LIVE, hull.id))];
  if (vessel && vessel.id !== hull.id) sightings.push(...(await store.sightings(LIVE, vessel.id)));
  if (!vessel && sightings.length === 0) return null;
  const listedAt = designation.listedAt ?? version.mark?.at ?? version.importedAt;
  const fromAt = Math.min(listedAt, version.importedAt) - LOOK_BACK_DAYS * DAY_MS;
  const vesselId = vessel?.id ?? hull.id;
  const fixes = await store.track(LIVE, vesselId, fromAt, version.importedAt, MOST_FIXES);
  const stored = await allEvents(store, {
    scope: LIVE,
    vesselId,
    fromAt,
    toAt: version.importedAt,
    limit: EVENTS_A_PAGE,
  });
  const seen = sightings.filter((sighting) => sighting.toAt >= fromAt && sighting.fromAt < version.importedAt);
  if (fixes.length === 0 && stored.length === 0 && seen.length === 0) return null;
  const run = runAgain(deps.engine, hull, vessel, fixes, seen);
  // What the live monitor said stands before the second run, which has heard this one ship alone.
  const events = new Map([...run.events, ...stored.map(bare)].map((event) => [event.id, event]));
  return compose({ hull, designation, version, vessel, vesselId, listedAt, fixes, run: [...run.alerts] }, [
    ...events.values(),
  ]);
}

async function allEvents(store: Store, asked: EventQuery): Promise<(VesselEvent & { scope: string })[]> {
  const events: (VesselEvent & { scope: string })[] = [];
  let after: string | undefined;
  do {
    const page = await store.events(after === undefined ? asked : { ...asked, after });
    events.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return events;
}

function bare<T extends VesselEvent & { scope: string }>({ scope: _, ...event }: T): VesselEvent {
  return event as unknown as VesselEvent;
}
