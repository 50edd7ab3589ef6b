// A dry run: what a rule would have raised over the stored history, before it is saved. The rule is asked with the same
// functions as in the engine, over the events that a scope keeps; nothing is written. What is read and told is bounded,
// and where a bound was met the answer says so.

import type { Alert } from '../domain/alert.ts';
import type { HeardVessel } from '../domain/heard.ts';
import type { MidTable } from '../domain/identity/watch-index.ts';
import type { EventKind, VesselEvent } from '../domain/kinds/event.ts';
import { triggeredAt } from '../domain/mute.ts';
import type { Port } from '../domain/places/place.ts';
import type { RouteRule } from '../domain/rule.ts';
import { reviseAlerts } from '../domain/rules/alerts.ts';
import { encountersWith, fromTheOtherSide } from '../domain/rules/encounters.ts';
import { type CompiledRule, compileRule, type MatchOptions } from '../domain/rules/finding.ts';
import { concerns, findingsOf } from '../domain/rules/match.ts';
import { type Subject, subjectOf } from '../domain/rules/subject.ts';
import { DAY_MS, isoDay } from '../domain/time.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import { withHash } from '../run/pipeline.ts';
import { createGiveWay } from '../seams/give-way.ts';
import type { EventQuery, Scope, Store } from '../seams/store.ts';

export interface DryRunDeps {
  store: Pick<Store, 'events' | 'vessel' | 'sightings' | 'speakers'>;
  ports: readonly Port[];
  mids: MidTable;
  /** The watched hulls. */
  hulls: readonly WatchedHull[];
}

export interface DryRunQuestion {
  rule: RouteRule;
  scope: Scope;
  /** What happened in [fromAt, toAt). */
  fromAt: number;
  toAt: number;
  /** Lists, and the rule's own dates: as of the event's time, or all that is known. */
  asOf: 'then' | 'now';
}

export interface DryRun {
  alerts: number;
  /** UTC days with alerts, oldest first. */
  days: { at: number; alerts: number }[];
  /** Ships with most alerts first. */
  vessels: { vesselId: string; name: string; imo: number | null; alerts: number }[];
  /** Newest first, `MOST_TOLD` at most. */
  told: Alert[];
  eventsRead: number;
  /** Why not everything was read, in one sentence; null when it was. */
  cut: string | null;
}

/** Alerts told of one run, and raised at most for what lies behind a new rule. */
export const MOST_TOLD = 200;
/** About 50 MB; a year of a fleet of a thousand ships at the places of a rule. */
const MOST_EVENTS = 50_000;
const PAGE_ROWS = 500;
/** A call that began this long before the period may still last in it. */
const STAY_MS = 30 * DAY_MS;

export async function dryRun(deps: DryRunDeps, question: DryRunQuestion): Promise<DryRun> {
  const { inUse: _, ...rule } = { ...question.rule, enabled: true };
  const compiled = compileRule(rule, deps.ports);
  const history = await readHistory(deps, compiled, question);
  const hulls = new Map(deps.hulls.map((hull) => [hull.id, hull]));
  const subjects = new Map<string, Subject>();
  const heard = new Map<string, HeardVessel | null>();
  const giveWay = createGiveWay();
  for (const vesselId of shipsOf(history)) {
    const vessel = await heardAs(deps, question.scope, vesselId);
    heard.set(vesselId, vessel);
    const radio = vessel && {
      ...vessel,
      // A radio that told no type is another thing than no radio.
      shipType: vessel.shipType ?? (vessel.mmsi === 0 ? null : Number.NaN),
      matchLevel: vessel.match?.level ?? null,
    };
    const hull = hulls.get(vessel?.hullId ?? vesselId) ?? null;
    subjects.set(vesselId, subjectOf(vesselId, vessel?.mmsi ?? 0, radio, hull, deps.mids));
    await giveWay.ifDue();
  }
  const options = optionsFor(compiled, question, history.byVessel, subjects);
  const found: Alert[] = [];
  for (const [vesselId, subject] of subjects) {
    await giveWay.ifDue();
    let events: readonly VesselEvent[] = history.byVessel.get(vesselId) ?? [];
    if (findingsOf(compiled, subject, events, options).length === 0) continue;
    events = inOrder([...events, ...(await gapsOf(deps, question, vesselId))]);
    const source = {
      now: question.toAt,
      asOf: question.asOf,
      match: heard.get(vesselId)?.match ?? null,
      sightings: await deps.store.sightings(question.scope, vesselId),
      reportsOf: () => [],
      eventOf: (id: string) => events.find((event) => event.id === id),
    };
    const findings = findingsOf(compiled, subject, events, options);
    const alerts = reviseAlerts(rule.id, new Map(), findings, subject, source);
    found.push(...alerts.filter((alert) => isWithin(triggeredAt(alert), question)));
  }
  return { ...counted(found), eventsRead: history.read, cut: history.cut };
}

/** A partner's id may be that of its unit, from before anybody knew the ship. */
async function heardAs({ store }: DryRunDeps, scope: Scope, vesselId: string): Promise<HeardVessel | null> {
  const known = await store.vessel(scope, vesselId);
  if (known || !vesselId.startsWith('mmsi:')) return known;
  const [speaker] = await store.speakers(scope, [Number(vesselId.slice(5))]);
  return speaker === undefined || speaker === vesselId ? null : store.vessel(scope, speaker);
}

/** Those of which something was told, and those that they met. */
function shipsOf({ byVessel }: History): string[] {
  const ids = new Set(byVessel.keys());
  for (const events of byVessel.values()) {
    for (const { kind, facts } of events) if (kind === 'encounter') ids.add(facts.partnerId);
  }
  return [...ids].sort();
}

function isWithin(at: number, { fromAt, toAt }: DryRunQuestion): boolean {
  return at >= fromAt && at < toAt;
}

function counted(alerts: readonly Alert[]): Pick<DryRun, 'alerts' | 'days' | 'vessels' | 'told'> {
  const days = new Map<number, number>();
  const vessels = new Map<string, DryRun['vessels'][number]>();
  for (const alert of alerts) {
    const day = Math.floor(triggeredAt(alert) / DAY_MS) * DAY_MS;
    days.set(day, (days.get(day) ?? 0) + 1);
    const { vesselId, vesselName: name, imo } = alert;
    const row = vessels.get(vesselId) ?? { vesselId, name, imo, alerts: 0 };
    vessels.set(vesselId, { ...row, alerts: row.alerts + 1 });
  }
  const newestFirst = [...alerts].sort((a, b) => triggeredAt(b) - triggeredAt(a) || (a.id < b.id ? -1 : 1));
  return {
    alerts: alerts.length,
    days: [...days].sort(([a], [b]) => a - b).map(([at, count]) => ({ at, alerts: count })),
    vessels: [...vessels.values()].sort((a, b) => b.alerts - a.alerts || (a.vesselId < b.vesselId ? -1 : 1)),
    told: newestFirst.slice(0, MOST_TOLD).map(withHash),
  };
}

interface History {
  byVessel: Map<string, VesselEvent[]>;
  read: number;
  cut: string | null;
}

/** Everything that the rule may need but gaps, which are asked for where they matter. */
async function readHistory(deps: DryRunDeps, compiled: CompiledRule, question: DryRunQuestion): Promise<History> {
  const { scope, fromAt, toAt } = question;
  const { rule } = compiled;
  const begin = { scope, fromAt: fromAt - Math.max(rule.maxDays * DAY_MS, STAY_MS), toAt };
  const queries: Omit<EventQuery, 'limit'>[] = [];
  const anywhere: EventKind[] = [];
  if (rule.kind === 'encounter' || rule.needs.viaEncounter) anywhere.push('encounter');
  // The place of a rule may be one of several in reach.
  if (rule.kind === 'deception') anywhere.push('position-doubt', 'identity-change');
  const hasPlaces = rule.kind !== 'encounter' && rule.kind !== 'deception';
  if (hasPlaces) anywhere.push('possible-dark-call');
  if (anywhere.length > 0) queries.push({ ...begin, kind: anywhere });
  if (hasPlaces) {
    const kind: EventKind[] = ['port-call', 'zone'];
    queries.push({ ...begin, kind, placeIds: [...compiled.places] });
  }
  const events = new Map<string, VesselEvent>();
  let oldestAt = Number.POSITIVE_INFINITY;
  let cut: string | null = null;
  for (const query of queries) {
    let after: string | undefined;
    do {
      const page = await deps.store.events({ ...query, limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) });
      for (const { scope: _, ...event } of page.rows) {
        events.set(event.id, event as VesselEvent);
        oldestAt = Math.min(oldestAt, event.beganAt);
      }
      after = page.next ?? undefined;
      if (events.size >= MOST_EVENTS && after !== undefined) {
        const day = isoDay(oldestAt);
        cut = `Only the newest ${MOST_EVENTS} events at the places of the rule were read, back to ${day}.`;
        after = undefined;
      }
    } while (after !== undefined);
  }
  const byVessel = new Map<string, VesselEvent[]>();
  for (const event of events.values()) {
    if (!concerns(event, compiled.places)) continue;
    const own = byVessel.get(event.vesselId);
    if (own) own.push(event);
    else byVessel.set(event.vesselId, [event]);
  }
  for (const [vesselId, own] of byVessel) byVessel.set(vesselId, inOrder(own));
  return { byVessel, read: events.size, cut };
}

/** How long a ship was silent moves the severity of a leg, and doubt of its positions the confidence; the newest are enough. */
async function gapsOf(
  { store }: DryRunDeps,
  { scope, fromAt, toAt, rule }: DryRunQuestion,
  vesselId: string,
): Promise<VesselEvent[]> {
  const since = fromAt - Math.max(rule.maxDays * DAY_MS, STAY_MS);
  const page = await store.events({
    scope,
    vesselId,
    kind: ['gap', 'position-doubt'],
    fromAt: since,
    toAt,
    limit: PAGE_ROWS,
  });
  return page.rows.map(({ scope: _, ...event }) => event as VesselEvent);
}

function inOrder(events: VesselEvent[]): VesselEvent[] {
  return events.sort((a, b) => a.beganAt - b.beganAt || (a.id < b.id ? -1 : 1));
}

function optionsFor(
  { relays }: CompiledRule,
  { asOf, toAt }: DryRunQuestion,
  byVessel: ReadonlyMap<string, VesselEvent[]>,
  subjects: ReadonlyMap<string, Subject>,
): MatchOptions {
  const callers = new Map<string, string[]>([...relays].map((id) => [id, []]));
  for (const [vesselId, events] of byVessel) {
    const at = new Set(events.flatMap(({ facts }) => ('placeId' in facts && facts.placeId ? [facts.placeId] : [])));
    for (const placeId of at) callers.get(placeId)?.push(vesselId);
  }
  const byMmsi = new Map<number, string[]>();
  for (const [vesselId, events] of byVessel) {
    for (const { kind, facts } of events) {
      if (kind !== 'encounter') continue;
      const tellers = byMmsi.get(facts.partnerMmsi);
      if (!tellers) byMmsi.set(facts.partnerMmsi, [vesselId]);
      else if (!tellers.includes(vesselId)) tellers.push(vesselId);
    }
  }
  return {
    asOf,
    now: toAt,
    metOf: ({ vesselId, mmsi }) =>
      (byMmsi.get(mmsi ?? 0) ?? []).flatMap((id) =>
        encountersWith(mmsi, vesselId, byVessel.get(id) ?? []).map((event) =>
          fromTheOtherSide(event, vesselId, subjects.get(id)!.name),
        ),
      ),
    hullOf: (vesselId) => subjects.get(vesselId)?.hull ?? null,
    eventsOf: (vesselId) => byVessel.get(vesselId) ?? [],
    callersAt: (placeId) =>
      (callers.get(placeId) ?? []).map((vesselId) => ({
        vesselId,
        name: subjects.get(vesselId)!.name,
        events: byVessel.get(vesselId) ?? [],
      })),
  };
}
