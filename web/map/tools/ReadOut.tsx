// The place under the pointer, or the middle of the map where there is none, in one of three notations, to be copied; and what the
// coast is worth at this zoom.

import { useEffect, useState } from 'react';
import { LineIcon } from '../../parts/Marks.tsx';
import { useControls } from '../../state/controls.ts';
import { useSlice } from '../../state/store.ts';
import type { Place } from '../bounds.ts';
import { NOTATION_WORDS, NOTATIONS, type Notation, placeText } from './notations.ts';

const KEY = 'keelwatch.notation';
/** From this zoom the 1:10m coast is off by more than the ships are long: in a harbour they seem to lie on land. */
const COARSE_ZOOM = 8.5;

export function ReadOut() {
  const view = useSlice((state) => state.view);
  const finer = useSlice((state) => state.chart.finerBase);
  const controls = useControls();
  const [pointer, setPointer] = useState<Place | null>(null);
  const [notation, setNotation] = useState<Notation>(
    () => NOTATIONS.find((each) => each === localStorage.getItem(KEY)) ?? 'minutes',
  );
  const [copied, setCopied] = useState(false);
  useEffect(() => controls.onPointer(setPointer), [controls]);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const place = pointer ?? view;
  if (place === null) return null;
  const text = placeText(place, notation);
  return (
    <div className="read-out">
      <label className="select">
        <span className="unseen">Notation of places</span>
        <select
          value={notation}
          onChange={(event) => {
            const next = NOTATIONS.find((each) => each === event.target.value) ?? 'minutes';
            localStorage.setItem(KEY, next);
            setNotation(next);
          }}
        >
          {NOTATIONS.map((each) => (
            <option key={each} value={each}>
              {NOTATION_WORDS[each]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="read-out-place number"
        title={pointer === null ? 'Copy the middle of the map' : 'Copy this place'}
        aria-label={`Copy the middle of the map: ${view === null ? text : placeText(view, notation)}`}
        onClick={() => {
          const said = placeText(view ?? place, notation);
          void navigator.clipboard?.writeText(said).then(() => setCopied(true));
        }}
      >
        {copied ? 'Copied' : text}
        <LineIcon name="copy" />
      </button>
      {view !== null && view.zoom >= COARSE_ZOOM && !finer && (
        <span className="read-out-coast">
          The coast is coarse here (Natural Earth 1:10m): a ship in a harbour may seem to lie on land.
        </span>
      )}
    </div>
  );
}
