// Rules for the wire, and back: days instead of milliseconds, and every set there, empty or not.

import type { DryRun } from '../../desk/dry-run.ts';
import { MOST_TOLD } from '../../desk/dry-run.ts';
import type { MutePreview as Preview } from '../../desk/mute-preview.ts';
import type { FirstRun } from '../../desk/rules.ts';
import { type ConfirmedShare, LEAST_JUDGED } from '../../domain/desk/confirmed-share.ts';
import type { Mute } from '../../domain/mute.ts';
import type { RouteRule } from '../../domain/rule.ts';
import { OPEN_FROM_AT } from '../../domain/rule.ts';
import type { BookRule, RuleChange } from '../../domain/rules/book.ts';
import type { RuleDraft } from '../../domain/rules/draft.ts';
import type { Scope } from '../../seams/store.ts';
import type * as wire from '../wire/index.ts';
import { type AlertSurroundings, presentAlert, presentLegal } from './alert.ts';
import { dayOf, dayOrNull, rfc3339, rfc3339OrNull } from './moment.ts';

/** Ships and alerts shown of a dry run; the rest is counted. */
const MOST_SHIPS = 50;
const MOST_SAMPLE = 20;

export function presentRule(
  { rule, builtIn, lastChange }: BookRule,
  alerts: number,
  share: ConfirmedShare | null = null,
): wire.Rule {
  const { fromAt, toAt, legal, inUse: _, ...rest } = rule;
  return {
    ...rest,
    builtIn,
    originCountries: rule.originCountries ?? [],
    destinationCountries: rule.destinationCountries ?? [],
    via: rule.via ?? [],
    ships: rule.ships ?? null,
    except: rule.except ?? null,
    from: fromAt === OPEN_FROM_AT ? null : dayOf(fromAt),
    to: dayOrNull(toAt),
    legal: legal.map(presentLegal),
    changedAt: rfc3339OrNull(lastChange?.savedAt ?? null),
    changedBy: lastChange?.by ?? null,
    alerts,
    confirmed: share === null ? null : presentShare(share),
  };
}

function presentShare({ fromAt, toAt, ...share }: ConfirmedShare): wire.Rule['confirmed'] {
  return {
    ...share,
    from: rfc3339OrNull(fromAt),
    to: rfc3339OrNull(toAt),
    says: shareWords({ fromAt, toAt, ...share }),
  };
}

function shareWords({ judged, confirmed, share, fromAt, toAt }: ConfirmedShare): string {
  if (judged === 0) return 'Nobody has judged an alert of this rule in the last year.';
  const period = `from ${dayOf(fromAt!)} to ${dayOf(toAt!)}`;
  const counts = `${confirmed} of ${judged} judged ${period} were confirmed`;
  if (share === null) return `Too few to say: ${counts}; a share is told from ${LEAST_JUDGED} on.`;
  const percent = (part: number) => `${Math.round(part * 100)} %`;
  return `${counts}: ${percent(share.value)}, with 95 % confidence between ${percent(share.low)} and ${percent(share.high)}.`;
}

export function presentChange({ number, savedAt, by, what, rule }: RuleChange): wire.RuleHistory['changes'][number] {
  return { number, at: rfc3339(savedAt), by, what, version: rule?.version ?? null };
}

/** JSON carries no undefined: what a schema calls optional is there or absent. */
export function draftOf({ from, to, ...body }: Omit<wire.RuleRequestRead, 'behind' | 'version'>): RuleDraft {
  return {
    ...body,
    steps: body.steps as RouteRule['steps'],
    needs: body.needs as RouteRule['needs'],
    ships: body.ships as RuleDraft['ships'],
    except: body.except as RuleDraft['except'],
    fromAt: from === null ? null : Date.parse(from),
    toAt: to === null ? null : Date.parse(to),
  };
}

export function presentFirstRun(run: FirstRun | null): wire.RuleSaved['firstRun'] {
  if (run === null) return null;
  const { found, raised, cap } = run;
  const says =
    found > cap
      ? `The last 30 days hold ${found} alerts of this rule; the newest ${raised} were raised, ${cap} being the most.`
      : `The last 30 days hold ${counted(found, 'alert')} of this rule; ${raised} were raised.`;
  return { ...run, says };
}

export function presentDryRun(
  run: DryRun & { fromAt: number; toAt: number },
  asked: { scope: Scope; asOf: 'then' | 'now' },
  around: AlertSurroundings,
): wire.DryRun {
  const { told, days, vessels, cut, fromAt, toAt, ...counts } = run;
  const lists = asked.asOf === 'then' ? 'lists as they were' : 'lists as they are today';
  const cap =
    run.alerts > MOST_TOLD ? ` Of what lies behind, ${MOST_TOLD} at most are raised when the rule is saved.` : '';
  return {
    ...counts,
    ...asked,
    from: rfc3339(fromAt),
    to: rfc3339(toAt),
    days: days.map(({ at, alerts }) => ({ day: dayOf(at), alerts })),
    vessels: vessels.slice(0, MOST_SHIPS),
    ships: vessels.length,
    sample: told.slice(0, MOST_SAMPLE).map((alert) => presentAlert({ ...alert, scope: asked.scope }, around)),
    cap: MOST_TOLD,
    says: `From ${dayOf(fromAt)} to ${dayOf(toAt)} this rule would have raised ${counted(run.alerts, 'alert')} about ${counted(vessels.length, 'ship')}, with ${lists}.${cap}${cut === null ? '' : ` ${cut}`}`,
  };
}

export function presentMute(mute: Mute, scope: Scope): wire.Mute {
  const { fromAt, toAt, createdAt, placeId, list, caseId, reasonCode, ...rest } = mute;
  const cover = { placeId: placeId ?? null, list: list ?? null, caseId: caseId ?? null };
  return {
    ...rest,
    ...cover,
    reasonCode: reasonCode ?? null,
    scope,
    from: rfc3339(fromAt),
    until: rfc3339(toAt),
    createdAt: rfc3339(createdAt),
  };
}

export function presentMutePreview(
  { fromAt, toAt, newest, isCut, ...counts }: Preview,
  around: AlertSurroundings,
): wire.MutePreview {
  const hidden = isCut ? `at least ${counted(counts.hidden, 'alert')}` : counted(counts.hidden, 'alert');
  const already = counts.muted === 0 ? '' : ` ${counts.muted} of them are muted already.`;
  return {
    ...counts,
    from: rfc3339(fromAt),
    to: rfc3339(toAt),
    newest: newest.map((alert) => presentAlert(alert, around)),
    cut: isCut,
    says: `From ${dayOf(fromAt)} to ${dayOf(toAt)} this would have hidden ${hidden}, of which ${counts.open} are open.${already}`,
  };
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
