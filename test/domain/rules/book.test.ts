// The rule book: which version of which rule is gone by, then and now.

import { describe, expect, it } from 'vitest';
import type { RouteRule } from '../../../server/domain/rule.ts';
import { type RuleChange, rulesAt, rulesLive, rulesOfNow, rulesOfThen } from '../../../server/domain/rules/book.ts';
import { day, rule } from './happened.ts';

const arms = rule();
const own = (version: number, more: Partial<RouteRule> = {}) => rule({ id: 'own-a', title: 'Own', version, ...more });

function change(number: number, onDay: number, what: RuleChange['what'], of: RouteRule | null, ruleId = 'own-a') {
  return { ruleId, number, savedAt: day(onDay), by: 'test', what, rule: of };
}

const versions = (rules: readonly RouteRule[]) =>
  rules.map(({ id, version, inUse }) => [
    id,
    version,
    inUse
      ? [
          inUse.fromAt === null ? null : (inUse.fromAt - day(0)) / 86_400_000,
          inUse.toAt === null ? null : (inUse.toAt - day(0)) / 86_400_000,
        ]
      : 'always',
  ]);

const history = [
  change(1, 10, 'made', own(1)),
  change(2, 20, 'changed', own(2)),
  change(3, 30, 'switched off', own(3, { enabled: false })),
  change(4, 40, 'switched on', own(4)),
];

describe('the rule book', () => {
  it('without changes is the rules of the program, always', () => {
    for (const rules of [rulesLive, rulesOfThen, rulesOfNow])
      expect(versions(rules([arms], []))).toEqual([['arms', 1, 'always']]);
  });

  it('gives the live monitor each version for its time in use, and nothing of before it was made', () => {
    expect(versions(rulesLive([], history))).toEqual([
      ['own-a', 1, [10, 20]],
      ['own-a', 2, [20, 30]],
      ['own-a', 4, [40, null]],
    ]);
  });

  it('gives a replay of then the same, and the newest version for the time before the first', () => {
    expect(versions(rulesOfThen([], history))).toEqual([
      ['own-a', 4, [null, 10]],
      ['own-a', 1, [10, 20]],
      ['own-a', 2, [20, 30]],
      ['own-a', 4, [40, null]],
    ]);
  });

  it('gives a question of today the newest version alone', () => {
    expect(versions(rulesOfNow([], history))).toEqual([['own-a', 4, 'always']]);
  });

  it('switches a rule of the program off and on, from then on', () => {
    const off = [change(1, 10, 'switched off', null, 'arms')];
    expect(versions(rulesLive([arms], off))).toEqual([['arms', 1, [null, 10]]]);
    expect(rulesOfThen([arms], off)).toEqual([]);
    expect(rulesOfNow([arms], off)).toEqual([]);
    const on = [...off, change(2, 20, 'switched on', null, 'arms')];
    expect(versions(rulesLive([arms], on))).toEqual([
      ['arms', 1, [null, 10]],
      ['arms', 1, [20, null]],
    ]);
    expect(rulesAt([arms], on, day(15))[0]!.rule.enabled).toBe(false);
    expect(rulesAt([arms], on, day(25))[0]!.rule.enabled).toBe(true);
  });

  it('says what stood on a day: before it was made, and after it was removed, there is no rule', () => {
    const gone = [...history, change(5, 50, 'removed', null)];
    const on = (at: number) => rulesAt([arms], gone, day(at)).map(({ rule: { id, version } }) => `${id} ${version}`);
    expect(on(9)).toEqual(['arms 1']);
    expect(on(10)).toEqual(['arms 1', 'own-a 1']);
    expect(on(35)).toEqual(['arms 1', 'own-a 3']);
    expect(on(50)).toEqual(['arms 1']);
    expect(versions(rulesLive([], gone)).at(-1)).toEqual(['own-a', 4, [40, 50]]);
    expect(rulesOfNow([], gone)).toEqual([]);
  });

  it('forgets a switch of a rule that the program no longer has', () => {
    expect(rulesAt([], [change(1, 10, 'switched off', null, 'gone')], day(20))).toEqual([]);
  });
});
