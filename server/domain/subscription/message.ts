// A message: what a receiver is told of an alert or a case, in plain data. Every channel gives it its own form. It
// says nothing that the alert does not say.

import { type Alert, CONFIDENCES, type Confidence } from '../alert.ts';
import type { Case } from '../cases/case.ts';
import { SEVERITIES, type Severity } from '../rule.ts';
import { isoMoment } from '../time.ts';

/** What a delivery is about. */
export interface Subject {
  kind: 'alert' | 'case';
  id: string;
}

/** Why something is told: it is new, graver or surer than it was told, it reads otherwise, or it no longer stands. */
export const REASONS = ['first', 'graver', 'surer', 'revised', 'withdrawn', 'resolved', 'escalated'] as const;
export type Reason = (typeof REASONS)[number];

export interface Message {
  /** The delivery's id: the same for every attempt. */
  id: string;
  subject: Subject;
  revision: number;
  /** notice: of the program itself, about a channel. */
  reason: Reason | 'digest' | 'test' | 'notice';
  /** One line. */
  headline: string;
  sentences: string[];
  facts: { name: string; value: string }[];
  links: { title: string; url: string }[];
  severity: Severity;
  confidence: Confidence;
  /** What happened, and when it was known; UTC ms. */
  beganAt: number;
  knownAt: number;
  /** The revision that the receiver was told before; null where it is told for the first time. */
  supersedes: number | null;
  /** Counts from 1 what this receiver was told of this subject. */
  sequence: number;
  /** Why this receiver is told, in one sentence. */
  decision: string;
}

export interface Occasion {
  id: string;
  reason: Reason;
  supersedes: number | null;
  sequence: number;
  decision: string;
  /** Where the page is, e.g. https://watch.example.org; null: no link. */
  pageUrl: string | null;
}

const OPENING: Record<Reason, string> = {
  first: '',
  graver: 'Graver: ',
  surer: 'Surer: ',
  revised: 'Revised: ',
  withdrawn: 'Withdrawn: ',
  resolved: 'Resolved: ',
  escalated: 'Not acknowledged: ',
};

const REMARK: Record<Reason, string | null> = {
  first: null,
  graver: 'This is graver than you were told before.',
  surer: 'This is surer than you were told before.',
  revised: 'This replaces what you were told before.',
  withdrawn: 'This alert no longer stands. Please pass that on to whoever you told.',
  resolved: 'A person has resolved this alert.',
  escalated: 'Nobody has acknowledged this in time.',
};

export function alertMessage(alert: Readonly<Alert>, occasion: Occasion): Message {
  const { reason, pageUrl } = occasion;
  const remark = REMARK[reason];
  return {
    id: occasion.id,
    subject: { kind: 'alert', id: alert.id },
    revision: alert.revision,
    reason,
    headline: `${OPENING[reason]}${alert.vesselName}: ${alert.ruleTitle}`,
    sentences: remark === null ? [alert.why] : [remark, alert.why],
    facts: [
      { name: 'Severity', value: alert.severity },
      { name: 'Confidence', value: alert.confidence },
      { name: 'Basis', value: alert.basis },
      { name: 'Ship', value: shipWords(alert) },
      { name: 'From', value: isoMoment(alert.fromAt) },
      { name: 'To', value: isoMoment(alert.toAt) },
    ],
    links:
      pageUrl === null
        ? []
        : [{ title: 'Open the alert', url: `${pageUrl}/?alert=${encodeURIComponent(alert.id)}&scope=live` }],
    severity: alert.severity,
    confidence: alert.confidence,
    beganAt: alert.fromAt,
    knownAt: alert.knownAt,
    supersedes: occasion.supersedes,
    sequence: occasion.sequence,
    decision: occasion.decision,
  };
}

/** `subjectId`: the id under which the receiver knows the case. */
export function caseMessage(each: Readonly<Case>, subjectId: string, occasion: Occasion): Message {
  const { reason, pageUrl } = occasion;
  const remark = reason === 'withdrawn' ? CASE_WITHDRAWN : REMARK[reason];
  return {
    id: occasion.id,
    subject: { kind: 'case', id: subjectId },
    revision: each.revision,
    reason,
    headline: `${OPENING[reason]}${each.title}`,
    sentences: remark === null ? [each.sentence] : [remark, each.sentence],
    facts: [
      { name: 'Gravest severity', value: each.severity },
      { name: 'Surest confidence', value: each.confidence },
      { name: 'Weakest basis', value: each.basis },
      { name: each.ships.length === 1 ? 'Ship' : 'Ships', value: each.ships.map(shipText).join('; ') },
      { name: 'Alerts', value: String(each.alerts) },
      { name: 'From', value: isoMoment(each.fromAt) },
      { name: 'To', value: isoMoment(each.toAt) },
    ],
    links:
      pageUrl === null
        ? []
        : [{ title: 'Open the case', url: `${pageUrl}/?case=${encodeURIComponent(each.id)}&scope=live` }],
    severity: each.severity,
    confidence: each.confidence,
    beganAt: each.fromAt,
    knownAt: each.knownAt,
    supersedes: occasion.supersedes,
    sequence: occasion.sequence,
    decision: occasion.decision,
  };
}

const CASE_WITHDRAWN = 'Nothing of this case stands any more. Please pass that on to whoever you told.';

/** Lines of a digest that are written out; the rest is counted. */
const DIGEST_LINES = 30;

/** Several messages in one, the gravest and surest first. */
export function digestMessage(id: string, messages: readonly Message[], title: string): Message {
  const ranked = [...messages].sort(byRank);
  const first = ranked[0]!;
  const left = ranked.length - DIGEST_LINES;
  const sentences = ranked
    .slice(0, DIGEST_LINES)
    .map((each) => `${each.severity}, ${each.confidence} confidence: ${each.headline}. ${each.sentences.join(' ')}`);
  if (left > 0) sentences.push(`${left} more are not written out here; the page has them all.`);
  return {
    ...first,
    id,
    reason: 'digest',
    headline: `${title}: ${ranked.length === 1 ? '1 message' : `${ranked.length} messages`}`,
    sentences,
    facts: [{ name: 'Messages', value: String(ranked.length) }],
    supersedes: null,
    decision: 'These were gathered to be told together.',
  };
}

function byRank(a: Message, b: Message): number {
  return (
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence) ||
    a.beganAt - b.beganAt ||
    (a.id < b.id ? -1 : 1)
  );
}

function shipWords({ vesselName, imo, mmsi }: Readonly<Alert>): string {
  return shipText({ name: vesselName, imo, mmsi });
}

function shipText({ name, imo, mmsi }: { name: string; imo: number | null; mmsi: number | null }): string {
  const numbers = [imo === null ? null : `IMO ${imo}`, mmsi === null ? null : `MMSI ${mmsi}`].filter((n) => n !== null);
  return numbers.length === 0 ? name : `${name} (${numbers.join(', ')})`;
}
