// Pieces of query strings that several routes share, and what a scope in a query means.

import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';
import { isShipImo } from '../domain/identity/imo.ts';
import { isInstant } from '../domain/instant.ts';
import { LIVE, type Scope } from '../seams/store.ts';
import type { Needs } from './deps.ts';
import { rfc3339 } from './present/moment.ts';
import type { asOf } from './wire/values.ts';

export const scopeQuery = {
  scope: z.string().max(100).optional().describe("'live' or a replay's id; absent: the scope the page opens on"),
};

/** Why this can be no vessel's id, in a sentence: one typed wrong must not look like a vessel that did nothing. */
export function refusedImo(vesselId: string): string | null {
  const imo = /^imo:(\d{7})$/.exec(vesselId)?.[1];
  return imo === undefined || isShipImo(Number(imo)) ? null : `IMO ${imo} fails its check digit`;
}

export const vesselQuery = {
  vessel: z
    .string()
    .max(100)
    .superRefine((id, context) => {
      const message = refusedImo(id);
      if (message !== null) context.addIssue({ code: 'custom', message });
    })
    .optional()
    .describe("a vessel's id, such as imo:9161003 or mmsi:273212120"),
};

export const pageQuery = {
  after: z.string().max(500).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};

const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** An instant as RFC 3339, a UTC day, or epoch ms. */
export const instant = z.string().transform((text, context) => {
  const at = /^-?\d{1,16}$/.test(text)
    ? Number(text)
    : /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)
      ? Date.parse(text)
      : Number.NaN;
  // What RFC 3339 can write, and no earlier than any record: other instants could not be told back.
  if (at >= 0 && at <= LAST_INSTANT) return at;
  context.addIssue({
    code: 'custom',
    message: 'give a time as 2023-09-12T06:00:00Z, 2023-09-12 or epoch ms, from 1970 to 9999',
  });
  return z.NEVER;
});

export const periodQuery = {
  from: instant.optional().describe('RFC 3339, a UTC day, or epoch ms; belongs to the period'),
  to: instant.optional().describe('like `from`; does not belong to the period'),
};

export const atQuery = { at: instant.optional().describe('RFC 3339, a UTC day, or epoch ms; absent: the newest') };

export const asOfQuery = {
  asOf: z
    .union([z.literal('now'), instant])
    .default('now')
    .describe("lists and rules as they stood then: RFC 3339, a UTC day, or epoch ms; 'now': all that is known today"),
};

/** What an answer says of the day it speaks of. */
export function readAsOf(asked: number | 'now', now: number): { at: number; told: z.output<typeof asOf> } {
  if (asked !== 'now' && !isInstant(asked, now)) {
    throw new CodedError('invalid', 'asOf lies before 1970 or more than a year ahead: nothing is known of that day.');
  }
  const at = asked === 'now' ? now : asked;
  return { at, told: { mode: asked === 'now' ? 'now' : 'then', at: rfc3339(at) } };
}

/** Several words of a fixed set: repeated, or separated by commas. */
export function oneOrMore<const T extends readonly [string, ...string[]]>(words: T) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((given) => (Array.isArray(given) ? given : given.split(',')))
    .pipe(z.array(z.enum(words)).min(1))
    .optional()
    .describe(`any of ${words.join(', ')}; repeated or separated by commas`);
}

export const flag = z.stringbool().optional();

/** Drops what was not asked for, so that optional means absent. */
export function given<T extends object>(query: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** The scope a request is about; not_found for a replay that is not there. */
export async function scopeOf(deps: Needs<'store' | 'opensScope'>, asked: string | undefined): Promise<Scope> {
  if (asked === undefined) return deps.opensScope();
  if (asked === 'all') throw new CodedError('invalid', "scope 'all' is understood by /alerts and /events only.");
  if (asked !== LIVE && (await deps.store.replay(asked)) === null) {
    throw new CodedError('not_found', `There is no replay '${asked}'.`);
  }
  return asked;
}

export async function scopeOrAll(
  deps: Needs<'store' | 'opensScope'>,
  asked: string | undefined,
): Promise<Scope | 'all'> {
  return asked === 'all' ? asked : scopeOf(deps, asked);
}
