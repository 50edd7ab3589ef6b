// What kept a recording from giving all that it has, in sentences that say what can be done about it: damage, rows of no
// time or no ship, dates and numbers that nobody can read. In comes what was counted of one file; nothing is read here.

import type { TrackParser } from './feed.ts';
import { REJECT } from './reading/field-limits.ts';
import type { RejectExample } from './rejects.ts';
import type { TrackSource } from './source.ts';

/** One file, as far as it was read. */
interface FileRead {
  source: Pick<TrackSource, 'name' | 'damage'>;
  parser: Pick<TrackParser, 'damage' | 'invented'>;
  reports: number;
  /** Counts by reason. */
  rejected: Readonly<Record<string, number>>;
  /** False where reading was cancelled. */
  ended: boolean;
}

type Examples = Readonly<Record<string, RejectExample[]>>;

/** One sentence for each fault. `examples` are the first lines of each reason, of all files read together. */
export function errorsOf(file: FileRead, examples: Examples): string[] {
  const { source, parser, reports, rejected, ended } = file;
  const { name } = source;
  const errors: string[] = [];
  const before = `; ${reports} reports were read before that`;
  if (source.damage !== null) errors.push(`${source.damage.message}${before}`);
  else if (typeof parser.damage === 'string') errors.push(`${name} ${parser.damage}${before}`);
  if (!ended) return errors;
  errors.push(...faultsOf(name, rejected, examples));
  if (reports > 0 || errors.length > 0) return errors;
  if (rejected[REJECT.noTime] !== undefined) {
    const way = parser.invented === undefined ? '' : ': say when its first line was heard with --start';
    errors.push(`${name} carries no time${way}`);
  } else if (rejected[REJECT.noMmsi] !== undefined) {
    errors.push(`${name} names no MMSI: say whose track it is with --mmsi`);
  } else {
    errors.push(`${name} holds no report${reasonsIn(rejected)}`);
  }
  return errors;
}

/** Faults of a whole file that cost it rows, and what can be done about them. */
function faultsOf(name: string, rejected: FileRead['rejected'], examples: Examples): string[] {
  const faults: string[] = [];
  const dates = rejected[REJECT.dateOrder];
  if (dates !== undefined) {
    const rows = `${dates} ${dates === 1 ? 'row' : 'rows'}`;
    faults.push(
      `${name} has ${rows} with dates in which day and month cannot be told apart: ` +
        'say which comes first with --dates "day first" or --dates "month first"',
    );
  }
  const prefixes = rejected[REJECT.prefix];
  if (prefixes !== undefined) {
    faults.push(
      `${name} has ${prefixes} sentences behind a time that is not understood, in an unknown zone or of unknown order: ` +
        'a zone is known as Z, +09:00 or by a name that means one offset, such as KST',
    );
  }
  for (const [reason, what] of [
    [REJECT.mmsi, 'MMSIs'],
    [REJECT.imo, 'IMO numbers'],
  ] as const) {
    const short = examples[reason]?.find(({ source, text }) => source === name && /\d[.,]?\d*E\+\d/i.test(text));
    if (short !== undefined) {
      faults.push(
        `${name} has ${what} that a spreadsheet has shortened, as in line ${short.line}: export that column as text`,
      );
    }
  }
  return faults;
}

function reasonsIn(rejected: Readonly<Record<string, number>>): string {
  const reasons = Object.entries(rejected).map(([reason, count]) => `${reason} ${count}×`);
  return reasons.length === 0 ? '' : `: ${reasons.join(', ')}`;
}
