// Is the record of who did what whole? Walks along the chain from its first row, some rows at a time, and compares heads that
// were kept elsewhere with it. It says what is shown, and no more: a chain alone cannot show that its newest rows were cut off.

import { anchorFault, type ChainHead } from '../domain/desk/audit-chain.ts';
import type { DeskStore } from '../seams/desk-store.ts';

/** A few milliseconds of a thread. */
const ROWS_AT_ONCE = 1_000;

export interface Anchor {
  head: ChainHead;
  /** "the backup of 2026-12-01T…" */
  where: string;
}

export interface ChainVerdict {
  whole: boolean;
  says: string;
  rows: number;
  head: ChainHead | null;
}

export async function checkAudit(
  store: Pick<DeskStore, 'walkAudit' | 'auditRow'>,
  anchors: readonly Anchor[] = [],
): Promise<ChainVerdict> {
  let head: ChainHead | null = null;
  for (;;) {
    const step = await store.walkAudit(head, ROWS_AT_ONCE);
    head = step.head;
    const rows = head?.number ?? 0;
    if (step.broken !== null) {
      const far = rows === 0 ? 'from its first row on' : `behind row ${rows}`;
      return { whole: false, says: `${step.broken} The record of who did what is broken ${far}.`, rows, head };
    }
    if (step.done) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const rows = head?.number ?? 0;
  for (const { head: kept, where } of anchors) {
    const fault = anchorFault(kept, await store.auditRow(kept.number), where);
    if (fault !== null) return { whole: false, says: fault, rows, head };
  }
  const newest = anchors.reduce((most, anchor) => Math.max(most, anchor.head.number), 0);
  const beside = `a head kept elsewhere would show whether newer ones were cut off`;
  const shown =
    anchors.length === 0
      ? beside
      : `as far as row ${newest} the same as ${anchors.map(({ where }) => where).join(', ')} had it`;
  return {
    whole: true,
    says: rows === 0 ? 'Nothing is written down yet.' : `${rows} rows, each following from the one before; ${shown}.`,
    rows,
    head,
  };
}
