// What a deed on a case means for the alerts inside, and how a case stands because of them: both are decided here alone. Comes
// in: a deed, how the case stood, its alerts. Goes out: a deed for each alert that goes along, the state of the case, and a
// sentence that says beforehand what a deed will do. Pure.
//
// A case has no state beside that of its alerts: it is open while one of them is. So a new leg makes it open again, and a case
// of which every alert was resolved by itself is resolved. What people did with the case itself is its history.

import type { AlertState } from '../alert.ts';
import { DEEDS, type Deed, type DeedKind, type Handling, MOVES } from './deed.ts';

/** As much of an alert inside a case as is asked for. */
export interface AlertInside {
  id: string;
  state: AlertState;
  assignee: string | null;
  /** The monitor itself has taken it back: no person deals with it any more. */
  gone: boolean;
}

/** The alerts that go along with a deed, by how they stand. */
const GO_ALONG: Record<Exclude<DeedKind, 'reopen' | 'assign'>, readonly AlertState[]> = {
  acknowledge: ['open'],
  resolve: ['open', 'acknowledged'],
  // What was resolved was judged for itself, and stays so.
  withdraw: ['open', 'acknowledged'],
  note: [],
};

/** How a case stands: as the least settled of its alerts that the monitor has not taken back. */
export function stateOfCase(alerts: readonly Pick<AlertInside, 'state' | 'gone'>[]): AlertState {
  const states = new Set(alerts.filter(({ gone }) => !gone).map(({ state }) => state));
  return (['open', 'acknowledged', 'resolved'] as const).find((state) => states.has(state)) ?? 'withdrawn';
}

/** How a case stands with people: what they did with it, in the state that its alerts give it. */
export function handlingOfCase(kept: Handling, alerts: readonly AlertInside[]): Handling {
  const state = stateOfCase(alerts);
  return { ...kept, state, reasonCode: state === kept.state ? kept.reasonCode : null };
}

/** The deeds on alerts that a deed on their case brings with it; `before`: how the case stood. */
export function deedsInside(deed: Deed, before: Handling, alerts: readonly AlertInside[]): Deed[] {
  return alerts
    .filter((alert) => goesAlong(deed, before, alert))
    .map(({ id }) => ({
      subject: { kind: 'alert', id },
      action: deed.action,
      reasonCode: deed.reasonCode,
      note: deed.note === null ? 'With its case.' : `With its case: ${deed.note}`,
      assignee: deed.assignee,
    }));
}

function goesAlong({ action, assignee }: Pick<Deed, 'action' | 'assignee'>, before: Handling, alert: AlertInside) {
  if (alert.gone) return false;
  // Those that somebody else was given for themselves stay theirs.
  if (action === 'assign') {
    return alert.assignee === before.assignee && alert.assignee !== assignee && MOVES.assign.from.includes(alert.state);
  }
  if (action === 'reopen') return alert.state === before.state;
  return GO_ALONG[action].includes(alert.state);
}

export interface DeedAhead {
  action: DeedKind;
  /** Alerts that go along. */
  alerts: number;
  says: string;
}

/** What may be done with a case as it stands, and what that does to its alerts. */
export function deedsAhead(before: Handling, alerts: readonly AlertInside[]): DeedAhead[] {
  const isGone = alerts.every(({ gone }) => gone);
  return DEEDS.filter((action) => MOVES[action].from.includes(before.state) && (!isGone || action === 'note')).map(
    (action) => {
      // Whom it is given to is not known yet: anybody but the one who has it.
      const deed = { action, assignee: '' };
      const count = alerts.filter((alert) => goesAlong(deed, before, alert)).length;
      return { action, alerts: count, says: sentenceOf(action, count, alerts) };
    },
  );
}

const DONE: Record<DeedKind, string> = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  withdraw: 'withdrawn',
  reopen: 'reopened',
  assign: 'given to the same person',
  note: 'left as they are',
};

function sentenceOf(action: DeedKind, count: number, alerts: readonly AlertInside[]): string {
  if (action === 'note') return 'A note is kept with the case; its alerts are left as they are.';
  if (count === 0) return 'No alert of it changes.';
  const which = action === 'acknowledge' ? 'open ' : '';
  const noun = count === 1 ? `one ${which}alert is` : `${count} ${which}alerts are`;
  const rest = alerts.filter(({ gone }) => !gone).length - count;
  const others =
    rest === 0 || action === 'acknowledge'
      ? ''
      : rest === 1
        ? '; one other stays as it is'
        : `; ${rest} others stay as they are`;
  return `Its ${noun} ${DONE[action]} with it${others}.`;
}
