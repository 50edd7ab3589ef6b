// The legs of a case as a small strip of time: where each lies between the first day and the last, filled as far as it was
// seen. A reader of the text has the same from the sentence beside it.

import type { CaseLeg, CaseSummary } from '../../server/http/wire/case.ts';
import { dateText } from '../words/format.ts';

const WIDTH = 200;
const HEIGHT = 12;
/** A leg of hours in a case of months is still to be seen. */
const LEAST = 3;

export function LegStrip({ of }: { of: CaseSummary }) {
  const first = of.legs[0]?.fromAt ?? of.fromAt;
  const span = Math.max(1, of.toAt - first);
  const label = `${of.legCount === 1 ? '1 leg or call' : `${of.legCount} legs or calls`}, ${dateText(of.fromAt)} to ${dateText(of.toAt)}`;
  return (
    <svg
      className="leg-strip"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} className="leg-line" />
      {of.legs.map((leg) => {
        const x = ((leg.fromAt - first) / span) * (WIDTH - LEAST);
        const width = Math.max(LEAST, ((leg.toAt - leg.fromAt) / span) * (WIDTH - LEAST));
        return <rect key={leg.alertIds[0]} x={x} y="1.5" width={width} height={HEIGHT - 3} className={signOf(leg)} />;
      })}
    </svg>
  );
}

function signOf({ basis, ahead }: CaseLeg): string {
  return `leg ${ahead ? 'claimed' : basis}`;
}
