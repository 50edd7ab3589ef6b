// Which alerts are marked as new or updated for a moment: those that the playhead has just passed in play, or that the
// live stream has just brought. Pure: what was known before and after goes in, with the wall clock.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import { tellsMore } from './said.ts';

/** How long the mark stays, wall ms. */
export const FRESH_MS = 7_000;

export interface Fresh {
  what: 'new' | 'updated';
  /** Wall time at which it was marked. */
  since: number;
}

type Known = ReadonlyMap<string, AlertSummary>;

/** The marks after a step from `before` to `after`: those not yet old, and one for each alert that says more now. */
export function freshAfter(
  marks: ReadonlyMap<string, Fresh>,
  before: Known,
  after: Known,
  now: number,
): ReadonlyMap<string, Fresh> {
  const fresh = freshStill(marks, now);
  if (before === after) return fresh;
  const next = new Map(fresh);
  for (const [id, alert] of after) {
    const earlier = before.get(id);
    if (earlier === alert) continue;
    if (earlier === undefined) {
      if (alert.state !== 'withdrawn') next.set(id, { what: 'new', since: now });
    } else if (tellsMore(earlier, alert)) next.set(id, { what: 'updated', since: now });
  }
  return next.size === fresh.size && [...next].every(([id, mark]) => fresh.get(id) === mark) ? fresh : next;
}

/** The marks that are not yet old; the same map while none has gone. */
export function freshStill(marks: ReadonlyMap<string, Fresh>, now: number): ReadonlyMap<string, Fresh> {
  const still = [...marks].filter(([, mark]) => now - mark.since < FRESH_MS);
  return still.length === marks.size ? marks : new Map(still);
}
