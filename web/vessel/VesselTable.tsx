// The vessels of the scope as a table: it says everything that the map says, for those who cannot or do not want to read
// a map. Watched ones first; other traffic on request.

import { useMemo, useState } from 'react';
import type { ReachSet } from '../../server/http/wire/reach.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { HueDot } from '../parts/Marks.tsx';
import { useLens, useListsDay } from '../state/clock.ts';
import { useControls } from '../state/controls.ts';
import { standingAt } from '../state/playback.ts';
import { useDispatch, usePageStore, useSlice } from '../state/store.ts';
import { authoritiesAt } from '../words/designations.ts';
import {
  countText,
  courseText,
  durationText,
  positionText,
  shortTimeText,
  speedText,
  timeText,
} from '../words/format.ts';
import { remarksAt } from '../words/remarks.ts';
import { reachesShown } from './reach.ts';

/** Rows shown at most; the search finds the others. */
const MOST = 200;

export function VesselTable() {
  const vessels = useSlice((state) => state.vessels);
  const tracks = useSlice((state) => state.tracks);
  const alerts = useSlice((state) => state.alerts);
  const events = useSlice((state) => state.events);
  const names = useSlice((state) => state.names);
  useSlice((state) => state.reaches);
  const hues = useSlice((state) => state.hues);
  const at = useSlice((state) => state.at);
  const lens = useLens();
  const listsDay = useListsDay();
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
  const remarks = useMemo(() => remarksAt(events, names, at), [events, names, at]);
  const page = usePageStore().get();
  const reaches = new Map(reachesShown(page, at).map(({ properties }) => [properties.vesselId, properties]));
  const words = text.toLowerCase();
  const rows = [...vessels.values()]
    .filter(
      (vessel) =>
        (others || vessel.watched) &&
        `${names.get(vessel.id)} ${vessel.name} ${vessel.imo} ${vessel.mmsi}`.toLowerCase().includes(words),
    )
    .sort(
      (a, b) =>
        Number(b.watched) - Number(a.watched) ||
        (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0) ||
        (a.name < b.name ? -1 : 1),
    );

  return (
    <Dialog title="Vessels" wide clock="playhead">
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
            <th scope="col">Remarks</th>
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
                    {names.get(vessel.id) ?? vessel.id}
                  </button>
                </th>
                <td className="number">{vessel.imo ?? '–'}</td>
                <td className="number">{vessel.mmsi ?? '–'}</td>
                <td>{vessel.flag ?? '–'}</td>
                <td>{authoritiesAt(vessel, listsDay, lens !== 'then').join(', ') || '–'}</td>
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
                <td className="remarks" data-clock="ahead">
                  {[...(remarks.get(vessel.id) ?? []), ...reachRemarks(reaches.get(vessel.id))].map((text) => (
                    <p key={text}>{text}</p>
                  ))}
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

/** What the map shows as an area, in words. */
function reachRemarks(reach: ReachSet['features'][number]['properties'] | undefined): string[] {
  if (reach === undefined) return [];
  const { at, reachKm, speedLimitKn, nextPort, nextPortAt } = reach;
  const far = `Can be anywhere within ${countText(Math.round(reachKm))} km of sailing by ${shortTimeText(at)} at ${speedLimitKn.toFixed(1)} kn`;
  return nextPort === null || nextPortAt === null
    ? [far]
    : [far, `${nextPort} by ${shortTimeText(nextPortAt)} at the earliest`];
}

/** A ship that lies still has no course worth telling. */
function motionText(speedKn: number | null, courseDeg: number | null): string {
  return speedKn !== null && speedKn < 0.5 ? speedText(speedKn) : `${speedText(speedKn)}, ${courseText(courseDeg)}`;
}
