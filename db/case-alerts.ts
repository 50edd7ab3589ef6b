// What cases need of each alert, by (scope, alert), with the case that it is in.

import type { Database } from 'better-sqlite3';
import type { CaseAlert } from '../server/domain/cases/case.ts';
import type { AlertInside } from '../server/domain/desk/case-deed.ts';

interface Row {
  alert_id: string;
  case_id: string;
  vessel_id: string;
  partner_id: string | null;
  body: string;
}

/** Cases of ships so many encounters away may change with an alert; what decides about them lies as far again. */
const HOPS = 2;
/** Alerts that are kept as they were read, some 500 bytes each. */
const MOST_READ = 10_000;

export function caseAlertQueries(db: Database) {
  const select = db.prepare<[number, string], Row>('SELECT * FROM case_alerts WHERE scope_id = ? AND alert_id = ?');
  const upsert = db.prepare(`
    INSERT INTO case_alerts (scope_id, alert_id, theme, vessel_id, partner_id, case_id, body)
    VALUES (:scopeId, :id, :theme, :vesselId, :partnerId, :caseId, :body)
    ON CONFLICT (scope_id, alert_id) DO UPDATE SET theme = excluded.theme, vessel_id = excluded.vessel_id,
      partner_id = excluded.partner_id, body = excluded.body`);
  const selectOfVessel = db.prepare<[number, string, string], Row>(
    'SELECT * FROM case_alerts WHERE scope_id = ? AND theme = ? AND vessel_id = ?',
  );
  const selectMet = db
    .prepare<[number, string, string], string>(
      'SELECT DISTINCT vessel_id FROM case_alerts WHERE scope_id = ? AND theme = ? AND partner_id = ?',
    )
    .pluck();
  const move = db.prepare<[string, number, string]>(
    'UPDATE case_alerts SET case_id = ? WHERE scope_id = ? AND alert_id = ?',
  );
  const selectIds = db
    .prepare<[number, string, number], string>(`
      SELECT alert_id FROM case_alerts WHERE scope_id = ? AND case_id = ? ORDER BY body ->> '$.fromAt' DESC, alert_id LIMIT ?`)
    .pluck();
  const selectCases = db.prepare<[number, string], { alert_id: string; case_id: string; former: string | null }>(`
    SELECT alert_id, case_id, cases.body ->> '$.formerIds' AS former
    FROM case_alerts LEFT JOIN cases ON cases.scope_id = case_alerts.scope_id AND cases.id = case_id AND until_at IS NULL
    WHERE case_alerts.scope_id = ? AND alert_id IN (SELECT value FROM json_each(?))`);

  const selectInside = db.prepare<[number, string], Omit<AlertInside, 'gone'> & { withdrawn: number }>(`
    SELECT alerts.id, alerts.state, alerts.assignee, alerts.withdrawn FROM case_alerts
    JOIN alerts ON alerts.scope_id = case_alerts.scope_id AND alerts.id = case_alerts.alert_id
    WHERE case_alerts.scope_id = ? AND case_id = ? ORDER BY alerts.raised_at, alerts.id`);

  /** What was read before, by its text: a ship's alerts are read again with each of its alerts. */
  const read = new Map<string, CaseAlert>();
  function parsed(body: string): CaseAlert {
    let alert = read.get(body);
    if (alert === undefined) {
      if (read.size >= MOST_READ) read.clear();
      alert = JSON.parse(body) as CaseAlert;
      read.set(body, alert);
    }
    return alert;
  }

  return {
    one(scopeId: number, alertId: string): { alert: CaseAlert; caseId: string } | null {
      const row = select.get(scopeId, alertId);
      return row === undefined ? null : { alert: JSON.parse(row.body), caseId: row.case_id };
    },

    put(scopeId: number, alert: CaseAlert, caseId: string): void {
      upsert.run({
        scopeId,
        id: alert.id,
        theme: alert.theme,
        vesselId: alert.ship.id,
        partnerId: alert.partner?.id ?? null,
        caseId,
        body: JSON.stringify(alert),
      });
    },

    move: (scopeId: number, alertId: string, caseId: string): void => void move.run(caseId, scopeId, alertId),

    /**
     * The alerts of some ships under a theme and of those they met, with the case that each is in. `near`: the ships whose
     * cases may be others now.
     */
    around(scopeId: number, theme: string, vessels: Iterable<string>) {
      const alerts: CaseAlert[] = [];
      const was = new Map<string, string>();
      const seen = new Set<string>();
      let near: ReadonlySet<string> = new Set();
      let ring = new Set(vessels);
      for (let hop = 0; hop <= 2 * HOPS && ring.size > 0; hop++) {
        const next = new Set<string>();
        for (const id of ring) {
          seen.add(id);
          const rows = selectOfVessel.all(scopeId, theme, id);
          for (const row of rows) {
            alerts.push(parsed(row.body));
            if (hop <= HOPS) was.set(row.alert_id, row.case_id);
            if (row.partner_id !== null) next.add(row.partner_id);
          }
          for (const other of selectMet.all(scopeId, theme, id)) next.add(other);
        }
        if (hop <= HOPS) near = new Set(seen);
        ring = new Set([...next].filter((id) => !seen.has(id)));
      }
      return { alerts, was, near };
    },

    /** By the beginning of each; of many the newest. */
    idsOf: (scopeId: number, caseId: string, limit: number): string[] =>
      selectIds.all(scopeId, caseId, limit).reverse(),

    /** How the alerts of a case stand with people, in the order they were raised. */
    inside: (scopeId: number, caseId: string): AlertInside[] =>
      selectInside.all(scopeId, caseId).map(({ withdrawn, ...row }) => ({ ...row, gone: withdrawn === 1 })),

    /** The case of each, and then its former ids, the newest first. */
    casesOf: (scopeId: number, alertIds: readonly string[]): Map<string, string[]> =>
      new Map(
        selectCases.all(scopeId, JSON.stringify(alertIds)).map((row) => {
          const former = JSON.parse(row.former ?? '[]') as string[];
          return [row.alert_id, [row.case_id, ...former.reverse()]];
        }),
      ),
  };
}
