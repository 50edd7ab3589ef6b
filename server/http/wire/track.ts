// Tracks and positions on the wire, as columns.

import { z } from 'zod';
import { scope } from './values.ts';
import { PositionFix, VesselSummary } from './vessel.ts';

/** Columns of equal length, oldest first. */
export const Track = z.object({
  vesselId: z.string(),
  at: z.array(z.number()).describe('epoch ms'),
  lon: z.array(z.number()),
  lat: z.array(z.number()),
  speedKn: z.array(z.number().nullable()),
  courseDeg: z.array(z.number().nullable()),
});
export type Track = z.infer<typeof Track>;

/** All tracks of a replay, for a page that scrubs without asking again. */
export const TrackSet = z.object({
  scope,
  fromAt: z.number().nullable(),
  toAt: z.number().nullable(),
  vessels: z.array(VesselSummary),
  tracks: z.array(Track),
});
export type TrackSet = z.infer<typeof TrackSet>;

/** Where every vessel was at an instant. */
export const Positions = z.object({
  scope,
  at: z.number().describe('epoch ms'),
  fixes: z.array(PositionFix.extend({ vesselId: z.string() })),
});
export type Positions = z.infer<typeof Positions>;
