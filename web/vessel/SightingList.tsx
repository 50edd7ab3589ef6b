// Sightings as a list: what was seen, when, how sure, who says so; a withdrawn one says why. What can be done with one is
// the caller's.

import type { ReactNode } from 'react';
import type { Sighting } from '../../server/http/wire/sighting.ts';
import { SourceLink } from '../parts/Parts.tsx';
import { spanText, timeText } from '../words/format.ts';

export function SightingList({
  rows,
  actions,
}: {
  rows: readonly Sighting[];
  actions?: (sighting: Sighting) => ReactNode;
}) {
  return (
    <ul className="sightings">
      {rows.map((sighting) => (
        <li key={sighting.id} className={sighting.withdrawn ? 'withdrawn' : undefined}>
          <p>
            {sighting.withdrawn && <span className="tag">Withdrawn</span>} {sighting.what}
          </p>
          <p className="quiet">
            {spanText(sighting.fromAt, sighting.toAt)} · {sighting.means}, {sighting.grade}
          </p>
          <p className="quiet">
            Source: <SourceLink link={sighting.link}>{sighting.source}</SourceLink> · known{' '}
            {timeText(sighting.arrivedAt)}
          </p>
          {sighting.withdrawn && (
            <p className="quiet">
              Withdrawn {timeText(sighting.withdrawn.at)}: {sighting.withdrawn.reason}
            </p>
          )}
          {actions?.(sighting)}
        </li>
      ))}
    </ul>
  );
}
