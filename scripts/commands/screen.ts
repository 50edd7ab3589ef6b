// `keelwatch screen`: names, IMO numbers, MMSIs or call signs against everything that is loaded; or a CSV table of them,
// which comes back as CSV with the matches.

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { createScreener, readAsked, type ScreenResult } from '../../server/desk/screen.ts';
import { readScreenCsv, screenRows, writeScreenCsv } from '../../server/desk/screen-csv.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { dayOf } from '../../server/domain/time.ts';
import { sinceText } from '../../server/domain/vessel.ts';
import { print, printJson, withLists } from './list-desk.ts';

export function screenCommand(): Command {
  return new Command('screen')
    .description(
      'which listed ships a name, IMO number, MMSI or call sign may mean, and on which list lines that rests',
    )
    .argument('[text...]', 'each is asked by itself; quote a name of several words')
    .option(
      '--csv <file>',
      'a table with the columns name, imo, mmsi, call sign, or of one column; - for standard input',
    )
    .option('--json', 'one JSON object per question')
    .action(screen);
}

async function screen(texts: string[], flags: { csv?: string; json?: boolean }): Promise<void> {
  if (texts.length === 0 && flags.csv === undefined) {
    throw new CodedError('invalid', 'screen needs a name, an IMO number, an MMSI or a call sign, or --csv FILE.');
  }
  const rows = [...texts.map(readAsked), ...(flags.csv === undefined ? [] : readScreenCsv(readText(flags.csv)))];
  await withLists(async ({ store, sync }) => {
    const results = await screenRows(createScreener(store, sync.watch), rows);
    if (flags.json) for (const result of results) printJson(forMachines(result));
    else if (flags.csv !== undefined) process.stdout.write(writeScreenCsv(results));
    else for (const result of results) account(result);
  });
}

function forMachines({ asked, level, matches, notes }: ScreenResult) {
  return {
    asked,
    level,
    notes,
    matches: matches.map(({ hull, evidence, lines }) => ({
      hullId: hull.id,
      name: hull.name,
      imo: hull.imo,
      level: evidence.level,
      evidence,
      lines,
    })),
  };
}

function account({ asked, matches, notes }: ScreenResult): void {
  print(matches.length === 0 ? `${asked}: no match` : `${asked}:`);
  for (const { hull, evidence, lines } of matches) {
    const number = hull.imo === null ? '' : ` (IMO ${hull.imo})`;
    print(`  ${evidence.level.padEnd(9)}  ${evidence.rule}  ${hull.name}${number}`);
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
  for (const note of notes) print(`  ${note}`);
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new CodedError(code === 'ENOENT' ? 'not_found' : 'unavailable', `${file} cannot be read (${code}).`);
  }
}
