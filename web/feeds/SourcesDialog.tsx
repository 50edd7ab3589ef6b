// Where everything comes from: the state of the lists, and feeds and replays with what was read and what was refused, by
// reason.

import { useQuery } from '@tanstack/react-query';
import { HealthBadge } from '../lists/ListMarks.tsx';
import { listApi } from '../lists/list-api.ts';
import { saysText, standText } from '../lists/lists.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { useDispatch, useSlice } from '../state/store.ts';
import { countText, timeText } from '../words/format.ts';
import { REPLAY_STATE_WORDS } from '../words/words.ts';
import { CanaryLine } from './CanaryLine.tsx';
import { Feeds } from './Feeds.tsx';
import { WhatCanBeHeard } from './Heard.tsx';
import { HeardAgain } from './HeardAgain.tsx';
import { Rejects } from './Rejects.tsx';
import { Relay } from './Relay.tsx';
import { WatchedHeard } from './WatchedHeard.tsx';

export function SourcesDialog() {
  const health = useSlice((state) => state.health);
  return (
    <Dialog title="Sources" wide>
      {health !== null && health.problems.length > 0 && (
        <ul className="problems" role="alert">
          {health.problems.map((problem) => (
            <li key={problem.id}>
              {problem.says}{' '}
              <span className="quiet">
                Since {timeText(Date.parse(problem.since))}. {problem.remedy}
              </span>
            </li>
          ))}
        </ul>
      )}
      <h3>Live feeds</h3>
      <Feeds />
      <WatchedHeard />
      <CanaryLine />
      <HeardAgain />
      <h3>What can be heard</h3>
      <WhatCanBeHeard />
      <h3>Relay</h3>
      <Relay />
      <h3>Lists</h3>
      <Lists />
      <h3>Replays</h3>
      <Replays />
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
