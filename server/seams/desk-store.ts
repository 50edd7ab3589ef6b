// The part of the store that keeps what people do: deeds on alerts and cases, mutes, the record of who did what. Nothing here
// knows SQL; `db/` implements it.

import type { AuditEntry, AuditedKind, AuditRow } from '../domain/desk/audit.ts';
import type { ChainHead } from '../domain/desk/audit-chain.ts';
import type { Judged } from '../domain/desk/confirmed-share.ts';
import type { Deed, DeedSubject, Handling, Signature } from '../domain/desk/deed.ts';
import type { Mute } from '../domain/mute.ts';
import type { Page } from './page.ts';

/** What became of one deed of several. */
export interface DeedResult {
  subject: { kind: AuditedKind; id: string };
  outcome: 'done' | 'conflict' | 'not_found';
  /** Why not, in one sentence; empty where it was done. */
  says: string;
  handling: Handling | null;
  /** Of a case: how many of its alerts went along. */
  alerts?: number;
}

export interface AuditQuery {
  /** Of this scope, and of none; absent: of all. */
  scope?: string;
  kind?: AuditedKind[];
  id?: string;
  /** Or under any of these. */
  ids?: readonly string[];
  by?: string;
  fromAt?: number;
  toAt?: number;
  order?: 'newest' | 'oldest';
  after?: string;
  limit: number;
}

export interface ChainStep {
  /** As far as the chain holds. */
  head: ChainHead | null;
  /** The first row that breaks it, in one sentence; null: none so far. */
  broken: string | null;
  done: boolean;
}

export interface DeskStore {
  /**
   * Deeds of one person in one transaction, each judged by itself against how things stand: one that does not fit is a
   * result and stops no other. What changes is logged and written down in the same transaction. The alerts of a case go along
   * in transactions of their own.
   */
  handle(scope: string, deeds: readonly Deed[], signed: Signature): Promise<DeedResult[]>;
  /** How these stand with people, in the order asked. */
  handlings(scope: string, subjects: readonly DeedSubject[]): Promise<Handling[]>;
  /**
   * Takes back what one request did, as far as nobody has gone on from it: each thing by its inverse, which is written down
   * too. not_found for an unknown deed; conflict when it is older than may be undone, or somebody else's.
   */
  undo(deed: string, signed: Signature): Promise<DeedResult[]>;

  /** The mutes of a scope, the one that lasts longest first. */
  mutes(scope: string): Promise<Mute[]>;
  /** The last word on a mute stands. The alerts that it changes are logged again, the newest 1,000 of them. */
  saveMute(scope: string, mute: Mute, signed: Signature): Promise<void>;
  /** Several at once, in one transaction. */
  saveMutes(scope: string, mutes: readonly Mute[], signed: Signature): Promise<void>;
  /** There need not be one. */
  deleteMute(scope: string, id: string, signed: Signature): Promise<void>;

  /** What people judged of the alerts of each rule since an instant, by reason. */
  judged(
    scope: string,
    sinceAt: number,
  ): Promise<(Omit<Judged, 'confirmed'> & { ruleId: string; reasonCode: string })[]>;

  /** For a deed that is kept elsewhere than in the store; every other one is written down by what keeps it. */
  writeDown(entry: AuditEntry): Promise<void>;
  audit(query: AuditQuery): Promise<Page<AuditRow>>;
  /** The newest row; null: there is none. */
  auditHead(): Promise<ChainHead | null>;
  /** The row of a number; null: there is none. */
  auditRow(number: number): Promise<ChainHead | null>;
  /** Checks at most so many rows after a head (null: from the first on). `done`: there are no more. */
  walkAudit(head: ChainHead | null, limit: number): Promise<ChainStep>;
}
