// `keelwatch screen`: names, IMO numbers, MMSIs or call signs against everything that is loaded; or a table of them, which
// comes back as CSV with the matches. Every answer says which lists were asked and which were not; what could not be read
// is told and ends with 2, a "no match" of lists that are not all there with 3.

import { existsSync, statSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { loadReference } from '../../db/reference/load.ts';
import { VERSION } from '../../server/config.ts';
import { type Asked, readAsked } from '../../server/desk/asked.ts';
import { createScreener, type ListLine, type ScreenResult } from '../../server/desk/screen.ts';
import { screenRows, writeScreenCsv } from '../../server/desk/screen-csv.ts';
import { exitCodeOf, OUTCOME_WORDS, outcomeOf, scopeSentences } from '../../server/desk/screen-outcome.ts';
import { type ScreenScope, screenScope } from '../../server/desk/screen-scope.ts';
import { readScreenTable, type ScreenTable } from '../../server/desk/screen-table.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { dayOf } from '../../server/domain/time.ts';
import { sinceText } from '../../server/domain/vessel.ts';
import { readTable } from '../../server/files/read-table.ts';
import { presentAgainst, screenRecord } from '../../server/http/present/screen.ts';
import { screenRecordPage } from '../../server/http/present/screen-page.ts';
import { listFormats } from '../../server/lists/index.ts';
import { listStatuses } from '../../server/watch/list-status.ts';
import { print, printJson, withLists } from './list-desk.ts';

interface Flags {
  csv?: string;
  json?: boolean;
  record?: string;
  need?: string;
}

export function screenCommand(): Command {
  return new Command('screen')
    .description(
      'which listed ships, companies or persons a name, IMO number, MMSI or call sign may mean, and on which list lines that rests',
    )
    .argument(
      '[text...]',
      'each is asked by itself, or is a table (names.csv) whose rows are; quote a name of several words',
    )
    .option(
      '--csv <file>',
      'a table with the columns name, imo, mmsi, call sign, or of one column; - for standard input',
    )
    .option('--json', 'one JSON object per question')
    .option('--record <file>', 'keep the whole answer with the lists that were asked: .html to print, or .json')
    .option(
      '--need <authorities>',
      'authorities that must be loaded for "no match" to be an all-clear, e.g. "US OFAC,UK,EU" (default: all)',
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 all was read and asked; 2 something was not read; 3 no match, but not every list is loaded.',
    )
    .action(screen);
}

async function screen(texts: string[], flags: Flags): Promise<void> {
  const names = texts.filter((text) => isTable(text));
  const files = [...names, ...(flags.csv === undefined ? [] : [flags.csv])];
  const tables = await Promise.all(files.map(tableOf));
  const questions = texts.filter((text) => !names.includes(text));
  if (questions.length + tables.length === 0) {
    throw new CodedError('invalid', 'screen needs a name, an IMO number, an MMSI or a call sign, or a table of them.');
  }
  const record = flags.record;
  if (record !== undefined && !/\.(?:html?|json)$/i.test(record)) {
    throw new CodedError('invalid', `--record is "${record}"; name a file that ends in .html or .json.`);
  }
  const rows: Asked[][] = [...questions.map(readAsked), ...tables.flatMap((table) => table.rows)];
  const notes = tables.flatMap((table) => table.notes);
  await withLists(async ({ store, sync, now }) => {
    const reference = loadReference();
    const statuses = await listStatuses(store, listFormats, now);
    const scope = needed(screenScope(statuses, reference, now), statuses, flags.need);
    const results = await screenRows(createScreener(store, sync.watch, reference.mids), rows);
    const asTable = tables.length > 0 && questions.length === 0;
    if (flags.json) for (const result of results) printJson(forMachines(result, scope));
    else if (asTable) process.stdout.write(writeScreenCsv(results, scope));
    else for (const result of results) account(result, scope);
    if (record !== undefined) {
      const watched = new Set(sync.watch().hulls.map(({ id }) => id));
      const kept = screenRecord(results, scope, watched, { version: VERSION, notes });
      writeFileSync(record, /\.json$/i.test(record) ? `${JSON.stringify(kept, null, 2)}\n` : screenRecordPage(kept));
    }
    const say = flags.json || asTable ? (line: string) => void process.stderr.write(`${line}\n`) : print;
    for (const note of notes) say(note);
    for (const line of asTable || flags.json ? unreadLines(results) : []) say(line);
    for (const sentence of scopeSentences(scope)) say(sentence);
    process.exitCode = exitCodeOf(results, scope);
  });
}

/** Endings of tables, and of what people send instead of one; no ship is called so. */
const TABLE = /\.(?:csv|tsv|tab|txt|xlsx?|ods|json|ndjson|pdf|docx?|gz|zip|zst)$/i;

/** A file that is there and looks like one, or a name that only a file has. */
function isTable(text: string): boolean {
  if (TABLE.test(text.trim())) return true;
  return text.includes('/') && existsSync(text) && statSync(text).isFile();
}

async function tableOf(file: string): Promise<ScreenTable> {
  const name = file === '-' ? 'Standard input' : file;
  try {
    return readScreenTable(await readTable(file));
  } catch (error) {
    if (!(error instanceof CodedError) || error.message.startsWith(name)) throw error;
    throw new CodedError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}

/** Only what is missing of these authorities leaves an answer open. */
function needed(scope: ScreenScope, statuses: readonly { authority: string }[], need: string | undefined): ScreenScope {
  if (need === undefined) return scope;
  const words = need.split(',').map((word) => word.trim());
  const known = new Set(statuses.map(({ authority }) => authority));
  const unknown = words.find((word) => !known.has(word));
  if (unknown !== undefined) {
    throw new CodedError('invalid', `--need names "${unknown}"; authorities are ${[...known].sort().join(', ')}.`);
  }
  const missing = scope.notLoaded.filter(({ authority }) => words.includes(authority));
  return { ...scope, complete: missing.every(({ partly }) => partly) };
}

function unreadLines(results: readonly ScreenResult[]): string[] {
  return results.flatMap(({ asked, line, unread }) =>
    unread.map((said) => `${line === undefined ? `"${asked}"` : `Line ${line}`}: ${said}`),
  );
}

function forMachines(result: ScreenResult, scope: ScreenScope) {
  const { asked, line, level, matches, parties, classes, notes, unread } = result;
  return {
    asked,
    ...(line === undefined ? {} : { line }),
    outcome: outcomeOf(result, scope),
    level,
    notes,
    unread,
    matches: matches.map(({ hull, evidence, lines }) => ({
      hullId: hull.id,
      name: hull.name,
      imo: hull.imo,
      level: evidence.level,
      evidence,
      lines,
    })),
    parties: parties.map(({ party, evidence, lines }) => ({
      partyId: party.id,
      name: party.name,
      names: party.names,
      companyImos: party.companyImos,
      level: evidence.level,
      evidence,
      lines,
      ships: party.ships,
    })),
    classes: classes.map(({ rule, why, lines }) => ({ title: rule.title, why, lines })),
    against: presentAgainst(scope),
  };
}

function account(result: ScreenResult, scope: ScreenScope): void {
  const { asked, matches, parties, classes, notes, unread } = result;
  const outcome = outcomeOf(result, scope);
  print(outcome === 'match' ? `${asked}:` : `${asked}: ${OUTCOME_WORDS[outcome]}`);
  for (const { hull, evidence, lines } of matches) {
    told(`${hull.name}${hull.imo === null ? '' : ` (IMO ${hull.imo})`}`, evidence, lines);
  }
  for (const { party, evidence, lines } of parties) {
    const number = party.companyImos.length === 0 ? '' : ` (IMO company number ${party.companyImos.join(', ')})`;
    told(`${party.name}${number}, company or person`, evidence, lines);
    if (lines.length === 0) print('             no list line of its own: lists name it with the ships below');
    for (const { name, imo, role, source, basis } of party.ships) {
      const how = basis === 'name' ? ', by the name alone' : '';
      print(`             ship: ${name}${imo === null ? '' : ` (IMO ${imo})`}, ${role} [${source}${how}]`);
    }
  }
  for (const { rule, why, lines } of classes) {
    told(
      `${rule.title}, a class of ships`,
      { level: 'possible', rule: 'K1', witnesses: [why], contradictions: [] },
      lines,
    );
  }
  for (const said of new Set([...unread, ...notes])) print(`  ${said}`);
}

interface Evidence {
  level: string;
  rule: string;
  witnesses: readonly string[];
  contradictions: readonly string[];
}

function told(title: string, evidence: Evidence, lines: readonly ListLine[]): void {
  print(`  ${evidence.level.padEnd(9)}  ${evidence.rule}  ${title}`);
  for (const witness of evidence.witnesses) print(`             + ${witness}`);
  for (const against of evidence.contradictions) print(`             - ${against}`);
  for (const line of lines) {
    const listed = sinceText(line);
    const since = listed === null ? '' : `, ${listed}`;
    const until = line.delistedAt === null ? '' : `, until ${dayOf(line.delistedAt)}`;
    const where = line.recordId === null ? line.list : `${line.list} ${line.recordId}`;
    print(`             ${line.authority}, ${line.programme}${since}${until} [${where}]`);
  }
}
