// How the page marks what does not speak as of the playhead: known later, of today, or ahead of it. Each mark says so in words,
// and in the live monitor, where the clock is now, none is needed.

import type { ReactNode } from 'react';
import { useLens } from '../state/clock.ts';
import { useSlice } from '../state/store.ts';
import { dateText } from '../words/format.ts';

/** What came to be known after the playhead, folded away. */
export function KnownLater({ what, children }: { what: string; children: ReactNode }) {
  return (
    <details className="known-later" data-clock="later">
      <summary>Known later: {what}</summary>
      {children}
    </details>
  );
}

/** What has no date of its own and reads as it does today. In a replay it is folded; in the live monitor it is as it is. */
export function AsToday({ what, children }: { what: string; children: ReactNode }) {
  if (useLens() === 'live') return <>{children}</>;
  return (
    <details className="known-later" data-clock="now">
      <summary>{what}, as it reads today</summary>
      {children}
    </details>
  );
}

/** Beside a heading: this speaks of the monitor today, not of the playhead. */
export function OfToday() {
  if (useLens() === 'live') return null;
  return <span className="of-today">of today, {dateText(Date.now())}, not of the playhead</span>;
}

/** Beside a heading: this speaks as of the playhead. */
export function AtPlayhead() {
  const day = useSlice((state) => dateText(state.at));
  const lens = useLens();
  if (lens === 'live') return null;
  return (
    <span className="of-today">
      as of {day}
      {lens === 'now' && ', by the lists of today'}
    </span>
  );
}
