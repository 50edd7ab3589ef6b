// What a search finds, on the wire: one row a thing that can be opened.

import { z } from 'zod';
import { asOf, severity } from './values.ts';

export const SearchHit = z.object({
  kind: z.enum(['ship', 'case', 'port', 'zone', 'party', 'rule']),
  id: z.string(),
  title: z.string(),
  note: z.string().describe('what tells it apart, in one line'),
  /** Ships: whether it was heard in the scope, whether it is watched. */
  heard: z.boolean().nullable(),
  watched: z.boolean().nullable(),
  severity: severity.nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchAnswer = z.object({
  rows: z.array(SearchHit),
  more: z.record(z.string(), z.number()).describe('by kind, how many more there are than are told'),
  says: z
    .string()
    .nullable()
    .describe('what of the question could not be, such as a number that fails its check digit'),
  asOf,
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;
