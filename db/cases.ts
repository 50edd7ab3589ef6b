// Cases by (scope, id, revision). A commit that brings alerts forms the cases of their ships and themes anew, in the same
// transaction, and says what has changed. Alerts that became known at one instant are taken together. Of a case the newest
// revision stands whole in its row; the earlier ones are in the log.

import type { Database } from 'better-sqlite3';
import { type Alert, CONFIDENCES } from '../server/domain/alert.ts';
import { CANARY_SCOPE } from '../server/domain/canary.ts';
import { CASE_PAUSE_MS, type Case, type CaseAlert, caseAlertOf } from '../server/domain/cases/case.ts';
import { type CaseContent, formCases } from '../server/domain/cases/form.ts';
import { heirsOf } from '../server/domain/cases/succession.ts';
import { themeOf } from '../server/domain/cases/themes.ts';
import { SEVERITIES } from '../server/domain/rule.ts';
import type { CaseQuery } from '../server/seams/case-store.ts';
import type { Page } from '../server/seams/page.ts';
import type { Scope } from '../server/seams/store.ts';
import { caseAlertQueries } from './case-alerts.ts';
import type { logQueries } from './log.ts';
import { anywhere, cutPage, readMark } from './paging.ts';
import { cachedStatements } from './statements.ts';

/** Ids under which a case was told before that it names; older ones are let go. */
const MOST_FORMER = 50;

interface Row {
  scope_id: number;
  scope: string;
  id: string;
  revision: number;
  known_at: number;
  severity: number;
  confidence: number;
  log_seq: number;
  body: string | null;
}

export function caseQueries(db: Database, log: ReturnType<typeof logQueries>) {
  const members = caseAlertQueries(db);
  const selectNewest = db.prepare<[number, string], Row>(
    'SELECT * FROM cases WHERE scope_id = ? AND id = ? AND until_at IS NULL',
  );
  const selectThen = db.prepare<[number, string, number, number], Row>(`
    SELECT * FROM cases WHERE scope_id = ? AND id = ? AND known_at <= ? AND (until_at IS NULL OR until_at > ?)`);
  const selectRevisions = db.prepare<[number, string, number], Row>(
    'SELECT * FROM cases WHERE scope_id = ? AND id = ? ORDER BY revision DESC LIMIT ?',
  );
  const selectAnywhere = db.prepare<[string], { scope: string; scope_id: number }>(`
    SELECT scopes.name AS scope, scope_id FROM cases JOIN scopes ON scopes.id = scope_id
    WHERE cases.id = ? AND until_at IS NULL ORDER BY scopes.name = 'live' DESC, scope_id DESC LIMIT 1`);
  const selectThemes = db.prepare<[number | null, number | null], { theme: string; title: string; cases: number }>(`
    SELECT theme, max(body ->> '$.themeTitle') AS title, count(*) AS cases FROM cases
    WHERE until_at IS NULL AND state <> 'joined' AND (? IS NULL OR scope_id = ?) GROUP BY theme ORDER BY theme`);
  const end = db.prepare<[number, number, string]>(
    'UPDATE cases SET until_at = ?, body = NULL WHERE scope_id = ? AND id = ? AND until_at IS NULL',
  );
  const insert = db.prepare(`
    INSERT INTO cases (scope_id, id, revision, known_at, theme, vessel_id, other_id, severity, confidence, basis, state,
      from_at, to_at, words, log_seq, body)
    VALUES (:scopeId, :id, :revision, :knownAt, :theme, :vesselId, :otherId, :severity, :confidence, :basis, :state,
      :fromAt, :toAt, :words, :logSeq, :body)`);
  const statements = cachedStatements<Row>(db);
  // The synthetic ship tells no story.
  const selectCanary = db.prepare<[string], number>('SELECT id FROM scopes WHERE name = ?').pluck();

  const read = (row: Row): Case =>
    row.body === null ? (log.bodyAt(row.log_seq) as unknown as Case) : JSON.parse(row.body);

  /** What has changed of the cases of these alerts, which all became known at one instant; gives back those that are new. */
  function settle(scopeId: number, alerts: readonly Alert[]): Alert[] {
    const fresh: Alert[] = [];
    const touched = new Map<string, Set<string>>();
    const touch = (theme: string, vesselId: string) => {
      const vessels = touched.get(theme) ?? new Set();
      touched.set(theme, vessels.add(vesselId));
    };
    for (const alert of alerts) {
      const theme = themeOf(alert);
      const before = members.one(scopeId, alert.id);
      const now = caseAlertOf(alert, theme);
      if (before !== null && JSON.stringify(before.alert) === JSON.stringify(now)) continue;
      if (before !== null) touch(before.alert.theme, before.alert.ship.id);
      touch(theme.id, alert.vesselId);
      members.put(scopeId, now, before?.caseId ?? '');
      if (before === null && !now.withdrawn) fresh.push(alert);
    }
    if (touched.size === 0) return fresh;
    const knownAt = Math.round(Math.max(...alerts.map((alert) => alert.knownAt)));
    const was = new Map<string, string>();
    const formed: ReturnType<typeof formCases> = [];
    for (const [theme, vessels] of touched) {
      const around = members.around(scopeId, theme, vessels);
      for (const [alertId, caseId] of around.was) if (caseId !== '') was.set(alertId, caseId);
      const isNear = ({ ship }: CaseAlert) => around.near.has(ship.id);
      for (const each of formCases(around.alerts)) {
        if (each.standing.some(isNear) || each.withdrawn.some(isNear)) formed.push(each);
      }
    }
    for (const { content, standing, withdrawn } of formed) {
      for (const { id } of [...standing, ...withdrawn])
        if (was.get(id) !== content.id) members.move(scopeId, id, content.id);
    }
    const heirs = heirsOf(was, formed);
    const ids = new Set(formed.map(({ content }) => content.id));
    for (const { content } of formed) {
      const kept = selectNewest.get(scopeId, content.id);
      const before = kept === undefined ? null : read(kept);
      const former = [...heirs].filter(([, heir]) => heir === content.id).map(([id]) => id);
      const gone = former.flatMap((id) => one(scopeId, id) ?? []);
      const older = gone.flatMap((each) => each.formerIds);
      // Whoever was told under an old id reads on: revisions count up over all of them, and over the word that they have joined.
      const least = Math.max(0, ...gone.map(({ revision }) => revision + 1));
      const formerIds = [...new Set([...(before?.formerIds ?? []), ...older, ...former])].filter((id) => !ids.has(id));
      say(
        scopeId,
        { ...content, joinedTo: null, formerIds: formerIds.slice(-MOST_FORMER) },
        before,
        kept,
        knownAt,
        least,
      );
    }
    for (const [id, heir] of heirs) {
      const kept = selectNewest.get(scopeId, id);
      if (kept === undefined) continue;
      const before = read(kept);
      const { revision: _, knownAt: __, ...content } = before;
      const sentence = before.state === 'joined' ? before.sentence : `${before.sentence} It goes on as another case.`;
      say(scopeId, { ...content, state: 'joined', joinedTo: heir, formerIds: [], sentence }, before, kept, knownAt);
    }
    return fresh;
  }

  /** Writes a revision, unless it says what the one before said. */
  function say(
    scopeId: number,
    content: CaseContent & Pick<Case, 'joinedTo' | 'formerIds'>,
    before: Case | null,
    kept: Row | undefined,
    at: number,
    least = 0,
  ): void {
    const same = before && { ...content, revision: before.revision, knownAt: before.knownAt };
    if (same !== null && JSON.stringify(same) === kept?.body) return;
    const revision = Math.max(before?.revision ?? 0, least) + 1;
    const knownAt = Math.max(at, before?.knownAt ?? at);
    const next: Case = { ...content, revision, knownAt };
    const base = kept === undefined ? null : { seq: kept.log_seq, body: kept.body };
    const logSeq = log.append(scopeId, 'case', next.id, revision, next, base);
    end.run(knownAt, scopeId, next.id);
    insert.run({
      scopeId,
      id: next.id,
      revision,
      knownAt,
      theme: next.theme,
      vesselId: next.ships[0]!.id,
      otherId: next.ships[1]?.id ?? null,
      severity: SEVERITIES.indexOf(next.severity),
      confidence: CONFIDENCES.indexOf(next.confidence),
      basis: next.basis,
      state: next.state,
      fromAt: Math.round(next.fromAt),
      toAt: Math.round(next.toAt),
      words: wordsOf(next),
      logSeq,
      body: JSON.stringify(next),
    });
  }

  /** As it was known at an instant; absent: as it is known. */
  function one(scopeId: number, id: string, knownAt?: number): Case | null {
    const row = knownAt === undefined ? selectNewest.get(scopeId, id) : selectThen.get(scopeId, id, knownAt, knownAt);
    return row === undefined ? null : read(row);
  }

  return {
    /** Takes alerts that were written, in the order they were said; gives back those that no case had before. */
    follow(scopeId: number, alerts: readonly Alert[]): Alert[] {
      if (alerts.length === 0 || scopeId === selectCanary.get(CANARY_SCOPE)) return [];
      const fresh: Alert[] = [];
      for (let from = 0; from < alerts.length; ) {
        let to = from + 1;
        while (to < alerts.length && alerts[to]!.knownAt === alerts[from]!.knownAt) to++;
        fresh.push(...settle(scopeId, alerts.slice(from, to)));
        from = to;
      }
      return fresh;
    },

    one,

    anywhere(id: string, knownAt?: number): (Case & { scope: Scope }) | null {
      const place = selectAnywhere.get(id);
      const found = place === undefined ? null : one(place.scope_id, id, knownAt);
      return found === null ? null : { ...found, scope: place!.scope };
    },

    revisions: (scopeId: number, id: string, limit: number): Case[] =>
      selectRevisions.all(scopeId, id, limit).map(read).reverse(),

    alertIds: members.idsOf,
    casesOf: members.casesOf,
    inside: members.inside,
    themes: (scopeId: number | null) => selectThemes.all(scopeId, scopeId),

    /** `scopeId` null: all scopes. */
    page(scopeId: number | null, query: CaseQuery): Page<Case & { scope: Scope }> {
      const order = query.order ?? 'new';
      const key = [...ORDERS[order], 'known_at', 'id', 'scope_id'];
      const shape = key.map((column) => (column === 'id' ? '' : 0));
      const mark = query.after === undefined ? [] : readMark(query.after, shape);
      const where = [
        query.knownAt === undefined
          ? 'until_at IS NULL'
          : 'known_at <= :knownAt AND (until_at IS NULL OR until_at > :knownAt)',
        scopeId === null ? '' : 'scope_id = :scopeId',
        query.vesselIds === undefined
          ? ''
          : '(vessel_id IN (SELECT value FROM json_each(:vesselIds)) OR other_id IN (SELECT value FROM json_each(:vesselIds)))',
        query.theme === undefined ? '' : 'theme IN (SELECT value FROM json_each(:theme))',
        query.severity === undefined ? '' : 'severity IN (SELECT value FROM json_each(:severity))',
        query.confidence === undefined ? '' : 'confidence IN (SELECT value FROM json_each(:confidence))',
        query.basis === undefined ? '' : 'basis IN (SELECT value FROM json_each(:basis))',
        query.state === undefined ? "state <> 'joined'" : `${STATE_AT} IN (SELECT value FROM json_each(:state))`,
        query.fromAt === undefined ? '' : 'to_at >= :fromAt',
        query.toAt === undefined ? '' : 'from_at < :toAt',
        query.text === undefined ? '' : "words LIKE :words ESCAPE '\\'",
        mark.length === 0 ? '' : `(${key.join(', ')}) < (${mark.map((_, i) => `:mark${i}`).join(', ')})`,
      ].filter((condition) => condition !== '');
      const found = statements
        .prepare(`
          SELECT *, (SELECT name FROM scopes WHERE scopes.id = scope_id) AS scope FROM cases
          WHERE ${where.join(' AND ')}
          ORDER BY ${key.map((column) => `${column} DESC`).join(', ')} LIMIT :limit`)
        .all({
          scopeId,
          now: query.now,
          knownAt: query.knownAt,
          vesselIds: JSON.stringify(query.vesselIds ?? []),
          theme: JSON.stringify(query.theme ?? []),
          severity: JSON.stringify((query.severity ?? []).map((word) => SEVERITIES.indexOf(word))),
          confidence: JSON.stringify((query.confidence ?? []).map((word) => CONFIDENCES.indexOf(word))),
          basis: JSON.stringify(query.basis ?? []),
          state: JSON.stringify(query.state ?? []),
          fromAt: query.fromAt,
          toAt: query.toAt,
          words: anywhere(query.text ?? ''),
          ...Object.fromEntries(mark.map((part, i) => [`mark${i}`, part])),
          limit: query.limit + 1,
        });
      return cutPage(
        found,
        query.limit,
        (row) => key.map((column) => row[column as keyof Row] as string | number),
        (row) => ({ ...read(row), scope: row.scope }),
      );
    },
  };
}

const ORDERS = { new: [], grave: ['severity', 'confidence'], sure: ['confidence', 'severity'] } as const;

/** The state as of `:now`, as server/domain/cases/case.ts states it for one case. */
const STATE_AT = `CASE WHEN state IN ('opened', 'continued') AND :now - to_at > ${CASE_PAUSE_MS} THEN 'quiet' ELSE state END`;

/** What a text search looks in. */
function wordsOf({ title, sentence, ships, legs }: Case): string {
  const numbers = ships.flatMap(({ name, imo, mmsi }) => [name, imo ?? '', mmsi ?? '']);
  const told = legs.flatMap(({ ruleTitle, placeNames, partnerName }) => [ruleTitle, ...placeNames, partnerName ?? '']);
  return [title, sentence, ...new Set([...numbers, ...told])].join(' ');
}
