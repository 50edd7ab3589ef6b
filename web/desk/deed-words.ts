// The words of the desk: what may be done with something in a state, and a row of the record in one line. Pure.

import type { AuditRow, BulkDeedRequest, ReasonRow } from '../../server/http/wire/desk.ts';
import type { AlertState } from '../words/words.ts';

export type Action = BulkDeedRequest['action'];

/** Deeds as buttons, in their order; the server judges again. */
export const ACTIONS_IN: Record<AlertState, readonly Action[]> = {
  open: ['acknowledge', 'resolve', 'withdraw'],
  acknowledged: ['resolve', 'withdraw', 'reopen'],
  resolved: ['reopen', 'withdraw'],
  withdrawn: ['reopen'],
};

export const ACTION_NAMES: Record<Action, string> = {
  acknowledge: 'Acknowledge',
  resolve: 'Resolve',
  withdraw: 'Withdraw',
  reopen: 'Reopen',
  assign: 'Assign',
  note: 'Add the note',
};

const DONE: Readonly<Record<string, string>> = {
  acknowledge: 'Acknowledged',
  resolve: 'Resolved',
  withdraw: 'Withdrawn',
  reopen: 'Reopened',
  assign: 'Assigned',
  note: 'Note',
  undo: 'Undone',
  'new leg': 'Open again: a new leg',
};

/** "Acknowledged", "Assigned to ben"; words of other things as they are. */
export function doneText(row: Pick<AuditRow, 'what' | 'after'>): string {
  if (row.what === 'assign') {
    const assignee = (row.after as { assignee?: string | null } | null)?.assignee ?? null;
    return assignee === null ? 'Assigned to nobody' : `Assigned to ${assignee}`;
  }
  return DONE[row.what] ?? row.what.charAt(0).toUpperCase() + row.what.slice(1);
}

export function reasonText(code: string | null, reasons: readonly ReasonRow[] | undefined): string | null {
  return code === null ? null : (reasons?.find((row) => row.code === code)?.word ?? code).toLowerCase();
}

/** "3 alerts acknowledged", and what was refused. */
export function outcomeText(action: Action, done: number, refused: number, noun = 'alert'): string {
  const count = (n: number) => `${n} ${noun}${n === 1 ? '' : 's'}`;
  const word = (DONE[action] ?? action).toLowerCase();
  const what = done === 0 ? 'Nothing was changed' : `${count(done)} ${action === 'note' ? 'noted upon' : word}`;
  return refused === 0 ? `${what}.` : `${what}; ${count(refused)} did not fit.`;
}
