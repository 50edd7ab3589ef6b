// Sanctions lists on the wire: how each stands, its versions, what changed, its records, and records made by hand.

import { z } from 'zod';
import { dayText, shortText, time } from './values.ts';

export const List = z.object({
  id: z.string(),
  title: z.string(),
  authority: z.string(),
  asOf: z.string().describe('publication mark of the copy'),
  hulls: z.number().int(),
  designations: z.number().int(),
  source: z.string(),
  sanction: z.boolean(),
});
export type List = z.infer<typeof List>;

const changeCounts = z.object({
  added: z.number().int(),
  removed: z.number().int(),
  renamed: z.number().int(),
  changed: z.number().int(),
});

/** One try to get a version of a list. */
export const ListAttempt = z.object({
  at: time,
  how: z.enum(['file', 'address', 'hand']),
  origin: z.string().describe('names of the files, or the address'),
  status: z.number().int().nullable().describe('HTTP status'),
  bytes: z.number(),
  outcome: z.enum(['in force', 'no change', 'not modified', 'refused', 'unreachable']),
  says: z.string().nullable().describe('why it was refused, in one sentence'),
});
export type ListAttempt = z.infer<typeof ListAttempt>;

/** A list with how it stands. */
export const ListStatus = List.extend({
  builtIn: z.boolean().describe('part of the built-in table, not a loaded list'),
  state: z.enum(['in force', 'stale', 'failing', 'not loaded', 'closed', 'built-in']),
  says: z.string().nullable().describe('what is wrong, in one sentence; null when nothing is'),
  since: time.nullable().describe('since when it stands so'),
  ageDays: z
    .number()
    .int()
    .nullable()
    .describe('by the publication mark; null where no more is known than the newest listing'),
  published: z.string().nullable().describe('YYYY-MM-DD from the publication mark, or YYYY-MM where it names a month'),
  markBasis: z.enum(['inside', 'given', 'newest-listing', 'file-name', 'last-modified']).nullable(),
  importedAt: time.nullable(),
  versionId: z.number().int().nullable(),
  ships: z.number().int(),
  parties: z.number().int(),
  classes: z.number().int(),
  skipped: z.record(z.string(), z.object({ count: z.number(), examples: z.array(z.string()) })),
  formats: z.array(z.string()),
  address: z.string().nullable().describe('null for lists that are imported or entered by hand'),
  notice: z.string().nullable().describe('terms to show before it is loaded'),
  lastDifference: z
    .object({ ships: changeCounts, parties: changeCounts, hullsAdded: z.number(), hullsRemoved: z.number() })
    .nullable(),
  lastAttempt: ListAttempt.nullable(),
  lastGoodAt: time.nullable(),
  failingSince: time.nullable(),
});
export type ListStatus = z.infer<typeof ListStatus>;

export const ListVersion = z.object({
  id: z.number().int(),
  format: z.string(),
  importedAt: time,
  published: z.string().nullable(),
  ships: z.number().int(),
  parties: z.number().int(),
  classes: z.number().int(),
  files: z.array(z.object({ role: z.string(), name: z.string(), bytes: z.number(), sha256: z.string() })),
  difference: z.object({
    ships: changeCounts,
    parties: changeCounts,
    hullsAdded: z.number(),
    hullsRemoved: z.number(),
  }),
});
export type ListVersion = z.infer<typeof ListVersion>;

export const ListDetail = ListStatus.extend({
  versions: z.array(ListVersion).describe('newest first'),
  attempts: z.array(ListAttempt).describe('newest first'),
  moreVersions: z.number().int().describe('older versions that are left out here'),
  moreAttempts: z.number().int().describe('older attempts that are kept and left out here'),
});
export type ListDetail = z.infer<typeof ListDetail>;

export const ListChange = z.object({
  change: z.enum(['added', 'removed', 'renamed', 'changed']),
  recordId: z.string(),
  kind: z.enum(['ship', 'party', 'class']),
  imo: z.number().int().nullable(),
  name: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
export type ListChange = z.infer<typeof ListChange>;

export const ListDifference = z.object({
  list: z.string(),
  version: ListVersion,
  rows: z.array(ListChange),
  next: z.string().nullable().describe('pass back as `after`; null at the end'),
});
export type ListDifference = z.infer<typeof ListDifference>;

export const ListRecord = z.object({
  list: z.string(),
  recordId: z.string(),
  kind: z.enum(['ship', 'party', 'class']),
  names: z.array(z.object({ text: z.string(), kind: z.string(), script: z.string() })),
  imo: z.number().int().nullable(),
  imoDoubtful: z.boolean().describe('the number fails its check digit and stands so on the list'),
  companyImo: z.number().int().nullable(),
  mmsis: z.array(z.number().int()),
  callSigns: z.array(z.string()),
  flag: z.string().nullable(),
  formerFlags: z.array(z.string()),
  shipType: z.string().nullable(),
  grossTonnage: z.number().nullable(),
  deadweight: z.number().nullable(),
  builtYear: z.number().int().nullable(),
  lengthM: z.number().nullable(),
  parties: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      companyImo: z.number().int().nullable(),
      country: z.string().nullable(),
    }),
  ),
  programmes: z.array(z.string()),
  measures: z.array(z.string()),
  listed: z.string().nullable(),
  delisted: z.string().nullable(),
  firstSeen: z.string().describe('publication mark of the first version that had it'),
  firstMissed: z.string().nullable().describe('publication mark of the first version that missed it'),
  remarks: z.string().nullable(),
  raw: z.string().describe('the text of the list'),
});
export type ListRecord = z.infer<typeof ListRecord>;

/** A record entered by hand; for what is published as prose. */
export const HandRecordRequest = z.object({
  recordId: z.string().max(100).optional(),
  kind: z.enum(['ship', 'party']).default('ship'),
  name: shortText,
  aliases: z.array(shortText).max(50).default([]),
  imo: z.number().int().nullable().default(null),
  mmsis: z.array(z.number().int()).max(20).default([]),
  callSigns: z.array(z.string().max(20)).max(20).default([]),
  flag: z.string().max(100).nullable().default(null),
  shipType: z.string().max(100).nullable().default(null),
  programme: shortText,
  measures: z.array(shortText).max(20).default([]),
  listed: dayText,
  remarks: z.string().max(2000).nullable().default(null),
  source: shortText.describe('where it is published: notice, page, date'),
  list: z
    .object({ title: shortText.optional(), authority: shortText.optional(), sanction: z.boolean().optional() })
    .default({})
    .describe('of a list that is new'),
});
export type HandRecordRequest = z.input<typeof HandRecordRequest>;

/** What a person says of the copy that is fetched. */
export const SyncRequest = z
  .object({
    accept: z
      .boolean()
      .default(false)
      .describe('the fall in ships or parties, the other ships or the older mark was looked at, and is right'),
    published: dayText.describe('when the copy was published, where nothing in it says so'),
  })
  .nullish();
export type SyncRequest = z.input<typeof SyncRequest>;

export const ImportReport = z.object({
  list: z.string(),
  format: z.string(),
  title: z.string(),
  outcome: z.enum(['in force', 'no change', 'not modified', 'refused', 'unreachable']),
  says: z.string().nullable(),
  warnings: z.array(z.string()),
  ships: z.number().int(),
  parties: z.number().int(),
  classes: z.number().int(),
  difference: z.object({ ships: changeCounts, parties: changeCounts }).nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;
