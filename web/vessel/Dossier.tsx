// One vessel: identity, where it stands at the playhead, listings, calls, track chart, alerts and refused identities. In
// a replay it shows what was known at the playhead, and says which listings came later.

import { useQuery } from '@tanstack/react-query';
import type { VesselDossier } from '../../server/http/wire/vessel.ts';
import { api } from '../api.ts';
import { VesselParties } from '../parties/VesselParties.tsx';
import { HueDot, SeverityShape } from '../parts/Marks.tsx';
import { Facts, Folded, Refused, Section, Waiting } from '../parts/Parts.tsx';
import { useControls } from '../state/controls.ts';
import { standingAt } from '../state/playback.ts';
import { horizonOf } from '../state/state.ts';
import { useSlice } from '../state/store.ts';
import { legText } from '../words/alert-words.ts';
import { heardAt, vesselEventsAt } from '../words/evidence.ts';
import { courseText, dateText, durationText, positionText, speedText, timeText } from '../words/format.ts';
import { remarksAt } from '../words/remarks.ts';
import { basisText } from '../words/words.ts';
import { DossierEvents } from './DossierEvents.tsx';
import { Candidates, Identity } from './DossierIdentity.tsx';
import { Listings } from './Listings.tsx';
import { ReachCountdown } from './ReachCountdown.tsx';
import { Sightings } from './Sightings.tsx';
import { TrackChart } from './TrackChart.tsx';

export function Dossier({ scope, vesselId }: { scope: string; vesselId: string }) {
  const query = useQuery({ queryKey: ['dossier', scope, vesselId], queryFn: () => api.dossier(scope, vesselId) });
  if (query.isPending) return <Waiting what="the dossier" />;
  if (query.isError) return <Refused what="The vessel" error={query.error} again={() => void query.refetch()} />;
  return <Loaded vessel={query.data} />;
}

function Loaded({ vessel }: { vessel: VesselDossier }) {
  const at = useSlice(horizonOf);
  const known = useSlice((state) => state.events);
  const destination = heardAt(vessel.identity, 'destination', at) ?? '';
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
      <ReachCountdown vesselId={vessel.id} />
      <Facts
        rows={[
          ['IMO', vessel.imo ?? 'not known'],
          ['MMSI', vessel.mmsi ?? 'not heard'],
          ['Call sign', vessel.callSign === '' ? 'not known' : vessel.callSign],
          vessel.lengthM === null ? null : ['Length', `${vessel.lengthM} m`],
          vessel.grossTonnage === null ? null : ['Gross tonnage', vessel.grossTonnage.toLocaleString('en-GB')],
          vessel.owner === null ? null : ['Owner', vessel.owner],
          vessel.operator === null ? null : ['Operator', vessel.operator],
          destination === '' ? null : ['Destination claimed', destination],
          vessel.aliases.length === 0 ? null : ['Other names', vessel.aliases.join(', ')],
        ]}
      />
      {vessel.notes !== null && <p className="vessel-notes">{vessel.notes}</p>}
      <TrackChart vesselId={vessel.id} />
      <Alerts vesselId={vessel.id} />
      <Listings rows={vessel.designations} at={Math.min(at, Date.now())} />
      <VesselParties parties={vessel.parties} />
      <DossierEvents events={vesselEventsAt(vessel.id, vessel.events, known, at)} at={at} />
      <Sightings vessel={vessel} at={at} />
      <Identity vessel={vessel} at={at} />
      <Candidates vessel={vessel} />
    </>
  );
}

function WhereItStands({ vesselId }: { vesselId: string }) {
  const track = useSlice((state) => state.tracks.get(vesselId));
  const at = useSlice((state) => state.at);
  const events = useSlice((state) => state.events);
  const names = useSlice((state) => state.names);
  const controls = useControls();
  const standing = track === undefined ? null : standingAt(track, at);
  const remarks = remarksAt(events, names, at).get(vesselId) ?? [];
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
          <strong>Silent {durationText(standing.ageMs)}</strong>
        )}
      </p>
      {remarks.map((text) => (
        <p key={text} className="remark">
          {text}
        </p>
      ))}
      <p className="quiet number">
        {positionText(standing.lon, standing.lat)} · last heard {timeText(standing.lastAt)}
      </p>
      <button type="button" className="button" onClick={() => controls.showPlace(standing.lon, standing.lat)}>
        {standing.observed ? 'Show on the map' : 'Show the last place'}
      </button>
    </div>
  );
}

function Alerts({ vesselId }: { vesselId: string }) {
  const controls = useControls();
  const alerts = useSlice((state) => state.alerts);
  const rows = [...alerts.values()]
    .filter((alert) => alert.vesselId === vesselId)
    .sort((a, b) => b.raisedAt - a.raisedAt);
  return (
    <Section title="Alerts" count={rows.length}>
      {rows.length === 0 ? (
        <p className="quiet">None known at this time.</p>
      ) : (
        <Folded
          className="row-list"
          rows={rows}
          row={(alert) => (
            <li key={alert.id}>
              <button type="button" className={`row ${alert.state}`} onClick={() => controls.showAlert(alert)}>
                <SeverityShape severity={alert.severity} />
                <span className="row-main">
                  <span className="unseen">
                    {alert.severity}, {alert.confidence} confidence:{' '}
                  </span>
                  {legText(alert) || alert.ruleTitle}
                </span>
                <span className="row-note">
                  {alert.state === 'withdrawn' ? 'withdrawn' : basisText(alert).toLowerCase()}
                </span>
                <span className="row-end number">{dateText(alert.raisedAt)}</span>
              </button>
            </li>
          )}
        />
      )}
    </Section>
  );
}
