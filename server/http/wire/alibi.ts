// Which watched ships could not have been at a place within a period, on the wire, each with its sums. Times are epoch ms.

import { z } from 'zod';
import { asOf, scope } from './values.ts';

export const alibiWord = z
  .enum(['was', 'could', 'doubtful', 'could-not', 'never-heard'])
  .describe(
    "'could-not' is an alibi; 'doubtful': the time does not allow it, and something breaks the alibi; a ship never heard has none",
  );

const end = z.object({ at: z.number(), lon: z.number(), lat: z.number() }).nullable();

export const ShipAlibi = z.object({
  vesselId: z.string(),
  vesselName: z.string(),
  imo: z.number().nullable(),
  authorities: z.array(z.string()).describe('who lists it, as of the day asked for'),
  word: alibiWord,
  basis: z.enum(['observed', 'sighted']).nullable().describe('how it is known that it was there'),
  grounds: z.array(z.string()),
  doubts: z.array(z.string()).describe('what breaks an alibi, or speaks against what is said'),
  speedLimitKn: z.number().nullable().describe('assumed; null for a ship never heard'),
  passage: z
    .object({
      before: end.describe('where it was heard last'),
      after: end.describe('and next'),
      distanceInKm: z.number().nullable().describe('a lower bound of the way over water'),
      distanceOutKm: z.number().nullable(),
      earliestArrivalAt: z.number().nullable(),
      latestDepartureAt: z.number().nullable(),
      slackMs: z
        .number()
        .nullable()
        .describe('to spare within the period beyond the stay; negative: so much is lacking'),
    })
    .nullable()
    .describe('of all ways to be there the one with most time'),
  eventIds: z.array(z.string()),
  sightingIds: z.array(z.string()),
});
export type ShipAlibi = z.infer<typeof ShipAlibi>;

export const Alibis = z.object({
  scope,
  label: z.string().nullable().describe('what a replay must be marked with'),
  asOf: asOf.describe('which day listings and sightings speak of'),
  place: z.object({
    id: z.string(),
    name: z.string(),
    lon: z.number(),
    lat: z.number(),
    radiusKm: z.number().describe('so far its berths and roads reach: ways are measured to there'),
  }),
  fromAt: z.number(),
  toAt: z.number().describe('does not belong to the period'),
  stayHours: z.number().describe('the shortest stay asked about; 0: a touch'),
  distancesBy: z.enum(['around land', 'great circle']),
  counts: z.record(alibiWord, z.number().int()),
  knownLater: z.number().int().describe('sightings left out: not known yet on the day asked for'),
  says: z.array(z.string()).describe('what this answer does not say, in sentences'),
  rows: z.array(ShipAlibi).describe('those that were there first, then those that could have been, by their slack'),
  next: z.string().nullable().describe('pass back as `after`; null at the end'),
});
export type Alibis = z.infer<typeof Alibis>;
