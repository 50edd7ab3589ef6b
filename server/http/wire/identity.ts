// Who a vessel is, on the wire: what lists say of it, what it says of itself, and why the two were matched.

import { z } from 'zod';
import { datePrecision, matchLevel } from './values.ts';

export const Designation = z.object({
  authority: z.string(),
  programme: z.string(),
  ref: z.string().nullable(),
  listed: z.string().nullable().describe('YYYY-MM-DD; null where no source gives a date'),
  precision: datePrecision,
  delisted: z.string().nullable(),
  sanction: z.boolean().describe('false for catalogues that are no legal listing'),
  note: z.string().nullable(),
  source: z.string(),
});
export type Designation = z.infer<typeof Designation>;

/** How a listing stands at an instant. */
export const standing = z.enum(['in-force', 'ended', 'later', 'undated', 'catalogue']);

/** A listing with how it stands as of the day that the answer names. */
export const StandingDesignation = Designation.extend({ standing });
export type StandingDesignation = z.infer<typeof StandingDesignation>;

export const MatchEvidence = z.object({
  rule: z.string(),
  level: matchLevel,
  witnesses: z.array(z.string()),
  contradictions: z.array(z.string()),
});
export type MatchEvidence = z.infer<typeof MatchEvidence>;

export const IdentityLine = z.object({
  field: z.string(),
  value: z.string(),
  firstAt: z.number(),
  lastAt: z.number(),
  source: z.string(),
});
export type IdentityLine = z.infer<typeof IdentityLine>;
