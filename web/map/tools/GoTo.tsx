// Goes to a place: a position in any of the three notations, or the name of a port or zone.

import { type FormEvent, useState } from 'react';
import { useControls } from '../../state/controls.ts';
import { useSlice } from '../../state/store.ts';
import type { Place } from '../bounds.ts';
import { readPlace } from './notations.ts';
import { namedPlaces } from './place-names.ts';

/** Zoom at which a position is shown: some ten miles round it. */
const PLACE_ZOOM = 9;

export function GoTo() {
  const ports = useSlice((state) => state.ports);
  const contextPorts = useSlice((state) => state.contextPorts);
  const zones = useSlice((state) => state.zones);
  const [text, setText] = useState('');
  const [says, setSays] = useState<string | null>(null);
  const [found, setFound] = useState<{ id: string; name: string; place: Place }[]>([]);
  const controls = useControls();

  function go(event: FormEvent): void {
    event.preventDefault();
    const read = readPlace(text);
    const named = read === null ? namedPlaces(text, ports, contextPorts, zones) : [];
    setFound(named.length > 1 ? named : []);
    if (typeof read === 'string') setSays(read);
    else if (read !== null) show(read, 'The map shows the place.');
    else if (named.length === 1) show(named[0]!.place, `The map shows ${named[0]!.name}.`);
    else setSays(refusalOf(text.trim(), named.length));
  }

  function show(place: Place, said: string): void {
    controls.showPlace(place.lon, place.lat, PLACE_ZOOM);
    setSays(said);
  }

  return (
    <form className="map-form" onSubmit={go}>
      <label className="field">
        <span className="field-name">Position, port or zone</span>
        <input
          // biome-ignore lint/a11y/noAutofocus: the panel is opened to be filled in
          autoFocus
          value={text}
          placeholder="42° 14′ N, 130° 18′ E"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="button primary">
        Go
      </button>
      {says !== null && <p role="status">{says}</p>}
      {found.length > 0 && (
        <ul className="map-found">
          {found.map(({ id, name, place }) => (
            <li key={id}>
              <button type="button" className="text-button" onClick={() => show(place, `The map shows ${name}.`)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">Latitude first: 42.23, 130.3 or 42° 13.8′ N, 130° 18′ E or 42° 13′ 48″ N, 130° 18′ 00″ E.</p>
    </form>
  );
}

function refusalOf(wanted: string, found: number): string {
  if (wanted === '') return 'Write a position or a name.';
  return found === 0 ? `No port or zone is called “${wanted.slice(0, 60)}”.` : `${found} places are called so:`;
}
