// Of what people judged, how much they confirmed: a share with its interval, or the word that there is too little to say one.
// What nobody judged, or what was dealt with for a reason that says nothing of the rule, is not counted. Pure.

/** Below so many judged an interval is wider than any use of it. */
export const LEAST_JUDGED = 10;

export interface ConfirmedShare {
  judged: number;
  confirmed: number;
  /** Between 0 and 1, with the ends of its interval at 95 %; null: too few to say. */
  share: { value: number; low: number; high: number } | null;
  /** First and last deed that was counted; null: none was. */
  fromAt: number | null;
  toAt: number | null;
}

/** One row of judged alerts of a rule: how many, and when the first and the last. */
export interface Judged {
  confirmed: boolean;
  count: number;
  fromAt: number;
  toAt: number;
}

export function confirmedShare(rows: readonly Judged[]): ConfirmedShare {
  const judged = rows.reduce((sum, { count }) => sum + count, 0);
  const confirmed = rows.reduce((sum, row) => sum + (row.confirmed ? row.count : 0), 0);
  return {
    judged,
    confirmed,
    share: judged < LEAST_JUDGED ? null : { value: confirmed / judged, ...wilson(confirmed, judged) },
    fromAt: judged === 0 ? null : Math.min(...rows.map((row) => row.fromAt)),
    toAt: judged === 0 ? null : Math.max(...rows.map((row) => row.toAt)),
  };
}

/** 97.5 % of the normal distribution lie below it. */
const Z = 1.959964;

/** The score interval (Wilson 1927): it holds for few and for shares near 0 and 1, where the simple one does not. */
export function wilson(hits: number, of: number): { low: number; high: number } {
  const share = hits / of;
  const middle = share + (Z * Z) / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const whole = 1 + (Z * Z) / of;
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
}
