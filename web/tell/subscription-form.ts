// A subscription as it is typed, and the way to and from what the server takes. Pure.

import type { Subscription, SubscriptionRequest } from '../../server/http/wire/channel.ts';
import type { Basis, Confidence, Severity } from '../words/words.ts';

type Every = 'leg' | 'case' | 'news';
type Also = 'graver' | 'surer' | 'resolved';

export interface SubscriptionForm {
  title: string;
  owner: string;
  channelId: string;
  enabled: boolean;
  watchlists: readonly string[];
  /** IMO numbers or ids of vessels, as typed. */
  vessels: string;
  rules: readonly string[];
  leastSeverity: Severity | '';
  leastConfidence: Confidence | '';
  bases: readonly Basis[];
  digest: boolean;
  cron: string;
  digestZone: string;
  quiet: boolean;
  fromHour: number;
  toHour: number;
  quietZone: string;
  /** Each alert for itself, once a case, or of a case what is new in it. */
  every: Every;
  also: readonly Also[];
  budget: string;
  /** Whom to tell where nobody has acknowledged it within so many hours; '' for nobody. */
  escalateTo: string;
  escalateHours: string;
}

export const EVERY_WORDS: Readonly<Record<Every, string>> = {
  case: 'once a case',
  news: 'of a case what is new: first, graver, surer, withdrawn',
  leg: 'each alert for itself',
};

export const ALSO_WORDS: Readonly<Record<Also, string>> = {
  graver: 'it becomes graver',
  surer: 'it becomes surer',
  resolved: 'a person resolves it',
};

/** Timetables that most people mean. */
export const TIMETABLES: readonly (readonly [cron: string, word: string])[] = [
  ['0 7 * * *', 'every day at 07:00'],
  ['0 7 * * 1-5', 'Monday to Friday at 07:00'],
  ['0 7,19 * * *', 'every day at 07:00 and 19:00'],
  ['0 7 * * 1', 'every Monday at 07:00'],
  ['0 * * * *', 'every hour'],
];

export function emptyForm(channelId: string, timeZone: string): SubscriptionForm {
  return {
    title: '',
    owner: 'analyst',
    channelId,
    enabled: true,
    watchlists: [],
    vessels: '',
    rules: [],
    leastSeverity: '',
    leastConfidence: '',
    bases: [],
    digest: false,
    cron: TIMETABLES[0]![0],
    digestZone: timeZone,
    quiet: false,
    fromHour: 22,
    toHour: 6,
    quietZone: timeZone,
    every: 'case',
    also: ['graver', 'surer', 'resolved'],
    budget: '',
    escalateTo: '',
    escalateHours: '4',
  };
}

export function formOf(
  { title, owner, channelId, enabled, what, when, budgetADay, escalation }: Subscription,
  timeZone: string,
) {
  const form: SubscriptionForm = {
    ...emptyForm(channelId, timeZone),
    title,
    owner,
    enabled,
    watchlists: what.watchlists ?? [],
    vessels: (what.vessels ?? []).map((id) => id.replace(/^imo:/, '')).join(', '),
    rules: what.rules ?? [],
    leastSeverity: what.leastSeverity ?? '',
    leastConfidence: what.leastConfidence ?? '',
    bases: what.bases ?? [],
    digest: when.digest !== null,
    quiet: when.quiet !== null,
    every: when.every ?? 'leg',
    also: when.also,
    budget: budgetADay === null ? '' : String(budgetADay),
    ...(escalation ? { escalateTo: escalation.toId, escalateHours: String(escalation.afterHours) } : {}),
  };
  return {
    ...form,
    ...(when.digest === null ? {} : { cron: when.digest.cron, digestZone: when.digest.timeZone }),
    ...(when.quiet === null
      ? {}
      : { fromHour: when.quiet.fromHour, toHour: when.quiet.toHour, quietZone: when.quiet.timeZone }),
  };
}

/** What the server is asked to keep; it checks. A title that was left empty is made of the conditions. */
export function requestOf(form: SubscriptionForm): SubscriptionRequest {
  const vessels = vesselIds(form.vessels);
  const budget = Number(form.budget);
  return {
    title: form.title.trim() === '' ? titleFor(form) : form.title.trim(),
    owner: form.owner.trim() === '' ? 'analyst' : form.owner.trim(),
    channelId: form.channelId,
    enabled: form.enabled,
    what: {
      ...(form.watchlists.length > 0 ? { watchlists: [...form.watchlists] } : {}),
      ...(vessels.length > 0 ? { vessels } : {}),
      ...(form.rules.length > 0 ? { rules: [...form.rules] } : {}),
      ...(form.leastSeverity === '' ? {} : { leastSeverity: form.leastSeverity }),
      ...(form.leastConfidence === '' ? {} : { leastConfidence: form.leastConfidence }),
      ...(form.bases.length > 0 ? { bases: [...form.bases] } : {}),
    },
    when: {
      digest: form.digest ? { cron: form.cron.trim(), timeZone: form.digestZone.trim() } : null,
      quiet: form.quiet ? { fromHour: form.fromHour, toHour: form.toHour, timeZone: form.quietZone.trim() } : null,
      every: form.every,
      also: [...form.also],
    },
    // With a timetable nothing is told at once that could be counted.
    budgetADay: form.digest || form.budget.trim() === '' ? null : budget,
    escalation: form.escalateTo === '' ? null : { afterHours: Number(form.escalateHours), toId: form.escalateTo },
  };
}

export function titleFor({ watchlists, vessels, rules, leastSeverity }: SubscriptionForm): string {
  const ships = vesselIds(vessels).length;
  if (ships > 0) return ships === 1 ? 'One ship' : `${ships} ships`;
  if (watchlists.length > 0) return watchlists.length === 1 ? 'One watchlist' : `${watchlists.length} watchlists`;
  if (rules.length > 0) return rules.length === 1 ? 'One rule' : `${rules.length} rules`;
  return leastSeverity === '' ? 'Everything' : `${leastSeverity[0]!.toUpperCase()}${leastSeverity.slice(1)} and graver`;
}

/** "9161003, IMO 8915550; hull:tok-song" */
export function vesselIds(text: string): string[] {
  const words = text
    .split(/[,;\n]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return [...new Set(words.map((word) => word.replace(/^(?:imo)?[\s:]*(\d{7})$/i, 'imo:$1')))];
}
