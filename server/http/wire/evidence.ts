// The bundle that proves an alert without the server, on the wire.

import { z } from 'zod';
import { AlertDetail } from './alert.ts';
import { Port } from './place.ts';
import { Replay } from './replay.ts';
import { Rule } from './rule.ts';
import { Track } from './track.ts';
import { time } from './values.ts';

/** Everything that supports an alert, in one file that opens without the server. */
export const EvidenceBundle = z.object({
  format: z.literal('keelwatch-evidence/1'),
  product: z.string(),
  exportedAt: time,
  label: z.string().nullable().describe('what this replay is, e.g. reconstructed; null for live and real recordings'),
  replay: Replay.nullable(),
  alert: AlertDetail,
  hull: z.unknown().describe('the watchlist entry as it stood at export'),
  vessel: z.unknown().describe('the vessel as heard, with its identity timeline'),
  rule: Rule.nullable(),
  places: z.array(Port),
  track: Track.describe('the positions kept from one day before the leg to one day after it'),
  sha256: z.string().describe('of this object as JSON with this field empty'),
});
export type EvidenceBundle = z.infer<typeof EvidenceBundle>;
