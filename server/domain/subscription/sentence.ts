// What a subscription sends, in plain sentences, for whoever makes it and whoever receives by it. Comes in: the subscription
// and the names of what it speaks of. It says what `decide` does, no more.

import type { Basis } from '../event.ts';
import type { Subscription } from './subscription.ts';

/** Names of what a subscription holds by id. */
export interface Names {
  channel: string;
  watchlist(id: string): string;
  vessel(id: string): string;
  rule(id: string): string;
  /** Absent: ids are written. */
  subscription?(id: string): string;
}

const BASES: Record<Basis, string> = {
  observed: 'observed',
  sighted: 'sighted',
  inferred: 'inferred',
  claimed: 'claimed',
};
const EVERY = {
  leg: 'each new alert',
  case: 'each new case, once,',
  news: 'each new case, and of what is new in it,',
} as const;
const ALSO = { graver: 'graver', surer: 'surer', resolved: 'resolved by a person' } as const;
/** Names of one condition that are written out; the rest is counted. */
const NAMED = 5;

export function subscriptionSentences(subscription: Omit<Subscription, 'id' | 'createdAt'>, names: Names): string[] {
  const { what, when, budgetADay } = subscription;
  const off = subscription.enabled
    ? []
    : ['Switched off: nothing is sent. What corrects an earlier message waits until it is switched on.'];
  const at = when.digest === null ? 'at once' : 'in one message at each time of its timetable';
  const [ship, ...conditions] = [
    whichShips(what, names),
    what.themes ? `of ${what.themes.length === 1 ? '1 theme' : `${what.themes.length} themes`}` : null,
    what.rules ? `raised by ${anyOf(what.rules.map(names.rule))}` : null,
    what.leastSeverity ? leastWords('severity', what.leastSeverity, 'critical') : null,
    what.leastConfidence ? leastWords('confidence', what.leastConfidence, 'high') : null,
    what.bases ? `${anyOf(what.bases.map((basis) => BASES[basis]))}` : null,
  ].filter((each) => each !== null);
  const which = conditions.length === 0 ? '' : `, where it is ${conditions.join(', and ')}`;
  return [
    ...off,
    `${names.channel} is told ${at} of ${EVERY[when.every ?? 'leg']} of ${ship}${which}.`,
    alsoWords(when.every === 'news' ? ['graver', 'surer', 'resolved'] : when.also),
    ...quietWords(when),
    ...(when.digest === null && budgetADay !== null
      ? [
          `After ${budgetADay === 1 ? '1 new alert' : `${budgetADay} new alerts`} in a UTC day the rest of the day is told in one message at midnight UTC, the gravest first.`,
        ]
      : []),
    ...escalationWords(subscription.escalation ?? null, names),
  ];
}

function escalationWords(escalation: NonNullable<Subscription['escalation']> | null, names: Names): string[] {
  if (escalation === null) return [];
  const { afterHours, toId } = escalation;
  const hours = `${afterHours} ${afterHours === 1 ? 'hour' : 'hours'}`;
  return [`What nobody has acknowledged within ${hours} is told to '${names.subscription?.(toId) ?? toId}' too.`];
}

function whichShips({ watchlists, vessels }: Subscription['what'], names: Names): string {
  const lists = watchlists ? `ships on ${anyOf(watchlists.map(names.watchlist))}` : null;
  const ships = vessels ? anyOf(vessels.map(names.vessel)) : null;
  if (lists !== null && ships !== null) return `${ships}, as far as among ${lists}`;
  return lists ?? ships ?? 'any ship';
}

function leastWords(name: string, least: string, most: string): string {
  return least === most ? `of ${least} ${name}` : `of ${least} or higher ${name}`;
}

function alsoWords(also: Subscription['when']['also']): string {
  const told = (['graver', 'surer', 'resolved'] as const)
    .filter((each) => also.includes(each))
    .map((each) => ALSO[each]);
  const always = 'What changes or takes back what was told is always told';
  return told.length === 0 ? `${always}.` : `${always}, and so is what becomes ${anyOf(told)}.`;
}

function quietWords({ quiet, digest }: Subscription['when']): string[] {
  if (quiet === null || quiet.fromHour === quiet.toHour) return [];
  const hour = (of: number) => `${String(of).padStart(2, '0')}:00`;
  const what = digest === null ? 'nothing is sent' : 'no correction is sent';
  return [
    `From ${hour(quiet.fromHour)} to ${hour(quiet.toHour)} (${quiet.timeZone}) ${what}; it goes out afterwards, in its newest state.`,
  ];
}

function anyOf(words: readonly string[]): string {
  const left = words.length - NAMED;
  const named = left > 0 ? [...words.slice(0, NAMED), `${left} more`] : words;
  return named.length < 2 ? (named[0] ?? 'nothing') : `${named.slice(0, -1).join(', ')} or ${named.at(-1)}`;
}
