// What a screening finds, on the wire: ships, companies, persons and class entries with their list lines; what was not
// read; which lists were asked; and all of it as a record to keep.

import { z } from 'zod';
import { MatchEvidence, standing } from './identity.ts';
import { PartyShip } from './party.ts';
import { asOf, datePrecision, matchLevel, page, time } from './values.ts';

export const ScreenLine = z.object({
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
});
export type ScreenLine = z.infer<typeof ScreenLine>;

const lines = z.array(ScreenLine).describe('the list lines that it rests on');

export const ScreenMatch = z.object({
  hullId: z.string(),
  name: z.string(),
  imo: z.number().int().nullable(),
  flag: z.string().nullable(),
  shipType: z.string().nullable(),
  watched: z.boolean(),
  evidence: MatchEvidence,
  lines,
});
export type ScreenMatch = z.infer<typeof ScreenMatch>;

export const ScreenParty = z.object({
  partyId: z.string(),
  name: z.string(),
  names: z.array(z.string()).describe('every name that a list gives it'),
  companyImos: z.array(z.number().int()).describe('IMO company numbers; never ship numbers'),
  evidence: MatchEvidence,
  lines: lines.describe('its own listings; none for a party that lists only name with a ship'),
  ships: z.array(PartyShip),
});
export type ScreenParty = z.infer<typeof ScreenParty>;

export const ScreenClass = z.object({
  title: z.string(),
  why: z.string().describe('why it is told, in a sentence'),
  lines,
});

export const ScreenResult = z.object({
  asked: z.string(),
  line: z.number().int().nullable().describe('of the table that the question stands in'),
  outcome: z
    .enum(['match', 'unread', 'partial', 'clear'])
    .describe(
      "'clear' only when all of the question was read and every authority was asked; 'partial': nothing on the lists that were asked; 'unread': nothing found, and part of the question was not read",
    ),
  level: matchLevel.nullable().describe('of the best match'),
  matches: z.array(ScreenMatch),
  parties: z.array(ScreenParty).describe('companies and persons'),
  classes: z.array(ScreenClass).describe('entries that list a whole class of ships'),
  notes: z.array(z.string()),
  unread: z.array(z.string()).describe('what of the question was not read, one sentence each'),
});
export type ScreenResult = z.infer<typeof ScreenResult>;

export const ScreenAgainst = z.object({
  askedAt: time,
  lists: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      authority: z.string(),
      sanction: z.boolean(),
      published: z.string().nullable().describe("the publisher's own mark, a day or a month"),
      importedAt: time,
      state: z.string(),
      says: z.string().nullable(),
      ships: z.number().int(),
      parties: z.number().int(),
    }),
  ),
  builtIn: z.object({ hulls: z.number().int(), asOf: z.string() }).describe('the table that comes with the program'),
  notLoaded: z.array(
    z.object({
      authority: z.string(),
      partly: z.boolean().describe('another of its lists is loaded'),
      lists: z.array(z.object({ id: z.string(), title: z.string() })),
    }),
  ),
  complete: z.boolean().describe('false: lists of ships were not asked, so that no answer is an all-clear'),
});
export type ScreenAgainst = z.infer<typeof ScreenAgainst>;

export const ScreenPage = page(ScreenResult).extend({ asOf, against: ScreenAgainst });
export type ScreenPage = z.infer<typeof ScreenPage>;

export const ScreenRecord = z.object({
  kind: z.literal('keelwatch screening record'),
  version: z.string(),
  against: ScreenAgainst,
  notes: z.array(z.string()).describe('of the table that was asked'),
  results: z.array(ScreenResult),
  sha256: z.string().describe('of this record as JSON without this field'),
});
export type ScreenRecord = z.infer<typeof ScreenRecord>;
