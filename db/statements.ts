// Prepared statements for questions whose WHERE depends on the filters given. Texts are built from fixed pieces only,
// so there are few of them and each is prepared once.

import type { Database, Statement } from 'better-sqlite3';

export function cachedStatements<Row>(db: Database) {
  const prepared = new Map<string, Statement<[Record<string, unknown>], Row>>();
  return {
    prepare(sql: string): Statement<[Record<string, unknown>], Row> {
      let statement = prepared.get(sql);
      if (statement === undefined) {
        statement = db.prepare<[Record<string, unknown>], Row>(sql);
        prepared.set(sql, statement);
      }
      return statement;
    },
  };
}
