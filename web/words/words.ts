// The words the page uses for severities, bases and states, in one table each, so that a legend, a badge and a
// screen reader say the same.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { EventKind, EventOfKind } from '../../server/http/wire/kinds/index.ts';
import type { Port } from '../../server/http/wire/place.ts';
import type { Replay } from '../../server/http/wire/replay.ts';

export type Severity = AlertSummary['severity'];
export type Confidence = AlertSummary['confidence'];
export type Basis = AlertSummary['basis'];
export type AlertState = AlertSummary['state'];

/** Worst first: the order of the filter, the legend and "by severity". */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
export const ALERT_STATES: readonly AlertState[] = ['open', 'acknowledged', 'resolved', 'withdrawn'];

/** 0 for info to 4 for critical. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.length - 1 - SEVERITIES.indexOf(severity);
}

export const SEVERITY_WORDS: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

/** How sure an alert is, in a word and a sentence. */
export const SURE_WORDS: Record<Confidence, { word: string; meaning: string }> = {
  high: { word: 'High confidence', meaning: 'Every link of it was observed, or seen by somebody who was sure.' },
  medium: { word: 'Medium confidence', meaning: 'Its weakest link is probable: the evidence names it.' },
  low: {
    word: 'Low confidence',
    meaning: 'Its weakest link is a guess or in doubt: the evidence names it. A lead, no more.',
  },
};

/** 0 for low to 2 for high. */
export function sureRank(confidence: Confidence): number {
  return confidence === 'high' ? 2 : confidence === 'medium' ? 1 : 0;
}

/** Every severity has a shape of its own, so that colour is never alone. */
export const SEVERITY_SHAPES: Record<Severity, 'diamond' | 'triangle' | 'square' | 'circle' | 'ring'> = {
  critical: 'diamond',
  high: 'triangle',
  medium: 'square',
  low: 'circle',
  info: 'ring',
};

export const BASIS_WORDS: Record<Basis, { word: string; meaning: string }> = {
  observed: { word: 'Observed', meaning: 'The ship’s own AIS reports show it.' },
  sighted: {
    word: 'Sighted',
    meaning: 'Somebody saw the ship there: satellite, photograph or witness, with the source named.',
  },
  inferred: {
    word: 'Inferred',
    meaning: 'Not seen. It follows from what was seen before and after, with the arithmetic shown.',
  },
  claimed: { word: 'Claimed', meaning: 'The ship says so itself (destination field); nothing else supports it.' },
};

/** What a grade below "confirmed" makes of "sighted". */
const GRADED_WORDS = { confirmed: 'Sighted', probable: 'Probably sighted', possible: 'Possibly sighted' } as const;

export function basisText({ basis, grade }: Pick<AlertSummary, 'basis' | 'grade'>): string {
  return basis === 'sighted' && grade ? GRADED_WORDS[grade] : BASIS_WORDS[basis].word;
}

export const STATE_WORDS: Record<AlertState, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  withdrawn: 'Withdrawn',
};

export const CONFIDENCE_WORDS: Record<1 | 2 | 3 | 4, string> = {
  4: 'entry, stop and exit seen',
  3: 'stop and one end seen',
  2: 'stop only',
  1: 'passing',
};

export const GRADE_WORDS: Record<EventOfKind<'gap'>['facts']['grade'], string> = {
  unknown: 'Cause unknown',
  'probably-coverage': 'Probably out of reception',
  'probably-off': 'Probably switched off',
  'off-near-place': 'Probably switched off near a place of interest',
};

type Facts<K extends EventKind> = EventOfKind<K>['facts'];

export const DOUBT_WORDS: Record<Facts<'position-doubt'>['sign'], string> = {
  jump: 'jumps faster than a ship sails',
  'two-places': 'heard in two places at once',
  'on-land': 'on land',
  'too-perfect': 'more regular than a ship sails',
  box: 'fills a small box without drift',
  'speed-mismatch': 'speed and positions disagree',
  'sudden-stop': 'slows faster than a ship can',
  'sighted-elsewhere': 'sighted elsewhere',
};

/** Neither account is called the true one. */
export const TRACK_WORDS: Record<Facts<'position-doubt'>['tracks'][number]['which'], string> = {
  followed: 'track followed',
  other: 'other track',
};

export const PORT_KIND_WORDS: Record<Port['kind'], string> = {
  port: 'Port',
  terminal: 'Terminal',
  naval: 'Naval port',
  shipyard: 'Shipyard',
  anchorage: 'Anchorage',
};

export const REPLAY_STATE_WORDS: Record<Replay['state'], string> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};
