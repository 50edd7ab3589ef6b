// What gave no report, by reason, the most frequent first.

import { countText } from '../words/format.ts';

export function Rejects({ rejects, none = 'none' }: { rejects: Readonly<Record<string, number>>; none?: string }) {
  const rows = Object.entries(rejects).sort((a, b) => b[1] - a[1]);
  if (rows.length === 0) return <span className="quiet">{none}</span>;
  return (
    <ul className="rejects number">
      {rows.map(([reason, count]) => (
        <li key={reason}>
          {countText(count)} {reason}
        </li>
      ))}
    </ul>
  );
}
