// Answers of a screening for the wire: days instead of milliseconds, the lists that were asked beside the answers, and
// the whole as a record with a fingerprint.

import { createHash } from 'node:crypto';
import type { ListLine, ScreenResult } from '../../desk/screen.ts';
import { outcomeOf } from '../../desk/screen-outcome.ts';
import type { ScreenScope } from '../../desk/screen-scope.ts';
import type * as wire from '../wire/index.ts';
import { dayOrNull, rfc3339 } from './moment.ts';
import { standingOf } from './vessel.ts';

/** `at`: the day that the listings are asked about. */
export function presentScreen(
  result: ScreenResult,
  scope: ScreenScope,
  watched: ReadonlySet<string>,
  at: number,
): wire.ScreenResult {
  const linesAt = (lines: readonly ListLine[]) => lines.map((line) => presentLine(line, at));
  return {
    asked: result.asked,
    line: result.line ?? null,
    outcome: outcomeOf(result, scope),
    level: result.level,
    notes: result.notes,
    unread: result.unread,
    matches: result.matches.map(({ hull, evidence, lines }) => ({
      hullId: hull.id,
      name: hull.name,
      imo: hull.imo,
      flag: hull.flag,
      shipType: hull.shipType,
      watched: watched.has(hull.id),
      evidence,
      lines: linesAt(lines),
    })),
    parties: result.parties.map(({ party, evidence, lines }) => ({
      partyId: party.id,
      name: party.name,
      names: [...new Set(party.names.map(({ text }) => text))],
      companyImos: party.companyImos,
      evidence,
      lines: linesAt(lines),
      ships: party.ships,
    })),
    classes: result.classes.map(({ rule, why, lines }) => ({ title: rule.title, why, lines: linesAt(lines) })),
  };
}

function presentLine({ listedAt, delistedAt, sanction, ...line }: ListLine, at: number): wire.ScreenLine {
  return {
    ...line,
    standing: standingOf({ sanction, listedAt, precision: line.precision, delistedAt }, at),
    listed: dayOrNull(listedAt),
    delisted: dayOrNull(delistedAt),
  };
}

export function presentAgainst({ at, lists, ...rest }: ScreenScope): wire.ScreenAgainst {
  return {
    askedAt: rfc3339(at),
    lists: lists.map(({ importedAt, ...list }) => ({ ...list, importedAt: rfc3339(importedAt) })),
    ...rest,
  };
}

export function screenRecord(
  results: readonly ScreenResult[],
  scope: ScreenScope,
  watched: ReadonlySet<string>,
  about: { version: string; notes: readonly string[]; at?: number },
): wire.ScreenRecord {
  const record = {
    kind: 'keelwatch screening record' as const,
    version: about.version,
    against: presentAgainst(scope),
    notes: [...about.notes],
    results: results.map((result) => presentScreen(result, scope, watched, about.at ?? scope.at)),
  };
  return { ...record, sha256: createHash('sha256').update(JSON.stringify(record)).digest('hex') };
}
