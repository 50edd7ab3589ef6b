// What an answer comes to, in one word for people, scripts and exit codes: a match; or none, and then whether that says
// anything. "clear" is said only when all of the question was read and every authority was asked.

import type { ScreenResult } from './screen.ts';
import { askedListText, missingText, type ScreenScope } from './screen-scope.ts';

/**
 * match: a ship, a company, a person or a class of ships fits. unread: nothing was found, and part of the question was not
 * read. partial: nothing was found on the lists that were asked, and not every list was. clear: nothing, of everything.
 */
export type ScreenOutcome = 'match' | 'unread' | 'partial' | 'clear';

export function outcomeOf(
  { matches, parties, classes, unread }: Pick<ScreenResult, 'matches' | 'parties' | 'classes' | 'unread'>,
  { complete }: Pick<ScreenScope, 'complete'>,
): ScreenOutcome {
  if (matches.length + parties.length + classes.length > 0) return 'match';
  if (unread.length > 0) return 'unread';
  return complete ? 'clear' : 'partial';
}

/** Exit codes of the command: 2 where anything was not read, 3 where a list that was not asked leaves an answer open. */
export function exitCodeOf(results: readonly ScreenResult[], scope: ScreenScope): 0 | 2 | 3 {
  if (results.some(({ unread }) => unread.length > 0)) return 2;
  return results.some((result) => outcomeOf(result, scope) === 'partial') ? 3 : 0;
}

export const OUTCOME_WORDS: Readonly<Record<ScreenOutcome, string>> = {
  match: 'match',
  unread: 'not read; this is no all-clear',
  partial: 'no match on the lists that were asked; not every list was',
  clear: 'no match',
};

/** What was asked and what was not, in two sentences or three. */
export function scopeSentences(scope: ScreenScope): string[] {
  const { lists, builtIn, notLoaded, complete } = scope;
  const table = `the built-in table (${builtIn.hulls} ships, compiled to ${builtIn.asOf}; a choice, no whole list)`;
  const said = [`Asked: ${[...lists.map(askedListText), table].join('; ')}.`];
  if (notLoaded.length > 0) said.push(`Not asked, since not loaded: ${missingText(notLoaded)}.`);
  if (!complete) said.push('"No match" says nothing of lists that were not asked.');
  return said;
}
