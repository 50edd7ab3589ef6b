// What a figure of truth is: how often what is said holds on real input with known answers. Counted and never timed; the
// same input gives the same count on every machine.

export interface TruthCount {
  readonly name: string;
  readonly found: number;
  readonly of: number;
  /** What `found` has to reach, as a share of `of`; null where nothing is asked of it. */
  readonly atLeast: number | null;
  /** What was missed, in words; a handful is enough to find it again. */
  readonly misses: readonly string[];
}

export interface TruthFigure {
  readonly name: string;
  /** Files that it needs, which lie beside the repository and are no part of it. */
  readonly needs: readonly URL[];
  count(): Promise<TruthCount[]>;
}

/** Where recordings lie. */
export const SHARED = new URL('../../../../shared/', import.meta.url);

/** Misses that are printed of one count. */
export const MOST_MISSES = 5;
