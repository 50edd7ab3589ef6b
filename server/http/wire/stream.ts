// What passes over the live stream, in both directions.

import { z } from 'zod';
import { AlertSummary } from './alert.ts';
import { CaseSummary } from './case.ts';
import { VesselEvent } from './kinds/index.ts';
import { Replay } from './replay.ts';
import { scope } from './values.ts';
import { PositionFix } from './vessel.ts';

/** What the server sends on /api/v1/stream. */
export const StreamMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), seq: z.number().int(), version: z.string() }),
  z.object({ type: z.literal('alert'), seq: z.number().int(), alert: AlertSummary }),
  z.object({ type: z.literal('case'), seq: z.number().int(), case: CaseSummary }),
  z.object({ type: z.literal('event'), seq: z.number().int(), event: VesselEvent }),
  z.object({ type: z.literal('replay'), seq: z.number().int(), replay: Replay }),
  /** Backfill is over; what follows is live. */
  z.object({ type: z.literal('live'), seq: z.number().int() }),
  z.object({
    type: z.literal('positions'),
    scope,
    fixes: z.array(PositionFix.extend({ vesselId: z.string() })),
  }),
]);
export type StreamMessage = z.infer<typeof StreamMessage>;

/** What the page may send on the stream: where it looks, and how positions are to come. */
export const StreamRequest = z.object({
  scope: scope.optional(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional().describe('west, south, east, north'),
  positions: z
    .enum(['rows', 'packed'])
    .optional()
    .describe('rows of JSON, or columns in a binary message (server/http/packed-fixes.ts)'),
});
export type StreamRequest = z.infer<typeof StreamRequest>;
