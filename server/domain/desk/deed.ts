// What people do with alerts and cases: which deed may follow which state, and how things stand after it. Comes in: how
// things stand, and a deed. Goes out: how they stand then, or why the deed does not fit, in one sentence that names who did
// what before. Pure: whoever keeps it compares and writes in one transaction.

import type { AlertState } from '../alert.ts';
import { isoMoment } from '../time.ts';
import type { ReasonCode } from './reasons.ts';

export const DEEDS = ['acknowledge', 'resolve', 'withdraw', 'reopen', 'assign', 'note'] as const;
export type DeedKind = (typeof DEEDS)[number];

export interface DeedSubject {
  kind: 'alert' | 'case';
  id: string;
}

/** From where something was done. */
export interface Origin {
  /** Of the network; null: on the machine itself. */
  address: string | null;
  /** Id of the login or of the token, 'this machine' without users, or 'command line'. */
  through: string | null;
}

/** By whom and when; deeds of one request carry one id, by which they are undone together. */
export interface Signature {
  by: string;
  at: number;
  deed: string | null;
}

export interface Deed {
  subject: DeedSubject;
  action: DeedKind;
  reasonCode: ReasonCode | null;
  note: string | null;
  /** Who is to look after it; only 'assign' reads it, null takes it from whoever had it. */
  assignee: string | null;
  /** Refuses any other state than this version of it; absent: whichever it is. */
  version?: number | undefined;
}

/** What people have made of an alert or a case. */
export interface Handling {
  state: AlertState;
  assignee: string | null;
  /** Of the deed that gave the state. */
  reasonCode: ReasonCode | null;
  /** Counts up with every deed. */
  version: number;
  /** The last deed that changed it; null where nobody has done anything. */
  last: (Done & { after?: Done }) | null;
}

/** What was done by whom; of a new leg `after` says what had been done before it. */
export interface Done {
  action: DeedKind | 'undo' | 'new leg';
  by: string;
  at: number;
}

export const UNHANDLED: Handling = { state: 'open', assignee: null, reasonCode: null, version: 0, last: null };

/** For so long a deed can be undone, and what it would tell others waits. */
export const UNDO_MS = 10_000;

/** From which states a deed may come, and the state afterwards; null leaves it as it is. */
export const MOVES: Record<DeedKind, { from: readonly AlertState[]; to: AlertState | null }> = {
  acknowledge: { from: ['open'], to: 'acknowledged' },
  resolve: { from: ['open', 'acknowledged'], to: 'resolved' },
  withdraw: { from: ['open', 'acknowledged', 'resolved'], to: 'withdrawn' },
  reopen: { from: ['acknowledged', 'resolved', 'withdrawn'], to: 'open' },
  assign: { from: ['open', 'acknowledged', 'resolved'], to: null },
  note: { from: ['open', 'acknowledged', 'resolved', 'withdrawn'], to: null },
};

const PAST: Record<NonNullable<Handling['last']>['action'], string> = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  withdraw: 'withdrawn',
  reopen: 'reopened',
  assign: 'assigned',
  note: 'noted upon',
  undo: 'put back',
  'new leg': 'opened again for a new leg',
};

/** Why a deed cannot be read, whatever it is about; null: it can. */
export function unreadable({ action, reasonCode, note }: Deed): string | null {
  const noted = note !== null && note.trim() !== '';
  if (action === 'note' && !noted) return "body field 'note' is empty: an action 'note' needs its text.";
  if (action === 'withdraw' && reasonCode === null) return "An action 'withdraw' needs body field 'reasonCode'.";
  if (reasonCode === 'other' && !noted) return "Reason 'other' needs body field 'note': the note says why.";
  return null;
}

/**
 * How things stand after a deed. `withdrawnByUs`: the monitor itself has taken the alert back, and no person can put it
 * back.
 */
export function afterDeed(
  deed: Deed,
  before: Handling,
  signed: Signature,
  withdrawnByUs: boolean,
): { after: Handling } | { refusal: string } {
  const { subject, action } = deed;
  const { from, to } = MOVES[action];
  const title = `${subject.kind === 'alert' ? 'Alert' : 'Case'} '${subject.id}'`;
  if (deed.version !== undefined && deed.version !== before.version) {
    return { refusal: `${title} is not as it was when you looked: ${stands(title, before)}.` };
  }
  if (withdrawnByUs && action !== 'note') {
    return { refusal: `${title} was withdrawn by the monitor, since what it rests on no longer stands.` };
  }
  if (!from.includes(before.state)) {
    return { refusal: `${stands(title, before)}; '${action}' needs one that is ${from.join(' or ')}.` };
  }
  if (action === 'assign' && deed.assignee === before.assignee) {
    return { refusal: `${title} is ${before.assignee === null ? 'nobody’s' : `${before.assignee}’s`} already.` };
  }
  return {
    after: {
      state: to ?? before.state,
      assignee: action === 'assign' ? deed.assignee : before.assignee,
      reasonCode: to === null ? before.reasonCode : deed.reasonCode,
      version: before.version + 1,
      last: { action, by: signed.by, at: signed.at },
    },
  };
}

/** "Alert 'x' is acknowledged; anna acknowledged it at …" */
export function stands(title: string, { state, last }: Handling): string {
  const who = last === null ? '' : ` (${PAST[last.action]} by ${last.by} at ${isoMoment(last.at)})`;
  return `${title} is ${state}${who}`;
}
