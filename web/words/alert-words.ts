// What an alert and its revisions are called in one line. Pure.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import { timeText } from './format.ts';
import { basisText, SEVERITY_WORDS, SURE_WORDS } from './words.ts';

/** "Rajin to Vostochny": the places of the leg in their order. In words, here and below: not every font has an arrow. */
export function legText(alert: Pick<AlertSummary, 'placeNames'>): string {
  return alert.placeNames
    .map(plainName)
    .filter((name, i, names) => name !== names[i - 1])
    .join(' to ');
}

/** "Rajin (Najin, Rason)" is "Rajin" in a line; the tables have the other names. */
export function plainName(name: string): string {
  return name.replace(/\s*\(.*?\)/, '');
}

/** What a revision said that the one before it did not; of the first, everything. */
export function changeText(before: AlertSummary | undefined, after: AlertSummary): string {
  if (after.state === 'withdrawn') return 'Withdrawn';
  if (before === undefined) {
    return `Raised: ${SEVERITY_WORDS[after.severity].toLowerCase()}, ${SURE_WORDS[after.confidence].word.toLowerCase()}, ${basisWord(after)}, ${legText(after)}`;
  }
  const parts: string[] = [];
  if (before.state === 'withdrawn') parts.push('said again');
  if (before.severity !== after.severity) {
    parts.push(`${SEVERITY_WORDS[before.severity].toLowerCase()} to ${SEVERITY_WORDS[after.severity].toLowerCase()}`);
  }
  if (before.confidence !== after.confidence) {
    parts.push(`${before.confidence} to ${after.confidence} confidence`);
  }
  if (basisWord(before) !== basisWord(after)) parts.push(`${basisWord(before)} to ${basisWord(after)}`);
  if (before.placeIds.join() !== after.placeIds.join()) parts.push(`now ${legText(after)}`);
  const text = parts.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function basisWord(alert: AlertSummary): string {
  return basisText(alert).toLowerCase();
}

/** "by analyst until 12 Feb 2024 …: known voyage". */
export function mutedText({ by, until, note }: NonNullable<AlertSummary['mute']>): string {
  return `by ${by} until ${timeText(Date.parse(until))}${note === null ? '' : `: ${note}`}`;
}
