// How the page describes lists: health as word, shape and tone, age in the largest units, the mark with where it was read,
// changes as counts, and the order of the lists. Pure.

import type { ListChange, ListDetail, ListStatus, ListVersion } from '../../server/http/wire/list.ts';
import { countText } from '../words/format.ts';

export type ListState = ListStatus['state'];
export type ListShape = 'disc' | 'triangle' | 'diamond' | 'ring' | 'square' | 'frame';
type Difference = ListVersion['difference'];

/** Word, shape and colour say the same, so that none is needed alone. */
export const LIST_LOOKS: Record<ListState, { word: string; shape: ListShape; tone: string }> = {
  'in force': { word: 'In force', shape: 'disc', tone: 'good' },
  stale: { word: 'Stale', shape: 'triangle', tone: 'old' },
  failing: { word: 'Failing', shape: 'diamond', tone: 'bad' },
  'not loaded': { word: 'Not loaded', shape: 'ring', tone: 'off' },
  closed: { word: 'Closed', shape: 'square', tone: 'off' },
  'built-in': { word: 'Built in', shape: 'frame', tone: 'own' },
};

const MARK_WORDS: Record<NonNullable<ListStatus['markBasis']>, string> = {
  inside: 'written in the file',
  given: 'given by hand; nothing in the file says it',
  'newest-listing': 'the newest listing in it; when it was published nobody can tell',
  'file-name': 'from the name of the file',
  'last-modified': 'as the server gave it; nothing inside says more',
};

/** What is used for matching in this state. */
export function forceText({ state, versionId, published }: ListStatus): string {
  if (state === 'built-in') return 'Part of the program.';
  if (state === 'closed') return 'Its publisher has closed it; copies are refused.';
  if (versionId === null) return 'Nothing of it is in force.';
  const of = published === null ? '' : ` of ${published}`;
  if (state === 'failing') return `The last good copy${of} stays in force.`;
  if (state === 'stale') return `The copy${of} is in force, though it is old.`;
  return `The copy${of} is in force.`;
}

/** What is wrong, without the title, which is shown beside it. */
export function saysText({ says, title }: Pick<ListStatus, 'says' | 'title'>): string | null {
  if (says === null) return null;
  const text = says.startsWith(`${title}: `) ? says.slice(title.length + 2) : says;
  // File names and numbers stay as they are written.
  return /^(the|its|no|a|an) /.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text;
}

/** By the publication mark: "today", "12 days", "4 months", "2 years 3 months". */
export function ageText(days: number | null): string {
  if (days === null) return 'no mark';
  if (days < 1) return 'today';
  if (days < 61) return days === 1 ? '1 day' : `${days} days`;
  const months = Math.floor(days / 30.44);
  if (months < 24) return `${months} months`;
  const years = Math.floor(days / 365.25);
  const rest = Math.floor((days - years * 365.25) / 30.44);
  return rest === 0 ? `${years} years` : `${years} years ${rest} ${rest === 1 ? 'month' : 'months'}`;
}

export function markText({ published, markBasis, asOf }: ListStatus): string {
  if (published === null) return asOf === '' ? '' : asOf;
  return markBasis === null ? published : `${published}, ${MARK_WORDS[markBasis]}`;
}

/** The largest count a list is about; ships, or parties where it names none. */
export function sizeText({ ships, parties, classes }: Pick<ListVersion, 'ships' | 'parties' | 'classes'>): string {
  return [
    ships === 1 ? '1 ship' : `${countText(ships)} ships`,
    parties > 0 && (parties === 1 ? '1 party' : `${countText(parties)} parties`),
    classes > 0 && (classes === 1 ? '1 class of ships' : `${countText(classes)} classes of ships`),
  ]
    .filter(Boolean)
    .join(', ');
}

/** A first copy adds all of its records: that is no news about any ship. */
export function isFirstCopy(difference: Difference, size: Pick<ListVersion, 'ships' | 'parties' | 'classes'>): boolean {
  const { ships, parties } = difference;
  const changed =
    ships.removed + ships.renamed + ships.changed + parties.removed + parties.renamed + parties.changed > 0;
  return !changed && ships.added + parties.added >= size.ships + size.parties && size.ships + size.parties > 0;
}

/** One word and count per kind of change that there is. */
export function changeCounts(counts: Difference['ships']): { word: keyof Difference['ships']; count: number }[] {
  return (['added', 'removed', 'renamed', 'changed'] as const)
    .map((word) => ({ word, count: counts[word] }))
    .filter(({ count }) => count > 0);
}

const CHANGE_ORDER: readonly ListChange['change'][] = ['added', 'removed', 'renamed', 'changed'];

/** Ships alone or all kinds: what is new first, then what left. */
export function sortedChanges(rows: readonly ListChange[], kind: ListChange['kind'] | 'all'): ListChange[] {
  return rows
    .filter((row) => kind === 'all' || row.kind === kind)
    .sort((a, b) => CHANGE_ORDER.indexOf(a.change) - CHANGE_ORDER.indexOf(b.change) || (a.name < b.name ? -1 : 1));
}

/** Lists that need a look first; then loaded lists, the largest first; then the rest by name. */
export function listGroups(lists: readonly ListStatus[]): { title: string; note: string; lists: ListStatus[] }[] {
  const of = (...states: ListState[]) => lists.filter(({ state }) => states.includes(state)).sort(bySize);
  return [
    { title: 'Needs a look', note: 'a copy was refused, or is old', lists: of('failing', 'stale') },
    { title: 'In force', note: 'up to date by its mark, or a list that no longer changes', lists: of('in force') },
    {
      title: 'Not loaded',
      note: 'known to this program; import a file or fetch it',
      lists: of('not loaded', 'closed'),
    },
    { title: 'Built-in table', note: 'compiled into the program, always in force', lists: of('built-in') },
  ].filter((group) => group.lists.length > 0);
}

/** "2 failing, 1 stale, 5 in force, 20 not loaded, 12 built in". */
export function standText(lists: readonly ListStatus[]): string {
  return (['failing', 'stale', 'in force', 'not loaded', 'closed', 'built-in'] as const)
    .map((state) => [lists.filter((list) => list.state === state).length, LIST_LOOKS[state].word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word.toLowerCase()}`)
    .join(', ');
}

export function fitsText(list: ListStatus, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = `${list.title} ${list.authority} ${list.id} ${LIST_LOOKS[list.state].word}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

/** The command that loads a copy downloaded by hand. */
export function importCommand(list: Pick<ListDetail, 'id' | 'formats'>): string {
  return `npm run keelwatch -- lists import ${list.formats.length === 1 ? list.formats[0] : list.id} FILE…`;
}

function bySize(a: ListStatus, b: ListStatus): number {
  const rank = (list: ListStatus) => (list.state === 'failing' ? 0 : 1);
  return rank(a) - rank(b) || b.ships - a.ships || (a.title < b.title ? -1 : 1);
}
