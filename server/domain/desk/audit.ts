// The record of who did what: one row for each deed of a person and each thing that it changed, with how that stood before
// and after. Rows are only added. Secrets never come here.

import type { Origin, Signature } from './deed.ts';

export const AUDITED = [
  'alert',
  'case',
  'mute',
  'rule',
  'list',
  'watchlist',
  'verdict',
  'sighting',
  'zone',
  'subscription',
  'channel',
  'feed',
  'replay',
  'user',
  'session',
  'passkey',
  'token',
  'delivery',
  'settings',
  'backup',
] as const;
export type AuditedKind = (typeof AUDITED)[number];

/** What is written down of one deed. */
export interface AuditEntry extends Signature {
  /** 'live' or a replay's id; null: it belongs to none. */
  scope: string | null;
  subject: { kind: AuditedKind; id: string };
  /** One word or two: 'acknowledge', 'made', 'switched off'. */
  what: string;
  reasonCode: string | null;
  note: string | null;
  /** Plain data; null: there was nothing, or is nothing now. */
  before: unknown;
  after: unknown;
  /** The row whose deed this one takes back. */
  undoes: number | null;
}

export interface AuditRow extends AuditEntry {
  /** Counts up by one, without holes. */
  number: number;
  /** null: the program itself, or it was not written down yet when that was done. */
  from: Origin | null;
  /** Hash of the row before, and of this one over that (audit-chain.ts). */
  previous: string;
  hash: string;
}

/** A row keeps at most so much of what stood before, and as much of what stood after. */
const MOST_KEPT = 16_384;

/** What a row keeps of a thing: all of it, or where that is long how long it was. */
export function keptOf(thing: unknown): string | null {
  if (thing === null || thing === undefined) return null;
  const text = JSON.stringify(thing);
  return text.length <= MOST_KEPT ? text : JSON.stringify({ cut: `${text.length} characters are not kept here` });
}
