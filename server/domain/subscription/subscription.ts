// A subscription: who is told, of what, when, and how much. Plain data.

import type { Confidence } from '../alert.ts';
import type { Basis } from '../event.ts';
import type { Severity } from '../rule.ts';

export interface Subscription {
  id: string;
  title: string;
  /** A person, a team or a machine, in the words of whoever made it. */
  owner: string;
  channelId: string;
  enabled: boolean;
  what: Filter;
  when: Timing;
  /** Messages a UTC day that tell something new; the rest is told together when the day is over. null: no bound. */
  budgetADay: number | null;
  /** Whom to tell where nobody has acknowledged it in time; absent or null: nobody. */
  escalation?: Escalation | null;
  createdAt: number;
}

export interface Escalation {
  /** Since this receiver was told. */
  afterHours: number;
  /** The next subscription. */
  toId: string;
}

/** Every condition present must hold; within one, any of its words. */
export interface Filter {
  watchlists?: string[];
  vessels?: string[];
  rules?: string[];
  /** Ids of themes of cases. */
  themes?: string[];
  /** The least grave and the least sure that is told. */
  leastSeverity?: Severity;
  leastConfidence?: Confidence;
  bases?: Basis[];
}

export interface Timing {
  /** Gathered and sent by timetable; null: at once. */
  digest: { cron: string; timeZone: string } | null;
  /** Hours of the day, local time, in which nothing is sent. From 22 to 6 goes over midnight. */
  quiet: { fromHour: number; toHour: number; timeZone: string } | null;
  /**
   * leg: each alert for itself. case: once a case. news: of a case what is new, graver, surer, withdrawn. Absent: leg. What
   * takes back or puts right what was told is always told.
   */
  every?: 'leg' | 'case' | 'news';
  /** Beside what is new and what corrects: these are told too. */
  also: ('graver' | 'surer' | 'resolved')[];
}

/** What a receiver was last told, or will be, of one subject. */
export interface Told {
  deliveryId: string;
  revision: number;
  sequence: number;
  reason: string;
  severity: Severity;
  confidence: Confidence;
  /** Everything that was said, as one word: two that are equal say the same. */
  said: string;
  /** Not tried yet: a newer state can go in its place. */
  untried: boolean;
  /** When it goes, as far as it waits. */
  dueAt: number;
  bundle: string | null;
  supersedes: number | null;
  /** What the receiver was told before it; null where that is the first. */
  heard: Heard | null;
}

/** As much of what was said as the next message is measured against. */
export type Heard = Pick<Told, 'reason' | 'severity' | 'confidence' | 'said'>;
