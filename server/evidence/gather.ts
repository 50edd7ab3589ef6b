// Gathers what one alert rests on, as it was known when the alert was said: the vessel, its events and sightings, what was
// heard of it and of ships it met, the rule, the lists. In come the store and an alert; out goes plain data, which the other
// files of this room turn into the parts of a bundle.

import { join } from 'node:path';
import type { Alert } from '../domain/alert.ts';
import type { EngineOptions } from '../domain/engine/engine.ts';
import type { RareInput } from '../domain/engine/input.ts';
import type { HeardVessel, KeptFix } from '../domain/heard.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import type { Report } from '../domain/report.ts';
import type { RouteRule } from '../domain/rule.ts';
import { DAY_MS, utcMinute } from '../domain/time.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import type { ListRecordRow, ListVersion } from '../seams/list-store.ts';
import { LIVE, type ReplayRow, type Scope, type Store, type StoredSighting } from '../seams/store.ts';
import { type Heard, heardInIntake, heardInRecording, nothingHeard } from './heard.ts';
import { FROM_STORE, reportsOfKept } from './kept-positions.ts';

/** What a replay was read from, where that is known. */
export interface ReplaySource {
  paths: readonly string[];
  bindings: readonly { readonly mmsi: number; readonly hullId: string }[];
}

export interface GatherDeps {
  store: Store;
  /** Of the data. */
  folder: string;
  /** As an engine of the scope has them now. */
  options(replay: ReplayRow | null, source: ReplaySource | null): Promise<EngineOptions>;
  intakeFolder?: string;
  /** Copies of lists that the table of the program was made from. */
  builtInLists?: readonly BuiltInList[];
}

export interface BuiltInList {
  authority: string;
  title: string;
  /** A day, or only a year. */
  asOf: string;
  source: string;
}

export interface Gathered {
  scope: Scope;
  replay: ReplayRow | null;
  alert: Alert;
  /** The newest revision, where the bundle is of an earlier one. */
  since: Pick<Alert, 'revision' | 'state' | 'knownAt' | 'why'> | null;
  vessel: HeardVessel | null;
  hull: WatchedHull | null;
  rule: RouteRule | null;
  /** Events of the vessel around the leg, oldest first. */
  events: VesselEvent[];
  /** Of the vessel. */
  sightings: StoredSighting[];
  heard: Heard;
  /** Where the reports come from. */
  from:
    | 'recording'
    | 'what the feeds brought'
    | 'kept positions'
    | 'what the feeds brought, and before it kept positions';
  /** Sightings, withdrawals and states of feeds, as inputs. */
  others: RareInput[];
  options: EngineOptions;
  /** Hulls that the ships concerned are, or may be. */
  hulls: WatchedHull[];
  lists: ListVersion[];
  /** Copies behind the designations that come with the program. */
  builtInLists: BuiltInList[];
  /** Rows of loaded lists behind the designations. */
  listRows: ListRecordRow[];
  mmsis: number[];
}

/** Inputs begin so long before the first event of the alert: voyages, draughts and rhythms that it may hang on. */
const BEFORE_MS = 200 * DAY_MS;
const MOST_EVENTS = 2_000;
const MOST_FIXES = 60_000;

export async function gather(
  deps: GatherDeps,
  scope: Scope,
  alert: Alert,
  since: Gathered['since'],
  source: ReplaySource | null,
): Promise<Gathered> {
  const { store } = deps;
  const replay = scope === LIVE ? null : await store.replay(scope);
  const options = await deps.options(replay, source);
  const vessel = await store.vessel(scope, alert.vesselId);
  const until = alert.knownAt;
  const { events: evidence } = alert.evidence;
  const beganAt = Math.min(alert.fromAt, ...evidence.map((event) => event.beganAt));
  const fromAt = beganAt - BEFORE_MS;
  const fixes = await store.track(scope, alert.vesselId, fromAt, until, MOST_FIXES);
  const partners = partnersOf(evidence);
  const mmsis = new Set([...unitsOf(alert, vessel, fixes), ...partners.map(({ mmsi }) => mmsi)]);
  const sightings: StoredSighting[] = [];
  for (const id of new Set([alert.vesselId, ...partners.map(({ id }) => id)]))
    sightings.push(...(await store.sightings(scope, id)));
  const { heard, from } = await reportsFor(deps, { scope, source, mmsis, fromAt, until, vessel, fixes, partners });
  const known = sightings.filter(({ arrivedAt }) => arrivedAt <= until);
  const hulls = concerned(options.hulls, alert, vessel, partners, mmsis);
  const designations = [...alert.evidence.designations, ...alert.evidence.otherDesignations];
  const refs = designations.flatMap(({ list, ref, key }) =>
    list === undefined || ref === null ? [] : [{ list, recordId: ref, ...(key === undefined ? {} : { key }) }],
  );
  return {
    scope,
    replay,
    alert,
    since,
    vessel,
    hull: hulls.find(({ id }) => id === (vessel?.hullId ?? alert.vesselId)) ?? null,
    rule: ruleOf(options.rules, alert),
    events: await eventsAround(store, scope, alert, beganAt - 30 * DAY_MS, until),
    sightings: known,
    heard,
    from,
    others: othersOf(known, heard, until, scope === LIVE),
    options,
    hulls,
    lists: await store.listsInForce(),
    builtInLists: (deps.builtInLists ?? [])
      .filter(({ authority }) => designations.some((row) => row.list === undefined && row.authority === authority))
      .map(({ authority, title, asOf, source: from }) => ({ authority, title, asOf, source: from })),
    listRows: refs.length === 0 ? [] : (await store.listRecordsOf(refs)).filter((row) => row !== null),
    mmsis: [...mmsis].sort((a, b) => a - b),
  };
}

interface Partner {
  id: string;
  mmsi: number;
}

/** Ships that the events of the alert speak of beside the vessel itself. */
function partnersOf(events: readonly VesselEvent[]): Partner[] {
  return events.flatMap((event) => {
    if (event.kind === 'encounter') {
      const { partnerId, partnerMmsi, others } = event.facts;
      // Seen from the partner's side the event is the other ship's.
      const own = event.mmsi === null ? [] : [{ id: event.vesselId, mmsi: event.mmsi }];
      return [...own, { id: partnerId, mmsi: partnerMmsi }, ...others.map(({ vesselId: id, mmsi }) => ({ id, mmsi }))];
    }
    return event.mmsi === null ? [] : [{ id: event.vesselId, mmsi: event.mmsi }];
  });
}

function unitsOf(alert: Alert, vessel: HeardVessel | null, fixes: readonly KeptFix[]): number[] {
  const named = (vessel?.identity ?? []).flatMap(({ field, value }) => (field === 'mmsi' ? [Number(value)] : []));
  return [alert.mmsi, vessel?.mmsi, ...named, ...fixes.map(({ mmsi }) => mmsi)].filter(
    (mmsi): mmsi is number => typeof mmsi === 'number' && mmsi > 0,
  );
}

async function reportsFor(
  { store, folder, intakeFolder = 'intake' }: GatherDeps,
  asked: {
    scope: Scope;
    source: ReplaySource | null;
    mmsis: ReadonlySet<number>;
    fromAt: number;
    until: number;
    vessel: HeardVessel | null;
    fixes: readonly KeptFix[];
    partners: readonly Partner[];
  },
): Promise<Pick<Gathered, 'heard' | 'from'>> {
  const { scope, source, mmsis, fromAt, until, vessel, fixes, partners } = asked;
  let heard = nothingHeard();
  if (scope !== LIVE && source !== null) {
    heard = await heardInRecording(source.paths, mmsis, until);
    if (heard.reports.length > 0) return { heard, from: 'recording' };
  } else if (scope === LIVE) heard = heardInIntake(join(folder, intakeFolder), mmsis, fromAt, until);
  else heard.notes.push('What this replay was read from is not known any more: its sentences are not in this bundle.');
  const kept: Report[] = reportsOfKept(vessel, fixes);
  const known = new Set(kept.map(({ mmsi }) => mmsi));
  for (const partner of partners) {
    if (known.has(partner.mmsi)) continue;
    const theirs = await store.track(scope, partner.id, fromAt, until, MOST_FIXES);
    kept.push(...reportsOfKept(await store.vessel(scope, partner.id), theirs));
    known.add(partner.mmsi);
  }
  const end = heard.fromAt ?? Number.POSITIVE_INFINITY;
  const before = kept.filter(({ at }) => at < end);
  if (heard.reports.length === 0) {
    heard.notes.push(
      'What was heard of this ship is not kept as it was received: the decision goes by the positions that the program kept.',
    );
    return { heard: { ...heard, reports: kept }, from: FROM_STORE };
  }
  if (before.length === 0) return { heard, from: 'what the feeds brought' };
  heard.notes.push(
    `Before ${utcMinute(end)} what was received is not kept: up to then the decision goes by the positions that the program kept.`,
  );
  return {
    heard: { ...heard, reports: [...before, ...heard.reports] },
    from: 'what the feeds brought, and before it kept positions',
  };
}

/** As the live monitor and replays take them. */
function othersOf(sightings: readonly StoredSighting[], heard: Heard, until: number, live: boolean): RareInput[] {
  const seen = sightings.flatMap(({ withdrawn, ...sighting }): RareInput[] => {
    const at = live ? Math.max(sighting.arrivedAt, sighting.fromAt) : sighting.arrivedAt;
    const taken: RareInput[] = [{ kind: 'sighting', at, sighting: { ...sighting, arrivedAt: at } }];
    if (withdrawn && withdrawn.at <= until)
      taken.push({ kind: 'withdrawal', at: withdrawn.at, sighting, reason: withdrawn.reason });
    return taken;
  });
  return [...seen, ...heard.feeds].filter(({ at }) => at <= until);
}

/** Hulls by their ids, and those that a list gives one of the radio numbers. */
function concerned(
  hulls: readonly WatchedHull[],
  alert: Alert,
  vessel: HeardVessel | null,
  partners: readonly Partner[],
  mmsis: ReadonlySet<number>,
): WatchedHull[] {
  const ids = new Set([
    alert.vesselId,
    vessel?.hullId,
    ...(vessel?.candidates ?? []).map(({ hullId }) => hullId),
    ...partners.map(({ id }) => id),
  ]);
  return hulls.filter((hull) => ids.has(hull.id) || hull.mmsis.some(({ mmsi }) => mmsis.has(mmsi)));
}

/** In the version that raised the alert. */
function ruleOf(rules: readonly RouteRule[], { evidence: { rule } }: Alert): RouteRule | null {
  return (
    rules.find(({ id, version }) => id === rule.id && version === rule.version) ??
    rules.find(({ id }) => id === rule.id) ??
    null
  );
}

async function eventsAround(
  store: Store,
  scope: Scope,
  alert: Alert,
  fromAt: number,
  until: number,
): Promise<VesselEvent[]> {
  const events = new Map<string, VesselEvent>();
  let after: string | undefined;
  do {
    const page = await store.events({
      scope,
      vesselId: alert.vesselId,
      fromAt,
      toAt: until + 1,
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    for (const { scope: _, ...event } of page.rows) events.set(event.id, event as VesselEvent);
    after = page.next ?? undefined;
  } while (after !== undefined && events.size < MOST_EVENTS);
  // Those of the alert as they were when it was said.
  for (const event of alert.evidence.events) events.set(event.id, event);
  return [...events.values()].sort((a, b) => a.beganAt - b.beganAt || (a.id < b.id ? -1 : 1));
}
