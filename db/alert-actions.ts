// What people did with an alert: each step is kept, and moves the person's state as the table below says.

import type { Database } from 'better-sqlite3';
import type { Alert, AlertState } from '../server/domain/alert.ts';
import { CodedError } from '../server/domain/errors.ts';
import type { AlertAction } from '../server/seams/store.ts';
import type { alertQueries } from './alerts.ts';
import type { logQueries } from './log.ts';

/** From which states an action may come, and what the person's state is afterwards; undefined leaves it. */
const MOVES: Record<AlertAction['action'], { from: AlertState[]; to: 'acknowledged' | 'resolved' | null | undefined }> =
  {
    acknowledge: { from: ['open'], to: 'acknowledged' },
    resolve: { from: ['open', 'acknowledged'], to: 'resolved' },
    reopen: { from: ['acknowledged', 'resolved'], to: null },
    note: { from: ['open', 'acknowledged', 'resolved', 'withdrawn'], to: undefined },
  };

export function alertActionQueries(
  db: Database,
  alerts: ReturnType<typeof alertQueries>,
  log: ReturnType<typeof logQueries>,
) {
  const insert = db.prepare(`
    INSERT INTO alert_actions (scope_id, alert_id, at, by, action, reason_code, note)
    VALUES (:scopeId, :alertId, :at, :by, :action, :reasonCode, :note)`);
  const move = db.prepare<[string | null, number, string]>(
    'UPDATE alerts SET person_state = ? WHERE scope_id = ? AND id = ?',
  );
  const select = db.prepare<[number, string], AlertAction>(`
    SELECT alert_id AS alertId, at, by, action, reason_code AS reasonCode, note
    FROM alert_actions WHERE scope_id = ? AND alert_id = ? ORDER BY id`);

  return {
    /** Oldest first. */
    of: (scopeId: number, alertId: string): AlertAction[] => select.all(scopeId, alertId),

    act(scopeId: number, action: AlertAction): Alert {
      const before = alerts.one(scopeId, action.alertId);
      if (before === null) throw new CodedError('not_found', `There is no alert '${action.alertId}'.`);
      const { from, to } = MOVES[action.action];
      if (!from.includes(before.state)) {
        throw new CodedError(
          'conflict',
          `Alert '${action.alertId}' is ${before.state}; '${action.action}' needs one that is ${from.join(' or ')}.`,
        );
      }
      insert.run({ scopeId, ...action });
      if (to !== undefined) move.run(to, scopeId, action.alertId);
      const after = alerts.one(scopeId, action.alertId)!;
      log.append(scopeId, 'alert', after.id, after.revision, after);
      return after;
    },
  };
}
