// The vessels of the scope as a table: it says everything that the map says, for those who cannot or do not want to read
// a map. Watched ones first; other traffic on request.

import { useMemo, useState } from 'react';
import { useControls } from '../controls.ts';
import { courseText, durationText, positionText, speedText, timeText } from '../format.ts';
import { standingAt } from '../playback.ts';
import { useDispatch, useSlice } from '../store.ts';
import { Dialog } from './Dialog.tsx';
import { HueDot } from './Marks.tsx';

/** Rows shown at most; the search finds the others. */
const MOST = 200;

export function VesselTable() {
  const vessels = useSlice((state) => state.vessels);
  const tracks = useSlice((state) => state.tracks);
  const alerts = useSlice((state) => state.alerts);
  const hues = useSlice((state) => state.hues);
  const at = useSlice((state) => state.at);
  const [others, setOthers] = useState(false);
  const [text, setText] = useState('');
  const controls = useControls();
  const dispatch = useDispatch();

  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const alert of alerts.values()) {
      if (alert.state === 'open') found.set(alert.vesselId, (found.get(alert.vesselId) ?? 0) + 1);
    }
    return found;
  }, [alerts]);
  const words = text.toLowerCase();
  const rows = [...vessels.values()]
    .filter(
      (vessel) =>
        (others || vessel.watched) && `${vessel.name} ${vessel.imo} ${vessel.mmsi}`.toLowerCase().includes(words),
    )
    .sort(
      (a, b) =>
        Number(b.watched) - Number(a.watched) ||
        (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0) ||
        (a.name < b.name ? -1 : 1),
    );

  return (
    <Dialog title="Vessels" wide>
      <div className="field-row">
        <label className="search">
          <span className="unseen">Search the vessels</span>
          <input
            type="search"
            placeholder="Name, IMO or MMSI"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <label className="check">
          <input type="checkbox" checked={others} onChange={(event) => setOthers(event.target.checked)} />
          Other traffic too
        </label>
        <span className="quiet number">at {timeText(at)}</span>
      </div>
      <table className="table vessels">
        <thead>
          <tr>
            <th scope="col">Vessel</th>
            <th scope="col">IMO</th>
            <th scope="col">MMSI</th>
            <th scope="col">Flag</th>
            <th scope="col">Listed by</th>
            <th scope="col">Position</th>
            <th scope="col">Motion</th>
            <th scope="col" className="right">
              Open alerts
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST).map((vessel) => {
            const track = tracks.get(vessel.id);
            const standing = track === undefined ? null : standingAt(track, at);
            return (
              <tr key={vessel.id}>
                <th scope="row">
                  <button
                    type="button"
                    className="text-button"
                    onClick={() => {
                      dispatch({ type: 'dialog', dialog: null });
                      controls.showVessel(vessel.id);
                    }}
                  >
                    {vessel.watched && <HueDot hue={hues.get(vessel.id)} />}
                    {vessel.name === '' ? vessel.id : vessel.name}
                  </button>
                </th>
                <td className="number">{vessel.imo ?? '–'}</td>
                <td className="number">{vessel.mmsi ?? '–'}</td>
                <td>{vessel.flag ?? '–'}</td>
                <td>{vessel.authorities.length === 0 ? '–' : vessel.authorities.join(', ')}</td>
                <td className="number">
                  {standing === null ? 'not heard yet' : positionText(standing.lon, standing.lat)}
                </td>
                <td className="number">
                  {standing === null
                    ? ''
                    : standing.observed
                      ? motionText(standing.speedKn, standing.courseDeg)
                      : `silent ${durationText(standing.ageMs)}`}
                </td>
                <td className="right number">{counts.get(vessel.id) ?? 0}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length === 0 && <p className="quiet">No vessel of this scope fits.</p>}
      {rows.length > MOST && <p className="quiet">{rows.length - MOST} more; search to find them.</p>}
    </Dialog>
  );
}

/** A ship that lies still has no course worth telling. */
function motionText(speedKn: number | null, courseDeg: number | null): string {
  return speedKn !== null && speedKn < 0.5 ? speedText(speedKn) : `${speedText(speedKn)}, ${courseText(courseDeg)}`;
}
