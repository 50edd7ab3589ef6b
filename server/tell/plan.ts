// Reads the log of the live monitor and plans who is told of what. Comes in: rows of the log, subscriptions, mutes. Goes out:
// decisions and deliveries, written in one commit with how far the log was read: after a kill it goes on where it was. It
// sends nothing. Replays are told to nobody.

import type { Alert } from '../domain/alert.ts';
import { CANARY_SCOPE } from '../domain/canary.ts';
import type { Case } from '../domain/cases/case.ts';
import { UNDO_MS } from '../domain/desk/deed.ts';
import { stableId } from '../domain/hash.ts';
import { type Mute, muteOf } from '../domain/mute.ts';
import { type Circumstances, DECISIONS, decide, saidOf } from '../domain/subscription/decide.ts';
import { asAlert, caseSaid, decideCase } from '../domain/subscription/decide-case.ts';
import {
  alertMessage,
  caseMessage,
  type Message,
  type Occasion,
  type Subject,
} from '../domain/subscription/message.ts';
import type { Subscription, Told } from '../domain/subscription/subscription.ts';
import { DAY_MS, MINUTE_MS } from '../domain/time.ts';
import { type Outbox, openOutbox } from '../run/log-reader.ts';
import type { Bus } from '../seams/bus.ts';
import type { Clock } from '../seams/clock.ts';
import type { DecisionRow, Plan, PlannedDelivery } from '../seams/delivery-store.ts';
import { LIVE, type Store } from '../seams/store.ts';
import { canaryDelivery } from './canary.ts';
import { escalateDue } from './escalate.ts';

export interface PlannerDeps {
  store: Pick<
    Store,
    | 'log'
    | 'lastSeq'
    | 'plannedSeq'
    | 'commitPlan'
    | 'subscriptions'
    | 'told'
    | 'plannedCount'
    | 'mutes'
    | 'alert'
    | 'case'
    | 'caseHandling'
    | 'casesOfAlerts'
    | 'escalationsDue'
  >;
  bus: Pick<Bus, 'subscribe'>;
  clock: Clock;
  /** Ids of the watchlists that a ship is on now. */
  watchlistsOf(vesselId: string): readonly string[];
  nextRun: Circumstances['nextRun'];
  /** Where the page is; null: messages carry no link. */
  pageUrl: string | null;
  /** The canary's alert was read in the log; the time in its sentence. */
  canaryRead?(run: number): void;
  /** Something may be due. */
  planned(): void;
  /** Nothing is planned since an error; it is tried again. */
  failed(error: unknown): void;
  /** What is in the log is planned, after an error too. */
  works?(): void;
}

/** A store that is held by another program, or a full disk, is no end: it may be free again. */
const AGAIN_MS = 10_000;

export interface Planner {
  start(): Promise<void>;
  /** Resolves when nothing is being looked for. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export function createPlanner(deps: PlannerDeps): Planner {
  let outbox: Outbox | null = null;
  let reading: Promise<void> = Promise.resolve();
  const closed = new AbortController();

  /** From where the plan stands; after an error once more from there, until it is closed. */
  async function keepReading(): Promise<void> {
    while (!closed.signal.aborted) {
      try {
        const after = (await deps.store.plannedSeq()) ?? 0;
        if (closed.signal.aborted) return;
        outbox = openOutbox({ store: deps.store, bus: deps.bus, after, scope: [LIVE, CANARY_SCOPE] });
        await read(outbox);
      } catch (error) {
        outbox?.close();
        deps.failed(error);
        await deps.clock.sleep(AGAIN_MS, closed.signal);
      }
    }
  }
  let looking: Promise<unknown> = Promise.resolve();
  let stopLooking = () => {};

  async function read(opened: Outbox): Promise<void> {
    for await (const step of opened.steps()) {
      if (step.kind !== 'rows') {
        deps.works?.();
        continue;
      }
      const alerts = step.rows.filter(({ kind }) => kind === 'alert' || kind === 'case');
      for (const row of alerts) {
        if (row.kind === 'case') await planCase(deps, row.seq, row.body as Case);
        else if (row.scope === CANARY_SCOPE) await planCanary(deps, row.seq, row.body as Alert);
        else await planAlert(deps, row.seq, row.body as Alert);
      }
      const last = step.rows.at(-1)!.seq;
      if (alerts.at(-1)?.seq !== last) await deps.store.commitPlan(nothing(last));
      if (alerts.length > 0) deps.planned();
    }
  }

  return {
    async start() {
      // What was there before anybody could be told is no news.
      if ((await deps.store.plannedSeq()) === null) await deps.store.commitPlan(nothing(await deps.store.lastSeq()));
      reading = keepReading();
      const look = () => {
        looking = looking.then(() => escalateDue(deps)).catch(deps.failed);
      };
      stopLooking = deps.clock.every(MINUTE_MS, look);
      look();
    },
    async settled() {
      await looking;
    },
    async close() {
      closed.abort();
      stopLooking();
      outbox?.close();
      await reading;
      await looking;
    },
  };
}

/** One revision of an alert, for every subscription. */
export async function planAlert(deps: PlannerDeps, seq: number, alert: Alert): Promise<void> {
  // What a plan would replace may be tried meanwhile: then it is made anew.
  while (!(await deps.store.commitPlan(await planOf(deps, seq, alert))));
}

async function planCanary(deps: PlannerDeps, seq: number, alert: Alert): Promise<void> {
  await deps.store.commitPlan({ ...nothing(seq), deliveries: [canaryDelivery(alert, deps.clock.now())] });
  deps.canaryRead?.(alert.fromAt);
}

/** One revision of a case, for every subscription that is told of cases. */
export async function planCase(deps: PlannerDeps, seq: number, each: Case): Promise<void> {
  while (!(await deps.store.commitPlan(await casePlanOf(deps, seq, each))));
}

async function planOf(deps: PlannerDeps, seq: number, alert: Alert): Promise<Plan> {
  const at = deps.clock.now();
  const subject: Subject = { kind: 'alert', id: alert.id };
  const subscriptions = await deps.store.subscriptions();
  const plan = nothing(seq);
  if (subscriptions.length === 0) return plan;
  const mute = await muteNow(deps.store, alert);
  const watchlists = deps.watchlistsOf(alert.vesselId);
  const today = Math.floor(at / DAY_MS) * DAY_MS;
  for (const subscription of subscriptions) {
    const told = await deps.store.told(subscription.id, subject);
    // Whoever is told once a case hears of an alert only what puts right what was told of it before.
    if (told === null && !isEachLeg(subscription)) continue;
    const decision = decide(subscription, alert, {
      told,
      mute,
      watchlists,
      // Counted only where the count decides something: in a storm it would be counted once an alert.
      plannedToday:
        subscription.budgetADay === null ? 0 : await deps.store.plannedCount(subscription.id, today, today + DAY_MS),
      at,
      nextRun: deps.nextRun,
    });
    if (decision.replaces !== null) plan.replaced.push(decision.replaces);
    plan.decisions.push(decisionRow(subscription, subject, alert, at, decision));
    if (decision.send) plan.deliveries.push(alertDelivery(deps, subscription, subject, alert, at, decision));
  }
  return plan;
}

export function alertDelivery(
  deps: Pick<PlannerDeps, 'pageUrl'>,
  subscription: Subscription,
  subject: Subject,
  alert: Alert,
  at: number,
  decision: Extract<ReturnType<typeof decide>, { send: true }>,
): PlannedDelivery {
  // What a person did can be undone for some seconds: what it tells others waits as long.
  const notBefore = alert.handledAt === undefined ? 0 : alert.handledAt + UNDO_MS;
  const held = { ...decision, dueAt: Math.max(decision.dueAt, notBefore) };
  return deliveryOf(subscription, subject, alert.revision, saidOf(alert), at, held, (occasion) =>
    alertMessage(alert, { ...occasion, pageUrl: deps.pageUrl }),
  );
}

/** `subject`: the id under which the receiver knows the case. */
export function caseDelivery(
  deps: Pick<PlannerDeps, 'pageUrl'>,
  subscription: Subscription,
  subject: Subject,
  each: Case,
  at: number,
  decision: Extract<ReturnType<typeof decide>, { send: true }>,
): PlannedDelivery {
  return deliveryOf(subscription, subject, each.revision, caseSaid(each), at, decision, (occasion) =>
    caseMessage(each, subject.id, { ...occasion, pageUrl: deps.pageUrl }),
  );
}

async function casePlanOf(deps: PlannerDeps, seq: number, each: Case): Promise<Plan> {
  const at = deps.clock.now();
  const subscriptions = await deps.store.subscriptions();
  const plan = nothing(seq);
  if (subscriptions.length === 0) return plan;
  const muted = isMutedCase(each, await deps.store.mutes(LIVE));
  const watchlists = each.ships.flatMap(({ id }) => deps.watchlistsOf(id));
  const today = Math.floor(at / DAY_MS) * DAY_MS;
  for (const subscription of subscriptions) {
    const told: { id: string; told: Told }[] = [];
    for (const id of [each.id, ...[...each.formerIds].reverse()]) {
      const before = await deps.store.told(subscription.id, { kind: 'case', id });
      if (before !== null) told.push({ id, told: before });
    }
    if (told.length === 0 && isEachLeg(subscription)) continue;
    const { subjectId, ...decision } = decideCase(subscription, each, {
      told,
      muted,
      watchlists,
      plannedToday: await deps.store.plannedCount(subscription.id, today, today + DAY_MS),
      at,
      nextRun: deps.nextRun,
    });
    const subject: Subject = { kind: 'case', id: subjectId };
    if (decision.replaces !== null) plan.replaced.push(decision.replaces);
    plan.decisions.push(decisionRow(subscription, subject, each, at, decision));
    if (!decision.send) continue;
    plan.deliveries.push(caseDelivery(deps, subscription, subject, each, at, decision));
  }
  return plan;
}

function isEachLeg({ when }: Subscription): boolean {
  return (when.every ?? 'leg') === 'leg';
}

/** The mute of the live monitor that an alert is under now. */
export async function muteNow(store: Pick<Store, 'mutes' | 'casesOfAlerts'>, alert: Alert): Promise<Mute | null> {
  const mutes = await store.mutes(LIVE);
  if (mutes.length === 0) return null;
  return muteOf(alert, mutes, (await store.casesOfAlerts(LIVE, [alert.id])).get(alert.id) ?? []);
}

/** A mute speaks of alerts: a case is muted when all that it tells is. */
export function isMutedCase({ id, formerIds, legs }: Case, mutes: readonly Mute[]): boolean {
  if (mutes.length === 0 || legs.length === 0) return false;
  const ids = [id, ...formerIds];
  return legs.every((leg) => leg.ruleIds.every((ruleId) => muteOf({ ...asAlert(leg), ruleId }, mutes, ids) !== null));
}

function deliveryOf(
  subscription: Subscription,
  subject: Subject,
  revision: number,
  said: string,
  at: number,
  { reason, sequence, supersedes, dueAt, bundle, why }: Extract<ReturnType<typeof decide>, { send: true }>,
  messageFor: (occasion: Omit<Occasion, 'pageUrl'>) => Message,
): PlannedDelivery {
  const id = stableId('delivery', subscription.id, subject.kind, subject.id, revision, reason);
  const decision = `${subscription.title}: ${DECISIONS[why]}`;
  return {
    id,
    subscriptionId: subscription.id,
    channelId: subscription.channelId,
    subject,
    revision,
    reason,
    sequence,
    bundle,
    plannedAt: at,
    dueAt,
    said,
    message: messageFor({ id, reason, supersedes, sequence, decision }),
  };
}

export function decisionRow(
  { id }: Subscription,
  subject: Subject,
  { revision }: Pick<Alert, 'revision'>,
  at: number,
  { send, why }: ReturnType<typeof decide>,
): DecisionRow {
  return { subscriptionId: id, subject, revision, at, told: send, why };
}

function nothing(seq: number): Plan {
  return { seq, decisions: [], deliveries: [], replaced: [] };
}
