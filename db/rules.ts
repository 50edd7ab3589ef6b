// Changes of rules, one row each: a user's rule with its versions, a rule of the program with its switches.

import type { Database } from 'better-sqlite3';
import { CodedError } from '../server/domain/errors.ts';
import type { RuleChange } from '../server/domain/rules/book.ts';
import type { Audit } from './audit.ts';

export function ruleQueries(db: Database, audit: Audit) {
  const selectAll = db.prepare<[], string>('SELECT body FROM rule_changes ORDER BY saved_at, rule_id, number').pluck();
  const selectNewest = db
    .prepare<[string], number | null>('SELECT max(number) FROM rule_changes WHERE rule_id = ?')
    .pluck();
  const selectRule = db
    .prepare<[string, number], string>('SELECT body FROM rule_changes WHERE rule_id = ? AND number = ?')
    .pluck();
  const insert = db.prepare<[string, number, number, string]>(
    'INSERT INTO rule_changes (rule_id, number, saved_at, body) VALUES (?, ?, ?, ?)',
  );

  return {
    /** Oldest first. */
    all: (): RuleChange[] => selectAll.all().map((body) => JSON.parse(body)),

    add(change: RuleChange): void {
      const newest = selectNewest.get(change.ruleId) ?? 0;
      if (change.number !== newest + 1) {
        throw new CodedError(
          'conflict',
          `Rule '${change.ruleId}' has been changed by somebody else meanwhile (change ${newest}); look at it again.`,
        );
      }
      insert.run(change.ruleId, change.number, Math.round(change.savedAt), JSON.stringify(change));
      const before = selectRule.get(change.ruleId, newest);
      audit.append({
        by: change.by,
        at: change.savedAt,
        deed: null,
        scope: null,
        subject: { kind: 'rule', id: change.ruleId },
        what: change.what,
        reasonCode: null,
        note: null,
        before: before === undefined ? null : (JSON.parse(before) as RuleChange).rule,
        after: change.rule,
        undoes: null,
      });
    },
  };
}
