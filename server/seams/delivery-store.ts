// The part of the store that keeps who is told: channels, subscriptions, deliveries, decisions. Nothing here knows SQL;
// `db/` implements it.

import type { Signature } from '../domain/desk/deed.ts';
import type { Message, Reason, Subject } from '../domain/subscription/message.ts';
import type { Subscription, Told } from '../domain/subscription/subscription.ts';
import type { Page } from './page.ts';

export interface StoredChannel {
  id: string;
  kind: string;
  title: string;
  owner: string;
  /** Without what is secret. */
  settings: Record<string, unknown>;
  /** Which secret fields are set. */
  secretNames: string[];
  /** Why nothing is sent this way; null while it is on. */
  offReason: string | null;
  failingSince: number | null;
  createdAt: number;
}

export const DELIVERY_STATES = ['held', 'sent', 'accepted', 'read', 'failed', 'dead', 'replaced'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Delivery {
  id: string;
  subscriptionId: string;
  channelId: string;
  subject: Subject;
  revision: number;
  reason: Reason;
  sequence: number;
  state: DeliveryState;
  bundle: string | null;
  plannedAt: number;
  dueAt: number;
  attempts: number;
  doubtful: boolean;
  settledAt: number | null;
  /** Id of the message that it went out in. */
  sentAs: string | null;
  /** The other side's name for it, and what it answered last. */
  remote: string | null;
  answer: string | null;
  said: string;
  message: Message;
}

export type PlannedDelivery = Pick<
  Delivery,
  | 'id'
  | 'plannedAt'
  | 'subscriptionId'
  | 'channelId'
  | 'subject'
  | 'revision'
  | 'reason'
  | 'sequence'
  | 'bundle'
  | 'dueAt'
  | 'said'
  | 'message'
>;

/** What was decided about one revision for one subscription. */
export interface DecisionRow {
  subscriptionId: string;
  subject: Subject;
  revision: number;
  at: number;
  told: boolean;
  why: string;
}

export interface Plan {
  /** Rows of the log up to this one are dealt with; null: it follows from no row. */
  seq: number | null;
  decisions: DecisionRow[];
  deliveries: PlannedDelivery[];
  /** Untried deliveries that go no more. */
  replaced: string[];
  /** What nobody acknowledged in time, and who is told next; absent: nothing. */
  escalated?: EscalatedRow[];
}

export interface EscalatedRow {
  subscriptionId: string;
  subject: Subject;
  toId: string;
  at: number;
  why: string;
}

/** What one message is made of: one delivery, or all of a bundle. */
export interface Claim {
  deliveries: Delivery[];
  /** The first that went this way of the same subject; null for a bundle. */
  before: { firstId: string; remote: string | null; headline: string } | null;
}

export type Outcome =
  | { state: 'sent' | 'accepted'; sentAs: string; remote: string | null; answer: string; at: number }
  | { state: 'failed'; answer: string; doubtful: boolean; dueAt: number }
  | { state: 'dead'; answer: string; at: number };

export interface DeliveryQuery {
  subscriptionId?: string;
  channelId?: string;
  subject?: Subject;
  state?: DeliveryState[];
  limit: number;
  /** `next` of the page before. */
  after?: string;
}

export type DecisionQuery = Omit<DeliveryQuery, 'channelId' | 'state'>;

export interface DeliveryStore {
  channels(): Promise<StoredChannel[]>;
  /** Secrets of before stay where none is given in their place. */
  saveChannel(
    channel: Omit<StoredChannel, 'secretNames'>,
    secrets: Record<string, unknown>,
    signed: Signature,
  ): Promise<void>;
  /** For the sender alone. */
  channelSecrets(id: string): Promise<Record<string, unknown>>;
  /** conflict while a subscription goes by it. */
  deleteChannel(id: string, signed: Signature): Promise<void>;
  /** null: it works again. */
  markChannel(id: string, mark: { offReason: string | null; failingSince: number | null }): Promise<void>;

  subscriptions(): Promise<Subscription[]>;
  saveSubscription(subscription: Subscription, signed: Signature): Promise<void>;
  /** What waits for it goes no more. */
  deleteSubscription(id: string, signed: Signature): Promise<void>;

  /** null: nothing was planned yet. */
  plannedSeq(): Promise<number | null>;
  told(subscriptionId: string, subject: Subject): Promise<Told | null>;
  /** What was told and is still open after the time that its subscription gives, once for each; the oldest first. */
  escalationsDue(now: number, limit: number): Promise<Pick<EscalatedRow, 'subscriptionId' | 'subject' | 'toId'>[]>;
  /** First messages planned in [fromAt, toAt) that go out by themselves. */
  plannedCount(subscriptionId: string, fromAt: number, toAt: number): Promise<number>;
  /** All or nothing: false, and nothing, when one that should be replaced has been tried meanwhile. */
  commitPlan(plan: Plan): Promise<boolean>;

  /** Takes what is due on a channel, for one sender, until an instant. A correction is not due before what it corrects. */
  claimDelivery(channelId: string, now: number, until: number): Promise<Claim | null>;
  settleDeliveries(ids: readonly string[], outcome: Outcome): Promise<void>;
  /** What a sender that is no more had taken: it may have gone out. */
  releaseClaims(): Promise<number>;
  /** The next instant at which something is due on a channel; null: nothing waits. */
  nextDueAt(channelId: string): Promise<number | null>;
  /** A dead delivery goes once more, under the same id. conflict when it is not dead. */
  resendDelivery(id: string, at: number): Promise<void>;

  /** How many wait, by kind of channel; of very many the first 10,000 are counted. */
  waitingDeliveries(): Promise<{ kind: string; count: number }[]>;
  /** Newest first. */
  deliveries(query: DeliveryQuery): Promise<Page<Delivery>>;
  decisions(query: DecisionQuery): Promise<Page<DecisionRow>>;
}
