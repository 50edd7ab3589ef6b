// Subscriptions as people make them: checked before they are kept, and shown beforehand what they would have told.

import type { Alert } from '../domain/alert.ts';
import { CodedError } from '../domain/errors.ts';
import { muteOf } from '../domain/mute.ts';
import { type Circumstances, decide } from '../domain/subscription/decide.ts';
import { isTimeZone } from '../domain/subscription/quiet-hours.ts';
import type { Subscription } from '../domain/subscription/subscription.ts';
import { DAY_MS } from '../domain/time.ts';
import type { Clock } from '../seams/clock.ts';
import type { Scope, Store } from '../seams/store.ts';
import { nextRun } from './next-run.ts';

export type SubscriptionText = Omit<Subscription, 'id' | 'createdAt'>;

export interface SubscriptionDesk {
  save(id: string, text: SubscriptionText, createdAt: number): Promise<Subscription>;
  /** The alerts of the last 30 days in their newest state, and what would have been decided of each. */
  preview(
    text: SubscriptionText,
    scope: Scope,
  ): Promise<{
    days: number;
    sent: number;
    reasons: Record<string, number>;
    alerts: { id: string; headline: string; raisedAt: number; why: string }[];
  }>;
}

const DAYS = 30;
const PAGE_ROWS = 500;
/** Alerts that are named; all are counted. */
const NAMED = 100;

export function createSubscriptionDesk({
  store,
  clock,
  watchlistsOf,
}: {
  store: Store;
  clock: Clock;
  watchlistsOf(vesselId: string): readonly string[];
}): SubscriptionDesk {
  function check({ when: { digest, quiet } }: SubscriptionText): void {
    if (digest !== null) nextRun(digest.cron, digest.timeZone, clock.now());
    if (quiet !== null && !isTimeZone(quiet.timeZone)) {
      throw new CodedError('invalid', `'${quiet.timeZone}' is no time zone; give one as Europe/Berlin or UTC.`);
    }
  }

  return {
    async save(id, text, createdAt) {
      check(text);
      const subscription = { ...text, id, createdAt };
      await store.saveSubscription(subscription);
      return subscription;
    },

    async preview(text, scope) {
      check(text);
      const subscription: Subscription = { ...text, id: 'preview', createdAt: 0 };
      const shown = { days: DAYS, sent: 0, reasons: {} as Record<string, number>, alerts: [] as never[] };
      const named: { id: string; headline: string; raisedAt: number; why: string }[] = [];
      const mutes = await store.mutes(scope);
      const sentOn = new Map<number, number>();
      // A replay has no now: its last days are those that it ends with.
      const now = clock.now();
      const newest = (await store.alerts({ scope, limit: 1, order: 'newest' })).rows[0]?.raisedAt ?? now;
      const fromAt = Math.min(now, newest) - DAYS * DAY_MS;
      for (let after: string | null | undefined; after !== null; ) {
        const page: Awaited<ReturnType<Store['alerts']>> = await store.alerts({
          scope,
          fromAt,
          limit: PAGE_ROWS,
          ...(after === undefined ? {} : { after }),
        });
        for (const row of page.rows) {
          const day = Math.floor(row.raisedAt / DAY_MS);
          const around: Circumstances = {
            told: null,
            mute: muteOf(row, mutes),
            watchlists: watchlistsOf(row.vesselId),
            plannedToday: sentOn.get(day) ?? 0,
            at: row.raisedAt,
            nextRun,
          };
          // What people made of it since came after it would have been told.
          const alert: Alert = row.state === 'withdrawn' ? row : { ...row, state: 'open' };
          const decision = decide(subscription, alert, around);
          shown.reasons[decision.why] = (shown.reasons[decision.why] ?? 0) + 1;
          if (!decision.send) continue;
          shown.sent++;
          if (decision.bundle === null) sentOn.set(day, (sentOn.get(day) ?? 0) + 1);
          if (named.length < NAMED) {
            const headline = `${row.vesselName}: ${row.ruleTitle}`;
            named.push({ id: row.id, headline, raisedAt: row.raisedAt, why: decision.why });
          }
        }
        after = page.next;
      }
      return { ...shown, alerts: named };
    },
  };
}
