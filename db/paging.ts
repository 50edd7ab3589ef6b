// Keyset paging: a page ends with a mark that holds the sort key of its last row, and the next page begins strictly
// after it. Rows that arrive meanwhile neither shift nor repeat what was read.

import { CodedError } from '../server/domain/errors.ts';
import type { Page } from '../server/seams/page.ts';

export type Mark = (string | number)[];

/** Takes one row more than the limit to know whether there is a next page. */
export function cutPage<Row, T>(
  found: Row[],
  limit: number,
  keyOf: (row: Row) => Mark,
  make: (row: Row) => T,
): Page<T> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows: rows.map(make), next: found.length > limit && last !== undefined ? writeMark(keyOf(last)) : null };
}

function writeMark(mark: Mark): string {
  return Buffer.from(JSON.stringify(mark)).toString('base64url');
}

/** `shape` is an example key: number and types of its parts must fit. */
export function readMark(text: string, shape: Mark): Mark {
  let mark: unknown;
  try {
    mark = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    mark = null;
  }
  const fits =
    Array.isArray(mark) &&
    mark.length === shape.length &&
    mark.every((part, i) => typeof part === typeof shape[i] && (typeof part !== 'number' || Number.isFinite(part)));
  if (!fits)
    throw new CodedError('invalid', `The paging mark '${text.slice(0, 80)}' does not belong to this list and order.`);
  return mark as Mark;
}

/** For LIKE … ESCAPE '\': the text anywhere, its own wildcards taken literally. */
export function anywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
