// Mutes: alerts that somebody does not want to be told of for a while, by ship, rule, place, list or case, or by several of
// them together. A mute is judged at the time of the event that raised the alert, never at the time a detector ran or a page
// is looked at. A mute stops no detection: the alert is raised, kept, counted and shown as muted. A case keeps its mutes when it
// goes on under another id, since it names the ids that it had.

import type { Alert } from './alert.ts';
import type { ReasonCode } from './desk/reasons.ts';
import { DAY_MS } from './time.ts';

export interface Mute {
  id: string;
  /** At least one of ship, rule, place, list and case; null or absent = any. */
  vesselId: string | null;
  ruleId: string | null;
  /** A port or zone that the alert names. */
  placeId?: string;
  /** An authority, or the id of a list: alerts about ships that were listed by it alone. */
  list?: string;
  caseId?: string;
  /** Event time, [fromAt, toAt); a mute that is ended early has its end moved. */
  fromAt: number;
  toAt: number;
  by: string;
  reasonCode?: ReasonCode;
  note: string | null;
  createdAt: number;
}

/** What a mute covers, whenever. */
export type MuteCover = Pick<Mute, 'vesselId' | 'ruleId' | 'placeId' | 'list' | 'caseId'>;

/** Longer than a year is a rule to be switched off, or a ship to be taken off the list. */
export const LONGEST_MUTE_MS = 366 * DAY_MS;

/** When the event that raised the alert happened: the arrival that made a leg whole, else the beginning of the leg. */
export function triggeredAt({ placeIds, fromAt, toAt }: Pick<Alert, 'placeIds' | 'fromAt' | 'toAt'>): number {
  return placeIds.length > 1 ? toAt : fromAt;
}

/**
 * Is the alert among those that a mute covers, whatever its time? `caseIds`: of the case that it is in, its own and those that
 * it had before.
 */
export function isCovered(alert: Readonly<Alert>, cover: MuteCover, caseIds: readonly string[]): boolean {
  if (cover.vesselId !== null && cover.vesselId !== alert.vesselId) return false;
  if (cover.ruleId !== null && cover.ruleId !== alert.ruleId) return false;
  if (cover.placeId !== undefined && !alert.placeIds.includes(cover.placeId)) return false;
  if (cover.list !== undefined && !isListedAlone(alert, cover.list)) return false;
  return cover.caseId === undefined || caseIds.includes(cover.caseId);
}

/** The mute that lasts longest of those the alert falls under; null when it falls under none. */
export function muteOf(alert: Readonly<Alert>, mutes: readonly Mute[], caseIds: readonly string[]): Mute | null {
  const at = triggeredAt(alert);
  let longest: Mute | null = null;
  for (const mute of mutes) {
    if (at < mute.fromAt || at >= mute.toAt || !isCovered(alert, mute, caseIds)) continue;
    if (longest === null || mute.toAt > longest.toAt) longest = mute;
  }
  return longest;
}

/** A ship that others list too is no matter of this list alone. */
function isListedAlone({ evidence: { designations } }: Readonly<Alert>, list: string): boolean {
  return designations.length > 0 && designations.every((each) => each.authority === list || each.list === list);
}
