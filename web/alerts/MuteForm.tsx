// Mutes something for a while, counted in event time; shows beforehand what that would have hidden; and ends such a mute.
// Detection goes on either way. What may be muted, and how it is asked for, comes from whoever shows the form.

import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { MuteCoverRequest, MuteRequest } from '../../server/http/wire/mute.ts';
import { REASONS_QUERY } from '../desk/desk-api.ts';
import { offerUndo } from '../desk/UndoToast.tsx';
import { ruleApi } from '../rules/rule-api.ts';
import { mutedText } from '../words/alert-words.ts';
import { MUTE_HOURS } from './mutes.ts';

export interface Mutable {
  scope: string;
  /** Of what the form is about. */
  id: string;
  mute: AlertSummary['mute'];
  choices: readonly (readonly [value: string, word: string])[];
  cover(of: string): MuteCoverRequest;
  request(of: string, hours: number): Omit<MuteRequest, 'reasonCode'>;
  /** Hours offered first. */
  hours?: number;
}

export function MuteForm({ about, done }: { about: Mutable; done: () => void }) {
  const { scope, id, mute, choices } = about;
  const [of, setOf] = useState(choices[0]![0]);
  const [hours, setHours] = useState(about.hours ?? 24);
  const [reason, setReason] = useState('known-and-accepted');
  const [open, setOpen] = useState(false);
  const reasons = useQuery(REASONS_QUERY);
  const preview = useQuery({
    queryKey: ['mute preview', scope, id, of],
    queryFn: () => ruleApi.mutePreview(scope, about.cover(of)),
    enabled: open && mute === null,
  });
  const muting = useMutation({
    mutationFn: () => ruleApi.mute(scope, { ...about.request(of, hours), reasonCode: reason as never }),
    onSuccess: ({ deed }) => offerUndo(deed, 'Muted.'),
    onSettled: done,
  });
  const ending = useMutation({ mutationFn: (muteId: string) => ruleApi.endMute(scope, muteId), onSettled: done });
  const error = muting.error ?? ending.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    muting.mutate();
  };
  if (mute !== null) {
    return (
      <div className="acknowledge field-row">
        <span>Muted {mutedText(mute)}</span>
        <button type="button" className="button" disabled={ending.isPending} onClick={() => ending.mutate(mute.id)}>
          End the mute
        </button>
        {error !== null && <Refusal says={error.message} />}
      </div>
    );
  }
  return (
    <details className="acknowledge" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary id="mute-summary">Mute…</summary>
      <form onSubmit={submit}>
        <div className="field-row">
          {choices.length > 1 && (
            <label className="select">
              <span className="field-name">Mute</span>
              <select id="mute-of" value={of} onChange={(event) => setOf(event.target.value)}>
                {choices.map(([value, word]) => (
                  <option key={value} value={value}>
                    {word}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label className="select">
            <span className="field-name">For</span>
            <select value={hours} onChange={(event) => setHours(Number(event.target.value))}>
              {MUTE_HOURS.map(([value, word]) => (
                <option key={value} value={value}>
                  {word}
                </option>
              ))}
            </select>
          </label>
          <label className="select">
            <span className="field-name">Reason</span>
            <select value={reason} onChange={(event) => setReason(event.target.value)}>
              {(reasons.data ?? []).map(({ code, word }) => (
                <option key={code} value={code}>
                  {word}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="button" id="mute-now" disabled={muting.isPending}>
            {choices.length > 1 ? 'Mute' : `Mute ${choices[0]![1]}`}
          </button>
        </div>
        <p className="quiet" role="status">
          {preview.data?.says ?? (preview.isError ? preview.error.message : 'Looking at what it would hide …')}
        </p>
        {preview.data !== undefined && preview.data.newest.length > 0 && (
          <ul className="plain-list quiet">
            {preview.data.newest.slice(0, 5).map((each) => (
              <li key={each.id}>
                {each.vesselName}: {each.ruleTitle}
              </li>
            ))}
            {preview.data.hidden > 5 && <li>and {preview.data.hidden - 5} more</li>}
          </ul>
        )}
        {error !== null && <Refusal says={error.message} />}
      </form>
    </details>
  );
}

function Refusal({ says }: { says: string }) {
  return (
    <p className="refusal" role="alert">
      {says}
    </p>
  );
}
