// The port calls of a scope as a list, newest first, for scopes in which no alert has been raised.

import { useMemo } from 'react';
import { Confidence } from '../facts/PortCallFacts.tsx';
import { EventBasis } from '../parts/Marks.tsx';
import { useControls } from '../state/controls.ts';
import { useSlice } from '../state/store.ts';
import { countText, spanText } from '../words/format.ts';

/** Rows drawn; the rest are in the dossiers. */
const MOST = 100;

export function CallList() {
  const events = useSlice((state) => state.events);
  const names = useSlice((state) => state.names);
  const controls = useControls();
  const calls = useMemo(
    () =>
      [...events.values()]
        .filter((event) => event.kind === 'port-call')
        .filter((call) => call.state !== 'withdrawn' && !call.facts.waiting)
        .sort((a, b) => b.knownAt - a.knownAt || (a.id < b.id ? -1 : 1)),
    [events],
  );
  if (calls.length === 0) return null;
  return (
    <section className="call-list" aria-label="Port calls">
      <h3>
        Port calls so far <span className="count number">{countText(calls.length)}</span>
      </h3>
      <ul>
        {calls.slice(0, MOST).map((call) => (
          <li key={call.id}>
            <button
              type="button"
              className="text-button"
              onClick={() => {
                controls.showVessel(call.vesselId);
                controls.showPlace(call.lon, call.lat);
              }}
            >
              {names.get(call.vesselId) ?? call.vesselName}
            </button>
            <span> at {call.facts.placeName}</span>
            <p className="quiet number">{spanText(call.beganAt, call.endedAt)}</p>
            <p className="call-marks">
              <EventBasis event={call} />
              <Confidence level={call.facts.confidence} />
            </p>
          </li>
        ))}
      </ul>
      {calls.length > MOST && <p className="quiet">{countText(calls.length - MOST)} earlier ones in the dossiers.</p>}
    </section>
  );
}
