// Then against today: what the replay on screen would have said on the lists and rules of the other day, up to the same playhead,
// as a table of what differs. The other replay is run now if nobody has run it yet.

import { useQuery } from '@tanstack/react-query';
import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { Replay } from '../../server/http/wire/replay.ts';
import { api } from '../api.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { SeverityBadge } from '../parts/Marks.tsx';
import { Refused } from '../parts/Parts.tsx';
import { useControls } from '../state/controls.ts';
import { currentReplay } from '../state/state.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { countText, dateText } from '../words/format.ts';
import { asOfText } from './as-of.ts';
import { differencesOf, listingDifferences, reasonOf } from './differences.ts';

/** How often a replay that still runs is asked again. */
const AGAIN_MS = 1_000;

export function DifferencesDialog() {
  const replay = useSlice(currentReplay);
  return (
    <Dialog title="Then against today" wide clock="playhead">
      <div className="lists-screen">
        {replay === null ? <p>Only a replay has lists of another day.</p> : <Compared replay={replay} />}
      </div>
    </Dialog>
  );
}

function Compared({ replay }: { replay: Replay }) {
  const other = replay.asOf === 'then' ? 'now' : 'then';
  const started = useQuery({
    queryKey: ['other replay', replay.id, other],
    queryFn: () => api.startReplay({ like: replay.id, asOf: other, keep: true }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const otherId = started.data?.id;
  const run = useQuery({
    queryKey: ['other replay run', otherId],
    queryFn: () => api.replay(otherId!),
    enabled: otherId !== undefined,
    refetchInterval: (query) =>
      query.state.data?.state === 'running' || query.state.data === undefined ? AGAIN_MS : false,
  });
  const state = run.data?.state;
  const said = useQuery({
    queryKey: ['other alerts', otherId],
    queryFn: () => api.alertRevisions(otherId!),
    enabled: state === 'done',
  });
  if (started.isError)
    return <Refused what="The comparison" error={started.error} again={() => void started.refetch()} />;
  if (said.isError) return <Refused what="The comparison" error={said.error} again={() => void said.refetch()} />;
  if (state === 'failed' || state === 'cancelled') {
    return <p className="refusal">The replay on the other lists ended early: {run.data?.error ?? state}.</p>;
  }
  if (!said.isSuccess) {
    return (
      <p className="upload-line" role="status">
        <progress value={run.data?.progress ?? undefined} max={1} aria-label="Running the other replay" /> Running the
        same recording by the other lists and rules.
      </p>
    );
  }
  return <Table replay={replay} others={said.data} />;
}

function Table({ replay, others }: { replay: Replay; others: AlertSummary[] }) {
  const at = useSlice((state) => state.at);
  const here = useSlice((state) => state.alerts);
  const names = useSlice((state) => state.names);
  const controls = useControls();
  const dispatch = useDispatch();
  // Of each alert the last word by the playhead.
  const known = new Map<string, AlertSummary>();
  for (const alert of others) {
    const before = known.get(alert.id);
    if (alert.knownAt <= at && (before === undefined || before.revision < alert.revision)) known.set(alert.id, alert);
  }
  const rows =
    replay.asOf === 'then'
      ? differencesOf(here.values(), known.values())
      : differencesOf(known.values(), here.values());
  return (
    <>
      <p>
        On screen: <strong>{asOfText(replay.asOf).toLowerCase()}</strong>. What was known of the ships by {dateText(at)}{' '}
        is the same in both; lists and rules are not.{' '}
        {rows.length === 0 ? 'Both raise the same alerts.' : `${countText(rows.length)} alerts differ.`}
      </p>
      {rows.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Ship</th>
              <th scope="col">Rule</th>
              <th scope="col">Lists of that day</th>
              <th scope="col" data-clock="now">
                Lists of today
              </th>
              <th scope="col">What differs</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  <button
                    type="button"
                    className="text-button"
                    onClick={() => {
                      dispatch({ type: 'dialog', dialog: null });
                      controls.showVessel(row.vesselId);
                    }}
                  >
                    {names.get(row.vesselId) ?? row.vesselName}
                  </button>
                </th>
                <td>
                  {row.ruleTitle}
                  <div className="quiet number">
                    {row.leg} {dateText(row.fromAt)}
                  </div>
                </td>
                <td>
                  <Side alert={row.thatDay} />
                </td>
                <td>
                  <Side alert={row.today} />
                </td>
                <td>{reasonOf(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Listed at={at} />
      <p className="quiet">
        What this does not say: that a listing was right or wrong, or that the ship did anything because of it.
      </p>
    </>
  );
}

/** Whom others list today; a listing without a published date counts for today alone. */
function Listed({ at }: { at: number }) {
  const vessels = useSlice((state) => state.vessels);
  const names = useSlice((state) => state.names);
  const rows = listingDifferences(
    [...vessels.values()].filter(({ watched }) => watched),
    at,
    Date.now(),
  );
  if (rows.length === 0)
    return <p>Every watched ship of this replay is listed by the same authorities on both days.</p>;
  return (
    <>
      <h3>Who lists the ships</h3>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Ship</th>
            <th scope="col">On {dateText(at)}</th>
            <th scope="col">Today</th>
            <th scope="col">Since then</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_SHIPS).map(({ vesselId, name, thatDay, today }) => (
            <tr key={vesselId}>
              <th scope="row">{names.get(vesselId) ?? name}</th>
              <td>{thatDay.join(', ') || 'nobody, by a date'}</td>
              <td>{today.join(', ') || 'nobody'}</td>
              <td>
                {[
                  ...today.filter((each) => !thatDay.includes(each)).map((each) => `${each} came, or has no date`),
                  ...thatDay.filter((each) => !today.includes(each)).map((each) => `${each} ended`),
                ].join('; ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_SHIPS && <p className="quiet">{countText(rows.length - MOST_SHIPS)} more ships differ.</p>}
    </>
  );
}

const MOST_SHIPS = 100;

function Side({ alert }: { alert: AlertSummary | null }) {
  if (alert === null) return <span className="quiet">nothing</span>;
  return (
    <>
      <SeverityBadge severity={alert.severity} /> <span className="quiet">{alert.confidence} confidence</span>
    </>
  );
}
