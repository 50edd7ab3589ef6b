// Looks once a minute for what was told and not acknowledged within the hours that its subscription gives, and plans the next
// subscription for it. Decision, delivery and the note that it was done are one commit: after a kill nothing is told twice
// and nothing is forgotten.

import { escalate } from '../domain/subscription/escalate.ts';
import { LIVE } from '../seams/store.ts';
import { alertDelivery, decisionRow, muteNow, type PlannerDeps } from './plan.ts';

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
    const alert = await store.alert(LIVE, subject.id);
    if (alert === null) continue;
    const next = subscriptions.get(toId);
    const told = next === undefined ? null : await store.told(next.id, subject);
    const decision = escalate(next, alert, { told, mute: await muteNow(store, alert), at });
    await store.commitPlan({
      seq: null,
      decisions: next === undefined ? [] : [decisionRow(next, subject, alert, at, decision)],
      deliveries: next === undefined || !decision.send ? [] : [alertDelivery(deps, next, subject, alert, at, decision)],
      replaced: [],
      escalated: [{ subscriptionId, subject, toId, at, why: decision.why }],
    });
  }
  deps.planned();
  return due.length;
}
