// How a case stands with people, in one sentence. Pure.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { Handling } from '../../server/http/wire/desk.ts';
import { timeText } from '../words/format.ts';

const DONE: Readonly<Record<string, string>> = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  withdraw: 'withdrawn',
  reopen: 'reopened',
  assign: 'given to somebody',
  note: 'noted upon',
  undo: 'put back',
};

export function standsText(
  { state, assignee, last }: Handling,
  alerts: readonly Pick<AlertSummary, 'state'>[],
): string {
  const open = alerts.filter((alert) => alert.state === 'open').length;
  const keeper = assignee === null ? 'Nobody looks after it.' : `${assignee} looks after it.`;
  if (last?.action === 'new leg' && state === 'open') {
    const { after } = last;
    const before = after === undefined ? '' : `, after ${after.by} had ${DONE[after.action] ?? after.action} it`;
    return `Open again for a new leg since ${timeText(Date.parse(last.at))}${before}; ${alertsText(open)} open. ${keeper}`;
  }
  const words: Record<Handling['state'], string> = {
    open: open === alerts.length ? 'Open.' : `Open: ${open} of its ${alerts.length} alerts.`,
    acknowledged: 'Acknowledged: no alert of it is open.',
    resolved: 'Resolved: every alert of it that stands is resolved.',
    withdrawn: 'Withdrawn: no alert of it stands.',
  };
  return state === 'withdrawn' ? words.withdrawn : `${words[state]} ${keeper}`;
}

function alertsText(count: number): string {
  return count === 1 ? '1 alert is' : `${count} alerts are`;
}
