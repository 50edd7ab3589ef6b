// What a live feed is: a kind with a title, the schema of its settings and one way to open it. An open feed gives news until
// its connection ends: bytes in the form of one of the track formats, each with the instant of hearing and its sender, and
// what the connection says of itself. A feed reads no reports, keeps no history and never reconnects by itself: readers are
// the track formats, and `keep-open.ts` opens it again.

import type { z } from 'zod';
import type { Clock } from '../../seams/clock.ts';
import type { TrackFormat } from '../feed.ts';
import type { Watched } from './message-rank.ts';

/** Bytes as they came, in any chunking for one sender. Messages of a socket that has none end in a line feed of the feed's. */
export interface HeardBytes {
  kind: 'heard';
  bytes: Uint8Array;
  /** UTC ms. */
  arrivedAt: number;
  /** Whose parts belong together: an address and port of a datagram, the number of a connection; '' where there is one. */
  sender: string;
}

export type FeedNews =
  | HeardBytes
  /** The connection stands, and what was asked for is accepted as far as the other side says so. `says` is one sentence. */
  | { kind: 'open'; at: number; says: string }
  /** Nothing was heard, and the other side is alive: an empty post, a pong, a status message. */
  | { kind: 'alive'; at: number }
  /** Messages were left out before we saw them, as far as is known: an overflow here, or a merge at the other side. */
  | { kind: 'lost'; at: number; count: number; reason: string }
  /** Messages were left out on purpose, because their source brought more than it may. */
  | { kind: 'discarded'; at: number; count: number; reason: string }
  /** A sender whose bytes are of the track format of this name, from the first to the last: a file among others. */
  | { kind: 'begun'; at: number; sender: string; format: string }
  /** This sender is gone: what of it is still waiting for its rest is given up. */
  | { kind: 'left'; at: number; sender: string }
  /** Something that a person should know, though the connection stands: one sentence that names the thing. */
  | { kind: 'note'; at: number; says: string; wrong: boolean };

export interface FeedSession {
  /** Ends the connection, with the farewell that the other side asks for; the iteration then returns. */
  signal: AbortSignal;
  /** Every deadline and every pause of a feed goes by it. */
  clock: Clock;
  /** What the feed remembers over restarts; absent where it is only tried. */
  memory?: FeedMemory;
  /** Who is watched: their messages are given up last. Absent: nobody. */
  watched?: Watched;
  /** Standard input of the program; absent where it is only tried. */
  input?(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** A text that is kept for one feed. */
export interface FeedMemory {
  /** '' before the first. */
  read(): string;
  write(text: string): void;
}

/** Why a connection could not be had, or ended otherwise than by a plain close of the other side. */
export type FailureKind =
  /** Nobody answers there, the name is unknown, the connection broke. */
  | 'unreachable'
  /** The other side does not let us in: a wrong key, an account in use, an address that is blocked. */
  | 'refused'
  /** It asks to be left alone for a while (429, 503). */
  | 'limited'
  /** It speaks another protocol, or its certificate does not hold. */
  | 'invalid'
  /** There is nothing more to come: it is not tried again. */
  | 'ended';

export class FeedFailure extends Error {
  readonly failure: FailureKind;
  /** Not to be tried again before so long; null: as the pauses of the kind say. */
  readonly pauseMs: number | null;
  /** `says` is one sentence for the reader: what happened, and what can be done. */
  constructor(
    failure: FailureKind,
    says: string,
    { pauseMs = null, cause }: { pauseMs?: number | null; cause?: unknown } = {},
  ) {
    super(says, { cause });
    this.name = 'FeedFailure';
    this.failure = failure;
    this.pauseMs = pauseMs;
  }
}

/** Pauses between attempts: from `firstMs`, doubled each time, up to `mostMs`; `refusedMs` after a refusal. */
export interface Pauses {
  firstMs: number;
  mostMs: number;
  refusedMs: number;
}

export interface FeedKind<Settings = unknown> {
  /** As the configuration names it, such as 'tcp-client'. */
  readonly kind: string;
  readonly title: string;
  /** What it brings and under which terms, in one or two sentences for the form. */
  readonly about: string;
  /**
   * An object schema; every member has `.meta({ title, description })`, and `secret: true` where it must never be shown.
   * The page draws the form from it.
   */
  readonly settings: z.ZodType<Settings>;
  /** True where neither settings, nor an account, nor a receiver of one's own is asked for: one click and it brings something. */
  readonly needsNothing: boolean;
  /** A connection on which nothing at all was heard for so long is opened anew, ms; null: it may be quiet for ever. */
  readonly quietMs: number | null;
  readonly pauses: Pauses;
  /**
   * How far behind one another its messages may come in, ms: the flow waits for so long before it puts them in order. Default
   * 5 s: receivers of one network are seconds apart.
   */
  readonly lateMs?: number;
  /** It brings something when somebody puts it there: its silence is no news, and no deafness of ours. */
  readonly occasional?: true;
  /** Its messages come whether we are ready or not: beyond a limit they are discarded. Absent: the sender waits. */
  readonly pushes?: true;
  /** The reader of its bytes; null: each sender says by what it is read. */
  format(settings: Settings): TrackFormat | null;
  /** One connection, from its opening to its end: returns when the other side closes, throws a FeedFailure otherwise. */
  open(settings: Settings, session: FeedSession): AsyncIterable<FeedNews>;
}

/** A kind as the registry keeps it: whoever opens it parses the settings by its own schema first. */
export type AnyFeedKind = Omit<FeedKind<never>, 'settings'> & { readonly settings: z.ZodType };

/** The same with its settings' type; nothing is done to it. */
export function feedKind<Settings>(kind: FeedKind<Settings>): FeedKind<Settings> {
  return kind;
}

export const USUAL_PAUSES: Pauses = { firstMs: 1_000, mostMs: 5 * 60_000, refusedMs: 30 * 60_000 };
