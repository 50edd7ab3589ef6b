// Makes a subscription or changes one: who, what, when, how much. Beside it stand the sentences of what it will send and what
// it would have sent, which follow every change.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Channel, Subscription } from '../../server/http/wire/channel.ts';
import { useSlice } from '../state/store.ts';
import { ChannelForm } from './ChannelForm.tsx';
import { EscalationFields } from './EscalationFields.tsx';
import { Preview } from './Preview.tsx';
import { emptyForm, type SubscriptionForm as Form, formOf, requestOf, titleFor } from './subscription-form.ts';
import { tellApi } from './tell-api.ts';
import { WhatFields } from './WhatFields.tsx';
import { WhenFields } from './WhenFields.tsx';

export function SubscriptionForm({
  subscription,
  channels,
  done,
}: {
  subscription: Subscription | null;
  channels: readonly Channel[];
  done: () => void;
}) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const picked = useSlice((state) => state.vesselId);
  const [form, setForm] = useState<Form>(() =>
    subscription === null
      ? { ...emptyForm(channels[0]?.id ?? '', zone), vessels: picked?.replace(/^imo:/, '') ?? '' }
      : formOf(subscription, zone),
  );
  const [settingUp, setSettingUp] = useState(subscription === null && channels.length === 0);
  const kinds = useQuery({ queryKey: ['channel kinds'], queryFn: tellApi.channelKinds });
  const queries = useQueryClient();
  const set = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const request = requestOf(form);
  const saving = useMutation({
    mutationFn: () => tellApi.saveSubscription(subscription?.id ?? null, request),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['subscriptions'] });
      done();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  if (settingUp && kinds.isSuccess) {
    return (
      <>
        <p className="quiet tell-step">First the channel that the messages go by; then what is subscribed to.</p>
        <ChannelForm
          channel={null}
          kinds={kinds.data}
          done={(saved) => {
            if (saved !== null) set({ channelId: saved.id });
            else if (channels.length === 0) return done();
            setSettingUp(false);
          }}
        />
      </>
    );
  }
  return (
    <form className="watch-form rule-form tell-form" onSubmit={submit} aria-labelledby="subscription-form-title">
      <div className="rule-fields">
        <h3 id="subscription-form-title">
          {subscription === null ? 'A new subscription' : `Change “${subscription.title}”`}
        </h3>
        <fieldset>
          <legend>Who is told</legend>
          <div className="tell-channel">
            <label className="field select">
              <span className="field-name">Channel</span>
              <select required value={form.channelId} onChange={(event) => set({ channelId: event.target.value })}>
                {channels.map(({ id, title, on }) => (
                  <option key={id} value={id}>
                    {title}
                    {on ? '' : ' (switched off)'}
                  </option>
                ))}
              </select>
            </label>
            <button type="button" className="button" onClick={() => setSettingUp(true)}>
              Another channel…
            </button>
          </div>
          <div className="field-pair">
            <label className="field">
              <span className="field-name">Title</span>
              <input
                value={form.title}
                maxLength={300}
                placeholder={titleFor(form)}
                onChange={(event) => set({ title: event.target.value })}
              />
            </label>
            <label className="field">
              <span className="field-name">Person, team or machine</span>
              <input value={form.owner} maxLength={300} onChange={(event) => set({ owner: event.target.value })} />
            </label>
          </div>
        </fieldset>
        <WhatFields form={form} set={set} />
        <WhenFields form={form} set={set} />
        <EscalationFields form={form} set={set} own={subscription?.id ?? null} />
        <div className="actions-row">
          <button type="submit" className="button primary" disabled={saving.isPending}>
            {subscription === null ? 'Subscribe' : 'Save'}
          </button>
          <button type="button" className="button" onClick={done}>
            Cancel
          </button>
        </div>
        {saving.isError && (
          <p className="refusal" role="alert">
            {saving.error.message}
          </p>
        )}
      </div>
      <div className="rule-trial">
        <Preview request={request} />
      </div>
    </form>
  );
}
