// Cases as a CSV table, one row each.

import { csvRow } from '../desk/csv-row.ts';
import { isoMoment } from '../domain/time.ts';
import type { CaseSummary } from './wire/case.ts';

const COLUMNS = [
  'case',
  'scope',
  'ships',
  'IMO',
  'MMSI',
  'theme',
  'state',
  'first',
  'last',
  'legs',
  'alerts',
  'withdrawn alerts',
  'severity',
  'confidence',
  'basis',
  'known',
  'what is told',
];

/** `cut`: there are more cases than these. */
export function caseCsv(cases: readonly CaseSummary[], cut: boolean): string {
  const lines = [csvRow(COLUMNS), ...cases.map(rowOf)];
  if (cut) lines.push(csvRow([`Cut short after ${cases.length} cases: narrow the filters for the rest.`]));
  return `${lines.join('\r\n')}\r\n`;
}

function rowOf(each: CaseSummary): string {
  const { ships } = each;
  return csvRow([
    each.id,
    each.scope,
    ships.map(({ name }) => name).join('; '),
    ships.map(({ imo }) => imo ?? '').join('; '),
    ships.map(({ mmsi }) => mmsi ?? '').join('; '),
    each.themeTitle,
    each.state,
    isoMoment(each.fromAt),
    isoMoment(each.toAt),
    each.legCount,
    each.alerts,
    each.withdrawn,
    each.severity,
    each.confidence,
    each.basis,
    isoMoment(each.knownAt),
    each.sentence,
  ]);
}
