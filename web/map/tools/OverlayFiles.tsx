// Files of one's own laid over the map: GeoJSON, KML, GPX. They are read in this browser and go nowhere.

import { useState } from 'react';
import { useDispatch, usePageStore, useSlice } from '../../state/store.ts';
import { countText } from '../../words/format.ts';
import { MOST_OVERLAY_BYTES, MOST_OVERLAYS } from './overlay-bounds.ts';

export function OverlayFiles() {
  const overlays = useSlice((state) => state.chart.overlays);
  const store = usePageStore();
  const dispatch = useDispatch();
  const [refused, setRefused] = useState<string[]>([]);

  async function take(files: readonly File[]): Promise<void> {
    const refusals: string[] = [];
    const { readOverlay } = await import('./overlay-files.ts');
    for (const file of files) {
      const held = store.get().chart.overlays;
      if (held.length >= MOST_OVERLAYS)
        refusals.push(`${file.name}: there are ${MOST_OVERLAYS} files already; remove one.`);
      else if (file.size > MOST_OVERLAY_BYTES) refusals.push(`${file.name} is larger than 20 MB.`);
      else {
        const read = readOverlay(file.name, await file.text());
        if (typeof read === 'string') refusals.push(read);
        else dispatch({ type: 'charted', chart: { overlays: [...held, read] } });
      }
    }
    setRefused(refusals);
  }

  return (
    <section
      className="overlay-files"
      aria-label="Files of your own"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take([...event.dataTransfer.files]);
      }}
    >
      <h3>Files of your own</h3>
      <label className="file-drop">
        <span>Drop GeoJSON, KML or GPX here, or choose a file. It stays in this browser.</span>
        <input
          type="file"
          multiple
          accept=".geojson,.json,.kml,.gpx"
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      {refused.map((why) => (
        <p key={why} role="alert">
          {why}
        </p>
      ))}
      <ul>
        {overlays.map((overlay) => (
          <li key={overlay.name}>
            <span>
              {overlay.name}: {countText(overlay.features.features.length)}{' '}
              {overlay.features.features.length === 1 ? 'feature' : 'features'}
              {overlay.left > 0 && `, ${countText(overlay.left)} left out`}
            </span>
            <button
              type="button"
              className="button small"
              onClick={() =>
                dispatch({ type: 'charted', chart: { overlays: overlays.filter((each) => each !== overlay) } })
              }
            >
              Remove<span className="unseen"> {overlay.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
