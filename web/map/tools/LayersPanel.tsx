// Which layers the map shows, how the earth is drawn, and files of one's own laid over it.

import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import type { Footprint } from '../../../server/http/wire/feed.ts';
import { get } from '../../api.ts';
import type { Switch } from '../../state/chart.ts';
import { useDispatch, useSlice } from '../../state/store.ts';
import { useCorridors } from './corridors-wanted.ts';
import { OverlayFiles } from './OverlayFiles.tsx';

const SWITCHES: readonly (readonly [name: Switch, word: string])[] = [
  ['traffic', 'Other traffic'],
  ['zones', 'Zones with their names'],
  ['corridors', 'Rule corridors: between which ports rules look'],
  ['dates', 'Dates along the track of the selected ship'],
  ['night', 'Night at the playhead'],
];

export function LayersPanel() {
  const chart = useSlice((state) => state.chart);
  const footprint = useSlice((state) => state.footprint);
  const corridorsRefused = useCorridors();
  const dispatch = useDispatch();
  const id = useId();
  const heard = useMutation({
    mutationFn: () => get<Footprint>('/feeds/footprint'),
    onSuccess: (shown) => dispatch({ type: 'footprint shown', footprint: shown }),
  });

  function turn(name: Switch, shown: boolean): void {
    dispatch({ type: 'charted', chart: { [name]: shown } });
  }

  return (
    <div className="map-form">
      <fieldset className="map-switches">
        <legend className="unseen">Layers</legend>
        {SWITCHES.map(([name, word]) => (
          <label key={name}>
            <input type="checkbox" checked={chart[name]} onChange={(event) => turn(name, event.target.checked)} />
            {word}
          </label>
        ))}
        <label>
          <input
            type="checkbox"
            checked={footprint !== null}
            disabled={heard.isPending}
            onChange={(event) =>
              event.target.checked ? heard.mutate() : dispatch({ type: 'footprint shown', footprint: null })
            }
          />
          Where the live feeds hear anybody, last 30 days
        </label>
      </fieldset>
      {[corridorsRefused, heard.error?.message ?? null].map(
        (why) =>
          why !== null && (
            <p key={why} role="alert">
              {why}
            </p>
          ),
      )}
      <fieldset className="map-switches">
        <legend>The earth as</legend>
        {(['globe', 'mercator'] as const).map((projection) => (
          <label key={projection}>
            <input
              type="radio"
              name={`${id}-projection`}
              checked={chart.projection === projection}
              onChange={() => dispatch({ type: 'charted', chart: { projection } })}
            />
            {projection === 'globe' ? 'Globe' : 'Mercator, as on a sea chart'}
          </label>
        ))}
      </fieldset>
      <OverlayFiles />
    </div>
  );
}
