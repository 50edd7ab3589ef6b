// Makes the bundle of an alert or of a case from beginning to end: gathers, decides again, seals. It takes some seconds for each
// alert and belongs into a worker's thread; the answer is the bytes.

import type { Case } from '../domain/cases/case.ts';
import { CodedError } from '../domain/errors.ts';
import { isoMoment } from '../domain/time.ts';
import type { Scope } from '../seams/store.ts';
import { LOOK_BACK_RULE } from '../watch/look-back-alert.ts';
import { alertAsSaid, type SaidAlert } from './alert-as-said.ts';
import { bundleOf } from './bundle.ts';
import { type CaseEvidence, caseBundleOf, folderOf } from './case-bundle.ts';
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

/** `asOf`: the revision of the case that stood then, and its alerts as they stood then. */
export type CaseBundleQuestion = Omit<BundleQuestion, 'alertId'> & { caseId: string };

/** Alerts of a case in its bundle, the newest: each is some hundred kilobytes, and a second or more of work. */
const MOST_ALERTS = 40;
/** Alerts that are named at least where they are left out. */
const MOST_NAMED = 1_000;

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

export async function makeCaseBundle(
  deps: MakerDeps,
  { scope, caseId, asOf, source }: CaseBundleQuestion,
): Promise<Uint8Array> {
  const { store } = deps;
  const found = await store.case(scope, caseId, asOf ?? undefined);
  if (found === null) {
    const when = asOf === null ? '' : ` that was known at ${isoMoment(asOf)}, event time`;
    throw new CodedError('not_found', `There is no case '${caseId}' in '${scope}'${when}.`);
  }
  if (found.joinedTo !== null) {
    throw new CodedError('conflict', `Case '${caseId}' goes on as case '${found.joinedTo}': ask for that one.`);
  }
  const { scope: _, ...each } = found;
  const said = await alertsOf(deps, scope, each, asOf);
  const inside = said.slice(-MOST_ALERTS);
  const alerts: CaseEvidence['alerts'][number][] = [];
  for (const [i, { alert, since }] of inside.entries()) {
    const gathered = await gather(deps, scope, alert, since, source);
    const chosen = alert.ruleId === LOOK_BACK_RULE ? null : chooseDecision(gathered, deps.masks());
    alerts.push({ folder: folderOf(i), gathered, chosen });
  }
  const label = alerts[0]?.gathered.replay?.label ?? null;
  const left = said.slice(0, -MOST_ALERTS).map(({ alert }) => alert);
  return caseBundleOf({ case: each, scope, label, alerts, left }, deps);
}

/** The alerts that the case was made of, as they stood then, by the beginning of each. */
async function alertsOf({ store }: MakerDeps, scope: Scope, each: Case, asOf: number | null): Promise<SaidAlert[]> {
  const ids =
    asOf === null
      ? await store.caseAlertIds(scope, each.id, MOST_NAMED)
      : [...new Set(each.legs.flatMap(({ alertIds }) => alertIds))];
  const said: SaidAlert[] = [];
  for (const id of ids) said.push(await alertAsSaid(store, scope, id, asOf));
  return said.sort((a, b) => a.alert.fromAt - b.alert.fromAt || (a.alert.id < b.alert.id ? -1 : 1));
}
