// Mutes what an alert is about for a while, counted in event time from the event that raised the alert; shows beforehand what
// that would have hidden of the last 30 days; and ends such a mute. Detection goes on either way.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AlertDetail } from '../../server/http/wire/alert.ts';
import { REASONS_QUERY } from '../desk/desk-api.ts';
import { offerUndo } from '../desk/UndoToast.tsx';
import { ruleApi } from '../rules/rule-api.ts';
import { mutedText } from '../words/alert-words.ts';
import { coverOf, MUTE_HOURS, muteChoices, muteRequest } from './mutes.ts';

export function MuteForm({ alert }: { alert: AlertDetail }) {
  const [of, setOf] = useState('both');
  const [hours, setHours] = useState(24);
  const [reason, setReason] = useState('known-and-accepted');
  const [open, setOpen] = useState(false);
  const reasons = useQuery(REASONS_QUERY);
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: ['alert', alert.scope, alert.id] });
  const preview = useQuery({
    queryKey: ['mute preview', alert.scope, alert.id, of],
    queryFn: () => ruleApi.mutePreview(alert.scope, coverOf(alert, of)),
    enabled: open && alert.mute === null,
  });
  const muting = useMutation({
    mutationFn: () =>
      ruleApi.mute(alert.scope, { ...muteRequest(alert, of, hours, Date.now()), reasonCode: reason as never }),
    onSuccess: ({ deed }) => offerUndo(deed, 'Muted.'),
    onSettled: again,
  });
  const ending = useMutation({ mutationFn: (id: string) => ruleApi.endMute(alert.scope, id), onSettled: again });
  const { mute } = alert;
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
    <details className="acknowledge" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary id="mute-summary">Mute…</summary>
      <form onSubmit={submit}>
        <div className="field-row">
          <label className="select">
            <span className="field-name">Mute</span>
            <select id="mute-of" value={of} onChange={(event) => setOf(event.target.value)}>
              {muteChoices(alert).map(([value, word]) => (
                <option key={value} value={value}>
                  {word}
                </option>
              ))}
            </select>
          </label>
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
          <button type="submit" className="button" disabled={muting.isPending}>
            Mute
          </button>
        </div>
        <p className="quiet" role="status">
          {preview.data?.says ?? (preview.isError ? preview.error.message : 'Looking at the last 30 days …')}
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
