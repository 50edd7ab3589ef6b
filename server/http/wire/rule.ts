// Rules and the texts they rest on, on the wire: as they stand, and as users write them.

import { z } from 'zod';
import { basis, dayText, severity, shortText, time } from './values.ts';

export const LegalBasis = z.object({
  jurisdiction: z.string(),
  instrument: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  verified: z.boolean(),
});
export type LegalBasis = z.infer<typeof LegalBasis>;

const kind = z.enum(['route', 'lookback', 'call', 'encounter', 'gap-reach', 'stay', 'deception']);
const shipClass = z.enum(['tanker', 'dry-cargo', 'passenger', 'fishing', 'other', 'unknown']);
/** Ids, codes or words; four thousand ports are known. */
const words = z.array(shortText).min(1).max(500);
const set = z.array(shortText).max(500).default([]);
const mids = z.array(z.number().int().min(201).max(775)).min(1).max(50);
const classes = z.array(shipClass).min(1).max(6);

export const RuleNeeds = z
  .strictObject({
    classes: classes.optional(),
    orMids: mids.optional().describe('ships of these MIDs pass `classes` whatever theirs'),
    watched: z.boolean().optional(),
    listed: z.boolean().optional().describe('under a sanction in force at the event'),
    programmes: words.optional().describe('part of the programme, for `listed`'),
    authorities: words.optional().describe('for `listed`'),
    stayHours: z.number().optional(),
    partner: z
      .strictObject({
        mids: mids.optional(),
        programmes: words.optional(),
        listed: z.boolean().optional(),
        watchlists: words.optional(),
      })
      .optional(),
    originAlone: z.strictObject({ mids }).optional(),
    gapNear: words.optional(),
    viaEncounter: z.boolean().optional(),
    viaPort: z.strictObject({ ports: words, days: z.number(), classes: classes.optional() }).optional(),
    slackHours: z.number().optional(),
    signs: words.optional().describe('of position doubt and identity change, for kind `deception`'),
  })
  .describe('all conditions present must hold');
export type RuleNeeds = z.infer<typeof RuleNeeds>;

export const RuleStep = z
  .strictObject({
    severity,
    listed: z.boolean().optional(),
    programmes: words.optional(),
    authorities: words.optional(),
    dark: z.boolean().optional(),
    basis: z.array(basis).min(1).optional(),
    gapHours: z.number().positive().max(8760).optional(),
    mids: mids.optional(),
    classes: classes.optional(),
    fromAt: z.number().optional().describe('epoch ms'),
  })
  .describe('severity where every condition present holds; the first step that holds wins');
export type RuleStep = z.infer<typeof RuleStep>;

export const RuleShips = z
  .strictObject({
    hulls: words.optional().describe("ids such as 'imo:9161003'"),
    watchlists: words.optional(),
    authorities: words.optional(),
    programmes: words.optional().describe('part of the programme'),
    flags: words.optional().describe('ISO 3166 codes'),
    types: words.optional().describe('a ship class, or part of the ship type'),
  })
  .describe('one of `hulls`, or a ship that passes every other condition present');
export type RuleShips = z.infer<typeof RuleShips>;

export const RuleExceptions = z
  .strictObject({
    places: words.optional().describe('port and zone ids'),
    countries: words.optional(),
    hulls: words.optional(),
    flags: words.optional(),
    watchlists: words.optional(),
  })
  .describe('what the rule does not speak of');
export type RuleExceptions = z.infer<typeof RuleExceptions>;

export const Rule = z.object({
  id: z.string(),
  title: z.string(),
  kind,
  version: z.number().int(),
  enabled: z.boolean(),
  builtIn: z.boolean().describe('comes with the program: it can be switched or copied, not changed'),
  origin: z.array(z.string()),
  destination: z.array(z.string()),
  originZones: z.array(z.string()),
  destinationZones: z.array(z.string()),
  originCountries: z.array(z.string()),
  destinationCountries: z.array(z.string()),
  via: z.array(z.string()).describe('ports and zones of which one must lie in between'),
  maxDays: z.number(),
  bothWays: z.boolean(),
  severity,
  steps: z.array(RuleStep),
  needs: RuleNeeds,
  ships: RuleShips.nullable().describe('null: any ship that `needs` lets pass'),
  except: RuleExceptions.nullable(),
  requires: z.string(),
  from: z.string().nullable().describe('null: open'),
  to: z.string().nullable(),
  legal: z.array(LegalBasis),
  why: z.string(),
  noise: z.string(),
  changedAt: time.nullable(),
  changedBy: z.string().nullable(),
  alerts: z.number().int().describe('alerts raised in the scope asked for'),
  confirmed: z
    .object({
      judged: z.number().int().describe('alerts that people judged, whatever they found'),
      confirmed: z.number().int(),
      share: z
        .object({ value: z.number(), low: z.number(), high: z.number() })
        .nullable()
        .describe('with the ends of its interval at 95 % (Wilson); null: too few to say'),
      from: time.nullable(),
      to: time.nullable(),
      says: z.string(),
    })
    .nullable()
    .describe('of the last year, by the reasons that people gave; null: not asked here'),
});
export type Rule = z.infer<typeof Rule>;

export const RuleRequest = z.strictObject({
  title: z.string().max(300).default(''),
  kind: kind.default('route'),
  enabled: z.boolean().default(true),
  origin: set.describe('port ids'),
  originZones: set,
  originCountries: set.describe('ISO 3166 codes: every port of the country'),
  destination: set,
  destinationZones: set,
  destinationCountries: set,
  via: set,
  maxDays: z.number().nullable().default(null),
  bothWays: z.boolean().default(false),
  severity: severity.default('medium'),
  steps: z.array(RuleStep).max(20).default([]),
  needs: RuleNeeds.default({}),
  ships: RuleShips.nullable().default(null),
  except: RuleExceptions.nullable().default(null),
  from: dayText.describe('the rule applies to what happens from this UTC day on; null: open'),
  to: dayText.describe('like `from`; does not belong to it'),
  why: z.string().max(2000).default(''),
  noise: z.string().max(2000).default('').describe('what else may explain it'),
});
export type RuleRequest = z.input<typeof RuleRequest>;
/** With its defaults filled in. */
export type RuleRequestRead = z.output<typeof RuleRequest>;

export const RuleSaveRequest = RuleRequest.extend({
  behind: z
    .boolean()
    .default(false)
    .describe('raise alerts for the last 30 days of the live scope too, up to a cap that the answer names'),
  version: z.number().int().optional().describe('of the rule that is being changed; another one is a conflict'),
});
export type RuleSaveRequest = z.input<typeof RuleSaveRequest>;

export const RuleSaved = z.object({
  rule: Rule,
  firstRun: z
    .object({ found: z.number().int(), raised: z.number().int(), cap: z.number().int(), says: z.string() })
    .nullable()
    .describe('what was raised for what lies behind; null where nobody asked'),
});
export type RuleSaved = z.infer<typeof RuleSaved>;

export const RuleHistory = Rule.extend({
  changes: z.array(
    z.object({
      number: z.number().int(),
      at: time,
      by: z.string(),
      what: z.enum(['made', 'changed', 'switched on', 'switched off', 'removed']),
      version: z.number().int().nullable(),
    }),
  ),
});
export type RuleHistory = z.infer<typeof RuleHistory>;
