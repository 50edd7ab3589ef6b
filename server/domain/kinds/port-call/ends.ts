// How well the two ends of a visit are known, in words. A visit to a zone has its ends told in the same way.

import { utcMinute } from '../../time.ts';
import type { Window } from './facts.ts';

/** Of the sentence of the visit: `over` once it has ended. */
export function ends(over: boolean, entry: Window | null, exit: Window | null): string {
  if (over && isInstant(entry) && isInstant(exit)) return 'entry and exit observed';
  const arrival =
    entry === null
      ? 'entry not seen'
      : isInstant(entry)
        ? 'entry observed'
        : `entered unseen between ${utcMinute(entry.fromAt)} and ${utcMinute(entry.toAt)}`;
  if (!over && exit === null) return arrival;
  const departure =
    exit === null
      ? 'exit not seen'
      : isInstant(exit)
        ? 'exit observed'
        : `left unseen between ${utcMinute(exit.fromAt)} and ${utcMinute(exit.toAt)}`;
  return `${arrival}, ${departure}`;
}

function isInstant(window: Window | null): boolean {
  return window !== null && window.fromAt === window.toAt;
}
