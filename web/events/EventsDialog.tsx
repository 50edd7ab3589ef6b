// The events known at the playhead as a table, newest begin first. Gaps, encounters, doubts and areas of the map can be read
// here, and found by kind, vessel or words.

import { useMemo, useState } from 'react';
import type { EventKind } from '../../server/http/wire/kinds/index.ts';
import { EVENT_KINDS, eventTitle, wordOf } from '../kinds.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { EventBasis } from '../parts/Marks.tsx';
import { useControls } from '../state/controls.ts';
import { useDispatch, useSlice } from '../state/store.ts';
import { countText, spanText } from '../words/format.ts';

/** Rows shown at once; more on demand. */
const PAGE = 100;

export function EventsDialog() {
  const events = useSlice((state) => state.events);
  const names = useSlice((state) => state.names);
  const [kind, setKind] = useState<EventKind | 'all'>('all');
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const controls = useControls();
  const dispatch = useDispatch();

  const counts = useMemo(() => {
    const found = new Map<EventKind, number>();
    for (const event of events.values()) found.set(event.kind, (found.get(event.kind) ?? 0) + 1);
    return found;
  }, [events]);
  const rows = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/);
    return [...events.values()]
      .filter((event) => kind === 'all' || event.kind === kind)
      .filter((event) => {
        const hay = `${event.vesselName} ${event.mmsi} ${event.vesselId} ${event.summary}`.toLowerCase();
        return words.every((word) => hay.includes(word));
      })
      .sort((a, b) => b.beganAt - a.beganAt || (a.id < b.id ? -1 : 1));
  }, [events, kind, text]);

  return (
    <Dialog title="Events" wide clock="playhead">
      <div className="field-row">
        <label className="search">
          <span className="unseen">Search the events</span>
          <input
            type="search"
            placeholder="Vessel, number, place"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <label className="select">
          <span className="unseen">Kind</span>
          <select
            value={kind}
            onChange={(event) => {
              setKind(EVENT_KINDS.find((each) => each === event.target.value) ?? 'all');
              setLimit(PAGE);
            }}
          >
            <option value="all">All kinds ({countText(events.size)})</option>
            {EVENT_KINDS.map((each) => (
              <option key={each} value={each} disabled={!counts.has(each)}>
                {wordOf(each)} ({countText(counts.get(each) ?? 0)})
              </option>
            ))}
          </select>
        </label>
        <span className="quiet number">{countText(rows.length)} known at the playhead</span>
      </div>
      <table className="table events-table">
        <thead>
          <tr>
            <th scope="col">Vessel</th>
            <th scope="col">What</th>
            <th scope="col">When</th>
            <th scope="col">In a sentence</th>
            <th scope="col">Basis</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map((event) => (
            <tr key={event.id} className={event.state}>
              <th scope="row">
                <button
                  type="button"
                  className="text-button"
                  onClick={() => {
                    dispatch({ type: 'dialog', dialog: null });
                    // An area of interference belongs to no ship.
                    if (event.kind !== 'interference') controls.showVessel(event.vesselId);
                    controls.showPlace(event.lon, event.lat);
                  }}
                >
                  {event.kind === 'interference'
                    ? 'An area'
                    : (names.get(event.vesselId) ?? event.vesselName.replace(/^mmsi:/, 'MMSI '))}
                </button>
              </th>
              <td>
                <strong>{wordOf(event.kind)}</strong>
                <br />
                <span className="quiet">{eventTitle(event)}</span>
              </td>
              <td className="number">{spanText(event.beganAt, event.endedAt)}</td>
              <td>
                {event.summary}
                {event.state === 'withdrawn' && (
                  <p className="card-withdrawn">Withdrawn: {event.reason ?? 'no reason given'}</p>
                )}
              </td>
              <td>
                <EventBasis event={event} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="quiet">No event known at the playhead fits.</p>}
      {rows.length > limit && (
        <p>
          <button type="button" className="button" onClick={() => setLimit(limit + PAGE)}>
            Show {Math.min(PAGE, rows.length - limit)} more
          </button>
        </p>
      )}
    </Dialog>
  );
}
