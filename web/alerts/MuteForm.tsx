// Mutes an alert's ship, its rule, or both for a while, counted in event time from the event that raised the alert; and ends
// such a mute. Detection goes on either way.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AlertDetail } from '../../server/http/wire/alert.ts';
import { ruleApi } from '../rules/rule-api.ts';
import { mutedText } from '../words/alert-words.ts';
import { MUTE_HOURS, type MuteOf, muteRequest } from './mutes.ts';

export function MuteForm({ alert }: { alert: AlertDetail }) {
  const [of, setOf] = useState<MuteOf>('both');
  const [hours, setHours] = useState(24);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['alert', alert.scope, alert.id] });
  const muting = useMutation({
    mutationFn: () => ruleApi.mute(alert.scope, muteRequest(alert, of, hours, Date.now())),
    onSuccess: again,
  });
  const ending = useMutation({
    mutationFn: (id: string) => ruleApi.endMute(alert.scope, id),
    onSuccess: again,
  });
  const { mute } = alert;
  const error = muting.error ?? ending.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    muting.mutate();
  };
  return (
    <form className="acknowledge" onSubmit={submit}>
      {mute === null ? (
        <div className="field-row">
          <label className="select">
            <span className="field-name">Mute</span>
            <select value={of} onChange={(event) => setOf(event.target.value as MuteOf)}>
              <option value="both">this rule about this ship</option>
              <option value="vessel">this ship</option>
              <option value="rule">this rule</option>
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
          <button type="submit" className="button" disabled={muting.isPending}>
            Mute
          </button>
        </div>
      ) : (
        <div className="field-row">
          <span>Muted {mutedText(mute)}</span>
          <button type="button" className="button" disabled={ending.isPending} onClick={() => ending.mutate(mute.id)}>
            End the mute
          </button>
        </div>
      )}
      {error !== null && (
        <p className="refusal" role="alert">
          {error.message}
        </p>
      )}
    </form>
  );
}
