// The part of the store that knows what it costs to keep things, and lets go of what is older than people want to keep.

/** What is kept, by what somebody can decide about. */
export const KEPT = ['tracks', 'watchedTracks', 'log', 'deliveries'] as const;
export type Kept = (typeof KEPT)[number];

export interface DiskUse {
  what: 'positions' | 'log' | 'deliveries' | 'events and alerts' | 'lists' | 'record' | 'restart' | 'other' | 'free';
  bytes: number;
}

/** Instants; what is older goes. null: all of it stays. */
export interface LetGo {
  /** Positions of ships that nobody watches and that raised nothing. */
  tracksBefore: number | null;
  /** Positions of all others. */
  watchedTracksBefore: number | null;
  /** What was said of events and has been said anew since. */
  logBefore: number | null;
  /** Messages that are settled, and why others were not sent. */
  deliveriesBefore: number | null;
}

export interface KeepStore {
  /** Pages of the file by what is in them; reads all of them. */
  diskUse(): Promise<DiskUse[]>;
  /** Lets go of what is older, a bite at a time. Returns how many rows went. Of replays nothing goes: they are removed whole. */
  letGo(bounds: LetGo, now: number): Promise<Record<Kept, number>>;
  /** From when on it is kept whole; absent: nothing was let go of. */
  keptSince(): Promise<Partial<Record<Kept, number>>>;
}
