// Reads the log of the live monitor and plans who is told of what. Comes in: rows of the log, subscriptions, mutes. Goes out:
// decisions and deliveries, written in one commit with how far the log was read: after a kill it goes on where it was. It
// sends nothing. Replays are told to nobody.

import type { Alert } from '../domain/alert.ts';
import { CANARY_SCOPE } from '../domain/canary.ts';
import { stableId } from '../domain/hash.ts';
import { muteOf } from '../domain/mute.ts';
import { type Circumstances, DECISIONS, decide, saidOf } from '../domain/subscription/decide.ts';
import { alertMessage, type Subject } from '../domain/subscription/message.ts';
import type { Subscription } from '../domain/subscription/subscription.ts';
import { DAY_MS } from '../domain/time.ts';
import { type Outbox, openOutbox } from '../run/log-reader.ts';
import type { Bus } from '../seams/bus.ts';
import type { Clock } from '../seams/clock.ts';
import type { DecisionRow, Plan, PlannedDelivery } from '../seams/delivery-store.ts';
import { LIVE, type Store } from '../seams/store.ts';
import { canaryDelivery } from './canary.ts';

export interface PlannerDeps {
  store: Pick<
    Store,
    'log' | 'lastSeq' | 'plannedSeq' | 'commitPlan' | 'subscriptions' | 'told' | 'plannedCount' | 'mutes'
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
  /** The reader of the log has ended on an error. */
  failed(error: unknown): void;
}

export interface Planner {
  start(): Promise<void>;
  close(): Promise<void>;
}

export function createPlanner(deps: PlannerDeps): Planner {
  let outbox: Outbox | null = null;
  let reading: Promise<void> = Promise.resolve();

  async function read(opened: Outbox): Promise<void> {
    for await (const step of opened.steps()) {
      if (step.kind !== 'rows') continue;
      const alerts = step.rows.filter(({ kind }) => kind === 'alert');
      for (const row of alerts) {
        const alert = row.body as Alert;
        if (row.scope === CANARY_SCOPE) await planCanary(deps, row.seq, alert);
        else await planAlert(deps, row.seq, alert);
      }
      const last = step.rows.at(-1)!.seq;
      if (alerts.at(-1)?.seq !== last) await deps.store.commitPlan(nothing(last));
      if (alerts.length > 0) deps.planned();
    }
  }

  return {
    async start() {
      let after = await deps.store.plannedSeq();
      if (after === null) {
        // What was there before anybody could be told is no news.
        after = await deps.store.lastSeq();
        await deps.store.commitPlan(nothing(after));
      }
      outbox = openOutbox({ store: deps.store, bus: deps.bus, after, scope: [LIVE, CANARY_SCOPE] });
      reading = read(outbox).catch(deps.failed);
    },
    async close() {
      outbox?.close();
      await reading;
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

async function planOf(deps: PlannerDeps, seq: number, alert: Alert): Promise<Plan> {
  const at = deps.clock.now();
  const subject: Subject = { kind: 'alert', id: alert.id };
  const subscriptions = await deps.store.subscriptions();
  const plan = nothing(seq);
  if (subscriptions.length === 0) return plan;
  const mute = muteOf(alert, await deps.store.mutes(LIVE));
  const watchlists = deps.watchlistsOf(alert.vesselId);
  const today = Math.floor(at / DAY_MS) * DAY_MS;
  for (const subscription of subscriptions) {
    const decision = decide(subscription, alert, {
      told: await deps.store.told(subscription.id, subject),
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
    if (decision.send) plan.deliveries.push(deliveryOf(deps, subscription, subject, alert, at, decision));
  }
  return plan;
}

function deliveryOf(
  deps: PlannerDeps,
  subscription: Subscription,
  subject: Subject,
  alert: Alert,
  at: number,
  { reason, sequence, supersedes, dueAt, bundle, why }: Extract<ReturnType<typeof decide>, { send: true }>,
): PlannedDelivery {
  const id = stableId('delivery', subscription.id, subject.kind, subject.id, alert.revision, reason);
  const decision = `${subscription.title}: ${DECISIONS[why]}`;
  return {
    id,
    subscriptionId: subscription.id,
    channelId: subscription.channelId,
    subject,
    revision: alert.revision,
    reason,
    sequence,
    bundle,
    plannedAt: at,
    dueAt,
    said: saidOf(alert),
    message: alertMessage(alert, { id, reason, supersedes, sequence, decision, pageUrl: deps.pageUrl }),
  };
}

function decisionRow(
  { id }: Subscription,
  subject: Subject,
  { revision }: Alert,
  at: number,
  { send, why }: ReturnType<typeof decide>,
): DecisionRow {
  return { subscriptionId: id, subject, revision, at, told: send, why };
}

function nothing(seq: number): Plan {
  return { seq, decisions: [], deliveries: [], replaced: [] };
}
