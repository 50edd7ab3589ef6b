// What can be heard: by feed, on the map and as a table of the same cells. It is what was heard in the last 30 days; where
// nothing was heard there may be ships.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Footprint } from '../../server/http/wire/feed.ts';
import { Refused, Waiting } from '../parts/Parts.tsx';
import { useDispatch, useSlice } from '../state/store.ts';
import { countText, positionText } from '../words/format.ts';
import { feedApi } from './feed-api.ts';
import { hoursOfDay } from './feeds.ts';

/** Rows of the table drawn at once. */
const STEP = 100;
const ALL = '';

export function WhatCanBeHeard() {
  const [feed, setFeed] = useState(ALL);
  const shown = useSlice((state) => state.footprint);
  const dispatch = useDispatch();
  const query = useQuery({
    queryKey: ['footprint', feed],
    queryFn: () => feedApi.footprint(feed === ALL ? null : feed),
    staleTime: 60_000,
  });
  if (query.isPending) return <Waiting what="what can be heard" />;
  if (query.isError) {
    return <Refused what="What can be heard" error={query.error} again={() => void query.refetch()} />;
  }
  const { data } = query;
  if (data.feeds.length === 0) return <p className="quiet">Nothing was heard yet.</p>;
  const isShown = shown !== null && shown.feed === data.feed;
  return (
    <>
      <p>
        {countText(data.features.length)} cells of {data.gridDeg}° in which anybody was heard in the last 30 days
        {data.feeds.some(({ atLeast }) => atLeast) && ', and more than are kept'}. Where nothing was heard there may be
        ships.
      </p>
      <div className="field-row sources-doors">
        <label>
          By{' '}
          <select value={feed} onChange={(event) => setFeed(event.currentTarget.value)}>
            <option value={ALL}>all feeds</option>
            {data.feeds.map((row) => (
              <option key={row.feed} value={row.feed}>
                {row.feed}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="button"
          aria-pressed={isShown}
          onClick={() => dispatch({ type: 'footprint shown', footprint: isShown ? null : data })}
        >
          {isShown ? 'Take it off the map' : 'Show on the map'}
        </button>
      </div>
      <Cells footprint={data} />
    </>
  );
}

function Cells({ footprint: { features, gridDeg } }: { footprint: Footprint }) {
  const [most, setMost] = useState(STEP);
  return (
    <details>
      <summary>As a table</summary>
      <table className="table">
        <caption>Cells of {gridDeg}° by their south-west corner</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Hours of the day</th>
            <th scope="col">Last heard on</th>
          </tr>
        </thead>
        <tbody>
          {features.slice(0, most).map(({ geometry, properties }) => {
            const [lon, lat] = geometry.coordinates[0]![0]!;
            return (
              <tr key={`${lon} ${lat}`}>
                <th scope="row" className="number">
                  {positionText(lon, lat)}
                </th>
                <td className="number">{hoursOfDay(properties.hours)}</td>
                <td className="number">{properties.lastHeardOn}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {features.length > most && (
        <button type="button" className="button" onClick={() => setMost(most + STEP)}>
          Show more ({countText(features.length - most)})
        </button>
      )}
    </details>
  );
}
