// `keelwatch audit`: who did what and when, read from the store of the data folder. It changes nothing.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { openStore } from '../../db/sqlite-store.ts';
import { readConfig } from '../../server/config.ts';
import { auditCsv } from '../../server/desk/audit-csv.ts';
import { AUDITED, type AuditedKind, type AuditRow } from '../../server/domain/desk/audit.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { isInstant } from '../../server/domain/instant.ts';
import { dayOf, isoMoment } from '../../server/domain/time.ts';
import type { AuditQuery } from '../../server/seams/desk-store.ts';
import type { Store } from '../../server/seams/store.ts';
import { print, printJson } from './list-desk.ts';

interface Flags {
  kind?: AuditedKind;
  id?: string;
  by?: string;
  from?: string;
  until?: string;
  most: string;
  json?: boolean;
  csv?: boolean;
}

const PAGE_ROWS = 500;

export function auditCommand(): Command {
  return new Command('audit')
    .description('who did what and when: alerts, cases, mutes, rules, lists, sightings, subscriptions, channels, feeds')
    .addOption(new Option('--kind <kind>', 'of what something was done to').choices(AUDITED))
    .option('--id <id>', 'of what something was done to')
    .option('--by <person>')
    .option('--from <day>', 'first day (2026-09-01)')
    .option('--until <day>', 'first day that is left out')
    .option('--most <rows>', 'at most so many rows, the newest', '1000')
    .option('--json', 'one JSON object per row, and last {"summary": …}')
    .option('--csv', 'a table, oldest first')
    .action(audit);
}

async function audit(flags: Flags): Promise<void> {
  const most = Number(flags.most);
  if (!Number.isInteger(most) || most < 1)
    throw new CodedError('invalid', `--most is "${flags.most}"; give a number of rows.`);
  const query = queryOf(flags);
  const path = join(readConfig(process.env).dataFolder, 'keelwatch.db');
  if (!existsSync(path))
    throw new CodedError('not_found', `There is no store at ${path}. Name its folder in KEELWATCH_DATA.`);
  const store = openStore(path);
  try {
    if (flags.csv) {
      const read = (after: string | undefined) =>
        store.audit({ ...query, ...(after === undefined ? {} : { after }), order: 'oldest', limit: PAGE_ROWS });
      print((await auditCsv(read, most)).trimEnd());
      return;
    }
    const { rows, isCut } = await newest(store, query, most);
    for (const row of rows) {
      if (flags.json) printJson({ ...row, at: isoMoment(row.at) });
      else print(lineOf(row));
    }
    if (flags.json) printJson({ summary: { rows: rows.length, more: isCut } });
    else if (rows.length === 0) print('Nothing is written down that fits.');
    else if (isCut) print(`… and more; --most ${most * 10} prints more.`);
  } finally {
    await store.close();
  }
}

/** The newest so many, oldest first. */
async function newest(
  store: Store,
  query: Omit<AuditQuery, 'limit'>,
  most: number,
): Promise<{ rows: AuditRow[]; isCut: boolean }> {
  const rows: AuditRow[] = [];
  let after: string | undefined;
  do {
    const limit = Math.min(PAGE_ROWS, most - rows.length);
    const page = await store.audit({ ...query, ...(after === undefined ? {} : { after }), limit });
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined && rows.length < most);
  return { rows: rows.reverse(), isCut: after !== undefined };
}

function queryOf({ kind, id, by, from, until }: Flags): Omit<AuditQuery, 'limit'> {
  return {
    ...(kind === undefined ? {} : { kind: [kind] }),
    ...(id === undefined ? {} : { id }),
    ...(by === undefined ? {} : { by }),
    ...(from === undefined ? {} : { fromAt: dayAt('--from', from) }),
    ...(until === undefined ? {} : { toAt: dayAt('--until', until) }),
  };
}

function dayAt(flag: string, day: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  if (isInstant(at, Date.now()) && dayOf(at) === day) return at;
  throw new CodedError('invalid', `${flag} is "${day}"; give a day as 2026-09-01.`);
}

function lineOf({ number, at, by, what, subject, scope, reasonCode, note, undoes }: AuditRow): string {
  const why = [reasonCode, note].filter((part) => part !== null && part !== '').join(': ');
  const where = scope === null || scope === 'live' ? '' : ` in ${scope}`;
  const undone = undoes === null ? '' : ` (takes back ${undoes})`;
  const day = isoMoment(at).slice(0, 19).replace('T', ' ');
  return `${String(number).padStart(6)}  ${day}Z  ${by}  ${what}  ${subject.kind} ${subject.id}${where}${undone}${why === '' ? '' : `  ${why}`}`;
}
