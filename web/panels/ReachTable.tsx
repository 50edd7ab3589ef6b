// The arithmetic behind a possible call in the dark: every port that could be reached and left in the silence, when the
// stay can have begun and ended, and how much time was to spare. The best one first, the whole set on demand.

import { Fragment } from 'react';
import type { VesselEvent } from '../../server/http/wire/event.ts';
import { durationText, shortTimeText } from '../format.ts';

type Facts = (VesselEvent & { kind: 'possible-dark-call' })['facts'];

/** Ports shown before the rest is asked for. */
const FIRST = 3;

export function ReachTable({ facts }: { facts: Facts }) {
  const rows = [facts.reach, ...facts.alternatives];
  const more = rows.slice(FIRST);
  return (
    <div className="reach">
      <Rows rows={rows.slice(0, FIRST)} best={facts.placeId} caption={captionOf(facts, rows.length)} />
      {more.length > 0 && (
        <details>
          <summary>
            {more.length} more {more.length === 1 ? 'port' : 'ports'} within reach
          </summary>
          <Rows rows={more} best={facts.placeId} caption="The others, best first" />
        </details>
      )}
    </div>
  );
}

function Rows({ rows, best, caption }: { rows: Facts['alternatives']; best: string; caption: string }) {
  return (
    <table className="table">
      <caption className="quiet">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Port</th>
          <th scope="col">Stay window</th>
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
              <td className="number">
                {row.latestDepartureAt === null
                  ? `from ${shortTimeText(row.earliestArrivalAt)} on`
                  : `${zoneless(row.earliestArrivalAt)} – ${shortTimeText(row.latestDepartureAt)}`}
              </td>
              <td className="right number">{row.slackMs === null ? 'still open' : durationText(row.slackMs)}</td>
            </tr>
            <tr className="reach-signs">
              <td colSpan={3} className="quiet">
                {Math.round(row.distanceInKm)} km in
                {row.distanceOutKm !== null && `, ${Math.round(row.distanceOutKm)} km out`}
                {row.signs.length > 0 && `; ${row.signs.join('; ')}`}
              </td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** The zone stands at the end of the window. */
function zoneless(at: number): string {
  return shortTimeText(at).replace(' UTC', '');
}

function captionOf(facts: Facts, count: number): string {
  const way = facts.distancesBy === undefined ? '' : ` ${facts.distancesBy}`;
  return `Ports that fit into the silence: ${count}. At ${facts.speedLimitKn.toFixed(1)} kn at most${way}, stay of ${durationText(facts.minStayMs)} at least.`;
}
