// How our relay is, for people and programs. Plain data.

export interface RelayStatus {
  /** Does anything of it run? */
  on: boolean;
  /** One sentence. */
  says: string;
  /** It cannot do all that is asked of it. */
  wrong: boolean;
  /** Lines sent out, to whomever. */
  lines: number;
  clients: { from: string; sinceAt: number; bytes: number }[];
  /** Clients that took too little and were disconnected, and those turned away. */
  slow: number;
  turnedAway: number;
  targets: { to: string; datagrams: number; lost: number; says: string }[];
  /** What happened lately, the newest last. */
  notes: { at: number; says: string; wrong: boolean }[];
}
