// The guards between a file that was read and the list that is in force: a bad copy must never become "nothing is
// listed". What was read, what is in force and the time come in; verdicts go out, each with one sentence. It stores
// nothing and asks no clock. A file that is not the format at all was refused before by its reader.

import type { PublicationMark } from '../../domain/listing/publication.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { ListFormat, ListRead } from '../list.ts';
import { markText } from '../reading/list-file.ts';

export interface HealthSettings {
  /**
   * A fall of the number of ships, or of parties, beyond this share of the version in force is a damaged copy (list facts,
   * rule 3); so is one that holds as many, but others.
   */
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

export type Guard = 'frozen' | 'empty' | 'too few' | 'drop' | 'others' | 'older' | 'newest gone' | 'stale' | 'no mark';

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
  /** Absent: not judged by. */
  parties?: number;
  /** How many of its ships and parties the copy does not have; absent: not judged by. */
  lostShips?: number;
  lostParties?: number;
}

/**
 * The verdicts on a copy, the gravest first; empty when all is well. `accepted`: a person has looked at the fall, at the
 * other ships or at the older mark, and wants the copy all the same.
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
    refuse('too few', `${title}: the copy holds ${count(ships, 'ship')}; a whole one has at least ${leastShips}.`);
  }
  const isEmpty = verdicts.some(({ guard }) => guard === 'empty');
  if (!accepted && !isEmpty && inForce !== null) {
    const parties = read.records.filter(({ kind }) => kind === 'party').length;
    const fall =
      fallSentence('ship', ships, inForce.ships, inForce.lostShips, settings) ??
      fallSentence('party', parties, inForce.parties ?? 0, inForce.lostParties, settings);
    if (fall !== null) refuse(fall.guard, `${title}: ${fall.says}`);
  }
  const { mark } = read;
  const before = inForce?.mark ?? null;
  if (!accepted && mark !== null && before !== null && isOlder(mark, before)) {
    refuse(
      'older',
      `${title}: the copy is of ${markText(mark)}, older than the version in force of ${markText(before)}.`,
    );
  }
  if (verdicts.some(({ state }) => state === 'refused')) return verdicts;
  if (mark?.basis === 'newest-listing' && before?.basis === 'newest-listing' && mark.at < before.at) {
    verdicts.push({
      guard: 'newest gone',
      state: 'warning',
      says: `${title}: the newest listing in the copy is of ${markText(mark)}, in the version before it was of ${markText(before)}: what was listed after that has left the list, or the copy is an older one.`,
    });
  }
  verdicts.push(...ageVerdicts(format, mark, now, settings));
  return verdicts;
}

/** Lists of one or two that lose one are none that fell. */
const LEAST_LOST = 2;

function fallSentence(
  what: 'ship' | 'party',
  held: number,
  before: number,
  lost: number | undefined,
  { mostDrop }: HealthSettings,
): { guard: Guard; says: string } | null {
  const most = Math.round(mostDrop * 100);
  if (held < before * (1 - mostDrop) && (what === 'ship' || before - held >= LEAST_LOST)) {
    const share = Math.round((1 - held / before) * 100);
    return {
      guard: 'drop',
      says: `the copy holds ${count(held, what)} where the version in force has ${before}, ${share} % fewer (at most ${most} % are believed).`,
    };
  }
  if (lost === undefined || lost <= before * mostDrop || lost < LEAST_LOST) return null;
  const share = Math.round((lost / before) * 100);
  return {
    guard: 'others',
    says: `the copy lacks ${lost} of the ${count(before, what)} of the version in force, ${share} %, and has others in their place (at most ${most} % are believed).`,
  };
}

/** Marks of different kinds, a day in the file and one of a server, may differ by so much for one copy. */
const KINDS_APART_MS = 2 * DAY_MS;

/** Surely older. The newest listing does not tell; a day in the file's name stands for that of its last change. */
function isOlder(mark: PublicationMark, before: PublicationMark): boolean {
  if (mark.basis === 'newest-listing' || before.basis === 'newest-listing') return false;
  const apart = (mark.basis === 'inside') === (before.basis === 'inside') ? 0 : KINDS_APART_MS;
  return (mark.latestAt ?? mark.at) + apart < before.at;
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
  if (mark.basis === 'newest-listing') {
    return [
      {
        guard: 'no mark',
        state: 'warning',
        says: `${title}: nothing in the copy says when it was published; its newest listing is of ${markText(mark)}, ${days} days ago.`,
      },
    ];
  }
  return [
    {
      guard: 'stale',
      state: 'warning',
      says: `${title}: the copy is of ${markText(mark)}, ${days} days old (over ${staleDays} is stale); ships listed since are missing.`,
    },
  ];
}

/** A copy cannot be of a day that has not come; clocks and zones may be a day apart. */
export function believedMark(mark: PublicationMark | null, now: number): PublicationMark | null {
  return mark !== null && mark.at <= now + DAY_MS ? mark : null;
}

export function frozenSentence(title: string, reason: string): string {
  return `${title} must not be used: ${reason}${/[.!]$/.test(reason) ? '' : '.'}`;
}

export function shipCount(read: Pick<ListRead, 'records'>): number {
  let ships = 0;
  for (const record of read.records) if (record.kind === 'ship') ships++;
  return ships;
}

function count(number: number, what: 'ship' | 'party'): string {
  if (number === 1) return `1 ${what}`;
  return `${number} ${what === 'ship' ? 'ships' : 'parties'}`;
}
