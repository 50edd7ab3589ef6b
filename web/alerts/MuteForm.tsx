// Keeps an alert's ship, its rule, or both quiet for a while, counted in event time from what raised the alert; and ends
// such a silence. Detection goes on either way.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AlertDetail } from '../../server/http/wire/alert.ts';
import { ruleApi } from '../rules/rule-api.ts';
import { silencedText } from '../words/alert-words.ts';
import { SILENCE_HOURS, type SilenceOf, silenceRequest } from './mutes.ts';

export function SilenceForm({ alert }: { alert: AlertDetail }) {
  const [of, setOf] = useState<SilenceOf>('both');
  const [hours, setHours] = useState(24);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['alert', alert.scope, alert.id] });
  const silencing = useMutation({
    mutationFn: () => ruleApi.silence(alert.scope, silenceRequest(alert, of, hours, Date.now())),
    onSuccess: again,
  });
  const ending = useMutation({
    mutationFn: (id: string) => ruleApi.endSilence(alert.scope, id),
    onSuccess: again,
  });
  const { silence } = alert;
  const error = silencing.error ?? ending.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    silencing.mutate();
  };
  return (
    <form className="acknowledge" onSubmit={submit}>
      {silence === null ? (
        <div className="field-row">
          <label className="select">
            <span className="field-name">Silence</span>
            <select value={of} onChange={(event) => setOf(event.target.value as SilenceOf)}>
              <option value="both">this rule about this ship</option>
              <option value="vessel">this ship</option>
              <option value="rule">this rule</option>
            </select>
          </label>
          <label className="select">
            <span className="field-name">For</span>
            <select value={hours} onChange={(event) => setHours(Number(event.target.value))}>
              {SILENCE_HOURS.map(([value, word]) => (
                <option key={value} value={value}>
                  {word}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="button" disabled={silencing.isPending}>
            Silence
          </button>
        </div>
      ) : (
        <div className="field-row">
          <span>Silenced {silencedText(silence)}</span>
          <button
            type="button"
            className="button"
            disabled={ending.isPending}
            onClick={() => ending.mutate(silence.id)}
          >
            End the silence
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
