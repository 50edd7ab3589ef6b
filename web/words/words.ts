// The words the page uses for severities, bases, states and kinds, in one table each, so that a legend, a badge and a
// screen reader say the same.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { VesselEvent } from '../../server/http/wire/event.ts';
import type { Port } from '../../server/http/wire/place.ts';
import type { Replay } from '../../server/http/wire/replay.ts';

export type Severity = AlertSummary['severity'];
export type Basis = AlertSummary['basis'];
export type AlertState = AlertSummary['state'];
export type EventKind = VesselEvent['kind'];

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

export const STATE_WORDS: Record<AlertState, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  withdrawn: 'Withdrawn',
};

export const EVENT_WORDS: Record<EventKind, string> = {
  'port-call': 'Port call',
  zone: 'Zone visit',
  gap: 'AIS gap',
  'possible-dark-call': 'Possible dark call',
  encounter: 'Encounter',
  loitering: 'Loitering',
  'position-doubt': 'Position doubt',
  interference: 'Interference',
  'identity-change': 'Identity change',
  'draught-change': 'Draught change',
  'destination-claim': 'Destination claim',
  approach: 'Approach',
  cadence: 'Shuttle rhythm',
};

/** In the order of the filter. */
export const EVENT_KINDS = Object.keys(EVENT_WORDS) as readonly EventKind[];

export const CONFIDENCE_WORDS: Record<1 | 2 | 3 | 4, string> = {
  4: 'entry, stop and exit seen',
  3: 'stop and one end seen',
  2: 'stop only',
  1: 'passing',
};

export const GRADE_WORDS: Record<(VesselEvent & { kind: 'gap' })['facts']['grade'], string> = {
  unknown: 'Cause unknown',
  'probably-coverage': 'Probably out of reception',
  'probably-off': 'Probably switched off',
  'off-near-place': 'Probably switched off near a place of interest',
};

type Facts<K extends EventKind> = (VesselEvent & { kind: K })['facts'];

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

export const CHANGE_WORDS: Record<Facts<'identity-change'>['change'], string> = {
  name: 'New name',
  'call-sign': 'New call sign',
  flag: 'New flag',
  mmsi: 'New MMSI',
  imo: 'Another IMO number',
  type: 'Another ship type',
  size: 'Another size',
  several: 'Several fields at once',
  'imo-withheld': 'IMO number withheld',
  'near-number': 'Number near a listed one',
  'dead-ship': 'Number of a ship that is gone',
  'mmsi-inherited': 'Inherited MMSI',
  'identity-conflict': 'Identity conflict',
  'shared-imo': 'IMO number shared',
  'identity-swap': 'Identities exchanged',
  'flag-hopping': 'Flag changed again and again',
  unallotted: 'Number not allotted',
};

export const WEIGHT_WORDS: Record<Facts<'identity-change'>['weight'], string> = {
  note: 'a note',
  suspicion: 'worth a look',
  high: 'a number that nobody should be sending',
};

export const CLAIM_WORDS: Record<Facts<'destination-claim'>['outcome'], string> = {
  open: 'outcome open',
  kept: 'kept',
  'called elsewhere': 'called elsewhere',
  'sighted elsewhere': 'sighted elsewhere',
  replaced: 'replaced before any call',
};

export const APPROACH_WORDS: Record<Facts<'approach'>['outcome'], string> = {
  open: 'under way',
  arrived: 'arrived',
  'turned away': 'turned away',
  'fell silent': 'fell silent on the way',
  'stopped short': 'stopped short',
};

export const PHASE_WORDS: Record<Facts<'cadence'>['phase'], string> = {
  started: 'Shuttle started',
  paused: 'Shuttle paused',
  restarted: 'Shuttle started again',
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

export const REASON_CODES = [
  ['reviewed', 'Reviewed'],
  ['known-voyage', 'Known voyage'],
  ['data-error', 'Error in the input'],
  ['wrong-vessel', 'Wrong vessel'],
  ['lawful', 'Lawful'],
  ['duplicate', 'Duplicate'],
  ['other', 'Other'],
] as const;

export const ACTION_WORDS = {
  acknowledge: 'Acknowledged',
  reopen: 'Reopened',
  resolve: 'Resolved',
  note: 'Note',
} as const;
