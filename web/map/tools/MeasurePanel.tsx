// What was measured, a row each leg. Corners are clicked on the map, or written.

import { useState } from 'react';
import { MOST_MEASURED } from '../../state/chart.ts';
import { useDispatch, useSlice } from '../../state/store.ts';
import { courseDegText } from '../layers/measure.ts';
import { distanceText, legsOf } from './great-circle.ts';
import { readPlace } from './notations.ts';

export function MeasurePanel() {
  const measured = useSlice((state) => state.chart.measured);
  const view = useSlice((state) => state.view);
  const dispatch = useDispatch();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const legs = legsOf(measured);
  const total = legs.at(-1)?.totalNm ?? 0;
  const set = (next: typeof measured) =>
    dispatch({ type: 'charted', chart: { measured: next.slice(0, MOST_MEASURED) } });

  return (
    <div className="map-form">
      <p className="quiet">
        Click corners on the map. Lengths are along the great circle, the course at its beginning.
      </p>
      <form
        className="map-row"
        onSubmit={(event) => {
          event.preventDefault();
          const read = readPlace(text);
          if (read === null || typeof read === 'string') {
            setRefused(read ?? 'Write a position: 42.23, 130.3.');
            return;
          }
          setRefused(null);
          setText('');
          set([...measured, read]);
        }}
      >
        <label className="field">
          <span className="field-name">Corner</span>
          <input value={text} placeholder="42.23, 130.3" onChange={(event) => setText(event.target.value)} />
        </label>
        <button type="submit" className="button">
          Add
        </button>
      </form>
      {refused !== null && <p role="alert">{refused}</p>}
      {legs.length > 0 && (
        <table className="table map-table">
          <caption className="unseen">Measured legs</caption>
          <thead>
            <tr>
              <th scope="col">Leg</th>
              <th scope="col">Length</th>
              <th scope="col">Course</th>
              <th scope="col">In all</th>
            </tr>
          </thead>
          <tbody>
            {legs.map((leg, i) => (
              <tr key={`${leg.from.lon} ${leg.to.lon} ${leg.totalNm}`}>
                <th scope="row">{i + 1}</th>
                <td className="number">{distanceText(leg.distanceNm)}</td>
                <td className="number">{courseDegText(leg.courseDeg)}</td>
                <td className="number">{distanceText(leg.totalNm)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p role="status">
        {measured.length < 2
          ? `${measured.length} of the two corners that a leg needs.`
          : `${distanceText(total)} in ${legs.length} ${legs.length === 1 ? 'leg' : 'legs'}.`}
        {measured.length >= MOST_MEASURED && ` No more than ${MOST_MEASURED} corners.`}
      </p>
      <div className="map-row">
        <button
          type="button"
          className="button small"
          disabled={view === null}
          onClick={() => view !== null && set([...measured, { lon: view.lon, lat: view.lat }])}
        >
          Add the middle of the map
        </button>
        <button
          type="button"
          className="button small"
          disabled={measured.length === 0}
          onClick={() => set(measured.slice(0, -1))}
        >
          Undo
        </button>
        <button type="button" className="button small" disabled={measured.length === 0} onClick={() => set([])}>
          Clear
        </button>
      </div>
    </div>
  );
}
