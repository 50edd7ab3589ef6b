// Subscriptions as people make them: checked before they are kept, and shown beforehand what they would have told.

import type { Alert, AlertEvidence } from '../domain/alert.ts';
import type { Case } from '../domain/cases/case.ts';
import type { Signature } from '../domain/desk/deed.ts';
import { CodedError } from '../domain/errors.ts';
import { isShipImo } from '../domain/identity/imo.ts';
import { type Mute, muteOf } from '../domain/mute.ts';
import { type Circumstances, decide } from '../domain/subscription/decide.ts';
import { decideCase } from '../domain/subscription/decide-case.ts';
import { isTimeZone } from '../domain/subscription/quiet-hours.ts';
import { type Names, subscriptionSentences } from '../domain/subscription/sentence.ts';
import type { Subscription } from '../domain/subscription/subscription.ts';
import { DAY_MS } from '../domain/time.ts';
import { nextRun } from '../run/next-run.ts';
import type { Clock } from '../seams/clock.ts';
import type { Scope, Store } from '../seams/store.ts';
import { isMutedCase } from './plan.ts';

export type SubscriptionText = Omit<Subscription, 'id' | 'createdAt'>;

/** A subscription with what it does, in words, and the next times of its timetable. */
export interface Explained {
  says: string;
  /** Empty where there is no timetable. */
  nextRuns: number[];
}

export interface SubscriptionDesk {
  save(id: string, text: SubscriptionText, createdAt: number, signed: Signature): Promise<Subscription>;
  explain(texts: readonly SubscriptionText[]): Promise<Explained[]>;
  /** The alerts of the last 30 days in their newest state, and what would have been decided of each. */
  preview(
    text: SubscriptionText,
    scope: Scope,
  ): Promise<{
    says: string;
    nextRuns: number[];
    days: number;
    /** Alerts of those days. */
    looked: number;
    /** False where they are more than a preview goes through. */
    whole: boolean;
    sent: number;
    /** Fewer than what is sent where several go in one. */
    messages: number;
    reasons: Record<string, number>;
    /** The newest of those that are sent. */
    alerts: { id: string; headline: string; raisedAt: number; why: string }[];
  }>;
}

const DAYS = 30;
const PAGE_ROWS = 500;
/** Alerts that are named; all are counted. */
const NAMED = 100;
/** Alerts that a preview goes through, the newest where they are more. */
const MOST_LOOKED_AT = 20_000;
/** Times of a timetable that are shown. */
const RUNS = 3;

const NO_EVIDENCE = null as unknown as AlertEvidence;

export function createSubscriptionDesk({
  store,
  clock,
  watchlistsOf,
  namesOf,
}: {
  store: Store;
  clock: Clock;
  watchlistsOf(vesselId: string): readonly string[];
  /** Names of ships and rules as they are now. */
  namesOf: Pick<Names, 'vessel' | 'rule'>;
}): SubscriptionDesk {
  function check({ what, when: { digest, quiet } }: SubscriptionText): void {
    for (const id of what.vessels ?? []) mustBeVessel(id);
    if (digest !== null) nextRun(digest.cron, digest.timeZone, clock.now());
    if (quiet !== null && !isTimeZone(quiet.timeZone)) {
      throw new CodedError('invalid', `'${quiet.timeZone}' is no time zone; give one as Europe/Berlin or UTC.`);
    }
  }

  async function checkEscalation(id: string, { escalation }: SubscriptionText): Promise<void> {
    if (!escalation) return;
    if (escalation.toId === id) throw new CodedError('invalid', 'A subscription does not escalate to itself.');
    if ((await store.subscriptions()).some((each) => each.id === escalation.toId)) return;
    throw new CodedError('invalid', `There is no subscription '${escalation.toId}' to escalate to.`);
  }

  async function explain(texts: readonly SubscriptionText[]): Promise<Explained[]> {
    const [channels, watchlists] = await Promise.all([store.channels(), store.watchlists()]);
    return texts.map((text) => {
      const channel = channels.find(({ id }) => id === text.channelId)?.title ?? text.owner;
      const watchlist = (id: string) => watchlists.find((list) => list.id === id)?.title ?? id;
      return {
        says: subscriptionSentences(text, { ...namesOf, channel, watchlist }).join(' '),
        nextRuns: text.when.digest === null ? [] : nextRuns(text.when.digest, clock.now()),
      };
    });
  }

  return {
    explain,

    async save(id, text, createdAt, signed) {
      check(text);
      await checkEscalation(id, text);
      const every = text.when.every ?? (text.when.digest === null ? 'leg' : 'case');
      const subscription = { ...text, when: { ...text.when, every }, id, createdAt };
      await store.saveSubscription(subscription, signed);
      return subscription;
    },

    async preview(text, scope) {
      check(text);
      const subscription: Subscription = { ...text, id: 'preview', createdAt: 0 };
      const [explained] = await explain([text]);
      const byCase = (text.when.every ?? (text.when.digest === null ? 'leg' : 'case')) !== 'leg';
      const { alerts, whole } = byCase ? await latelyCases(scope) : await lately(scope);
      const mutes = await store.mutes(scope);
      const runOf = remembering(nextRun);
      const bundles = new Set<string>();
      const sentOn = new Map<number, number>();
      const reasons: Record<string, number> = {};
      const sent: { id: string; headline: string; raisedAt: number; why: string }[] = [];
      for (const row of alerts) {
        const day = Math.floor(row.raisedAt / DAY_MS);
        const around = {
          watchlists: row.shipIds.flatMap((id) => watchlistsOf(id)),
          plannedToday: sentOn.get(day) ?? 0,
          at: row.raisedAt,
          nextRun: runOf,
        };
        const decision = row.decide({ ...subscription, enabled: true }, mutes, around);
        reasons[decision.why] = (reasons[decision.why] ?? 0) + 1;
        if (!decision.send) continue;
        if (decision.bundle === null) sentOn.set(day, (sentOn.get(day) ?? 0) + 1);
        else bundles.add(decision.bundle);
        sent.push({ id: row.id, headline: row.headline, raisedAt: row.raisedAt, why: decision.why });
      }
      const alone = [...sentOn.values()].reduce((sum, count) => sum + count, 0);
      return {
        ...explained!,
        days: DAYS,
        looked: alerts.length,
        whole,
        sent: sent.length,
        messages: alone + bundles.size,
        reasons,
        alerts: sent.slice(-NAMED).reverse(),
      };
    },
  };

  /** The alerts of the last days in their newest state, oldest first, since a budget is used up in that order. */
  async function lately(scope: Scope): Promise<{ alerts: LookedAt[]; whole: boolean }> {
    // A replay has no now: its last days are those that it ends with.
    const now = clock.now();
    const newest = (await store.alerts({ scope, limit: 1, order: 'newest' })).rows[0]?.raisedAt ?? now;
    const fromAt = Math.min(now, newest) - DAYS * DAY_MS;
    const alerts: LookedAt[] = [];
    let after: string | null = '';
    while (after !== null && alerts.length < MOST_LOOKED_AT) {
      const mark: { after?: string } = after === '' ? {} : { after };
      const page: Awaited<ReturnType<Store['alerts']>> = await store.alerts({
        scope,
        fromAt,
        limit: PAGE_ROWS,
        ...mark,
      });
      // Without its evidence, which nobody is asked about here and which is most of it.
      const ids = page.rows.map(({ id }) => id);
      const cases = await store.casesOfAlerts(scope, ids);
      for (const row of page.rows) {
        alerts.push(lookedAtAlert({ ...row, evidence: NO_EVIDENCE }, cases.get(row.id) ?? []));
      }
      after = page.next;
    }
    return { alerts: alerts.reverse(), whole: after === null };
  }

  /** The cases that were opened in the last days, oldest first. */
  async function latelyCases(scope: Scope): Promise<{ alerts: LookedAt[]; whole: boolean }> {
    const now = clock.now();
    const newest = (await store.cases({ scope, now, limit: 1 })).rows[0]?.knownAt ?? now;
    const fromAt = Math.min(now, newest) - DAYS * DAY_MS;
    const cases: LookedAt[] = [];
    let after: string | null = '';
    while (after !== null && cases.length < MOST_LOOKED_AT) {
      const mark: { after?: string } = after === '' ? {} : { after };
      const page: Awaited<ReturnType<Store['cases']>> = await store.cases({
        scope,
        now,
        fromAt,
        limit: PAGE_ROWS,
        ...mark,
      });
      for (const row of page.rows) if (row.openedAt >= fromAt) cases.push(lookedAtCase(row));
      after = page.next;
    }
    return { alerts: cases.sort((a, b) => a.raisedAt - b.raisedAt), whole: after === null };
  }
}

/** An alert or a case of the last days, as a preview goes through it. */
interface LookedAt {
  id: string;
  headline: string;
  raisedAt: number;
  shipIds: readonly string[];
  decide(
    subscription: Subscription,
    mutes: readonly Mute[],
    around: Omit<Circumstances, 'told' | 'mute'>,
  ): ReturnType<typeof decide>;
}

function lookedAtAlert(row: Alert, caseIds: readonly string[]): LookedAt {
  // What people made of it since came after it would have been told.
  const alert: Alert = row.state === 'withdrawn' ? row : { ...row, state: 'open' };
  return {
    id: row.id,
    headline: `${row.vesselName}: ${row.ruleTitle}`,
    raisedAt: row.raisedAt,
    shipIds: [row.vesselId],
    decide: (subscription, mutes, around) =>
      decide(subscription, alert, { ...around, told: null, mute: muteOf(row, mutes, caseIds) }),
  };
}

function lookedAtCase(each: Case): LookedAt {
  return {
    id: each.id,
    headline: each.title,
    raisedAt: each.openedAt,
    shipIds: each.ships.map(({ id }) => id),
    decide: (subscription, mutes, around) =>
      decideCase(subscription, each, { ...around, told: [], muted: isMutedCase(each, mutes) }),
  };
}

/** A name would be compared with ids and fit none: it is refused, so that nobody waits for a message in vain. */
function mustBeVessel(id: string): void {
  const imo = /^imo:(\d{7})$/.exec(id)?.[1];
  if (imo !== undefined && !isShipImo(Number(imo)))
    throw new CodedError('invalid', `IMO ${imo} fails its check digit.`);
  if (imo !== undefined || /^mmsi:\d{9}$/.test(id) || /^hull:\S+$/.test(id)) return;
  throw new CodedError('invalid', `'${id}' is no vessel here; give its IMO number, such as 9161003.`);
}

function nextRuns({ cron, timeZone }: { cron: string; timeZone: string }, now: number): number[] {
  const runs: number[] = [];
  try {
    for (let at = now; runs.length < RUNS; ) {
      at = nextRun(cron, timeZone, at);
      runs.push(at);
    }
  } catch {
    // A timetable of a leap day has no second time within the year that is looked through.
  }
  return runs;
}

/** Of one timetable: between an instant and its next run every instant has the same next run. */
function remembering(next: Circumstances['nextRun']): Circumstances['nextRun'] {
  let from = 0;
  let run = 0;
  return (cron, timeZone, at) => {
    if (at < from || at >= run) {
      run = next(cron, timeZone, at);
      from = at;
    }
    return run;
  };
}
