// The record of who did what as a table. Comes in: its pages, one after another. Goes out: lines, and a last one that says so
// where there is more.

import type { AuditRow } from '../domain/desk/audit.ts';
import { isoMoment } from '../domain/time.ts';
import type { Page } from '../seams/page.ts';
import { csvRow } from './csv-row.ts';

export const AUDIT_COLUMNS = [
  'number',
  'at',
  'by',
  'what',
  'kind',
  'id',
  'scope',
  'reason',
  'note',
  'before',
  'after',
  'undoes',
  'deed',
  'address',
  'through',
  'previous',
  'hash',
] as const;

export async function auditCsv(
  read: (after: string | undefined) => Promise<Page<AuditRow>>,
  most: number,
): Promise<string> {
  const lines = [csvRow(AUDIT_COLUMNS)];
  for (let after: string | undefined; ; ) {
    const page = await read(after);
    const room = most + 1 - lines.length;
    lines.push(...page.rows.slice(0, room).map((row) => csvRow(cellsOf(row))));
    const isCut = page.rows.length > room || (page.next !== null && lines.length > most);
    if (isCut) {
      const last = page.rows[Math.min(room, page.rows.length) - 1];
      lines.push(
        csvRow([`Cut short after ${most} rows; ask from ${last === undefined ? 'there' : isoMoment(last.at)} on.`]),
      );
    }
    if (isCut || page.next === null) return `${lines.join('\r\n')}\r\n`;
    after = page.next;
  }
}

export function cellsOf(row: AuditRow): (string | number)[] {
  const text = (thing: unknown) => (thing === null ? '' : JSON.stringify(thing));
  return [
    row.number,
    isoMoment(row.at),
    row.by,
    row.what,
    row.subject.kind,
    row.subject.id,
    row.scope ?? '',
    row.reasonCode ?? '',
    row.note ?? '',
    text(row.before),
    text(row.after),
    row.undoes ?? '',
    row.deed ?? '',
    row.from?.address ?? '',
    row.from?.through ?? '',
    row.previous,
    row.hash,
  ];
}
