// The values that the shapes on the wire share: times, words of one table each, a page of rows. Times are RFC 3339 UTC
// strings, except in series, where they are epoch milliseconds. Every JSON shape that crosses the wire stands in this
// folder, as a zod schema for the server and as a type for the page.

import { z } from 'zod';

export const time = z.iso.datetime({ offset: true }).describe('RFC 3339, UTC');
export const severity = z.enum(['info', 'low', 'medium', 'high', 'critical']).describe('how grave if it is true');
export const confidence = z.enum(['low', 'medium', 'high']).describe('how sure, from the weakest link');
export const basis = z.enum(['observed', 'sighted', 'inferred', 'claimed']);
export const alertState = z.enum(['open', 'acknowledged', 'resolved', 'withdrawn']);
export const matchLevel = z.enum(['confident', 'probable', 'possible']);
export const scope = z.string().describe("'live', or the id of a replay");

export const window = z.object({ fromAt: z.number(), toAt: z.number() });

export const shortText = z.string().trim().min(1).max(300);
export const dayText = z.iso.date().nullable().default(null);

export function page<T extends z.ZodType>(row: T) {
  return z.object({
    rows: z.array(row),
    next: z.string().nullable().describe('pass back as `after`; null at the end'),
  });
}

export const datePrecision = z
  .enum(['day', 'month', 'batch', 'by', 'unknown'])
  .describe("of the day listed; 'by': the first copy seen that had the ship, which may have been listed long before");

/** Which lists and rules an answer goes by. */
export const asOf = z.object({
  mode: z.enum(['then', 'now']).describe("'then': as they stood at `at`; 'now': all that is known today"),
  at: time,
});

export function asOfPage<T extends z.ZodType>(row: T) {
  return page(row).extend({ asOf });
}
