// Looks once a minute for what was told and not acknowledged within the hours that its subscription gives, and plans the next
// subscription for it. Decision, delivery and the note that it was done are one commit: after a kill nothing is told twice
// and nothing is forgotten.

import type { AlertState } from '../domain/alert.ts';
import type { Decision } from '../domain/subscription/decide.ts';
import { escalate } from '../domain/subscription/escalate.ts';
import type { Subject } from '../domain/subscription/message.ts';
import type { Subscription } from '../domain/subscription/subscription.ts';
import { currentCase } from '../seams/case-store.ts';
import type { PlannedDelivery } from '../seams/delivery-store.ts';
import { LIVE } from '../seams/store.ts';
import { alertDelivery, caseDelivery, decisionRow, isMutedCase, muteNow, type PlannerDeps } from './plan.ts';

/** Subjects of one look; the rest comes with the next. */
const AT_ONCE = 100;

/** Returns how many were dealt with. */
export async function escalateDue(deps: PlannerDeps): Promise<number> {
  const { store } = deps;
  const at = deps.clock.now();
  const due = await store.escalationsDue(at, AT_ONCE);
  if (due.length === 0) return 0;
  const subscriptions = new Map((await store.subscriptions()).map((each) => [each.id, each]));
  for (const { subscriptionId, subject, toId } of due) {
    const found = await foundOf(deps, subject);
    if (found === null) continue;
    const next = subscriptions.get(toId);
    const told = next === undefined ? null : await store.told(next.id, subject);
    const decision = escalate(next, found, { told, at });
    await store.commitPlan({
      seq: null,
      decisions: next === undefined ? [] : [decisionRow(next, subject, found, at, decision)],
      deliveries: next === undefined || !decision.send ? [] : [found.delivery(next, at, decision)],
      replaced: [],
      escalated: [{ subscriptionId, subject, toId, at, why: decision.why }],
    });
  }
  deps.planned();
  return due.length;
}

/** An alert or a case as it stands, and how it is told. */
interface Found {
  state: AlertState;
  muted: boolean;
  revision: number;
  delivery(next: Subscription, at: number, decision: Extract<Decision, { send: true }>): PlannedDelivery;
}

async function foundOf(deps: PlannerDeps, subject: Subject): Promise<Found | null> {
  const { store } = deps;
  if (subject.kind === 'alert') {
    const alert = await store.alert(LIVE, subject.id);
    if (alert === null) return null;
    const { state, revision } = alert;
    const muted = (await muteNow(store, alert)) !== null;
    return {
      state,
      muted,
      revision,
      delivery: (next, at, decision) => alertDelivery(deps, next, subject, alert, at, decision),
    };
  }
  const each = await currentCase(store, LIVE, subject.id);
  if (each === null) return null;
  const { handling } = await store.caseHandling(LIVE, each.id);
  return {
    state: handling.state,
    muted: isMutedCase(each, await store.mutes(LIVE)),
    revision: each.revision,
    delivery: (next, at, decision) => caseDelivery(deps, next, subject, each, at, decision),
  };
}
