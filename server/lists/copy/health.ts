// The guards between a file that was read and the list that is in force: a bad copy must never become "nothing is
// listed". What was read, what is in force and the time come in; verdicts go out, each with one sentence. It stores
// nothing and asks no clock. A file that is not the format at all was refused before by its reader.

import type { ListFormat, ListRead, PublicationMark } from '../list.ts';
import { markText } from '../reading/list-file.ts';

export interface HealthSettings {
  /** A fall of the number of ships beyond this share of the version in force is a damaged copy (list facts, rule 3). */
  mostDrop: number;
  /** Publication marks older than this are called stale, days. Ours: the slowest of the large lists moves each month. */
  staleDays: number;
  /** Lists that are published rarely, by list id; null is never stale. */
  staleDaysOf: Readonly<Record<string, number | null>>;
}

export const HEALTH: HealthSettings = {
  mostDrop: 0.2,
  staleDays: 45,
  // The 1718 list has stood unchanged since 4 June 2020; DPRK annexes and Korean and Japanese notices are as rare.
  staleDaysOf: { 'un-1718': null, 'eu-dprk': null, 'kr-mofa': null, 'jp-mof': null, hand: null, own: null },
};

export type Guard = 'frozen' | 'empty' | 'too few' | 'drop' | 'older' | 'stale' | 'no mark';

export interface Verdict {
  guard: Guard;
  /** Refused: the version in force stays. A warning is shown beside the list. */
  state: 'refused' | 'warning';
  /** One sentence for people. */
  says: string;
}

/** The version in force, as far as the guards ask for it. */
export interface InForce {
  ships: number;
  mark: PublicationMark | null;
}

const DAY_MS = 86_400_000;

/**
 * The verdicts on a copy, the gravest first; empty when all is well. `accepted`: a person has looked at the fall in
 * ships, or at the older mark, and wants the copy all the same.
 */
export function judgeCopy(
  format: Pick<ListFormat, 'list' | 'title' | 'frozen' | 'leastShips'>,
  read: Pick<ListRead, 'records' | 'mark'>,
  inForce: InForce | null,
  now: number,
  accepted = false,
  settings: HealthSettings = HEALTH,
): Verdict[] {
  const { title, leastShips } = format;
  const verdicts: Verdict[] = [];
  const refuse = (guard: Guard, says: string) => void verdicts.push({ guard, state: 'refused', says });
  if (format.frozen !== null) refuse('frozen', frozenSentence(title, format.frozen));

  const ships = shipCount(read);
  if (read.records.length === 0 || (ships === 0 && leastShips > 0)) {
    refuse('empty', `${title}: the copy holds no ${leastShips > 0 ? 'ship' : 'record'} at all.`);
  } else if (ships < leastShips) {
    refuse('too few', `${title}: the copy holds ${count(ships)}; a whole one has at least ${leastShips}.`);
  }
  const isEmpty = verdicts.some(({ guard }) => guard === 'empty');
  if (!accepted && !isEmpty && inForce !== null && ships < inForce.ships * (1 - settings.mostDrop)) {
    const lost = Math.round((1 - ships / inForce.ships) * 100);
    refuse(
      'drop',
      `${title}: the copy holds ${count(ships)} where the version in force has ${inForce.ships}, ${lost} % fewer (at most ${Math.round(settings.mostDrop * 100)} % are believed).`,
    );
  }
  const { mark } = read;
  const before = inForce?.mark ?? null;
  if (!accepted && mark !== null && before !== null && isOlder(mark, before)) {
    refuse(
      'older',
      `${title}: the copy is of ${markText(mark)}, older than the version in force of ${markText(before)}.`,
    );
  }
  if (!verdicts.some(({ state }) => state === 'refused')) verdicts.push(...ageVerdicts(format, mark, now, settings));
  return verdicts;
}

/** Surely older; marks of different kinds do not tell. A day in the file's name stands for that of its last change. */
function isOlder(mark: PublicationMark, before: PublicationMark): boolean {
  const kind = ({ basis }: PublicationMark) => (basis === 'file-name' ? 'last-modified' : basis);
  return kind(mark) === kind(before) && (mark.latestAt ?? mark.at) < before.at;
}

/** Said again on every day that a list is looked at: the download of a closed list goes on working for years. */
export function ageVerdicts(
  format: Pick<ListFormat, 'list' | 'title'>,
  mark: PublicationMark | null,
  now: number,
  settings: HealthSettings = HEALTH,
): Verdict[] {
  const { list, title } = format;
  const staleDays = Object.hasOwn(settings.staleDaysOf, list) ? settings.staleDaysOf[list]! : settings.staleDays;
  if (staleDays === null) return [];
  if (mark === null) {
    return [
      {
        guard: 'no mark',
        state: 'warning',
        says: `${title}: nothing tells the date of this copy; its age is unknown.`,
      },
    ];
  }
  const days = Math.floor((now - mark.at) / DAY_MS);
  if (days <= staleDays) return [];
  return [
    {
      guard: 'stale',
      state: 'warning',
      says: `${title}: the copy is of ${markText(mark)}, ${days} days old (over ${staleDays} is stale); ships listed since are missing.`,
    },
  ];
}

export function frozenSentence(title: string, reason: string): string {
  return `${title} must not be used: ${reason}${/[.!]$/.test(reason) ? '' : '.'}`;
}

export function shipCount(read: Pick<ListRead, 'records'>): number {
  let ships = 0;
  for (const record of read.records) if (record.kind === 'ship') ships++;
  return ships;
}

function count(ships: number): string {
  return ships === 1 ? '1 ship' : `${ships} ships`;
}
