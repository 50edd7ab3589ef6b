// What a new rule must know of the time before it was saved: the calls at its places that the store keeps, so that a leg
// under way finds its beginning. It reads and writes nothing.

import type { VesselEvent } from '../domain/kinds/event.ts';
import type { Port } from '../domain/places/place.ts';
import type { RouteRule } from '../domain/rule.ts';
import { compileRule } from '../domain/rules/finding.ts';
import { concerns } from '../domain/rules/match.ts';
import { DAY_MS } from '../domain/time.ts';
import { type EventQuery, LIVE, type Store } from '../seams/store.ts';

/** As far back as the rules' evaluation remembers for look-back rules. */
const MEMORY_DAYS = 210;
/** Calls handed to the monitor for legs under way. */
const MOST_PAST = 20_000;
const PAGE_ROWS = 500;

/** Calls, zones and possible calls at the places of the rule, up to `now`; none where it has no place. */
export async function pastOf(
  store: Pick<Store, 'events'>,
  ports: readonly Port[],
  rule: RouteRule,
  now: number,
): Promise<VesselEvent[]> {
  const { places } = compileRule(rule, ports);
  if (places.size === 0) return [];
  const past: VesselEvent[] = [];
  const begin = { scope: LIVE, fromAt: now - Math.max(MEMORY_DAYS, rule.maxDays + 30) * DAY_MS, limit: PAGE_ROWS };
  const queries: Omit<EventQuery, 'limit'>[] = [
    { ...begin, kind: ['port-call', 'zone'], placeIds: [...places] },
    // The place of a rule may be one of several in reach.
    { ...begin, kind: ['possible-dark-call'] },
  ];
  for (const query of queries) {
    const most = past.length + MOST_PAST;
    let after: string | undefined;
    do {
      const page = await store.events({ ...query, limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) });
      const rows = page.rows.map(({ scope: _, ...event }) => event as VesselEvent);
      past.push(...rows.filter((event) => concerns(event, places)));
      after = past.length < most ? (page.next ?? undefined) : undefined;
    } while (after !== undefined);
  }
  return past;
}
