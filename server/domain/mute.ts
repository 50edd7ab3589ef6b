// Mutes: alerts that somebody does not want to be told of for a while, by ship, by rule, or both. A mute is judged at the
// time of the event that raised the alert, never at the time a detector ran or a page is looked at. A mute stops no
// detection: the alert is raised, kept and shown as muted.

import type { Alert } from './alert.ts';
import { DAY_MS } from './time.ts';

export interface Mute {
  id: string;
  /** At least one of the two; null = any. */
  vesselId: string | null;
  ruleId: string | null;
  /** Event time, [fromAt, toAt); a mute that is ended early has its end moved. */
  fromAt: number;
  toAt: number;
  by: string;
  note: string | null;
  createdAt: number;
}

/** Longer than a year is a rule to be switched off, or a ship to be taken off the list. */
export const LONGEST_MUTE_MS = 366 * DAY_MS;

/** When the event that raised the alert happened: the arrival that made a leg whole, else the beginning of the leg. */
export function triggeredAt({ placeIds, fromAt, toAt }: Pick<Alert, 'placeIds' | 'fromAt' | 'toAt'>): number {
  return placeIds.length > 1 ? toAt : fromAt;
}

/** The mute that lasts longest of those the alert falls under; null when it falls under none. */
export function muteOf(alert: Readonly<Alert>, mutes: readonly Mute[]): Mute | null {
  const at = triggeredAt(alert);
  let longest: Mute | null = null;
  for (const mute of mutes) {
    if (mute.vesselId !== null && mute.vesselId !== alert.vesselId) continue;
    if (mute.ruleId !== null && mute.ruleId !== alert.ruleId) continue;
    if (at < mute.fromAt || at >= mute.toAt) continue;
    if (longest === null || mute.toAt > longest.toAt) longest = mute;
  }
  return longest;
}
