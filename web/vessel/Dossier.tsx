// One vessel: identity, where it stands at the playhead, listings, calls, track chart, alerts and refused identities. In
// a replay it shows what was known at the playhead, and says which listings came later.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { VesselDossier } from '../../server/http/wire/vessel.ts';
import { api } from '../api.ts';
import { VesselParties } from '../parties/VesselParties.tsx';
import { AsToday } from '../parts/ClockMarks.tsx';
import { HueDot, SeverityShape } from '../parts/Marks.tsx';
import { Facts, Folded, Refused, Section, Waiting } from '../parts/Parts.tsx';
import { useAsOf, useLens, useListsDay } from '../state/clock.ts';
import { useControls } from '../state/controls.ts';
import { standingAt } from '../state/playback.ts';
import { horizonOf } from '../state/state.ts';
import { useSlice } from '../state/store.ts';
import { nameAt } from '../state/vessel-looks.ts';
import { legText } from '../words/alert-words.ts';
import { authoritiesAt } from '../words/designations.ts';
import { heardAt, vesselEventsAt } from '../words/evidence.ts';
import { courseText, dateText, durationText, positionText, speedText, timeText } from '../words/format.ts';
import { remarksAt } from '../words/remarks.ts';
import { basisText } from '../words/words.ts';
import { DossierEvents } from './DossierEvents.tsx';
import { Candidates, Identity } from './DossierIdentity.tsx';
import { Listings } from './Listings.tsx';
import { ReachCountdown } from './ReachCountdown.tsx';
import { SetAside } from './SetAside.tsx';
import { Sightings } from './Sightings.tsx';

/** The chart library comes with the first dossier. */
const TrackChart = lazy(async () => ({ default: (await import('./TrackChart.tsx')).TrackChart }));

export function Dossier({ scope, vesselId }: { scope: string; vesselId: string }) {
  const asOf = useAsOf();
  const query = useQuery({
    queryKey: ['dossier', scope, vesselId, asOf],
    queryFn: () => api.dossier(scope, vesselId, asOf),
    placeholderData: keepPreviousData,
  });
  if (query.isPending) return <Waiting what="the dossier" />;
  if (query.isError) return <Refused what="The vessel" error={query.error} again={() => void query.refetch()} />;
  return <Loaded vessel={query.data} />;
}

function Loaded({ vessel }: { vessel: VesselDossier }) {
  const at = useSlice(horizonOf);
  const known = useSlice((state) => state.events);
  const destination = heardAt(vessel.identity, 'destination', at) ?? '';
  const hue = useSlice((state) => state.hues.get(vessel.id));
  const lens = useLens();
  const listsAt = useListsDay();
  const name = nameAt(vessel, at);
  const sent = (field: string, else_: string | number | null) => heardAt(vessel.identity, field, at) ?? else_;
  const heard = vessel.identity.some(({ firstAt }) => firstAt <= at);
  const listedMmsi = vessel.mmsis.find(({ old }) => !old)?.mmsi ?? null;
  return (
    <>
      <header className="vessel-head">
        <h2>
          <HueDot hue={hue} />
          {name === '' ? (vessel.mmsi ?? vessel.id) : name}
        </h2>
        <p className="quiet">
          {[vessel.shipType, vessel.flag, vessel.builtYear === null ? null : `built ${vessel.builtYear}`]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
        <p className="watch-line">
          {vessel.watched ? <span className="tag watched">Watched</span> : <span className="tag">Not watched</span>}
          {authoritiesAt(vessel, listsAt, lens !== 'then').map((authority) => (
            <span key={authority} className="tag" title={`Lists it on ${dateText(listsAt)}`}>
              {authority}
            </span>
          ))}
          {vessel.ended !== null && (lens !== 'then' || Date.parse(vessel.ended) <= at) && (
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
          ['MMSI', sent('mmsi', heard || lens === 'live' ? vessel.mmsi : listedMmsi) ?? 'not heard'],
          ['Call sign', sent('callSign', heard && lens !== 'live' ? null : vessel.callSign) || 'not known'],
          vessel.lengthM === null ? null : ['Length', `${vessel.lengthM} m`],
          vessel.grossTonnage === null ? null : ['Gross tonnage', vessel.grossTonnage.toLocaleString('en-GB')],
          destination === '' ? null : ['Destination claimed', destination],
        ]}
      />
      <Undated vessel={vessel} />
      <Suspense fallback={<Waiting what="the chart" />}>
        <TrackChart vesselId={vessel.id} />
      </Suspense>
      <Alerts vesselId={vessel.id} />
      <Listings rows={vessel.designations} at={lens === 'then' ? at : Date.now()} />
      <VesselParties parties={vessel.parties} />
      <DossierEvents events={vesselEventsAt(vessel.id, vessel.events, known, at)} at={at} />
      <Sightings vessel={vessel} at={at} />
      <Identity vessel={vessel} at={at} />
      <Candidates vessel={vessel} at={at} />
      <SetAside vessel={vessel} at={at} />
    </>
  );
}

/** What the lists say of the ship without a day: other names, who owns it, what was noted. It reads as it does today. */
function Undated({ vessel }: { vessel: VesselDossier }) {
  const { aliases, owner, operator, notes, name } = vessel;
  const said = [
    ...(aliases.length > 0 ? ['other names'] : []),
    ...((owner ?? operator) ? ['owner'] : []),
    ...(notes ? ['note'] : []),
  ];
  if (said.length === 0) return null;
  return (
    <AsToday what={`What lists say without a day: ${said.join(', ')}`}>
      <Facts
        rows={[
          aliases.length === 0 ? null : ['Names', [name, ...aliases].filter((each) => each !== '').join(', ')],
          owner === null ? null : ['Owner', owner],
          operator === null ? null : ['Operator', operator],
        ]}
      />
      {notes !== null && <p className="vessel-notes">{notes}</p>}
    </AsToday>
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
