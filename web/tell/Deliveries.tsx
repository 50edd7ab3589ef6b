// Every message, newest first, and what became of it. What was given up can be sent again.

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Delivery } from '../../server/http/wire/channel.ts';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { AlertLink } from './AlertLink.tsx';
import { DELIVERY_WORDS, REASON_WORDS, STATE_CHOICES, whenText } from './tell.ts';
import { tellApi } from './tell-api.ts';

export function Deliveries() {
  const [state, setState] = useState('');
  const [subscription, setSubscription] = useState('');
  const subscriptions = useQuery({ queryKey: ['subscriptions'], queryFn: tellApi.subscriptions });
  const channels = useQuery({ queryKey: ['channels'], queryFn: tellApi.channels });
  const query = useInfiniteQuery({
    queryKey: ['deliveries', state, subscription],
    queryFn: ({ pageParam }) =>
      tellApi.deliveries(
        { ...(state === '' ? {} : { state }), ...(subscription === '' ? {} : { subscription }) },
        pageParam,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  if (query.isPending) return <Waiting what="the messages" />;
  if (query.isError) return <Refused what="The messages" error={query.error} again={() => void query.refetch()} />;
  const rows = query.data.pages.flatMap((page) => page.rows);
  const titleOf = (id: string) => subscriptions.data?.find((each) => each.id === id)?.title ?? 'an ended subscription';
  const channelOf = (id: string) => {
    const channel = channels.data?.find((each) => each.id === id);
    if (channel === undefined) return 'a removed channel';
    return channel.on ? channel.title : `${channel.title} (switched off)`;
  };
  return (
    <>
      <div className="field-row">
        <label className="select">
          <span className="unseen">Which messages</span>
          <select value={state} onChange={(event) => setState(event.target.value)}>
            {STATE_CHOICES.map(([word, states]) => (
              <option key={word} value={states ?? ''}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label className="select">
          <span className="unseen">Of which subscription</span>
          <select value={subscription} onChange={(event) => setSubscription(event.target.value)}>
            <option value="">of any subscription</option>
            {(subscriptions.data ?? []).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </div>
      {rows.length === 0 && (
        <div className="empty tell-empty">
          <p>
            {state === '' && subscription === '' ? 'No message has been planned yet.' : 'There is no such message.'}
          </p>
          <p className="quiet">
            Each message stands here from the moment it is planned: held, gone out, accepted by the other side, failing,
            or given up after ten attempts over three days.
          </p>
        </div>
      )}
      <ul className="plain-list tell-rows">
        {rows.map((delivery) => (
          <Row
            key={delivery.id}
            delivery={delivery}
            to={`${titleOf(delivery.subscriptionId)}, by ${channelOf(delivery.channelId)}`}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <button
          type="button"
          className="button"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show earlier ones
        </button>
      )}
    </>
  );
}

const LOOKS: Record<Delivery['state'], string> = {
  held: 'off',
  sent: 'good',
  accepted: 'good',
  read: 'good',
  failed: 'warn',
  dead: 'bad',
  replaced: 'off',
};

function Row({ delivery, to }: { delivery: Delivery; to: string }) {
  const queries = useQueryClient();
  const resending = useMutation({
    mutationFn: () => tellApi.resend(delivery.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  const { word, meaning } = DELIVERY_WORDS[delivery.state];
  return (
    <li className="tell-row">
      <div className="tell-head">
        <span className={`tell-badge ${LOOKS[delivery.state]}`} title={meaning}>
          {word}
        </span>
        <strong>
          <AlertLink subject={delivery.subject}>{delivery.headline}</AlertLink>
        </strong>
        <span className="quiet">{REASON_WORDS[delivery.reason] ?? delivery.reason}</span>
        {delivery.state === 'dead' && (
          <span className="actions-row tell-doors">
            <button
              type="button"
              className="button small"
              disabled={resending.isPending}
              onClick={() => resending.mutate()}
            >
              Send it again
            </button>
          </span>
        )}
      </div>
      <p className="quiet number">
        To {to} · {whenText(delivery)}
        {delivery.bundle !== null && ' · together with others'}
        {delivery.doubtful && ' · may have been sent twice'}
      </p>
      {delivery.answer !== null && delivery.answer !== '' && <p className="tell-where">Answer: {delivery.answer}</p>}
      {resending.isError && (
        <p className="refusal" role="alert">
          {resending.error.message}
        </p>
      )}
    </li>
  );
}
