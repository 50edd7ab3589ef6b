// Whether a subscription is told of a revision of an alert, and why or why not. Comes in: the subscription, the alert, what
// was told before, what is muted. Goes out: one decision with a named reason. Pure; it sends nothing.

import { type Alert, CONFIDENCES } from '../alert.ts';
import { themeOf } from '../cases/themes.ts';
import { stableId } from '../hash.ts';
import type { Mute } from '../mute.ts';
import { SEVERITIES } from '../rule.ts';
import { DAY_MS, isoMoment } from '../time.ts';
import type { Reason } from './message.ts';
import { quietUntil } from './quiet-hours.ts';
import type { Heard, Subscription, Told } from './subscription.ts';

/** Every reason that a decision can have, and what it means to the receiver's owner. */
export const DECISIONS = {
  'told at once': 'It matches the subscription and is new to this receiver.',
  'held for quiet hours': 'It matches, and goes out in its newest state when the quiet hours are over.',
  'held for the digest': 'It matches, and goes out with the next digest.',
  'held by the budget':
    'It matches, and the messages of the day are used up: it is told with the others when the day is over.',
  'goes in place of what waits': 'An earlier state waits to be sent; this one goes in its place.',
  'a correction': 'This receiver was told something that no longer reads so.',
  'gone before it was told':
    'It was taken back, or reads again as it was told, while the message waited: nothing is sent.',
  'switched off': 'The subscription is switched off.',
  'another ship': 'The ship is not among those of the subscription.',
  'another theme': 'The theme is not among those of the subscription.',
  'another rule': 'The rule is not among those of the subscription.',
  'not grave enough': 'The severity is below what the subscription asks for.',
  'not sure enough': 'The confidence is below what the subscription asks for.',
  'another basis': 'The basis is not among those of the subscription.',
  muted: 'A mute was in force when the event happened.',
  'nothing new': 'The receiver was told the same already.',
  'not asked for': 'The subscription does not ask to be told of this kind of change.',
  'dealt with': 'It was acknowledged, resolved or withdrawn before this receiver was told.',
  'not acknowledged in time': 'It was meant for another receiver, and nobody acknowledged it in the time given.',
  'before the subscription': 'It is older than the subscription.',
  'goes on as another case': 'Its alerts are in another case now, which is told under this one.',
} as const;
export type DecisionReason = keyof typeof DECISIONS;

export type Decision =
  | {
      send: true;
      why: DecisionReason;
      reason: Reason;
      sequence: number;
      supersedes: number | null;
      dueAt: number;
      /** Goes out in one message with the others of this name. */
      bundle: string | null;
      /** The untried delivery that goes no more. */
      replaces: string | null;
    }
  | { send: false; why: DecisionReason; replaces: string | null };

export interface Circumstances {
  told: Told | null;
  mute: Mute | null;
  /** Ids of the watchlists that the ship is on. */
  watchlists: readonly string[];
  /** Messages of the budget planned for the UTC day of `at`. */
  plannedToday: number;
  at: number;
  /** The next time of a timetable after `at`. */
  nextRun(cron: string, timeZone: string, at: number): number;
}

export function decide(subscription: Subscription, alert: Readonly<Alert>, around: Circumstances): Decision {
  const { told, at } = around;
  // What waits stays in its newest state, and whoever was told is owed the correction: both go when it is switched on again.
  if (told?.untried) return instead(subscription, alert, around, told);
  if (told !== null) return later(subscription, alert, told, at);
  if (!subscription.enabled) return no('switched off');
  const unfit = unfitFor(subscription, alert, around.watchlists);
  if (unfit !== null) return no(unfit);
  if (around.mute !== null) return no('muted');
  if (alert.state !== 'open') return no('dealt with');
  if (alert.revision > 1 && alert.raisedAt < subscription.createdAt) return no('before the subscription');
  return firstTold(subscription, around);
}

/** Everything that a message of an alert says, as one word. */
export function saidOf(alert: Readonly<Alert>): string {
  const { severity, confidence, basis, why, placeIds, vesselName } = alert;
  return stableId(
    severity,
    confidence,
    basis,
    why,
    vesselName,
    alert.state === 'withdrawn' ? 'withdrawn' : '',
    ...placeIds,
  );
}

/** The receiver has been told, perhaps: whatever changes what was said goes to it. */
function later(subscription: Subscription, alert: Readonly<Alert>, told: Told, at: number): Decision {
  const reason = changeOf(alert, told);
  if (reason === null) return no('nothing new');
  const { also } = subscription.when;
  if ((reason === 'graver' || reason === 'surer' || reason === 'resolved') && !also.includes(reason)) {
    return no('not asked for');
  }
  return changeTold(subscription, told, reason, at);
}

/** An earlier state waits and was never tried. */
function instead(subscription: Subscription, alert: Readonly<Alert>, around: Circumstances, told: Told): Decision {
  const muted = around.mute !== null || unfitFor(subscription, alert, around.watchlists) !== null;
  const nothingToTell = alert.state === 'withdrawn' || alert.state === 'resolved' || muted;
  const answered = told.reason === 'escalated' && alert.state !== 'open';
  if ((nothingToTell && told.heard === null) || answered) {
    return { send: false, why: 'gone before it was told', replaces: told.deliveryId };
  }
  if (saysThat(told, alert)) return no('nothing new');
  // It goes in place of what was never heard: what it changes is what was heard before.
  const first = told.reason === 'escalated' ? 'escalated' : 'first';
  const reason = told.heard === null ? first : changeOf(alert, told.heard);
  if (reason === null) return { send: false, why: 'gone before it was told', replaces: told.deliveryId };
  return {
    send: true,
    why: 'goes in place of what waits',
    reason,
    sequence: told.sequence,
    supersedes: told.supersedes,
    dueAt: told.dueAt,
    bundle: told.bundle,
    replaces: told.deliveryId,
  };
}

/** Whether a message says what the alert says now: its words, and that it stands or has ended. */
function saysThat({ said, reason }: Heard, alert: Readonly<Alert>): boolean {
  return said === saidOf(alert) && endOf(reason) === endOf(alert.state);
}

function endOf(word: string): 'withdrawn' | 'resolved' | null {
  return word === 'withdrawn' || word === 'resolved' ? word : null;
}

function changeOf(alert: Readonly<Alert>, told: Heard): Reason | null {
  if (alert.state === 'withdrawn') return told.reason === 'withdrawn' ? null : 'withdrawn';
  if (alert.state === 'resolved') return told.reason === 'resolved' ? null : 'resolved';
  // What was taken back or done with stands again: whatever it says now, that is news to the receiver.
  if (told.reason === 'withdrawn' || told.reason === 'resolved') return 'revised';
  if (saidOf(alert) === told.said) return null;
  if (SEVERITIES.indexOf(alert.severity) > SEVERITIES.indexOf(told.severity)) return 'graver';
  if (SEVERITIES.indexOf(alert.severity) < SEVERITIES.indexOf(told.severity)) return 'revised';
  if (CONFIDENCES.indexOf(alert.confidence) > CONFIDENCES.indexOf(told.confidence)) return 'surer';
  return 'revised';
}

/** Why an alert is not among what a subscription asks for; null where it is. */
export function unfitFor(
  { what }: Subscription,
  alert: Readonly<Alert>,
  watchlists: readonly string[],
): DecisionReason | null {
  if (what.watchlists && !what.watchlists.some((id) => watchlists.includes(id))) return 'another ship';
  if (what.vessels && !what.vessels.includes(alert.vesselId)) return 'another ship';
  if (what.themes && !what.themes.includes(themeOf(alert).id)) return 'another theme';
  if (what.rules && !what.rules.includes(alert.ruleId)) return 'another rule';
  if (what.leastSeverity && SEVERITIES.indexOf(alert.severity) < SEVERITIES.indexOf(what.leastSeverity)) {
    return 'not grave enough';
  }
  if (what.leastConfidence && CONFIDENCES.indexOf(alert.confidence) < CONFIDENCES.indexOf(what.leastConfidence)) {
    return 'not sure enough';
  }
  if (what.bases && !what.bases.includes(alert.basis)) return 'another basis';
  return null;
}

/** Something new to the receiver. */
export function firstTold(subscription: Subscription, around: Parameters<typeof whenOf>[1]): Decision {
  return {
    ...whenOf(subscription, around),
    send: true,
    reason: 'first',
    sequence: 1,
    supersedes: null,
    replaces: null,
  };
}

/** What the receiver knows has changed: no timetable and no budget holds that back. */
export function changeTold(subscription: Subscription, told: Told, reason: Reason, at: number): Decision {
  return {
    send: true,
    why: reason === 'revised' || reason === 'withdrawn' ? 'a correction' : 'told at once',
    reason,
    sequence: told.sequence + 1,
    supersedes: told.revision,
    dueAt: quietUntil(subscription.when.quiet, at) ?? at,
    bundle: null,
    replaces: null,
  };
}

/** When something new goes out. */
export function whenOf(
  subscription: Subscription,
  around: Pick<Circumstances, 'at' | 'plannedToday' | 'nextRun'>,
): { why: DecisionReason; dueAt: number; bundle: string | null } {
  const { digest, quiet } = subscription.when;
  const { at } = around;
  if (digest !== null) {
    const dueAt = around.nextRun(digest.cron, digest.timeZone, at);
    return { why: 'held for the digest', dueAt, bundle: `${subscription.id} digest ${isoMoment(dueAt)}` };
  }
  if (subscription.budgetADay !== null && around.plannedToday >= subscription.budgetADay) {
    const dueAt = (Math.floor(at / DAY_MS) + 1) * DAY_MS;
    const heldUntil = quietUntil(quiet, dueAt) ?? dueAt;
    return { why: 'held by the budget', dueAt: heldUntil, bundle: `${subscription.id} day ${isoMoment(dueAt)}` };
  }
  const until = quietUntil(quiet, at);
  return until === null
    ? { why: 'told at once', dueAt: at, bundle: null }
    : { why: 'held for quiet hours', dueAt: until, bundle: null };
}

export function no(why: DecisionReason): Decision {
  return { send: false, why, replaces: null };
}
