// Zones that people draw: the row of each as it stands, and the record of every change.

import type { Database } from 'better-sqlite3';
import type { Signature } from '../server/domain/desk/deed.ts';
import { CodedError } from '../server/domain/errors.ts';
import type { Zone } from '../server/domain/places/place.ts';
import type { ZoneChange, ZoneRow } from '../server/seams/store.ts';
import type { Audit } from './audit.ts';

interface Row {
  version: number;
  body: string;
  removed: 0 | 1;
}

export function zoneQueries(db: Database, audit: Audit) {
  const selectAll = db.prepare<[], Row>('SELECT version, body, removed FROM zones ORDER BY id');
  const selectOne = db.prepare<[string], Row>('SELECT version, body, removed FROM zones WHERE id = ?');
  const upsert = db.prepare<[string, number, string, number]>(
    `INSERT INTO zones (id, version, body, removed) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body, removed = excluded.removed`,
  );

  const read = ({ version, body, removed }: Row): ZoneRow => ({
    version,
    zone: JSON.parse(body) as Zone,
    removed: removed === 1,
  });

  return {
    /** The removed ones too. */
    all: (): ZoneRow[] => selectAll.all().map(read),

    save({ zone, version, removed, what }: ZoneChange, signed: Signature): void {
      const row = selectOne.get(zone.id);
      const before = row === undefined ? null : read(row);
      if (version !== (before?.version ?? 0) + 1) {
        throw new CodedError(
          'conflict',
          `Zone '${zone.id}' has been changed by somebody else meanwhile (version ${before?.version ?? 0}); look at it again.`,
        );
      }
      upsert.run(zone.id, version, JSON.stringify(zone), removed ? 1 : 0);
      audit.append({
        ...signed,
        scope: null,
        subject: { kind: 'zone', id: zone.id },
        what,
        reasonCode: null,
        note: null,
        before: before === null || before.removed ? null : before.zone,
        after: removed ? null : zone,
        undoes: null,
      });
    },
  };
}
