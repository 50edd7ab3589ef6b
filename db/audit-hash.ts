// The hash of a row of the record, also as a function of SQL for the migration that sealed the rows which were there before.

import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { canonicalText } from '../server/domain/desk/audit-chain.ts';

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

export function addAuditHash(db: Database): void {
  db.function(
    'audit_hash',
    { deterministic: true, directOnly: true, varargs: true },
    (previous, number, at, by, origin, deed, scope, kind, id, what, reasonCode, note, before, after, undoes) =>
      sha256(
        canonicalText(previous as string, {
          number: number as number,
          at: at as number,
          by: by as string,
          origin: origin as string | null,
          deed: deed as string | null,
          scope: scope as string | null,
          kind: kind as string,
          id: id as string,
          what: what as string,
          reasonCode: reasonCode as string | null,
          note: note as string | null,
          before: before as string | null,
          after: after as string | null,
          undoes: undoes as number | null,
        }),
      ),
  );
}
