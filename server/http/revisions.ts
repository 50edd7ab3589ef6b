// What was known when: every revision of one kind of subject of a scope, page by page out of the log, for the routes that
// give them to a replay. A page holds so many rows of the log, of which few or none may be of the kind.

import { z } from 'zod';
import type { LogRow } from '../seams/store.ts';
import type { Needs } from './deps.ts';
import { scopeOf, scopeQuery } from './query.ts';

const REVISION_ROWS = 2_000;

export const revisionsQuery = z.object({ ...scopeQuery, after: z.coerce.number().int().min(0).default(0) });

/** `next` is the last row of the log that was looked at; null when there is no more. */
export async function readRevisions<Body>(
  deps: Needs<'store' | 'opensScope'>,
  query: z.output<typeof revisionsQuery>,
  wanted: LogRow['kind'],
): Promise<{ scope: string; bodies: (Body & { scope: string })[]; next: string | null }> {
  const scope = await scopeOf(deps, query.scope);
  const rows = await deps.store.log(query.after, REVISION_ROWS, scope);
  const bodies = rows.filter(({ kind }) => kind === wanted).map(({ body }) => ({ ...(body as Body), scope }));
  return { scope, bodies, next: rows.length < REVISION_ROWS ? null : String(rows.at(-1)!.seq) };
}
