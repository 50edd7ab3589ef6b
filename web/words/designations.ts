// The state of a listing at a date: a replay of 2023 must not show a listing of 2024 as if it had been in force. Pure.

import type { Designation } from '../../server/http/wire/identity.ts';
import type { VesselSummary } from '../../server/http/wire/vessel.ts';
import { dateText } from './format.ts';

export type Standing = 'in-force' | 'ended' | 'later' | 'undated' | 'catalogue';

export const STANDING_WORDS: Record<Standing, string> = {
  'in-force': 'In force',
  ended: 'Delisted by then',
  later: 'Listed later',
  undated: 'Date not published',
  catalogue: 'Catalogue, no sanction',
};

export function standingOf(
  designation: Pick<Designation, 'sanction' | 'listed' | 'precision' | 'delisted'>,
  at: number,
): Standing {
  if (!designation.sanction) return 'catalogue';
  if (designation.listed === null) return 'undated';
  // The first copy that had it says by when it was listed, and nothing of the days before.
  if (Date.parse(designation.listed) > at) return designation.precision === 'by' ? 'undated' : 'later';
  if (designation.delisted !== null && Date.parse(designation.delisted) <= at) return 'ended';
  return 'in-force';
}

/** Who lists a ship on a day: listings in force by a date. One without a date counts only where today is asked. */
export function authoritiesAt({ listings }: Pick<VesselSummary, 'listings'>, at: number, today: boolean): string[] {
  const found = listings.filter((listing) => {
    const standing = standingOf({ ...listing, sanction: true }, at);
    return standing === 'in-force' || (today && standing === 'undated');
  });
  return [...new Set(found.map(({ authority }) => authority))].sort();
}

/** ", delisted 24 Jun 2024", or ", until 22 Jul 2027" while that day is still to come; '' without an end. */
export function endingText({ delisted }: Pick<Designation, 'delisted'>, at: number): string {
  if (delisted === null) return '';
  const day = Date.parse(delisted);
  return `, ${day <= at ? 'delisted' : 'until'} ${dateText(day)}`;
}

/** "24 Jun 2024", with what is uncertain about it. */
export function listedText(designation: Pick<Designation, 'listed' | 'precision'>): string {
  if (designation.listed === null) return 'no published date';
  const date = dateText(Date.parse(designation.listed));
  if (designation.precision === 'month') return `${date.slice(date.indexOf(' ') + 1)}, day not known`;
  if (designation.precision === 'by') return `by ${date} (no published date; the first copy that has it)`;
  if (designation.precision === 'batch') return `${date} (date of the action; membership not re-read)`;
  return date;
}
