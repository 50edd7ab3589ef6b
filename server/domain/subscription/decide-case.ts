// Whether a subscription is told of a revision of a case, and why or why not. A case that goes on is no news to whoever asked
// to be told once a case; what is graver or surer is news to whoever asked for it; and what was said and no longer reads so is
// put right for everybody who was told. Pure; it sends nothing.

import { type Alert, CONFIDENCES, type Confidence } from '../alert.ts';
import type { Case, CaseLeg } from '../cases/case.ts';
import type { Basis } from '../event.ts';
import { isSurer } from '../kinds/stay.ts';
import { SEVERITIES, type Severity } from '../rule.ts';
import { type Circumstances, changeTold, type Decision, firstTold, no, unfitFor } from './decide.ts';
import type { Reason } from './message.ts';
import type { Heard, Subscription, Told } from './subscription.ts';

export interface CaseCircumstances extends Omit<Circumstances, 'told' | 'mute'> {
  /** What was told of it, by the id that it had then: its own first, then its former ones, the newest first. */
  told: readonly { id: string; told: Told }[];
  /** Every leg of it is muted. */
  muted: boolean;
}

/** Under which id the receiver knows the case: messages about it belong together. */
export type CaseDecision = Decision & { subjectId: string };

export function decideCase(subscription: Subscription, each: Readonly<Case>, around: CaseCircumstances): CaseDecision {
  // What was taken back was told to its end; a case that goes on from it begins anew.
  const known = around.told.find(({ id, told }) => id === each.id || told.reason !== 'withdrawn') ?? null;
  const subjectId = known?.id ?? each.id;
  const others = around.told.filter((other) => other !== known);
  return { ...decided(subscription, each, around, known?.told ?? null, others), subjectId };
}

function decided(
  subscription: Subscription,
  each: Readonly<Case>,
  around: CaseCircumstances,
  told: Told | null,
  others: CaseCircumstances['told'],
): Decision {
  if (each.state === 'joined') return no('goes on as another case');
  const unfit = unfitCase(subscription, each, around.watchlists);
  if (told?.untried) {
    const nothingToTell = each.state === 'withdrawn' || around.muted || unfit !== null;
    if (nothingToTell && told.heard === null) return gone(told);
    if (told.said === caseSaid(each)) return no('nothing new');
    const reason = told.heard === null ? 'first' : changeOf(each, told.heard, others);
    if (reason === null) return gone(told);
    const { sequence, supersedes, dueAt, bundle } = told;
    return {
      send: true,
      why: 'goes in place of what waits',
      reason,
      sequence,
      supersedes,
      dueAt,
      bundle,
      replaces: told.deliveryId,
    };
  }
  if (told !== null) return later(subscription, each, told, others, around.at);
  if (!subscription.enabled) return no('switched off');
  if (unfit !== null) return no(unfit);
  if (around.muted) return no('muted');
  if (each.state === 'withdrawn') return no('dealt with');
  if (isOlder(subscription, each)) return no('before the subscription');
  return firstTold(subscription, around);
}

function later(
  subscription: Subscription,
  each: Readonly<Case>,
  told: Told,
  others: CaseCircumstances['told'],
  at: number,
): Decision {
  const reason = changeOf(each, told, others);
  if (reason === null) return no('nothing new');
  const { also, every } = subscription.when;
  if ((reason === 'graver' || reason === 'surer') && every !== 'news' && !also.includes(reason))
    return no('not asked for');
  return changeTold(subscription, told, reason, at);
}

function gone(told: Told): Decision {
  return { send: false, why: 'gone before it was told', replaces: told.deliveryId };
}

/** It was there before the subscription, and nothing of it happened since. */
function isOlder({ createdAt }: Subscription, { revision, openedAt, legs }: Readonly<Case>): boolean {
  return revision > 1 && openedAt < createdAt && !legs.some(({ toAt }) => toAt >= createdAt);
}

/** A case fits where one of its legs does; else the reason of the newest. */
function unfitCase(subscription: Subscription, each: Readonly<Case>, watchlists: readonly string[]) {
  const { themes } = subscription.what;
  if (themes && !themes.includes(each.theme)) return 'another theme';
  let reason: ReturnType<typeof unfitFor> = null;
  for (const leg of [...each.legs].reverse()) {
    const why = leg.ruleIds.map((ruleId) => unfitFor(subscription, { ...asAlert(leg), ruleId }, watchlists));
    if (why.includes(null)) return null;
    reason ??= why[0]!;
  }
  return reason;
}

/** As much of an alert as conditions and mutes look at; of a leg with several rules under the first. */
export function asAlert(leg: CaseLeg): Alert {
  return { ...leg, ruleId: leg.ruleIds[0]! } as unknown as Alert;
}

/** What was said of a case, as far as it can be said wrongly. */
interface Said {
  /** The ids that it speaks for. */
  cases: string[];
  severity: Severity;
  confidence: Confidence;
  alerts: number;
  withdrawn: boolean;
  /** By alert: when it began, where it led, how it is known. */
  legs: Record<string, [fromAt: number, placeIds: string, basis: Basis]>;
}

/** As one word: two that are equal say the same. */
export function caseSaid(each: Readonly<Case>): string {
  const legs: Said['legs'] = {};
  for (const { alertIds, fromAt, placeIds, basis } of each.legs) {
    for (const id of alertIds) legs[id] = [fromAt, placeIds.join(), basis];
  }
  const { severity, confidence, alerts, state } = each;
  const cases = [...each.formerIds, each.id];
  return JSON.stringify({ cases, severity, confidence, alerts, withdrawn: state === 'withdrawn', legs } satisfies Said);
}

function changeOf(each: Readonly<Case>, heard: Heard, others: CaseCircumstances['told']): Reason | null {
  if (each.state === 'withdrawn') return heard.reason === 'withdrawn' ? null : 'withdrawn';
  if (heard.reason === 'withdrawn') return 'revised';
  const said = JSON.parse(heard.said) as Said;
  if (isWrong(said, each)) return 'revised';
  // Another case that this one has taken in was told apart; what it said is put right here.
  for (const { id, told } of others) {
    if (!said.cases.includes(id) && told.reason !== 'withdrawn' && isWrong(JSON.parse(told.said) as Said, each)) {
      return 'revised';
    }
  }
  if (SEVERITIES.indexOf(each.severity) > SEVERITIES.indexOf(heard.severity)) return 'graver';
  if (CONFIDENCES.indexOf(each.confidence) > CONFIDENCES.indexOf(heard.confidence)) return 'surer';
  return null;
}

/** Something that was said no longer reads so. Legs that the case no longer carries with it are judged by their number. */
function isWrong(said: Said, each: Readonly<Case>): boolean {
  if (SEVERITIES.indexOf(each.severity) < SEVERITIES.indexOf(said.severity)) return true;
  if (CONFIDENCES.indexOf(each.confidence) < CONFIDENCES.indexOf(said.confidence)) return true;
  if (each.alerts < said.alerts) return true;
  const now = new Map(each.legs.flatMap((leg) => leg.alertIds.map((id) => [id, leg] as const)));
  const carriedFrom = each.legs.length < each.legCount ? each.legs[0]!.fromAt : Number.NEGATIVE_INFINITY;
  return Object.entries(said.legs).some(([id, [fromAt, placeIds, basis]]) => {
    const leg = now.get(id);
    if (leg === undefined) return fromAt >= carriedFrom;
    const places = placeIds === '' ? [] : placeIds.split(',');
    return isSurer(basis, leg.basis) || places.some((place) => !leg.placeIds.includes(place));
  });
}
