// Who was heard in the area, watched ships first; what happened there; and what could not have been heard, which is said
// before the vessels, since it bounds what they mean.

import type { Presence, PresenceVessel } from '../../server/http/wire/presence.ts';
import { useControls } from '../state/controls.ts';
import { spanText, timeText } from '../words/format.ts';
import { presenceNote } from './who.ts';

export function PresenceRows({ presence }: { presence: Presence }) {
  const { rows, next, events, sightings, says } = presence;
  return (
    <>
      <ul className="who-says">
        {says.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <table className="table who-table">
        <caption className="unseen">Vessels heard in {presence.area.title}</caption>
        <thead>
          <tr>
            <th scope="col">Vessel</th>
            <th scope="col">Heard there</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <VesselRow key={`${row.vesselId} ${row.mmsi}`} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && (
        <p className="quiet">Nobody was heard there. That says of no ship that it was not there.</p>
      )}
      {next !== null && <p className="quiet">There are more vessels: the files hold up to 5,000.</p>}
      {events.rows.length > 0 && (
        <>
          <h3>What happened there</h3>
          <ul className="who-events">
            {events.rows.map((event) => (
              <li key={event.id}>
                <span className="quiet number">{spanText(event.beganAt, event.endedAt)}</span> {event.summary}
              </li>
            ))}
          </ul>
          {events.more && <p className="quiet">There are more events.</p>}
        </>
      )}
      {(sightings.rows.length > 0 || sightings.knownLater > 0) && <h3>Sightings</h3>}
      <ul className="who-events">
        {sightings.rows.map((seen) => (
          <li key={seen.id}>
            <span className="quiet number">{spanText(seen.fromAt, seen.toAt)}</span> {seen.what} ({seen.grade};{' '}
            {seen.source})
          </li>
        ))}
      </ul>
      {sightings.knownLater > 0 && (
        <p className="quiet">{sightings.knownLater} more were not known yet at the playhead.</p>
      )}
    </>
  );
}

function VesselRow({ row }: { row: PresenceVessel }) {
  const controls = useControls();
  const { vesselId, vesselName, mmsi, watched, authorities, firstAt, lastAt, crossing, closest } = row;
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className="text-button"
          onClick={() => {
            controls.showVessel(vesselId);
            controls.showPlace(closest.lon, closest.lat);
          }}
        >
          {vesselName}
        </button>
        <br />
        <span className="quiet number">
          {watched ? 'watched · ' : ''}MMSI {mmsi}
        </span>
        {authorities.length > 0 && <span className="who-listed">listed by {authorities.join(', ')}</span>}
      </th>
      <td>
        <span className="number">
          {firstAt !== null && lastAt !== null
            ? spanText(firstAt, lastAt)
            : crossing !== null && `between ${timeText(crossing.fromAt)} and ${timeText(crossing.toAt)}`}
        </span>
        <br />
        <span className="quiet">
          {presenceNote(row)}
          {row.word === 'heard' && `; ${closest.km.toFixed(1)} km from the middle at the nearest`}
        </span>
      </td>
    </tr>
  );
}
