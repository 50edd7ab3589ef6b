// The reach of a ship that is silent at the playhead: the countdown to the next port, how far the ship can have come, every
// port with its earliest arrival, and the limits behind the arithmetic. The times run with the playhead without asking the
// server again.

import type { Reach } from '../../server/http/wire/reach.ts';
import { Section } from '../parts/Parts.tsx';
import { useControls } from '../state/controls.ts';
import { usePageStore, useSlice } from '../state/store.ts';
import { countText, dayTimeText, durationText, shortTimeText } from '../words/format.ts';
import { HOUR_MS } from '../words/time.ts';
import { type ArrivalRow, arrivalsAt, callInGap, nextArrival, reachShown, silentSince } from './reach.ts';

const KM_PER_NM = 1.852;
/** Ports of either kind shown before the rest is asked for. */
const FIRST = 4;
const RULE_SIGN = 'a rule names this port';
const COURSE_SIGN = /^its last course of .* led towards it$/;

export function ReachCountdown({ vesselId }: { vesselId: string }) {
  const at = useSlice((state) => state.at);
  const track = useSlice((state) => state.tracks.get(vesselId));
  const events = useSlice((state) => state.events);
  const refused = useSlice((state) => state.reachRefused);
  useSlice((state) => state.reach);
  const reach = reachShown(usePageStore().get(), at);
  if (silentSince(track, at) === null) return null;
  if (reach === null) {
    return (
      <Section title="What it can have reached" clock="ahead">
        <p className="quiet">{refused ?? 'Working it out.'}</p>
      </Section>
    );
  }
  const { coming, within } = arrivalsAt(reach, callInGap(events, vesselId, reach.lastAt), at);
  return (
    <Section title="What it can have reached" clock="ahead">
      <Headline next={nextArrival(coming)} reach={reach} at={at} />
      <Arrivals rows={within} caption={`Within reach, likeliest first: ${within.length}`} />
      <Arrivals
        rows={coming}
        caption={`Coming within reach by ${shortTimeText(reach.portsUntilAt)}: ${coming.length}`}
      />
      <p className="quiet reach-limits">
        Times in UTC. <span className="tag rule-port">rule</span> a rule names the port,{' '}
        <span className="tag rule-port">course</span> its last course led towards it. Limit{' '}
        {reach.speedLimitKn.toFixed(1)} kn. {reach.speedLimitGround} Distances {reach.distancesBy} are lower bounds: it
        can be later, never earlier. Inferred, not seen.
      </p>
    </Section>
  );
}

function Headline({ next, reach, at }: { next: ArrivalRow | null; reach: Reach; at: number }) {
  const withinKm = ((at - reach.since.at) / HOUR_MS) * reach.speedLimitKn * KM_PER_NM;
  return (
    <div className="countdown">
      {next !== null && (
        <p className="countdown-line number">
          <strong>{durationText(next.inMs)}</strong> until it can have reached <strong>{next.placeName}</strong>
          <span className="quiet"> at {shortTimeText(next.earliestArrivalAt)}</span>
        </p>
      )}
      <p className="quiet">
        {reach.areaNote ??
          `Can be anywhere within ${countText(Math.round(withinKm / KM_PER_NM))} nm of sailing from its last known place: the dashed area on the map.`}
        {reach.since.seen !== null && ` Reckoned from the sighting ${reach.since.seen}.`}
        {reach.since.seen === null &&
          reach.inPortName !== null &&
          ` It was last heard in ${reach.inPortName} and may not have left.`}
      </p>
    </div>
  );
}

function Arrivals({ rows, caption }: { rows: ArrivalRow[]; caption: string }) {
  if (rows.length === 0) return null;
  return (
    <>
      <ArrivalTable rows={rows.slice(0, FIRST)} caption={caption} />
      {rows.length > FIRST && (
        <details>
          <summary>{rows.length - FIRST} more</summary>
          <ArrivalTable rows={rows.slice(FIRST)} caption="The others" />
        </details>
      )}
    </>
  );
}

function ArrivalTable({ rows, caption }: { rows: ArrivalRow[]; caption: string }) {
  return (
    <table className="table ports-in-reach arrivals">
      <caption className="quiet">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Port</th>
          <th scope="col" className="right">
            nm
          </th>
          <th scope="col" className="right">
            Earliest
          </th>
          <th scope="col" className="right">
            From now
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Arrival key={row.placeId} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Arrival({ row }: { row: ArrivalRow }) {
  const controls = useControls();
  const port = useSlice((state) => state.ports.find((each) => each.id === row.placeId));
  const course = row.signs.find((sign) => COURSE_SIGN.test(sign));
  const signs = row.signs.filter((sign) => sign !== RULE_SIGN && sign !== course);
  return (
    <>
      <tr className={signs.length > 0 ? 'reach-port' : ''}>
        <th scope="row">
          <button
            type="button"
            className="text-button"
            onClick={() => {
              if (port !== undefined) controls.showPlace(port.lon, port.lat);
            }}
          >
            {row.placeName}
          </button>
          {row.named && (
            <span className="tag rule-port" title={RULE_SIGN}>
              rule
            </span>
          )}
          {course !== undefined && (
            <span className="tag rule-port" title={course}>
              course
            </span>
          )}
        </th>
        <td className="right number">{Math.round(row.distanceKm / KM_PER_NM)}</td>
        <td className="right number">{dayTimeText(row.earliestArrivalAt)}</td>
        <td className={`right number ${row.inMs > 0 ? 'coming' : 'within'}`}>
          {row.inMs > 0 ? `in ${durationText(row.inMs)}` : `${durationText(-row.inMs)} ago`}
        </td>
      </tr>
      {signs.length > 0 && (
        <tr className="reach-signs">
          <td colSpan={4} className="quiet">
            {signs.join('; ')}
          </td>
        </tr>
      )}
    </>
  );
}
