// Silences: what somebody does not want to be told for a while, by ship, by rule, or both. A silence is judged at the
// time of that which raised the alert, never at the time a detector ran or a page is looked at, and it stops no
// detection: the alert is raised, kept and shown as silenced.

import type { Alert } from './alert.ts';

export interface Silence {
  id: string;
  /** At least one of the two; null = any. */
  vesselId: string | null;
  ruleId: string | null;
  /** Event time, [fromAt, toAt); a silence that is ended early has its end moved. */
  fromAt: number;
  toAt: number;
  by: string;
  note: string | null;
  createdAt: number;
}

/** Longer than a year is a rule to be switched off, or a ship to be taken off the list. */
export const MOST_SILENT_MS = 366 * 86_400_000;

/** When that which raised the alert happened: the arrival that made a leg whole, else its beginning. */
export function triggeredAt({ placeIds, fromAt, toAt }: Pick<Alert, 'placeIds' | 'fromAt' | 'toAt'>): number {
  return placeIds.length > 1 ? toAt : fromAt;
}

/** The silence that lasts longest of those the alert falls under; null when it falls under none. */
export function silenceOf(alert: Readonly<Alert>, silences: readonly Silence[]): Silence | null {
  const at = triggeredAt(alert);
  let longest: Silence | null = null;
  for (const silence of silences) {
    if (silence.vesselId !== null && silence.vesselId !== alert.vesselId) continue;
    if (silence.ruleId !== null && silence.ruleId !== alert.ruleId) continue;
    if (at < silence.fromAt || at >= silence.toAt) continue;
    if (longest === null || silence.toAt > longest.toAt) longest = silence;
  }
  return longest;
}
