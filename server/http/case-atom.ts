// Cases as an Atom feed (RFC 4287): an entry is a case, and is updated when something is said of it.

import { xml } from './atom.ts';
import { rfc3339 } from './present/moment.ts';
import type { CaseSummary } from './wire/case.ts';

export interface CaseFeed {
  /** Scheme and host of this server. */
  base: string;
  now: number;
  /** `label`: what a replay must be marked with. */
  cases: readonly (CaseSummary & { label: string | null })[];
}

export function writeCaseAtom({ base, now, cases }: CaseFeed): string {
  const updated = cases.length === 0 ? now : Math.max(...cases.map(({ knownAt }) => knownAt));
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>urn:keelwatch:cases</id>
  <title>keelwatch cases</title>
  <updated>${rfc3339(updated)}</updated>
  <link rel="self" href="${xml(`${base}/api/v1/cases.atom`)}"/>
  <link href="${xml(`${base}/`)}"/>
  <author><name>keelwatch</name></author>
${cases.map((each) => entry(base, each)).join('')}</feed>
`;
}

function entry(base: string, each: CaseFeed['cases'][number]): string {
  const page = `${base}/?${new URLSearchParams({ scope: each.scope, case: each.id })}`;
  const state = each.state === 'withdrawn' || each.state === 'quiet' ? ` (${each.state})` : '';
  const content = each.label === null ? each.sentence : `[${each.label}] ${each.sentence}`;
  return `  <entry>
    <id>${xml(`urn:keelwatch:${encodeURIComponent(each.scope)}:case:${encodeURIComponent(each.id)}`)}</id>
    <title>${xml(`${each.severity}, ${each.confidence} confidence: ${each.title}${state}`)}</title>
    <published>${rfc3339(each.openedAt)}</published>
    <updated>${rfc3339(each.knownAt)}</updated>
    <link href="${xml(page)}"/>
    <category term="${xml(each.theme)}"/>
    <category term="${xml(each.severity)}"/>
    <category term="${xml(`confidence ${each.confidence}`)}"/>
    <content type="text">${xml(content)}</content>
  </entry>
`;
}
