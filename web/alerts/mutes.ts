// A mute as the page asks for it: from the event that raised the alert, for so many hours. Pure.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { MuteCoverRequest, MuteRequest } from '../../server/http/wire/mute.ts';
import { LIVE } from '../state/state.ts';
import { HOUR_MS, isoMoment } from '../words/time.ts';

/** The lengths that other products offer; for longer, switch the rule off. */
export const MUTE_HOURS: readonly (readonly [hours: number, word: string])[] = [
  [1, '1 hour'],
  [6, '6 hours'],
  [12, '12 hours'],
  [24, '1 day'],
  [168, '1 week'],
  [720, '30 days'],
  [8760, '1 year'],
];

/** What is offered first for a whole story. */
export const LONG_MUTE_HOURS = 720;

type About = Pick<AlertSummary, 'vesselId' | 'ruleId' | 'placeIds' | 'placeNames' | 'caseId'>;

/** What an alert can be muted for: `place:…` is anything at one of its places. */
export function muteChoices({ placeIds, placeNames, caseId }: About): (readonly [value: string, word: string])[] {
  return [
    ['both', 'this rule about this ship'],
    ['vessel', 'this ship'],
    ['rule', 'this rule'],
    ...(caseId === null ? [] : [['case', 'its whole case'] as const]),
    ...placeIds.map((id, i) => [`place:${id}`, `everything at ${placeNames[i] ?? id}`] as const),
  ];
}

export function coverOf(
  { vesselId, ruleId, caseId }: Pick<About, 'vesselId' | 'ruleId' | 'caseId'>,
  of: string,
): MuteCoverRequest {
  if (of === 'case' && caseId !== null) return { case: caseId };
  if (of.startsWith('place:')) return { place: of.slice('place:'.length) };
  return { ...(of === 'rule' ? {} : { vessel: vesselId }), ...(of === 'vessel' ? {} : { rule: ruleId }) };
}

/** `now` counts in the live scope; in a replay the instant of the alert takes its place. */
export function muteRequest(
  alert: Pick<AlertSummary, 'scope' | 'vesselId' | 'ruleId' | 'caseId' | 'placeIds' | 'fromAt' | 'toAt'>,
  of: string,
  hours: number,
  now: number,
): MuteRequest {
  // Of a case the server knows from when to when.
  if (of === 'case') return { ...coverOf(alert, of), hours };
  const triggeredAt = alert.placeIds.length > 1 ? alert.toAt : alert.fromAt;
  const base = alert.scope === LIVE ? Math.max(now, triggeredAt) : triggeredAt;
  return {
    ...coverOf(alert, of),
    from: isoMoment(triggeredAt),
    until: isoMoment(base + hours * HOUR_MS),
  };
}
