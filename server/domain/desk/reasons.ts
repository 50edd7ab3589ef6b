// Why a person dealt with an alert or a case as they did: one table of codes, each with its word, its sentence and what it
// says of the rule that raised it. The share of a rule that was confirmed is counted from the last column alone.

/** confirmed: it is as the alert says. refuted: it is not, or was no breach. null: it says nothing of that. */
export type Verdict = 'confirmed' | 'refuted' | null;

export interface Reason {
  word: string;
  says: string;
  verdict: Verdict;
}

export const REASONS = {
  confirmed: {
    word: 'Confirmed',
    says: 'It was checked and is as the alert says.',
    verdict: 'confirmed',
  },
  'false-position': {
    word: 'False position',
    says: 'The positions are not where the ship was.',
    verdict: 'refuted',
  },
  'identity-mistaken': {
    word: 'Identity mistaken',
    says: 'It was another ship than the alert names.',
    verdict: 'refuted',
  },
  'not-as-described': {
    word: 'Not as described',
    says: 'It did not happen, or not as the alert says.',
    verdict: 'refuted',
  },
  'authorised-voyage': {
    word: 'Authorised voyage',
    says: 'The voyage took place and was allowed.',
    verdict: 'refuted',
  },
  duplicate: {
    word: 'Duplicate',
    says: 'Another alert tells the same.',
    verdict: null,
  },
  'known-and-accepted': {
    word: 'Known and accepted',
    says: 'It is known, and nothing is to be done about it.',
    verdict: null,
  },
  reviewed: {
    word: 'Reviewed',
    says: 'It was looked at; nothing is said of whether it is so.',
    verdict: null,
  },
  undecided: {
    word: 'Cannot be decided',
    says: 'What is known does not decide whether it is so.',
    verdict: null,
  },
  other: {
    word: 'Other',
    says: 'The note says why.',
    verdict: null,
  },
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof REASONS;

export const REASON_CODES = Object.keys(REASONS) as [ReasonCode, ...ReasonCode[]];

/** The codes that say something of the rule. */
export function codesOf(verdict: NonNullable<Verdict>): ReasonCode[] {
  return REASON_CODES.filter((code) => REASONS[code].verdict === verdict);
}
