// Makes the bundle of an alert from beginning to end: gathers, decides again, seals. It takes some seconds and belongs into a
// worker's thread; the answer is the bytes.

import type { Scope } from '../seams/store.ts';
import { LOOK_BACK_RULE } from '../watch/look-back-alert.ts';
import { alertAsSaid } from './alert-as-said.ts';
import { bundleOf } from './bundle.ts';
import { chooseDecision, type SeaMasks } from './choose-decision.ts';
import { type GatherDeps, gather, type ReplaySource } from './gather.ts';
import type { BundleDeps } from './manifest.ts';

export interface BundleQuestion {
  scope: Scope;
  alertId: string;
  /** The revision that stood then, event time; null: the newest. */
  asOf: number | null;
  source: ReplaySource | null;
}

export interface MakerDeps extends GatherDeps, BundleDeps {
  masks(): SeaMasks;
}

export async function makeBundle(
  deps: MakerDeps,
  { scope, alertId, asOf, source }: BundleQuestion,
): Promise<Uint8Array> {
  const { alert, since } = await alertAsSaid(deps.store, scope, alertId, asOf);
  const gathered = await gather(deps, scope, alert, since, source);
  const chosen = alert.ruleId === LOOK_BACK_RULE ? null : chooseDecision(gathered, deps.masks());
  return bundleOf(gathered, chosen, deps);
}
