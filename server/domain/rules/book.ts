// The rule book: the rules that come with the program, switched on or off, and those that users made, each with its
// versions. Changes come in, the rules to go by go out: in the live monitor, in a replay of then or of now, on a day.

import type { RouteRule } from '../rule.ts';

/** One change of a rule, as of `savedAt`. */
export interface RuleChange {
  ruleId: string;
  /** Counts from 1 for each rule, without holes. */
  number: number;
  savedAt: number;
  by: string;
  what: 'made' | 'changed' | 'switched on' | 'switched off' | 'removed';
  /** As it is from then on; null for a rule of the program, which is switched and never changed. */
  rule: RouteRule | null;
}

/** A rule as it stands now, or stood on a day. */
export interface BookRule {
  rule: RouteRule;
  /** One of the program's own: it can be switched or copied, and not be changed. */
  builtIn: boolean;
  /** Its last change; null for a rule of the program that nobody has switched. */
  lastChange: RuleChange | null;
}

interface History {
  builtIn: RouteRule | null;
  /** Oldest first. */
  changes: RuleChange[];
}

/** Rules as they stood at `at`; `Infinity` is now. The program's first, then users' in the order they were made. */
export function rulesAt(builtIn: readonly RouteRule[], changes: readonly RuleChange[], at: number): BookRule[] {
  return histories(builtIn, changes).flatMap((history) => {
    const known = history.changes.filter(({ savedAt }) => savedAt <= at);
    const rule = standing(history, known.at(-1) ?? null);
    return rule === null ? [] : [{ rule, builtIn: history.builtIn !== null, lastChange: known.at(-1) ?? null }];
  });
}

/** To go by in a replay or question of today: every rule in its newest version, whenever things happened. */
export function rulesOfNow(builtIn: readonly RouteRule[], changes: readonly RuleChange[]): RouteRule[] {
  return rulesAt(builtIn, changes, Number.POSITIVE_INFINITY).flatMap(({ rule }) => (rule.enabled ? [rule] : []));
}

/**
 * To go by in the live monitor: each version for what happened while it was in use. A user's rule says nothing of the
 * time before it was made.
 */
export function rulesLive(builtIn: readonly RouteRule[], changes: readonly RuleChange[]): RouteRule[] {
  return histories(builtIn, changes).flatMap((history) => terms(history, standing(history, null)));
}

/**
 * To go by in a replay of then: as in the live monitor; and of the time before its first change the newest version
 * speaks, by the dates it carries. So a rule made today can be asked about last year, and a rule changed since is told
 * as it was.
 */
export function rulesOfThen(builtIn: readonly RouteRule[], changes: readonly RuleChange[]): RouteRule[] {
  return histories(builtIn, changes).flatMap((history) =>
    terms(history, standing(history, history.changes.at(-1) ?? null)),
  );
}

function histories(builtIn: readonly RouteRule[], changes: readonly RuleChange[]): History[] {
  const byId = new Map<string, History>(builtIn.map((rule) => [rule.id, { builtIn: rule, changes: [] }]));
  for (const change of [...changes].sort((a, b) => a.savedAt - b.savedAt || a.number - b.number)) {
    const known = byId.get(change.ruleId);
    if (known) known.changes.push(change);
    // A switch of a rule that the program no longer has.
    else if (change.rule) byId.set(change.ruleId, { builtIn: null, changes: [change] });
  }
  return [...byId.values()];
}

/** The rule as a change leaves it; null where there is none. */
function standing({ builtIn }: History, change: RuleChange | null): RouteRule | null {
  if (change === null) return builtIn;
  if (change.what === 'removed') return null;
  return change.rule ?? (builtIn && { ...builtIn, enabled: change.what === 'switched on' });
}

/** Each enabled version with its time in use; `before` is the one of the time before the first change. */
function terms(history: History, before: RouteRule | null): RouteRule[] {
  const { changes } = history;
  const [first] = changes;
  if (!first) return before?.enabled ? [before] : [];
  const found: RouteRule[] = [];
  if (before?.enabled) found.push({ ...before, inUse: { fromAt: null, toAt: first.savedAt } });
  changes.forEach((change, i) => {
    const rule = standing(history, change);
    if (rule?.enabled) {
      found.push({ ...rule, inUse: { fromAt: change.savedAt, toAt: changes[i + 1]?.savedAt ?? null } });
    }
  });
  return found;
}
