// What a screening finds, on the wire.

import { z } from 'zod';
import { MatchEvidence, standing } from './identity.ts';
import { datePrecision, matchLevel } from './values.ts';

export const ScreenMatch = z.object({
  hullId: z.string(),
  name: z.string(),
  imo: z.number().int().nullable(),
  flag: z.string().nullable(),
  shipType: z.string().nullable(),
  watched: z.boolean(),
  evidence: MatchEvidence,
  lines: z
    .array(
      z.object({
        list: z.string().describe("'built-in' for rows of the built-in table"),
        recordId: z.string().nullable(),
        authority: z.string(),
        programme: z.string(),
        listed: z.string().nullable(),
        precision: datePrecision,
        delisted: z.string().nullable(),
        standing: standing.describe('as of the day that the answer names'),
        source: z.string(),
        raw: z.string().nullable().describe('the text of the list'),
      }),
    )
    .describe('the list lines that it rests on'),
});
export type ScreenMatch = z.infer<typeof ScreenMatch>;

export const ScreenResult = z.object({
  asked: z.string(),
  level: matchLevel.nullable().describe('of the best match'),
  matches: z.array(ScreenMatch),
  notes: z.array(z.string()),
});
export type ScreenResult = z.infer<typeof ScreenResult>;
