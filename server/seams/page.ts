// One page of rows that a store gives, and where the next one begins.

/** Opaque paging: pass `next` back as `after`. */
export interface Page<T> {
  rows: T[];
  next: string | null;
}
