// The record of who did what as lines of JSON, for a program or for keeping elsewhere, and the check of such a file without
// the store. One row a line as the API gives it, and last a summary; a file that was cut short says so.

import { createHash } from 'node:crypto';
import type { AuditRow } from '../domain/desk/audit.ts';
import { type ChainHead, canonicalText, walk } from '../domain/desk/audit-chain.ts';
import { CodedError } from '../domain/errors.ts';
import { plainLine } from '../domain/plain-text.ts';
import { isoMoment } from '../domain/time.ts';
import type { Page } from '../seams/page.ts';

/** What a terminal would act on is written as its number; JSON stays the same JSON. */
export function auditLine(row: AuditRow): string {
  return plainLine(JSON.stringify({ ...row, at: isoMoment(row.at) }));
}

/** Rows oldest first, at most so many; the last line says how many, and where to go on. */
export async function* auditLines(
  read: (after: string | undefined) => Promise<Page<AuditRow>>,
  most: number,
): AsyncGenerator<string> {
  let rows = 0;
  let after: string | undefined;
  let head: ChainHead | null = null;
  do {
    const page: Page<AuditRow> = await read(after);
    for (const row of page.rows.slice(0, most - rows)) {
      yield `${auditLine(row)}\n`;
      rows++;
      head = { number: row.number, hash: row.hash };
    }
    after = page.next ?? undefined;
    if (rows >= most) break;
  } while (after !== undefined);
  yield `${JSON.stringify({ summary: { rows, more: after !== undefined, head } })}\n`;
}

/** Checks lines of such a file; rows that a filter left out break the chain as missing ones do. */
export function checkLines(text: string): { whole: boolean; says: string; rows: number } {
  const sha256 = (of: string) => createHash('sha256').update(of, 'utf8').digest('hex');
  let head: ChainHead | null = null;
  let rows = 0;
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = readLine(line, i + 1);
    if (row === null) break;
    // A file may begin in the middle of the chain: then its first row is taken as it is.
    head ??= row.number === 1 ? null : { number: row.number - 1, hash: row.previous };
    const kept = (thing: unknown) => (thing === null ? null : JSON.stringify(thing));
    const sealed = {
      ...row,
      at: Date.parse(row.at as unknown as string),
      origin: kept(row.from),
      kind: row.subject.kind,
      id: row.subject.id,
      before: kept(row.before),
      after: kept(row.after),
    };
    const found = walk(head, [sealed], sha256);
    if (found.broken !== null) return { whole: false, says: `Line ${i + 1}: ${found.broken}`, rows };
    head = found.head;
    rows++;
  }
  return {
    whole: true,
    rows,
    says: `${rows} rows, each following from the one before${head === null ? '' : `, up to row ${head.number} (${head.hash})`}.`,
  };
}

function readLine(line: string, number: number): AuditRow | null {
  try {
    const row = JSON.parse(line) as AuditRow & { summary?: unknown };
    if (row.summary !== undefined) return null;
    canonicalText('', { ...row, origin: null, kind: row.subject.kind, id: row.subject.id, before: null, after: null });
    return row;
  } catch {
    throw new CodedError('invalid', `Line ${number} is no row of the record; export it with: keelwatch audit --json`);
  }
}
