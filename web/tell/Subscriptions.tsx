// Who subscribes to what, each in plain sentences, and the way to another.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Channel, Subscription } from '../../server/http/wire/channel.ts';
import { Needs } from '../access/Needs.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { timeText } from '../words/format.ts';
import type { Leaf } from './NotifyDialog.tsx';
import { SubscriptionForm } from './SubscriptionForm.tsx';
import { tellApi } from './tell-api.ts';

export function Subscriptions({ show }: { show: (leaf: Leaf) => void }) {
  const subscriptions = useQuery({ queryKey: ['subscriptions'], queryFn: tellApi.subscriptions });
  const channels = useQuery({ queryKey: ['channels'], queryFn: tellApi.channels });
  const [open, setOpen] = useState<{ subscription: Subscription | null } | null>(null);
  if (subscriptions.isPending || channels.isPending) return <Waiting what="the subscriptions" />;
  if (subscriptions.isError) {
    return <Refused what="The subscriptions" error={subscriptions.error} again={() => void subscriptions.refetch()} />;
  }
  if (channels.isError)
    return <Refused what="The channels" error={channels.error} again={() => void channels.refetch()} />;
  if (open !== null) {
    return (
      <Needs right="desk">
        <SubscriptionForm subscription={open.subscription} channels={channels.data} done={() => setOpen(null)} />
      </Needs>
    );
  }
  const none = subscriptions.data.length === 0;
  return (
    <>
      {none && (
        <div className="empty tell-empty">
          <p>Nobody is told of new alerts. They stand on this page alone.</p>
          <p className="quiet">
            A subscription says who is told of what, when and how much. Whoever was told of an alert is also told when
            it changes or is taken back. Replays are told to nobody.
          </p>
        </div>
      )}
      <ul className="plain-list tell-rows">
        {subscriptions.data.map((subscription) => (
          <Row
            key={subscription.id}
            subscription={subscription}
            channel={channels.data.find(({ id }) => id === subscription.channelId)}
            change={() => setOpen({ subscription })}
          />
        ))}
      </ul>
      <div className="actions-row">
        <button type="button" className="button primary" onClick={() => setOpen({ subscription: null })}>
          Subscribe…
        </button>
        {channels.data.length > 0 && (
          <button type="button" className="button" onClick={() => show('deliveries')}>
            What became of messages
          </button>
        )}
      </div>
    </>
  );
}

function Row({
  subscription,
  channel,
  change,
}: {
  subscription: Subscription;
  channel: Channel | undefined;
  change: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['subscriptions'] });
  const turning = useMutation({
    mutationFn: () => {
      const { title, owner, channelId, enabled, what, when, budgetADay } = subscription;
      const request = { title, owner, channelId, enabled: !enabled, what, when, budgetADay };
      return tellApi.saveSubscription(subscription.id, request);
    },
    onSuccess: again,
  });
  const ending = useMutation({ mutationFn: () => tellApi.endSubscription(subscription.id), onSuccess: again });
  const error = turning.error ?? ending.error;
  const [next] = subscription.nextRuns;
  return (
    <li className="tell-row">
      <div className="tell-head">
        <strong>{subscription.title}</strong> <span className="quiet">{subscription.owner}</span>
        <span className={`tell-badge ${subscription.enabled ? 'good' : 'off'}`}>
          {subscription.enabled ? 'on' : 'switched off'}
        </span>
        <span className="actions-row tell-doors">
          <button type="button" className="button small" disabled={turning.isPending} onClick={() => turning.mutate()}>
            Switch {subscription.enabled ? 'off' : 'on'}
          </button>
          <button type="button" className="button small" onClick={change}>
            Change…
          </button>
          {asking ? (
            <button
              type="button"
              className="button small danger"
              disabled={ending.isPending}
              onClick={() => ending.mutate()}
            >
              End it; what waits goes no more
            </button>
          ) : (
            <button type="button" className="button small" onClick={() => setAsking(true)}>
              End
            </button>
          )}
        </span>
      </div>
      <p>{subscription.says}</p>
      {next !== undefined && <p className="quiet">Next digest: {timeText(Date.parse(next))}.</p>}
      {channel?.on === false && (
        <p className="refusal">
          Channel “{channel.title}” is switched off: messages wait. {channel.offReason}
        </p>
      )}
      {error !== null && (
        <p className="refusal" role="alert">
          {error.message}
        </p>
      )}
    </li>
  );
}
