// Where everything comes from: the state of the lists, and feeds and replays with what was read and what was refused, by
// reason.

import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { HealthBadge } from '../lists/ListMarks.tsx';
import { listApi } from '../lists/list-api.ts';
import { saysText, standText } from '../lists/lists.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { useDispatch, useSlice } from '../state/store.ts';
import { countText, timeText } from '../words/format.ts';
import { REPLAY_STATE_WORDS } from '../words/words.ts';

export function SourcesDialog() {
  const health = useSlice((state) => state.health);
  return (
    <Dialog title="Sources" wide>
      {health !== null && health.problems.length > 0 && (
        <ul className="problems" role="alert">
          {health.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <h3>Lists</h3>
      <Lists />
      <h3>Replays</h3>
      <Replays />
      <h3>Feeds</h3>
      <Feeds />
      {health !== null && (
        <p className="quiet number">
          keelwatch {health.version} · {countText(health.watchedHulls)} watched hulls · {countText(health.ports)} ports
          · {countText(health.rules)} rules · store: {countText(health.store.fixes)} positions,{' '}
          {countText(health.store.events)} events, {countText(health.store.alerts)} alerts,{' '}
          {(health.store.bytes / 1e6).toFixed(1)} MB
        </p>
      )}
    </Dialog>
  );
}

/** The state of the lists in one line; each list has a screen of its own. */
function Lists() {
  const query = useQuery({ queryKey: ['lists'], queryFn: listApi.lists });
  const dispatch = useDispatch();
  if (query.isPending) return <Waiting what="the lists" />;
  if (query.isError) return <Refused what="The lists" error={query.error} again={() => void query.refetch()} />;
  const failing = query.data.filter(({ state }) => state === 'failing');
  return (
    <>
      <p className="number">{standText(query.data)}.</p>
      {failing.map((list) => (
        <p key={list.id}>
          <HealthBadge state={list.state} /> {list.title}: {saysText(list)}
        </p>
      ))}
      <p className="list-door">
        <button type="button" className="button" onClick={() => dispatch({ type: 'dialog', dialog: 'lists' })}>
          Open the lists
        </button>
      </p>
    </>
  );
}

function Replays() {
  const replays = useSlice((state) => state.replays);
  if (replays.size === 0) return <p className="quiet">Nothing has been replayed.</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Replay</th>
          <th scope="col">State</th>
          <th scope="col" className="right">
            Lines
          </th>
          <th scope="col" className="right">
            Reports
          </th>
          <th scope="col">Not used, by reason</th>
        </tr>
      </thead>
      <tbody>
        {[...replays.values()].map((replay) => (
          <tr key={replay.id}>
            <td>
              {replay.title}
              <br />
              <span className="quiet">{replay.label ?? 'recording'}</span>
              {replay.sources.length > 0 && (
                <>
                  <br />
                  <span className="quiet">Sources: {replay.sources.join('; ')}</span>
                </>
              )}
              {replay.about !== null && (
                <>
                  <br />
                  <span className="quiet">{replay.about}</span>
                </>
              )}
            </td>
            <td>
              {REPLAY_STATE_WORDS[replay.state]}
              {replay.error !== null && <span className="refusal"> {replay.error}</span>}
            </td>
            <td className="right number">{countText(replay.lines)}</td>
            <td className="right number">{countText(replay.reports)}</td>
            <td>
              <Rejects rejects={replay.rejects} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Feeds() {
  const query = useQuery({ queryKey: ['feeds'], queryFn: api.feeds, refetchInterval: 5_000 });
  if (query.isPending) return <Waiting what="the feeds" />;
  if (query.isError) return <Refused what="The feeds" error={query.error} again={() => void query.refetch()} />;
  if (query.data.length === 0) return <p className="quiet">No live feed is configured.</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Feed</th>
          <th scope="col">State</th>
          <th scope="col">Last heard</th>
          <th scope="col" className="right">
            Lines
          </th>
          <th scope="col" className="right">
            Reports
          </th>
          <th scope="col">Not used, by reason</th>
        </tr>
      </thead>
      <tbody>
        {query.data.map((feed) => (
          <tr key={feed.id}>
            <td>
              {feed.id} <span className="quiet">{feed.kind}</span>
            </td>
            <td>
              {feed.state}
              {feed.error !== null && <span className="refusal"> {feed.error}</span>}
            </td>
            <td className="number">{feed.lastHeardAt === null ? 'never' : timeText(Date.parse(feed.lastHeardAt))}</td>
            <td className="right number">{countText(feed.lines)}</td>
            <td className="right number">{countText(feed.reports)}</td>
            <td>
              <Rejects rejects={feed.rejects} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rejects({ rejects }: { rejects: Record<string, number> }) {
  const rows = Object.entries(rejects).sort((a, b) => b[1] - a[1]);
  if (rows.length === 0) return <span className="quiet">none</span>;
  return (
    <ul className="rejects number">
      {rows.map(([reason, count]) => (
        <li key={reason}>
          {countText(count)} {reason}
        </li>
      ))}
    </ul>
  );
}
