// One vessel: identity, where it stands at the playhead, listings, calls, track chart, alerts and refused identities. In
// a replay it shows what was known at the playhead, and says which listings came later.

import { useQuery } from '@tanstack/react-query';
import type { Designation, VesselDossier, VesselEvent } from '../../server/http/wire.ts';
import { api } from '../api.ts';
import { useControls } from '../controls.ts';
import { listedText, STANDING_WORDS, standingOf } from '../designations.ts';
import {
  courseText,
  dateText,
  durationText,
  positionText,
  spanText,
  speedText,
  timeText,
  windowText,
} from '../format.ts';
import { standingAt } from '../playback.ts';
import { useSlice } from '../store.ts';
import { CONFIDENCE_WORDS, EVENT_WORDS } from '../words.ts';
import { legText } from './AlertCard.tsx';
import { Witnesses } from './AlertDetail.tsx';
import { BasisBadge, HueDot, SeverityShape } from './Marks.tsx';
import { Facts, Refused, Section, Waiting } from './Parts.tsx';
import { TrackChart } from './TrackChart.tsx';

export function Dossier({ scope, vesselId }: { scope: string; vesselId: string }) {
  const query = useQuery({ queryKey: ['dossier', scope, vesselId], queryFn: () => api.dossier(scope, vesselId) });
  if (query.isPending) return <Waiting what="the dossier" />;
  if (query.isError) return <Refused what="The vessel" error={query.error} again={() => void query.refetch()} />;
  return <Loaded vessel={query.data} />;
}

function Loaded({ vessel }: { vessel: VesselDossier }) {
  const at = useSlice((state) => state.at);
  const hue = useSlice((state) => state.hues.get(vessel.id));
  return (
    <>
      <header className="vessel-head">
        <h2>
          <HueDot hue={hue} />
          {vessel.name === '' ? (vessel.mmsi ?? vessel.id) : vessel.name}
        </h2>
        <p className="quiet">
          {[vessel.shipType, vessel.flag, vessel.builtYear === null ? null : `built ${vessel.builtYear}`]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
        <p className="watch-line">
          {vessel.watched ? <span className="tag watched">Watched</span> : <span className="tag">Not watched</span>}
          {vessel.authorities.map((authority) => (
            <span key={authority} className="tag" title="Lists it today">
              {authority}
            </span>
          ))}
          {vessel.ended !== null && (
            <span className="tag ended">
              {vessel.status ?? 'ended'} {vessel.ended}
            </span>
          )}
        </p>
      </header>
      <WhereItStands vesselId={vessel.id} />
      <Facts
        rows={[
          ['IMO', vessel.imo ?? 'not known'],
          ['MMSI', vessel.mmsi ?? 'not heard'],
          ['Call sign', vessel.callSign === '' ? 'not known' : vessel.callSign],
          vessel.lengthM === null ? null : ['Length', `${vessel.lengthM} m`],
          vessel.grossTonnage === null ? null : ['Gross tonnage', vessel.grossTonnage.toLocaleString('en-GB')],
          vessel.owner === null ? null : ['Owner', vessel.owner],
          vessel.operator === null ? null : ['Operator', vessel.operator],
          vessel.destination === '' ? null : ['Destination claimed', vessel.destination],
          vessel.aliases.length === 0 ? null : ['Other names', vessel.aliases.join(', ')],
        ]}
      />
      {vessel.notes !== null && <p className="vessel-notes">{vessel.notes}</p>}
      <TrackChart vesselId={vessel.id} />
      <Alerts vessel={vessel} at={at} />
      <Listings rows={vessel.designations} at={at} />
      <Calls events={vessel.events} at={at} />
      <OtherEvents events={vessel.events} at={at} />
      <Sightings vessel={vessel} at={at} />
      <Identity vessel={vessel} />
      <Candidates vessel={vessel} />
    </>
  );
}

function WhereItStands({ vesselId }: { vesselId: string }) {
  const track = useSlice((state) => state.tracks.get(vesselId));
  const at = useSlice((state) => state.at);
  const controls = useControls();
  const standing = track === undefined ? null : standingAt(track, at);
  if (standing === null) {
    return <p className="standing silent">Not heard on AIS {track === undefined ? 'in this scope' : 'yet'}.</p>;
  }
  return (
    <div className={standing.observed ? 'standing' : 'standing silent'}>
      <p className="standing-line number">
        {standing.observed ? (
          <>
            <strong>{speedText(standing.speedKn)}</strong>{' '}
            {(standing.speedKn ?? 0) >= 0.5 && courseText(standing.courseDeg)}
          </>
        ) : (
          <>
            <strong>Silent {durationText(standing.ageMs)}</strong> not observed since
          </>
        )}
      </p>
      <p className="quiet number">
        {positionText(standing.lon, standing.lat)} · last heard {timeText(standing.lastAt)}
      </p>
      <button type="button" className="button" onClick={() => controls.showPlace(standing.lon, standing.lat)}>
        {standing.observed ? 'Show on the map' : 'Show the last place'}
      </button>
    </div>
  );
}

function Alerts({ vessel, at }: { vessel: VesselDossier; at: number }) {
  const controls = useControls();
  const rows = vessel.alerts.filter((alert) => alert.raisedAt <= at).sort((a, b) => b.raisedAt - a.raisedAt);
  return (
    <Section title="Alerts" count={rows.length}>
      {rows.length === 0 ? (
        <p className="quiet">None known at this time.</p>
      ) : (
        <ul className="row-list">
          {rows.map((alert) => (
            <li key={alert.id}>
              <button type="button" className="row" onClick={() => controls.showAlert(alert)}>
                <SeverityShape severity={alert.severity} />
                <span className="row-main">
                  <span className="unseen">{alert.severity}: </span>
                  {legText(alert) || alert.ruleTitle}
                </span>
                <span className="row-end number">{dateText(alert.raisedAt)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Listings({ rows, at }: { rows: Designation[]; at: number }) {
  const order = ['in-force', 'later', 'undated', 'ended', 'catalogue'];
  const sorted = rows
    .map((row) => ({ row, standing: standingOf(row, at) }))
    .sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
  return (
    <Section title="Listings" count={rows.length}>
      {rows.length === 0 ? (
        <p className="quiet">On no list that this monitor carries.</p>
      ) : (
        <table className="table listings">
          <caption className="quiet">Standing on {dateText(at)}, the date of the playhead</caption>
          <thead>
            <tr>
              <th scope="col">Authority, programme</th>
              <th scope="col">Listed</th>
              <th scope="col">Standing</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ row, standing }) => (
              <tr key={`${row.authority} ${row.programme} ${row.ref}`} className={standing}>
                <td>
                  <strong>{row.authority}</strong>
                  <br />
                  {row.programme}
                  {row.ref !== null && `, ${row.ref}`}
                  <br />
                  <span className="quiet">Source: {row.source}</span>
                </td>
                <td className="number">{listedText(row)}</td>
                <td>
                  <span className={`listing-standing ${standing}`}>{STANDING_WORDS[standing]}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Calls({ events, at }: { events: VesselEvent[]; at: number }) {
  const controls = useControls();
  const rows = events
    .filter((event) => event.kind === 'port-call' && event.state !== 'withdrawn' && event.knownAt <= at)
    .sort((a, b) => b.beganAt - a.beganAt);
  return (
    <Section title="Port calls" count={rows.length}>
      {rows.length === 0 ? (
        <p className="quiet">No port call known at this time.</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Port</th>
              <th scope="col">When</th>
              <th scope="col">Basis</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((event) =>
              event.kind === 'port-call' ? (
                <tr key={event.id}>
                  <td>
                    <button
                      type="button"
                      className="text-button"
                      onClick={() => controls.showPlace(event.lon, event.lat)}
                    >
                      {event.facts.placeName}
                    </button>
                    {event.facts.waiting && <span className="quiet"> waiting</span>}
                    <br />
                    <Confidence level={event.facts.confidence} />
                  </td>
                  <td className="number">
                    {spanText(event.beganAt, event.endedAt)}
                    {event.facts.entry !== null &&
                      event.facts.entry.toAt - event.facts.entry.fromAt > 4 * 3_600_000 && (
                        <span className="quiet">
                          <br />
                          arrived unseen, {windowText(event.facts.entry)}
                        </span>
                      )}
                  </td>
                  <td>
                    <BasisBadge basis={event.basis} />
                  </td>
                </tr>
              ) : null,
            )}
          </tbody>
        </table>
      )}
    </Section>
  );
}

/** Four small bars, and the words. */
function Confidence({ level }: { level: 1 | 2 | 3 | 4 }) {
  return (
    <span className="confidence" title={CONFIDENCE_WORDS[level]}>
      <svg viewBox="0 0 22 8" width="22" height="8" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <rect
            key={step}
            x={(step - 1) * 6}
            y="1"
            width="4"
            height="6"
            rx="1"
            className={step <= level ? 'on' : 'off'}
          />
        ))}
      </svg>
      <span className="quiet">{CONFIDENCE_WORDS[level]}</span>
    </span>
  );
}

function OtherEvents({ events, at }: { events: VesselEvent[]; at: number }) {
  const rows = events
    .filter((event) => event.kind !== 'port-call' && event.knownAt <= at)
    .sort((a, b) => b.beganAt - a.beganAt)
    .slice(0, 40);
  if (rows.length === 0) return null;
  return (
    <Section title="Other events" count={rows.length}>
      <ul className="plain-list">
        {rows.map((event) => (
          <li key={event.id} className={event.state === 'withdrawn' ? 'withdrawn' : ''}>
            <strong>{EVENT_WORDS[event.kind]}</strong> {event.summary}
            <span className="quiet"> {spanText(event.beganAt, event.endedAt)}</span>
            {event.state === 'withdrawn' && <p className="quiet">Withdrawn: {event.reason ?? 'no reason given'}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Sightings({ vessel, at }: { vessel: VesselDossier; at: number }) {
  const rows = vessel.sightings.filter((sighting) => sighting.arrivedAt <= at).sort((a, b) => b.fromAt - a.fromAt);
  if (rows.length === 0) return null;
  return (
    <Section title="Sightings" count={rows.length}>
      <ul className="sightings">
        {rows.map((sighting) => (
          <li key={sighting.id}>
            <p>{sighting.what}</p>
            <p className="quiet">
              {spanText(sighting.fromAt, sighting.toAt)} · {sighting.means}, {sighting.grade} · {sighting.source}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Identity({ vessel }: { vessel: VesselDossier }) {
  return (
    <Section title="Identity as heard" count={vessel.identity.length}>
      {vessel.identity.length === 0 ? (
        <p className="quiet">Its radio has not been heard in this scope.</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col">First to last heard</th>
            </tr>
          </thead>
          <tbody>
            {vessel.identity.map((line) => (
              <tr key={`${line.field} ${line.value} ${line.firstAt}`}>
                <td>{FIELD_WORDS[line.field] ?? line.field}</td>
                <td>{line.value}</td>
                <td className="number">
                  {dateText(line.firstAt)} – {dateText(line.lastAt)}
                  <span className="quiet"> {line.source}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {vessel.match !== null && (
        <>
          <p>
            Taken for this hull: <strong>{vessel.match.level}</strong>, by “{vessel.match.rule}”
          </p>
          <Witnesses witnesses={vessel.match.witnesses} contradictions={vessel.match.contradictions} />
        </>
      )}
    </Section>
  );
}

function Candidates({ vessel }: { vessel: VesselDossier }) {
  if (vessel.candidates.length === 0) return null;
  return (
    <Section title="Other hulls considered" count={vessel.candidates.length}>
      <ul className="plain-list">
        {vessel.candidates.map((candidate) => (
          <li key={candidate.vesselId}>
            <strong>{candidate.name}</strong> <span className="quiet">{candidate.evidence.level}</span>
            <Witnesses witnesses={candidate.evidence.witnesses} contradictions={candidate.evidence.contradictions} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const FIELD_WORDS: Record<string, string> = {
  mmsi: 'MMSI',
  imo: 'IMO',
  name: 'Name',
  callSign: 'Call sign',
  shipType: 'Ship type',
  size: 'Size',
  destination: 'Destination',
  draught: 'Draught',
};
