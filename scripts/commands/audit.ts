// `keelwatch audit`: who did what and when, read from the store of the data folder; and whether the record is whole. It
// changes nothing.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { openStore } from '../../db/sqlite-store.ts';
import { readConfig } from '../../server/config.ts';
import { type Anchor, checkAudit } from '../../server/desk/audit-check.ts';
import { auditCsv } from '../../server/desk/audit-csv.ts';
import { auditLine, checkLines } from '../../server/desk/audit-lines.ts';
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
    .action(audit)
    .addCommand(verifyCommand());
}

/** A file of lines is read whole; so many bytes are millions of rows. */
const MOST_BYTES = 500_000_000;

function verifyCommand(): Command {
  return new Command('verify')
    .description('does every row follow from the one before? of the store, or of lines that --json has printed')
    .argument('[file]', 'lines of JSON, without the store')
    .option('--head <number:hash>', 'a head that you have kept: shows also whether rows were cut off at the end')
    .action(verify);
}

async function verify(file: string | undefined, { head }: { head?: string }): Promise<void> {
  if (file !== undefined) {
    if (!existsSync(file)) throw new CodedError('not_found', `There is no file ${file}.`);
    if (statSync(file).size > MOST_BYTES)
      throw new CodedError('invalid', `${file} is larger than 500 MB; give it in parts.`);
    const found = checkLines(readFileSync(file, 'utf8'));
    print(found.says);
    if (!found.whole) process.exitCode = EXIT_BROKEN;
    return;
  }
  const anchors = head === undefined ? [] : [anchorOf(head)];
  const store = openHere();
  try {
    const { whole, says, head: newest } = await checkAudit(store, anchors);
    print(says);
    if (newest !== null) print(`Newest row: ${newest.number}:${newest.hash}`);
    if (!whole) process.exitCode = EXIT_BROKEN;
  } finally {
    await store.close();
  }
}

/** As `verify` of a bundle ends with where a byte is another one. */
const EXIT_BROKEN = 2;

function anchorOf(text: string): Anchor {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text);
  if (!match) throw new CodedError('invalid', `--head is "${text}"; give the number and hash that verify has printed.`);
  return { head: { number: Number(match[1]), hash: match[2]! }, where: 'your --head' };
}

function openHere(): Store {
  const path = join(readConfig(process.env).dataFolder, 'keelwatch.db');
  if (!existsSync(path))
    throw new CodedError('not_found', `There is no store at ${path}. Name its folder in KEELWATCH_DATA.`);
  return openStore(path);
}

async function audit(flags: Flags): Promise<void> {
  const most = Number(flags.most);
  if (!Number.isInteger(most) || most < 1)
    throw new CodedError('invalid', `--most is "${flags.most}"; give a number of rows.`);
  const query = queryOf(flags);
  const store = openHere();
  try {
    if (flags.csv) {
      const read = (after: string | undefined) =>
        store.audit({ ...query, ...(after === undefined ? {} : { after }), order: 'oldest', limit: PAGE_ROWS });
      print((await auditCsv(read, most)).trimEnd());
      return;
    }
    const { rows, isCut } = await newest(store, query, most);
    for (const row of rows) {
      if (flags.json) print(auditLine(row));
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
