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

export interface ChangedPart {
  name: string;
  /** null: it was not there, or is not there now. */
  was: string | null;
  is: string | null;
}

/** The parts of a thing that differ before and after, each as short text. */
export function changedParts(before: unknown, after: unknown): ChangedPart[] {
  const parts = (thing: unknown): Record<string, unknown> =>
    thing === null || thing === undefined ? {} : typeof thing === 'object' ? { ...thing } : { value: thing };
  const [was, is] = [parts(before), parts(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
    .map((name) => ({ name, was: shortText(was[name]), is: shortText(is[name]) }));
}

const LONGEST = 200;

function shortText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)} … (${text.length} characters)`;
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
