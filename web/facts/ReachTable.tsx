// The arithmetic behind a possible dark call: every port that could be reached and left in the gap, its distance, when the
// stay can have begun and ended, how much time was to spare, and the terms of the ranking with their points. The named port
// comes first, the whole set on demand.

import { Fragment } from 'react';
import type { EventOfKind } from '../../server/http/wire/kinds/index.ts';
import { dayTimeText, durationText } from '../words/format.ts';

type Facts = EventOfKind<'possible-dark-call'>['facts'];

/** Ports shown before the rest is asked for. */
const FIRST = 3;

export function DarkCallFacts({ event }: { event: EventOfKind<'possible-dark-call'> }) {
  return <ReachTable facts={event.facts} />;
}

export function ReachTable({ facts }: { facts: Facts }) {
  const { rank = 1 } = facts;
  const rows = [facts.reach, ...facts.alternatives];
  const more = rows.slice(FIRST);
  return (
    <div className="reach">
      <Rows rows={rows.slice(0, FIRST)} best={facts.placeId} caption={`Ports that fit into the gap: ${rows.length}`} />
      {rank > 1 && (
        <p className="quiet">
          {facts.placeName} is named because a rule names it and it fits well; of all in reach it comes {rank} in order.
        </p>
      )}
      {more.length > 0 && (
        <details>
          <summary>
            {more.length} more {more.length === 1 ? 'port' : 'ports'} within reach
          </summary>
          <Rows rows={more} best={facts.placeId} caption="The others, best first" />
        </details>
      )}
      <p className="quiet">
        At {facts.speedLimitKn.toFixed(1)} kn at most
        {facts.ownSpeedKn !== undefined && ` (it lately kept to ${facts.ownSpeedKn.toFixed(1)} kn)`}, a stay of{' '}
        {durationText(facts.minStayMs)} at least. Distances {facts.distancesBy ?? 'as the crow flies'} are lower bounds:
        what was possible is overstated, never understated.
      </p>
    </div>
  );
}

function Rows({ rows, best, caption }: { rows: Facts['alternatives']; best: string; caption: string }) {
  return (
    <table className="table ports-in-reach">
      <caption className="quiet">{caption}. Times in UTC.</caption>
      <thead>
        <tr>
          <th scope="col">Port</th>
          <th scope="col" className="right">
            In / out, km
          </th>
          <th scope="col" className="right">
            Earliest arrival
          </th>
          <th scope="col" className="right">
            Latest departure
          </th>
          <th scope="col" className="right">
            Slack
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.placeId}>
            <tr className="reach-port">
              <th scope="row" className={row.placeId === best ? 'best' : ''}>
                {row.placeName}
              </th>
              <td className="right number">
                {Math.round(row.distanceInKm)} / {row.distanceOutKm === null ? 'open' : Math.round(row.distanceOutKm)}
              </td>
              <td className="right number">{dayTimeText(row.earliestArrivalAt)}</td>
              <td className="right number">
                {row.latestDepartureAt === null ? 'still open' : dayTimeText(row.latestDepartureAt)}
              </td>
              <td className="right number">{row.slackMs === null ? 'still open' : durationText(row.slackMs)}</td>
            </tr>
            <tr className="reach-signs">
              <td colSpan={5} className="quiet">
                <span className="unseen">What ranks {row.placeName}: </span>
                {termsText(row)}
              </td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** "+2 its last course …; −4 it called there before …: −2 in all". */
function termsText({ terms = [], points = 0 }: Facts['reach']): string {
  if (terms.length === 0) return 'Nothing speaks for it or against it.';
  const signed = (n: number) => (n > 0 ? `+${n} ` : n < 0 ? `−${-n} ` : '');
  return `${terms.map((term) => `${signed(term.points)}${term.text}`).join('; ')} (${points} in all)`;
}
