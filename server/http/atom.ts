// Alerts as an Atom feed (RFC 4287). What was withdrawn stands in it as deleted (RFC 6721), so that a reader takes the entry away
// that it once had. Names in it came over the radio: every text is escaped, and what turns a line round or does not show is
// written out.

import { plainLines } from '../domain/plain-text.ts';
import { rfc3339 } from './present/moment.ts';
import type { AlertSummary } from './wire/alert.ts';

export interface AtomFeed {
  /** Scheme and host of this server. */
  base: string;
  now: number;
  /** Newest first. `label`: what a replay must be marked with. */
  alerts: readonly (AlertSummary & { label: string | null })[];
}

export function writeAtom({ base, now, alerts }: AtomFeed): string {
  const updated = alerts.length === 0 ? now : Math.max(...alerts.map((alert) => alert.knownAt));
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
  <id>urn:keelwatch:alerts</id>
  <title>keelwatch alerts</title>
  <updated>${rfc3339(updated)}</updated>
  <link rel="self" href="${xml(`${base}/api/v1/alerts.atom`)}"/>
  <link href="${xml(`${base}/`)}"/>
  <author><name>keelwatch</name></author>
${alerts.map((alert) => (alert.state === 'withdrawn' ? tombstone(base, alert) : entry(base, alert))).join('')}</feed>
`;
}

function entry(base: string, alert: AtomFeed['alerts'][number]): string {
  const title = `${alert.severity}, ${alert.confidence} confidence: ${alert.vesselName}, ${alert.ruleTitle}`;
  const content = alert.label === null ? alert.why : `[${alert.label}] ${alert.why}`;
  return `  <entry>
    <id>${xml(idOf(alert))}</id>
    <title>${xml(title)}</title>
    <published>${rfc3339(alert.raisedAt)}</published>
    <updated>${rfc3339(alert.knownAt)}</updated>
    <link href="${xml(pageOf(base, alert))}"/>
    <category term="${xml(alert.ruleId)}"/>
    <category term="${xml(alert.severity)}"/>
    <category term="${xml(`confidence ${alert.confidence}`)}"/>
    <content type="text">${xml(content)}</content>
  </entry>
`;
}

function tombstone(base: string, alert: AtomFeed['alerts'][number]): string {
  const words = `Withdrawn: ${alert.vesselName}, ${alert.ruleTitle}. ${alert.why}`;
  return `  <at:deleted-entry ref="${xml(idOf(alert))}" when="${rfc3339(alert.knownAt)}">
    <at:comment>${xml(alert.label === null ? words : `[${alert.label}] ${words}`)}</at:comment>
    <link href="${xml(pageOf(base, alert))}"/>
  </at:deleted-entry>
`;
}

function idOf({ scope, id }: AtomFeed['alerts'][number]): string {
  return `urn:keelwatch:${encodeURIComponent(scope)}:alert:${encodeURIComponent(id)}`;
}

function pageOf(base: string, { scope, id }: AtomFeed['alerts'][number]): string {
  return `${base}/?${new URLSearchParams({ scope, alert: id })}`;
}

/** Escapes for text and attributes. What does not show is written out, and what XML 1.0 has no place for is dropped. */
export function xml(text: string): string {
  return plainLines(text)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
