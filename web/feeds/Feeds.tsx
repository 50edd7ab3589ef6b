// The live feeds: how each is, against its own usual rate, with its switch; and the way to another. Where there is none, the
// ones that need no key are one click away.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Feed, FeedKind } from '../../server/http/wire/feed.ts';
import { Needs } from '../access/Needs.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { countText, timeText } from '../words/format.ts';
import { FeedForm } from './FeedForm.tsx';
import { feedApi } from './feed-api.ts';
import { CONDITION_WORDS, vesselsText } from './feeds.ts';
import { Notes } from './Notes.tsx';
import { Rejects } from './Rejects.tsx';
import { Sparkline } from './Sparkline.tsx';

/** Which form is open: of a feed that is set up, of a new one, or none. */
type Open = { feed: Feed | null } | null;

export function Feeds() {
  const feeds = useQuery({ queryKey: ['feeds'], queryFn: feedApi.feeds, refetchInterval: 2_000 });
  const kinds = useQuery({ queryKey: ['feed kinds'], queryFn: feedApi.kinds });
  const [open, setOpen] = useState<Open>(null);
  if (feeds.isPending || kinds.isPending) return <Waiting what="the feeds" />;
  if (feeds.isError) return <Refused what="The feeds" error={feeds.error} again={() => void feeds.refetch()} />;
  if (kinds.isError) return <Refused what="The kinds" error={kinds.error} again={() => void kinds.refetch()} />;
  if (open !== null) {
    return (
      <Needs right="feeds">
        <FeedForm
          feed={open.feed}
          kinds={kinds.data}
          taken={feeds.data.map(({ id }) => id)}
          done={() => setOpen(null)}
        />
      </Needs>
    );
  }
  return (
    <>
      {feeds.data.length === 0 && (
        <p className="quiet">No live feed is set up: the monitor hears nothing by itself, and shows replays alone.</p>
      )}
      <ul className="plain-list sources-feeds">
        {feeds.data.map((feed) => (
          <FeedRow key={feed.id} feed={feed} change={() => setOpen({ feed })} />
        ))}
      </ul>
      <div className="field-row sources-doors">
        {kinds.data
          .filter(({ kind, needsNothing }) => needsNothing && !feeds.data.some((feed) => feed.kind === kind))
          .map((kind) => (
            <OneClick key={kind.kind} kind={kind} />
          ))}
        <button type="button" className="button" onClick={() => setOpen({ feed: null })}>
          Add a feed…
        </button>
      </div>
    </>
  );
}

function OneClick({ kind: { kind, title, about } }: { kind: FeedKind }) {
  const queries = useQueryClient();
  const adding = useMutation({
    mutationFn: () => feedApi.save(kind, { kind, on: true, settings: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['feeds'] }),
  });
  return (
    <>
      <button
        type="button"
        className="button primary"
        title={about}
        disabled={adding.isPending}
        onClick={() => adding.mutate()}
      >
        Listen to {title}
      </button>
      {adding.isError && <Refused what={title} error={adding.error} again={() => adding.mutate()} />}
    </>
  );
}

function FeedRow({ feed, change }: { feed: Feed; change: () => void }) {
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['feeds'] });
  const turning = useMutation({ mutationFn: () => feedApi.turn(feed.id, !feed.on), onSuccess: again });
  const { state } = feed;
  const condition = !feed.on ? 'off' : (state?.condition ?? 'connecting');
  return (
    <li className={`sources-feed is-${condition}`}>
      <div className="sources-head">
        <strong>{feed.id}</strong> <span className="quiet">{feed.title}</span>
        <span className={`badge sources-${condition}`}>{CONDITION_WORDS[condition]}</span>
        <span className="sources-doors">
          <button type="button" className="button" disabled={turning.isPending} onClick={() => turning.mutate()}>
            Switch {feed.on ? 'off' : 'on'}
          </button>
          <button type="button" className="button" onClick={change}>
            Change…
          </button>
        </span>
      </div>
      {turning.isError && <Refused what="The switch" error={turning.error} again={() => turning.mutate()} />}
      {state !== null && feed.on && <p>{state.says}</p>}
      {state !== null && (
        <div className="sources-facts number quiet">
          {feed.on && <Sparkline minutes={state.minutes} usual={state.usualPerMinute} />}
          <span>
            {countText(state.reports)} reports · {vesselsText(state.vessels)} · last heard{' '}
            {state.lastHeardAt === null ? 'never' : timeText(Date.parse(state.lastHeardAt))}
            {state.lagMs !== null && ` · ${(state.lagMs / 1000).toFixed(state.lagMs < 10_000 ? 1 : 0)} s behind`}
            {state.connections > 1 && ` · ${state.connections} connections`}
          </span>
          <Rejects rejects={state.rejects} none="everything was used" />
        </div>
      )}
      {state !== null && <LeftOut title="Lost for want of room" counts={state.lost} />}
      {state !== null && <LeftOut title="Discarded on purpose" counts={state.discarded} />}
      {state !== null && feed.on && <Notes notes={state.notes} />}
    </li>
  );
}

/** What never came as far as a reader: dropped, or left out because its source brought more than it may. */
function LeftOut({ title, counts }: { title: string; counts: Readonly<Record<string, number>> }) {
  if (Object.keys(counts).length === 0) return null;
  return (
    <div className="sources-facts number quiet">
      <span>{title}:</span>
      <Rejects rejects={counts} />
    </div>
  );
}
