// Watchlists as the page writes and reads them: ids made of titles, filters in words and in fields. Pure.

import type { WatchFilter, Watchlist } from '../../server/http/wire/watch.ts';

const FIELDS = ['authorities', 'programmes', 'flags', 'types'] as const;
export type FilterField = (typeof FIELDS)[number];

/** How a filter is typed: words with commas between them. */
export type FilterTexts = Record<FilterField, string>;

export const NO_FILTER_TEXTS: FilterTexts = { authorities: '', programmes: '', flags: '', types: '' };

/** "Baltic tankers, 2026" → "baltic-tankers-2026"; numbered where the id is taken. */
export function idOfTitle(title: string, taken: readonly string[]): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  const base = plain === '' ? 'watchlist' : plain;
  let id = base;
  for (let i = 2; taken.includes(id); i++) id = `${base}-${i}`;
  return id;
}

/** Which ships the filter adds by itself, in one sentence. */
export function filterText(filter: WatchFilter | null): string {
  if (filter === null) return 'Ships entered by hand or by CSV only.';
  const parts = [
    filter.authorities && `listed by ${either(filter.authorities)}`,
    filter.programmes && `whose programme has ${either(filter.programmes)}`,
    filter.flags && `under the flag ${either(filter.flags)}`,
    filter.types && `whose type has ${either(filter.types)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'Every ship that a loaded source names.' : `Every ship ${parts.join(', ')}.`;
}

export function filterOf(texts: FilterTexts): WatchFilter {
  const filter: WatchFilter = {};
  for (const field of FIELDS) {
    const words = texts[field]
      .split(/[,;]/)
      .map((word) => word.trim())
      .filter((word) => word !== '');
    if (words.length > 0) filter[field] = words;
  }
  return filter;
}

export function textsOf(filter: WatchFilter | null): FilterTexts {
  return Object.fromEntries(FIELDS.map((field) => [field, (filter?.[field] ?? []).join(', ')])) as FilterTexts;
}

/** "from 2026-01-01 to 2026-06-30", "" where it has no bounds. */
export function daysText({ from, to }: Pick<Watchlist, 'from' | 'to'>): string {
  if (from === null && to === null) return '';
  if (to === null) return `from ${from}`;
  return from === null ? `until ${to}` : `from ${from} until ${to}`;
}

function either(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
