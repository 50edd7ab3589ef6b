// What there was to say lately of a feed or the relay, the newest first.

import type { FeedState } from '../../server/http/wire/feed.ts';
import { timeText } from '../words/format.ts';

export function Notes({ notes }: { notes: FeedState['notes'] }) {
  if (notes.length === 0) return null;
  return (
    <details>
      <summary>{notes.length === 1 ? 'One note' : `The last ${notes.length} notes`}</summary>
      <ul className="plain-list">
        {notes.toReversed().map(({ at, says, wrong }) => (
          <li key={`${at} ${says}`} className={wrong ? 'refusal' : ''}>
            <span className="number quiet">{timeText(Date.parse(at))}</span> {says}
          </li>
        ))}
      </ul>
    </details>
  );
}
