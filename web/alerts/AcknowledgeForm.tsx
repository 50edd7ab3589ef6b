// What a person does with an alert: acknowledge with a reason, resolve, reopen, or leave a note. A refusal is shown in the
// server's own words.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AlertActionRequest, AlertDetail } from '../../server/http/wire/alert.ts';
import { api } from '../api.ts';
import { REASON_CODES } from '../words/words.ts';

type ReasonCode = NonNullable<AlertActionRequest['reasonCode']>;

export function AcknowledgeForm({ alert }: { alert: AlertDetail }) {
  const [reason, setReason] = useState<ReasonCode>('reviewed');
  const [note, setNote] = useState('');
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (action: AlertActionRequest['action']) =>
      api.act(alert.scope, alert.id, {
        action,
        reasonCode: action === 'acknowledge' || action === 'resolve' ? reason : null,
        note: note.trim() === '' ? null : note.trim(),
      }),
    onSuccess: () => {
      setNote('');
      void queries.invalidateQueries({ queryKey: ['alert', alert.scope, alert.id] });
    },
  });
  const open = alert.state === 'open';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate(open ? 'acknowledge' : 'note');
  };
  return (
    <form className="acknowledge" onSubmit={submit}>
      <div className="field-row">
        <label className="select">
          <span className="field-name">Reason</span>
          <select
            id="acknowledge-reason"
            value={reason}
            onChange={(event) => {
              const found = REASON_CODES.find(([code]) => code === event.target.value);
              if (found !== undefined) setReason(found[0]);
            }}
          >
            {REASON_CODES.map(([code, word]) => (
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
      <div className="actions-row">
        {open && (
          <button type="submit" className="button primary" disabled={act.isPending}>
            Acknowledge
          </button>
        )}
        {(open || alert.state === 'acknowledged') && (
          <button type="button" className="button" disabled={act.isPending} onClick={() => act.mutate('resolve')}>
            Resolve
          </button>
        )}
        {!open && (
          <>
            <button type="button" className="button" disabled={act.isPending} onClick={() => act.mutate('reopen')}>
              Reopen
            </button>
            <button type="submit" className="button" disabled={act.isPending || note.trim() === ''}>
              Add the note
            </button>
          </>
        )}
      </div>
      {act.isError && (
        <p className="refusal" role="alert">
          {act.error.message}
        </p>
      )}
    </form>
  );
}
