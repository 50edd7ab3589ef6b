// Watchlists, their members, and what people decided about radio units, on the wire.

import { z } from 'zod';
import { dayText, page, shortText, time } from './values.ts';

export const WatchFilter = z
  .object({
    authorities: z.array(shortText).min(1).max(50).optional().describe("as in designations, e.g. 'US OFAC'"),
    programmes: z.array(shortText).min(1).max(50).optional().describe('part of the programme'),
    flags: z.array(shortText).min(1).max(50).optional().describe('ISO 3166 codes or words of the list'),
    types: z.array(shortText).min(1).max(50).optional().describe('part of the ship type'),
  })
  .describe('all conditions present must hold; none: every hull that a source names');
export type WatchFilter = z.infer<typeof WatchFilter>;

export const Watchlist = z.object({
  id: z.string(),
  title: z.string(),
  owner: z.string(),
  purpose: z.string(),
  filter: WatchFilter.nullable().describe('null: members by hand or CSV only'),
  pinned: z.boolean(),
  notes: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  createdAt: time,
  members: z.number().int().describe('entered by hand or CSV'),
  hulls: z.number().int().describe('watched through it now'),
});
export type Watchlist = z.infer<typeof Watchlist>;

export const WatchlistRequest = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'letters, digits and dashes')
    .max(60),
  title: shortText,
  owner: z.string().max(100).default(''),
  purpose: z.string().max(500).default(''),
  filter: WatchFilter.nullable().default(null),
  pinned: z.boolean().default(false),
  notes: z.string().max(2000).nullable().default(null),
  from: dayText,
  to: dayText,
});
export type WatchlistRequest = z.input<typeof WatchlistRequest>;

export const WatchMember = z.object({
  hullId: z.string(),
  name: z.string(),
  imo: z.number().int().nullable(),
  note: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  how: z.enum(['hand', 'csv', 'filter']),
  authorities: z.array(z.string()),
});
export type WatchMember = z.infer<typeof WatchMember>;

export const WatchMembers = page(WatchMember).extend({
  found: z.number().int().describe('ships that fit the question, or that were entered, on all pages'),
});
export type WatchMembers = z.infer<typeof WatchMembers>;

export const WatchMemberRequest = z.object({
  ship: shortText.describe('IMO number, or the id of a hull'),
  name: z.string().max(100).optional(),
  note: z.string().max(1000).nullable().default(null),
  from: dayText,
  to: dayText,
});
export type WatchMemberRequest = z.input<typeof WatchMemberRequest>;

/** What a person decided about a radio unit. */
export const HandVerdict = z.object({
  mmsi: z.number().int(),
  hullId: z.string(),
  verdict: z.enum(['bound', 'refused']),
  at: time,
  by: z.string(),
  note: z.string().nullable(),
});
export type HandVerdict = z.infer<typeof HandVerdict>;

export const HandVerdictRequest = z.object({
  mmsi: z.number().int(),
  hullId: shortText,
  verdict: z.enum(['bound', 'refused']),
  note: z.string().max(1000).nullable().default(null),
});
export type HandVerdictRequest = z.input<typeof HandVerdictRequest>;
