// Whom a subscription hands on to: what nobody has acknowledged within so many hours is told to another subscription too.

import { useQuery } from '@tanstack/react-query';
import type { SubscriptionForm } from './subscription-form.ts';
import { tellApi } from './tell-api.ts';

export function EscalationFields({
  form,
  set,
  own,
}: {
  form: SubscriptionForm;
  set: (part: Partial<SubscriptionForm>) => void;
  /** The subscription that is changed; null: a new one. */
  own: string | null;
}) {
  const query = useQuery({ queryKey: ['subscriptions'], queryFn: tellApi.subscriptions });
  const others = (query.data ?? []).filter(({ id }) => id !== own);
  const noun = form.every === 'leg' ? 'an alert' : 'a case';
  return (
    <fieldset>
      <legend>When nobody acknowledges {noun}</legend>
      <div className="field-pair">
        <label className="field select">
          <span className="field-name">Tell next</span>
          <select value={form.escalateTo} onChange={(event) => set({ escalateTo: event.target.value })}>
            <option value="">nobody</option>
            {form.escalateTo !== '' && !others.some(({ id }) => id === form.escalateTo) && (
              <option value={form.escalateTo}>{form.escalateTo}</option>
            )}
            {others.map(({ id, title, owner, enabled }) => (
              <option key={id} value={id}>
                {title}, {owner}
                {enabled ? '' : ' (switched off)'}
              </option>
            ))}
          </select>
        </label>
        {form.escalateTo !== '' && (
          <label className="field">
            <span className="field-name">After hours</span>
            <input
              type="number"
              required
              min={0.25}
              max={720}
              step={0.25}
              value={form.escalateHours}
              onChange={(event) => set({ escalateHours: event.target.value })}
            />
          </label>
        )}
      </div>
      {query.isSuccess && others.length === 0 && (
        <p className="quiet">There is no other subscription to hand on to; make that one first.</p>
      )}
    </fieldset>
  );
}
