// What a person does with an alert or a case: acknowledge, resolve, withdraw, reopen, with a reason and a note; who looks
// after it. A refusal is shown in the server's own words. It is for one thing; BulkBar is for many.

import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DeedAhead } from '../../server/http/wire/desk.ts';
import type { AlertState } from '../words/words.ts';
import { ACTION_NAMES, ACTIONS_IN, type Action, outcomeText } from './deed-words.ts';
import { deskApi, REASONS_QUERY } from './desk-api.ts';
import { offerUndo } from './UndoToast.tsx';

export interface Handled {
  scope: string;
  kind: 'alert' | 'case';
  id: string;
  state: AlertState;
  assignee: string | null;
  /** The monitor itself has taken it back: nobody can put it back. */
  final?: boolean;
  /** Of a case: what may be done, and what each does to its alerts. */
  ahead?: readonly DeedAhead[];
}

export function DeedForm({
  scope,
  kind,
  id,
  state,
  assignee,
  final = false,
  ahead,
  done,
}: Handled & { done: () => void }) {
  const [reason, setReason] = useState('reviewed');
  const [note, setNote] = useState('');
  const [keeper, setKeeper] = useState(assignee ?? '');
  const reasons = useQuery(REASONS_QUERY);
  const act = useMutation({
    mutationFn: async (action: Action) => {
      const result = await deskApi.deed(scope, {
        action,
        subjects: [{ kind, id }],
        reasonCode: needsReason(action) ? (reason as never) : null,
        note: note.trim() === '' ? null : note.trim(),
        assignee: action === 'assign' && keeper.trim() !== '' ? keeper.trim() : null,
      });
      const [row] = result.rows;
      if (row !== undefined && row.outcome !== 'done') throw new Error(row.says);
      return result;
    },
    onSuccess: ({ deed, done: count }, action) => {
      setNote('');
      offerUndo(deed, outcomeText(action, count, 0, kind));
    },
    onSettled: done,
  });
  const may = ahead?.map(({ action }) => action);
  const actions = final ? [] : ACTIONS_IN[state].filter((action) => may?.includes(action) ?? true);
  const chosen = reasons.data?.find(({ code }) => code === reason);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate(state === 'open' ? 'acknowledge' : 'note');
  };
  return (
    <form className="acknowledge" onSubmit={submit}>
      <div className="field-row">
        <label className="select">
          <span className="field-name">Reason</span>
          <select id="acknowledge-reason" value={reason} onChange={(event) => setReason(event.target.value)}>
            {(reasons.data ?? []).map(({ code, word }) => (
              <option key={code} value={code}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field-name">Note</span>
          <input type="text" maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
      </div>
      {chosen !== undefined && <p className="quiet">{chosen.says}</p>}
      <div className="actions-row">
        {actions.map((action) => (
          <button
            key={action}
            type={action === 'acknowledge' ? 'submit' : 'button'}
            className={action === 'acknowledge' ? 'button primary' : 'button'}
            disabled={act.isPending}
            onClick={action === 'acknowledge' ? undefined : () => act.mutate(action)}
          >
            {ACTION_NAMES[action]}
          </button>
        ))}
        <button
          type={state === 'open' ? 'button' : 'submit'}
          className="button"
          disabled={act.isPending || note.trim() === ''}
          onClick={state === 'open' ? () => act.mutate('note') : undefined}
        >
          {ACTION_NAMES.note}
        </button>
      </div>
      {ahead !== undefined && actions.length > 0 && (
        <dl className="deeds-ahead quiet">
          {ahead
            .filter(({ action }) => actions.includes(action))
            .map(({ action, says }) => (
              <div key={action}>
                <dt>{ACTION_NAMES[action]}</dt>
                <dd>{says}</dd>
              </div>
            ))}
        </dl>
      )}
      {state !== 'withdrawn' && (
        <div className="field-row">
          <label className="field">
            <span className="field-name">Looked after by</span>
            <input type="text" maxLength={100} value={keeper} onChange={(event) => setKeeper(event.target.value)} />
          </label>
          <button
            type="button"
            className="button"
            disabled={act.isPending || keeper.trim() === (assignee ?? '')}
            onClick={() => act.mutate('assign')}
          >
            {ACTION_NAMES.assign}
          </button>
        </div>
      )}
      {act.isError && (
        <p className="refusal" role="alert">
          {act.error.message}
        </p>
      )}
    </form>
  );
}

function needsReason(action: Action): boolean {
  return action === 'acknowledge' || action === 'resolve' || action === 'withdraw';
}
