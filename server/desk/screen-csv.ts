// The answer to a table, as a table: one match a row, and one row for every question without any, with what was asked,
// what was not read and which lists were not there. List text is foreign and never becomes a formula.

import { isoDay } from '../domain/time.ts';
import { hasEnded } from '../domain/vessel.ts';
import type { Asked } from './asked.ts';
import { csvRow } from './csv-row.ts';
import { type ListLine, oneResult, type Screener, type ScreenResult } from './screen.ts';
import { outcomeOf } from './screen-outcome.ts';
import { askedListText, missingText, type ScreenScope } from './screen-scope.ts';

/** Screens a table; one result a row. */
export async function screenRows(
  screener: Screener,
  rows: readonly (readonly Asked[])[],
  at?: number,
): Promise<ScreenResult[]> {
  const results = await screener.screen(rows.flat(), at);
  let from = 0;
  return rows.map((asked) => {
    const own = results.slice(from, from + asked.length);
    from += asked.length;
    return oneResult(own);
  });
}

const HEADER = [
  'asked',
  'level',
  'row',
  'matched',
  'imo',
  'listed by',
  'programmes',
  'listed since',
  'on a list by',
  'evidence',
  'against',
  'notes',
  'list lines',
  'outcome',
  'kind',
  'catalogues',
  'line',
  'not read',
  'lists asked',
  'not loaded',
];

export function writeScreenCsv(results: readonly ScreenResult[], scope: ScreenScope): string {
  const asked = scope.lists.map(askedListText).join('; ');
  const missing = missingText(scope.notLoaded);
  const lines = [HEADER.join(',')];
  for (const result of results) {
    const line = result.line === undefined ? '' : String(result.line);
    const notes = result.notes.join('; ');
    const outcome = outcomeOf(result, scope);
    const end = (kind: string, catalogues: string) => [
      outcome,
      kind,
      catalogues,
      line,
      result.unread.join('; '),
      asked,
      missing,
    ];
    if (outcome !== 'match') {
      lines.push(csvRow([result.asked, LEVELS[outcome], ...Array(9).fill(''), notes, '', ...end('', '')]));
    }
    for (const { hull, evidence, lines: own } of result.matches) {
      const imo = hull.imo === null ? '' : String(hull.imo);
      lines.push(
        csvRow([
          ...matchCells(result.asked, evidence, hull.name, imo, own, notes, scope.at),
          ...end('ship', catalogues(own, scope.at)),
        ]),
      );
    }
    for (const { party, evidence, lines: own } of result.parties) {
      const imo = party.companyImos.join('; ');
      const ships = [
        ...new Set(party.ships.map(({ name, imo: number }) => (number === null ? name : `${name} ${number}`))),
      ];
      const said = ships.length === 0 ? notes : [notes, `ships: ${ships.join(', ')}`].filter(Boolean).join('; ');
      lines.push(
        csvRow([
          ...matchCells(result.asked, evidence, party.name, imo, own, said, scope.at),
          ...end('party', catalogues(own, scope.at)),
        ]),
      );
    }
    for (const { rule, why, lines: own } of result.classes) {
      const evidence = { level: 'possible', rule: 'K1', witnesses: [why], contradictions: [] };
      lines.push(
        csvRow([
          ...matchCells(result.asked, evidence, rule.title, '', own, notes, scope.at),
          ...end('class of ships', ''),
        ]),
      );
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** In the column of levels; whether 'none' is an all-clear the column of outcomes says. */
const LEVELS = { unread: 'not read', partial: 'none', clear: 'none' } as const;

interface Evidence {
  level: string;
  rule: string;
  witnesses: readonly string[];
  contradictions: readonly string[];
}

function matchCells(
  asked: string,

  { level, rule, witnesses, contradictions }: Evidence,
  name: string,
  imo: string,
  lines: readonly ListLine[],
  notes: string,
  at: number,
): string[] {
  const standing = lines.filter((line) => isStanding(line, at));
  const sanctions = standing.filter(({ sanction }) => sanction);
  return [
    asked,
    level,
    rule,
    name,
    imo,
    distinct(sanctions.map(({ authority }) => authority)),
    distinct(sanctions.map(({ programme }) => programme)),
    firstDay(sanctions.filter(({ precision }) => precision !== 'by')),
    firstDay(sanctions.filter(({ precision }) => precision === 'by')),
    witnesses.join('; '),
    contradictions.join('; '),
    notes,
    lines.map(({ list, recordId }) => (recordId === null ? list : `${list} ${recordId}`)).join('; '),
  ];
}

/** What is no legal listing is no authority that lists. */
function catalogues(lines: readonly ListLine[], at: number): string {
  return distinct(lines.filter((line) => !line.sanction && isStanding(line, at)).map(({ authority }) => authority));
}

/** An end that lies ahead has not come. */
function isStanding(line: ListLine, at: number): boolean {
  return !hasEnded(line, at);
}

function distinct(words: readonly string[]): string {
  return [...new Set(words)].join('; ');
}

function firstDay(lines: readonly ListLine[]): string {
  const days = lines.flatMap(({ listedAt }) => (listedAt === null ? [] : [listedAt]));
  return days.length === 0 ? '' : isoDay(Math.min(...days));
}
