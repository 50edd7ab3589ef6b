// The look-back: a ship that a list has newly named is run over what the store kept of it, and one alert says what it
// did in the 180 days before it was listed, and since. The same version looked back on again says the same alert, word
// for word, which the store takes as nothing new.

import type { Alert } from './domain/alert.ts';
import { dayOf, daysOf } from './domain/day.ts';
import { createEngine, type EngineOptions } from './domain/engine.ts';
import type { VesselEvent } from './domain/event.ts';
import { stableId } from './domain/hash.ts';
import type { HeardVessel, KeptFix } from './domain/heard.ts';
import { identify } from './domain/identity/identify.ts';
import { beginUnit, hearStatic } from './domain/identity/unit.ts';
import { indexHulls, type WatchIndex } from './domain/identity/watch-index.ts';
import { emptyReport, POSITION, type Report, STATIC, STATION } from './domain/report.ts';
import { SEVERITIES, type Severity } from './domain/rule.ts';
import type { Sighting } from './domain/sighting.ts';
import type { Designation, WatchedHull } from './domain/vessel.ts';
import { withHash } from './pipeline.ts';
import { LIVE, type ListVersion, type Store } from './store.ts';

export const LOOK_BACK_RULE = 'look-back';
const LOOK_BACK_TITLE = 'Look-back on a newly listed ship';
const LOOK_BACK_DAYS = 180;
const DAY_MS = 86_400_000;
/** All fixes kept of a watched ship in 180 days at one in ten minutes are 26,000. */
const MOST_FIXES = 60_000;
/** Newest events asked for; two a day and more. */
const MOST_EVENTS = 500;
/** Calls named in the sentence; the rest is counted. */
const MOST_NAMED = 6;

export interface LookBackDeps {
  store: Store;
  /** Hulls with the new list in force. */
  known: readonly WatchedHull[];
  engine: Omit<EngineOptions, 'asOf' | 'hulls'>;
}

/** Runs every ship that the version newly lists over the stored history. Returns the alerts, committed. */
export async function lookBack(deps: LookBackDeps, version: ListVersion): Promise<Alert[]> {
  const listed = await newlyListed(deps, version);
  const alerts: Alert[] = [];
  if (listed.length > 0) {
    const index = indexHulls(deps.known, { mids: deps.engine.mids });
    for (const { hull, designation } of listed) {
      const alert = await alertFor(deps, index, version, hull, designation);
      if (alert) alerts.push(withHash(alert));
    }
  }
  if (alerts.length > 0) {
    await deps.store.commit({
      scope: LIVE,
      fixes: [],
      vessels: [],
      bindings: [],
      renames: [],
      events: [],
      sightings: [],
      alerts,
    });
  }
  await deps.store.lookedBack(version.id);
  return alerts;
}

interface Listed {
  hull: WatchedHull;
  designation: Designation;
}

/** Ships that this version added, and that its authority had not listed before. */
async function newlyListed({ store, known }: LookBackDeps, version: ListVersion): Promise<Listed[]> {
  if (!version.sanction) return [];
  const added = new Set<string>();
  for (let after = 0; ; after += 1000) {
    const rows = await store.listChanges(version.id, after, 1000);
    for (const { change, kind, recordId } of rows) if (change === 'added' && kind === 'ship') added.add(recordId);
    if (rows.length < 1000) break;
  }
  return known.flatMap((hull) => {
    const own = hull.designations.filter(({ sanction, authority }) => sanction && authority === version.authority);
    const isNew = (row: Designation) => row.list === version.list && row.ref !== null && added.has(row.ref);
    const standing = own.filter(({ delistedAt }) => delistedAt === null);
    return standing.length > 0 && own.every(isNew) ? [{ hull, designation: standing[0]! }] : [];
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
  const vessel = await heardAs(store, index, hull);
  const sightings = [...(await store.sightings(LIVE, hull.id))];
  if (vessel && vessel.id !== hull.id) sightings.push(...(await store.sightings(LIVE, vessel.id)));
  if (!vessel && sightings.length === 0) return null;
  const listedAt = designation.listedAt ?? version.mark?.at ?? version.importedAt;
  const fromAt = Math.min(listedAt, version.importedAt) - LOOK_BACK_DAYS * DAY_MS;
  const vesselId = vessel?.id ?? hull.id;
  const fixes = await store.track(LIVE, vesselId, fromAt, version.importedAt, MOST_FIXES);
  const { rows: stored } = await store.events({
    scope: LIVE,
    vesselId,
    fromAt,
    toAt: version.importedAt,
    limit: MOST_EVENTS,
  });
  const seen = sightings.filter((sighting) => sighting.toAt >= fromAt && sighting.fromAt < version.importedAt);
  if (fixes.length === 0 && stored.length === 0 && seen.length === 0) return null;
  const run = runAgain(deps, hull, vessel, fixes, seen);
  // What the live monitor said stands before the second run, which has heard this one ship alone.
  const events = new Map([...run.events, ...stored.map(bare)].map((event) => [event.id, event]));
  return compose({ hull, designation, version, vessel, vesselId, listedAt, fixes, run: [...run.alerts] }, [
    ...events.values(),
  ]);
}

/** The vessel of the store that the hull is: by its number, by what it was taken for, or by MMSI and name. */
async function heardAs(store: Store, index: WatchIndex, hull: WatchedHull): Promise<HeardVessel | null> {
  const known = (await store.vessel(LIVE, hull.id)) ?? (await store.vesselOfHull(LIVE, hull.id));
  if (known) return known;
  for (const { mmsi } of hull.mmsis) {
    const heard = await store.vessel(LIVE, `mmsi:${mmsi}`);
    if (!heard) continue;
    const unit = beginUnit(mmsi, heard.firstAt, 'store');
    hearStatic(unit, staticOf(heard));
    if (identify(unit, index, heard.lastAt).hull?.id === hull.id) return heard;
  }
  return null;
}

function staticOf(vessel: HeardVessel): Report {
  return {
    ...emptyReport(),
    parts: STATIC,
    mmsi: vessel.mmsi,
    station: STATION.classA,
    at: vessel.firstAt,
    arrivedAt: vessel.firstAt,
    imo: vessel.imo ?? Number.NaN,
    name: vessel.name,
    callSign: vessel.callSign,
    shipType: vessel.shipType ?? Number.NaN,
    lengthM: vessel.lengthM ?? Number.NaN,
    beamM: vessel.beamM ?? Number.NaN,
    source: 'store',
  };
}

/** The ship's own fixes through detectors and rules, as if it had been listed all along. */
function runAgain(
  { engine, known }: LookBackDeps,
  hull: WatchedHull,
  vessel: HeardVessel | null,
  fixes: readonly KeptFix[],
  sightings: readonly Sighting[],
): { events: VesselEvent[]; alerts: Alert[] } {
  const events = new Map<string, VesselEvent>();
  const alerts = new Map<string, Alert>();
  const bound = new Map(vessel === null ? [] : fixes.map(({ mmsi }) => [mmsi, hull.id] as const));
  const runner = createEngine(
    {
      ...engine,
      hulls: known.filter(({ id }) => id === hull.id),
      asOf: 'now',
      bindings: { bound, refused: new Set() },
    },
    {
      fix: () => undefined,
      vessel: () => undefined,
      binding: () => undefined,
      rename: () => undefined,
      event: (event) => void events.set(event.id, event),
      alert: (alert) => void alerts.set(alert.id, alert),
    },
  );
  const inputs: { at: number; give: () => void }[] = sightings.map((sighting) => ({
    at: sighting.toAt,
    give: () => runner.sighting({ ...sighting, arrivedAt: sighting.toAt }),
  }));
  const report = emptyReport();
  const told = new Set<number>();
  for (const fix of fixes) {
    inputs.push({
      at: fix.at,
      give() {
        if (vessel && !told.has(fix.mmsi)) {
          told.add(fix.mmsi);
          runner.report({ ...staticOf(vessel), mmsi: fix.mmsi, at: fix.at, arrivedAt: fix.at });
        }
        Object.assign(report, fix, {
          parts: POSITION,
          station: STATION.classA,
          arrivedAt: fix.at,
          source: 'store',
        });
        runner.report(report);
      },
    });
  }
  inputs.sort((a, b) => a.at - b.at);
  for (const { give } of inputs) give();
  return { events: [...events.values()], alerts: [...alerts.values()].filter(({ state }) => state !== 'withdrawn') };
}

function bare<T extends VesselEvent & { scope: string }>({ scope: _, ...event }: T): VesselEvent {
  return event as unknown as VesselEvent;
}

interface Found {
  hull: WatchedHull;
  designation: Designation;
  version: ListVersion;
  vessel: HeardVessel | null;
  vesselId: string;
  listedAt: number;
  fixes: readonly KeptFix[];
  /** Rules that the voyages fit. */
  run: readonly Alert[];
}

function compose(found: Found, all: readonly VesselEvent[]): Alert {
  const { hull, designation, version, vessel, vesselId, listedAt, fixes, run } = found;
  const events = all.filter(isTold).sort((a, b) => a.beganAt - b.beganAt || (a.id < b.id ? -1 : 1));
  const rules = [...new Map(run.map((alert) => [alert.ruleId, alert])).values()].sort((a, b) =>
    a.ruleId < b.ruleId ? -1 : 1,
  );
  const last = events.at(-1);
  const newest = fixes.at(-1);
  const fromAt = Math.min(events[0]?.beganAt ?? Infinity, fixes[0]?.at ?? Infinity, listedAt);
  const toAt = Math.max(last?.endedAt ?? last?.beganAt ?? fromAt, newest?.at ?? fromAt);
  return {
    id: stableId('alert', LOOK_BACK_RULE, hull.id, version.list, designation.authority),
    ruleId: LOOK_BACK_RULE,
    ruleTitle: LOOK_BACK_TITLE,
    vesselId,
    vesselName: hull.name,
    imo: hull.imo,
    mmsi: vessel?.mmsi ?? null,
    severity: gravest(events.length === 0 ? 'info' : 'medium', rules),
    basis: weakest(events),
    state: 'open',
    revision: 1,
    raisedAt: version.importedAt,
    knownAt: version.importedAt,
    fromAt,
    toAt,
    lon: last?.lon ?? newest?.lon ?? 0,
    lat: last?.lat ?? newest?.lat ?? 0,
    placeIds: [
      ...new Set(events.flatMap(({ facts }) => ('placeId' in facts && facts.placeId !== null ? [facts.placeId] : []))),
    ],
    why: sentence(found, events, rules),
    evidence: {
      events,
      designations: hull.designations.filter((row) => row.sanction && row.list === version.list),
      otherDesignations: hull.designations.filter((row) => !(row.sanction && row.list === version.list)),
      legal: [],
      match: vessel?.match ?? null,
      rule: { id: LOOK_BACK_RULE, version: 1, maxDays: LOOK_BACK_DAYS },
      thresholds: [{ name: 'looked back over', value: LOOK_BACK_DAYS, unit: 'days before the listing, and since' }],
      otherExplanations: [
        'What a ship did before it was listed was not forbidden by that listing.',
        'Of ships that were not watched only one position in ten minutes was kept; short stops may be missing.',
      ],
      reports: [],
      hash: '',
    },
  };
}

/** What is worth telling: calls, possible calls, meetings; no passing by, no waiting. */
function isTold(event: VesselEvent): boolean {
  if (event.state === 'withdrawn') return false;
  if (event.kind === 'port-call') return !event.facts.waiting && event.facts.confidence >= 2;
  return event.kind === 'possible-dark-call' || event.kind === 'encounter';
}

function sentence(found: Found, events: readonly VesselEvent[], rules: readonly Alert[]): string {
  const { hull, designation, version, listedAt, fixes } = found;
  const who = hull.imo === null ? hull.name : `${hull.name} (IMO ${hull.imo})`;
  const by = designation.precision === 'day' ? `since ${dayOf(listedAt)}` : `on the copy of ${dayOf(listedAt)}`;
  const before = events.filter(({ beganAt }) => beganAt < listedAt);
  const since = events.filter(({ beganAt }) => beganAt >= listedAt);
  const said: string[] = [];
  if (before.length > 0) said.push(`before that ${deeds(before)}`);
  if (since.length > 0) said.push(`since then ${deeds(since)}`);
  if (said.length === 0) {
    const span = fixes.length === 0 ? '' : `, heard ${daysOf(fixes[0]!.at, fixes.at(-1)!.at)}`;
    said.push(`no port call of it is known${span}`);
  }
  if (rules.length > 0) {
    said.push(`its voyages fit ${rules.map(({ ruleTitle }) => `"${ruleTitle}"`).join(' and ')}`);
  }
  return `${who}, newly listed by ${version.authority} (${by}): ${said.join('; ')}.`;
}

function deeds(events: readonly VesselEvent[]): string {
  const named = events.slice(-MOST_NAMED).map(deed);
  const more = events.length - named.length;
  const list = named.length < 2 ? named[0]! : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
  return more === 0 ? `it ${list}` : `it ${list} (and ${more} earlier)`;
}

const VERBS = { observed: 'called', sighted: 'was sighted', inferred: 'may have called', claimed: 'declared' } as const;

function deed(event: VesselEvent): string {
  const days = daysOf(event.beganAt, event.endedAt);
  if (event.kind === 'encounter') return `lay beside ${event.facts.partnerName} (${days})`;
  if (event.kind !== 'port-call' && event.kind !== 'possible-dark-call') throw new Error(`no deed: ${event.kind}`);
  const place = event.facts.placeName.replace(/\s*\(.*$/, '');
  return event.kind === 'port-call'
    ? `${VERBS[event.basis]} at ${place} (${days})`
    : `may have called at ${place} (while silent, ${days})`;
}

function weakest(events: readonly VesselEvent[]): Alert['basis'] {
  const order: readonly Alert['basis'][] = ['claimed', 'inferred', 'sighted', 'observed'];
  return order.find((basis) => events.some((event) => event.basis === basis)) ?? 'observed';
}

function gravest(least: Severity, alerts: readonly Alert[]): Severity {
  return SEVERITIES[Math.max(...[least, ...alerts.map(({ severity }) => severity)].map((s) => SEVERITIES.indexOf(s)))]!;
}
