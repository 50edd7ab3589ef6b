// The channels that are set up: whether each sends, and if not why; with the switch, the test that tells the real answer, and
// the way to another.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Channel, ChannelKind } from '../../server/http/wire/channel.ts';
import { Needs } from '../access/Needs.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { timeText } from '../words/format.ts';
import { ChannelForm } from './ChannelForm.tsx';
import { TestLine } from './TestLine.tsx';
import { tellApi } from './tell-api.ts';

export function Channels() {
  const channels = useQuery({ queryKey: ['channels'], queryFn: tellApi.channels, refetchInterval: 5_000 });
  const kinds = useQuery({ queryKey: ['channel kinds'], queryFn: tellApi.channelKinds });
  const [open, setOpen] = useState<{ channel: Channel | null } | null>(null);
  if (channels.isPending || kinds.isPending) return <Waiting what="the channels" />;
  if (channels.isError)
    return <Refused what="The channels" error={channels.error} again={() => void channels.refetch()} />;
  if (kinds.isError) return <Refused what="The kinds" error={kinds.error} again={() => void kinds.refetch()} />;
  if (open !== null)
    return (
      <Needs right="admin">
        <ChannelForm channel={open.channel} kinds={kinds.data} done={() => setOpen(null)} />
      </Needs>
    );
  return (
    <>
      {channels.data.length === 0 && (
        <div className="empty tell-empty">
          <p>No channel is set up: messages have nowhere to go.</p>
          <p className="quiet">
            A channel is a place where messages go: a mailbox, a room of a chat, a telephone, or a program of your own.
            There are {kinds.data.length} kinds. Each can be tried with a test message before anybody relies on it.
          </p>
        </div>
      )}
      <ul className="plain-list tell-rows">
        {channels.data.map((channel) => (
          <ChannelRow
            key={channel.id}
            channel={channel}
            kind={kinds.data.find(({ kind }) => kind === channel.kind)}
            change={() => setOpen({ channel })}
          />
        ))}
      </ul>
      <div className="actions-row">
        <button type="button" className="button primary" onClick={() => setOpen({ channel: null })}>
          Set up a channel…
        </button>
      </div>
    </>
  );
}

function ChannelRow({
  channel,
  kind,
  change,
}: {
  channel: Channel;
  kind: ChannelKind | undefined;
  change: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['channels'] });
  const turning = useMutation({ mutationFn: () => tellApi.turnChannel(channel.id, !channel.on), onSuccess: again });
  const removing = useMutation({ mutationFn: () => tellApi.removeChannel(channel.id), onSuccess: again });
  const testing = useMutation({ mutationFn: () => tellApi.testChannel(channel.id) });
  const error = turning.error ?? removing.error;
  const where = Object.entries(channel.settings)
    .map(([, value]) => String(value))
    .join(' · ');
  return (
    <li className="tell-row">
      <div className="tell-head">
        <strong>{channel.title}</strong> <span className="quiet">{kind?.title ?? channel.kind}</span>
        <ChannelState channel={channel} />
        <span className="actions-row tell-doors">
          <button type="button" className="button small" disabled={testing.isPending} onClick={() => testing.mutate()}>
            {testing.isPending ? 'Sending…' : 'Send a test'}
          </button>
          <button type="button" className="button small" disabled={turning.isPending} onClick={() => turning.mutate()}>
            Switch {channel.on ? 'off' : 'on'}
          </button>
          <button type="button" className="button small" onClick={change}>
            Change…
          </button>
          {asking ? (
            <button
              type="button"
              className="button small danger"
              disabled={removing.isPending}
              onClick={() => removing.mutate()}
            >
              Remove it for good
            </button>
          ) : (
            <button type="button" className="button small" onClick={() => setAsking(true)}>
              Remove
            </button>
          )}
        </span>
      </div>
      {channel.offReason !== null && <p>{channel.offReason} What waits for it goes when it is switched on again.</p>}
      {channel.on && channel.failingSince !== null && (
        <p>Nothing has arrived since {timeText(Date.parse(channel.failingSince))}; it is tried again by itself.</p>
      )}
      <p className="quiet tell-where">
        {channel.owner}
        {where === '' ? '' : ` · ${where}`}
        {channel.secrets.length > 0 && ` · set and not shown: ${channel.secrets.join(', ')}`}
      </p>
      {error !== null && (
        <p className="refusal" role="alert">
          {error.message}
        </p>
      )}
      <TestLine testing={testing} />
    </li>
  );
}

function ChannelState({ channel }: { channel: Channel }) {
  const [word, looks] = !channel.on
    ? ['switched off', 'off']
    : channel.failingSince !== null
      ? ['failing', 'bad']
      : ['on', 'good'];
  return <span className={`tell-badge ${looks}`}>{word}</span>;
}
