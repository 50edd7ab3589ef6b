// The facts of ships that lie together, and of one that lies about alone.

import type { EventOfKind } from '../../server/http/wire/kinds/index.ts';
import { Facts, Grounds } from '../parts/Parts.tsx';
import { useControls } from '../state/controls.ts';
import { useSlice } from '../state/store.ts';
import { countText, durationText, shortTimeText } from '../words/format.ts';
import { MINUTE_MS } from '../words/time.ts';

export function EncounterFacts({ event }: { event: EventOfKind<'encounter'> }) {
  const { partnerId, partnerName, partnerMmsi, closestM, medianSpeedKn, offPlaceKm, minutes, alone, others } =
    event.facts;
  const controls = useControls();
  const heard = useSlice((state) => state.tracks.has(partnerId));
  const name = useSlice((state) => state.names.get(partnerId)) ?? partnerName;
  return (
    <Facts
      rows={[
        [
          'With',
          <>
            {heard ? (
              <button type="button" className="text-button" onClick={() => controls.showVessel(partnerId)}>
                {name}
              </button>
            ) : (
              name
            )}
            <span className="quiet number"> MMSI {partnerMmsi}</span>
          </>,
        ],
        ['Together for', durationText(minutes * MINUTE_MS)],
        ['Closest', `${countText(Math.round(closestM))} m`],
        ['Median speed', `${medianSpeedKn.toFixed(1)} kn`],
        ['Off the nearest place', `${Math.round(offPlaceKm)} km`],
        others.length === 0 ? null : ['Beside them', others.map((other) => other.name).join(', ')],
        alone === null
          ? null
          : [
              'One fell silent',
              `${alone.silentId === partnerId ? name : event.vesselName} was not heard after ${shortTimeText(alone.fromAt)}; the other lay there until ${shortTimeText(alone.untilAt)}`,
            ],
      ]}
    />
  );
}

export function LoiteringFacts({ event }: { event: EventOfKind<'loitering'> }) {
  const { hours, medianSpeedKn, driftKm, offShoreKm, offPlaceKm, encounterIds, grounds } = event.facts;
  return (
    <>
      <Facts
        rows={[
          ['Slow for', `${Math.round(hours)} h`],
          ['Median speed', `${medianSpeedKn.toFixed(1)} kn`],
          ['Drift', `${driftKm.toFixed(1)} km`],
          offShoreKm === null ? null : ['Off the shore', `${Math.round(offShoreKm)} km at least`],
          ['Off the nearest place', `${Math.round(offPlaceKm)} km`],
          encounterIds.length === 0 ? null : ['Meetings in these hours', countText(encounterIds.length)],
        ]}
      />
      <Grounds rows={grounds} />
    </>
  );
}
