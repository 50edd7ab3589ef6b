// What an identity change says: a ship claims to be somebody else than before, or somebody that it can hardly be.

import type { EventOf } from '../../event.ts';

/** What changed or clashes (detection facts 2 and 9). The first seven are changes of one field. */
export type IdentityChangeKind =
  | 'name'
  | 'call-sign'
  | 'flag'
  | 'mmsi'
  | 'imo'
  | 'type'
  | 'size'
  | 'several'
  | 'imo-withheld'
  | 'near-number'
  | 'dead-ship'
  | 'mmsi-inherited'
  | 'identity-conflict'
  | 'shared-imo'
  | 'identity-swap'
  | 'flag-hopping'
  | 'unallotted';

export interface FieldChange {
  field: 'name' | 'call sign' | 'flag' | 'MMSI' | 'IMO number' | 'ship type' | 'size';
  from: string;
  to: string;
}

export interface IdentityChangeFacts {
  change: IdentityChangeKind;
  /** Fields that changed, with their values before and after; empty for a clash. */
  fields: FieldChange[];
  /** A note informs; a suspicion is worth a look; high is a number that nobody should be sending. */
  weight: 'note' | 'suspicion' | 'high';
  /** Watched hull that it touches, where that is not the vessel itself. */
  hullId: string | null;
  /** Static messages that carried it so far. */
  messages: number;
  /** Of a change of fields: was it away from all ports when it was told? Absent where nobody knows. */
  atSea?: boolean;
  /** One plain sentence each, with the values. */
  grounds: string[];
}

export type IdentityChange = EventOf<'identity-change', IdentityChangeFacts>;
