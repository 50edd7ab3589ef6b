// The chain of the record: what of a row is hashed, and what a walk along the rows finds. A row carries the hash of the one
// before it, and a hash of its own over both, so that a row which was changed, taken out, put in or moved breaks the chain
// there. What a chain cannot show is a tail that was cut off, or a chain that was made anew from some row on by somebody who
// may write the file: that is shown by a head that was kept elsewhere. Pure: the hash itself comes in.

/** The columns of a row as they are kept; `before` and `after` are their JSON text. */
export interface ChainedRow {
  number: number;
  at: number;
  by: string;
  origin: string | null;
  deed: string | null;
  scope: string | null;
  kind: string;
  id: string;
  what: string;
  reasonCode: string | null;
  note: string | null;
  before: string | null;
  after: string | null;
  undoes: number | null;
}

export interface SealedRow extends ChainedRow {
  previous: string;
  hash: string;
}

/** Where a chain stands: its newest row. */
export interface ChainHead {
  number: number;
  hash: string;
}

/** What the first row carries of a row before it. */
export const NO_ROW = '0'.repeat(64);
const FORM = 'keelwatch audit 1';

/** What is hashed: one JSON array, in this order, in UTF-8. A row never changes its form; a new form has another name. */
export function canonicalText(previous: string, row: ChainedRow): string {
  const { number, at, by, origin, deed, scope, kind, id, what, reasonCode, note, before, after, undoes } = row;
  return JSON.stringify([
    FORM,
    previous,
    number,
    at,
    by,
    origin,
    deed,
    scope,
    kind,
    id,
    what,
    reasonCode,
    note,
    before,
    after,
    undoes,
  ]);
}

/** Goes along rows that follow a head (null: the first ones). Stops at the first that breaks, and says which and why. */
export function walk(
  head: ChainHead | null,
  rows: readonly SealedRow[],
  hash: (text: string) => string,
): { head: ChainHead | null; broken: string | null } {
  let at = head;
  for (const row of rows) {
    const next = (at?.number ?? 0) + 1;
    if (row.number !== next) return { head: at, broken: missing(next, row.number - 1) };
    if (row.previous !== (at?.hash ?? NO_ROW)) {
      const one =
        at === null ? 'is not the first one that was written' : `does not follow row ${at.number} as it is now`;
      return { head: at, broken: `Row ${row.number} ${one}.` };
    }
    if (row.hash !== hash(canonicalText(row.previous, row))) {
      return { head: at, broken: `Row ${row.number} is not as it was written.` };
    }
    at = { number: row.number, hash: row.hash };
  }
  return { head: at, broken: null };
}

/** Rows were given out up to `given`, and the chain ends before. */
export function tailMissing(head: ChainHead | null, given: number): string | null {
  const last = head?.number ?? 0;
  return given > last ? missing(last + 1, given) : null;
}

/** Is a head that was kept elsewhere on this chain? `row` is the row of its number here; null: there is none. */
export function anchorFault(kept: ChainHead, row: ChainHead | null, where: string): string | null {
  if (row === null) return `Row ${kept.number} is missing, which ${where} had as its newest.`;
  return row.hash === kept.hash ? null : `Row ${kept.number} is another one than ${where} had.`;
}

function missing(from: number, to: number): string {
  if (to < from) return `Row ${to + 1} stands twice.`;
  return from === to ? `Row ${from} is missing.` : `Rows ${from} to ${to} are missing.`;
}
