// What people did, for the wire.

import type { AuditRow } from '../../domain/desk/audit.ts';
import type { Handling } from '../../domain/desk/deed.ts';
import type { DeedResult } from '../../seams/desk-store.ts';
import type * as wire from '../wire/index.ts';
import { rfc3339 } from './moment.ts';

export function presentHandling({ last, ...handling }: Handling): wire.Handling {
  if (last === null) return { ...handling, last };
  const { after, ...done } = last;
  const since = after === undefined ? {} : { after: { ...after, at: rfc3339(after.at) } };
  return { ...handling, last: { ...done, at: rfc3339(done.at), ...since } };
}

/** From where something was done is for admins. */
export function presentAuditRow(row: AuditRow, withOrigin: boolean): wire.AuditRow {
  return { ...row, at: rfc3339(row.at), from: withOrigin ? row.from : null };
}

export function presentResult({ handling, ...result }: DeedResult): wire.DeedResult {
  return { ...result, handling: handling && presentHandling(handling) };
}
