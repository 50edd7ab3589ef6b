// What somebody has looked at: of each case the state it was in when it was opened, kept in this browser. Says in a word or
// two what is new since then.

import type { CaseSummary } from '../../server/http/wire/case.ts';
import { severityRank, sureRank } from '../words/words.ts';

const KEY = 'keelwatch.looked';
/** Cases that are remembered; the ones looked at longest ago go first. */
const MOST = 2_000;

type Looked = Pick<CaseSummary, 'severity' | 'confidence' | 'alerts' | 'state'>;

let looked: Map<string, Looked> | null = null;

/** Null where nothing is. */
export function newSince(each: CaseSummary): string | null {
  const before = read().get(keyOf(each));
  return before === undefined ? 'New' : whatIsNew(before, each);
}

export function whatIsNew(before: Looked, now: Looked): string | null {
  if (now.state === 'withdrawn') return before.state === 'withdrawn' ? null : 'Withdrawn since';
  if (severityRank(now.severity) > severityRank(before.severity)) return 'Graver since';
  if (sureRank(now.confidence) > sureRank(before.confidence)) return 'Surer since';
  const more = now.alerts - before.alerts;
  if (more > 0) return more === 1 ? '1 alert more' : `${more} alerts more`;
  return more < 0 ? 'Taken back in part' : null;
}

/** To be called when a case is opened. */
export function look(each: CaseSummary): void {
  const all = read();
  const { severity, confidence, alerts, state } = each;
  all.delete(keyOf(each));
  all.set(keyOf(each), { severity, confidence, alerts, state });
  for (const key of all.keys()) {
    if (all.size <= MOST) break;
    all.delete(key);
  }
  try {
    localStorage.setItem(KEY, JSON.stringify([...all]));
  } catch {
    // A browser that keeps nothing shows everything as new the next time.
  }
}

function keyOf({ scope, id }: CaseSummary): string {
  return `${scope} ${id}`;
}

function read(): Map<string, Looked> {
  if (looked !== null) return looked;
  try {
    looked = new Map(JSON.parse(localStorage.getItem(KEY) ?? '[]') as [string, Looked][]);
  } catch {
    looked = new Map();
  }
  return looked;
}
