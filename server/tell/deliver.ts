// Sends what is due, at least once, each message under one id, a correction never before what it corrects. Comes in: deliveries
// that a plan has written, channels with their settings. Goes out: what became of each, in the store. A channel that refuses
// for good, or fails for days, is switched off, and the monitor's health says so.

import type { Answer, AnyChannel, Outgoing, Verdict } from '../channels/channel.ts';
import { type Means, send as sendOver } from '../channels/transport/send.ts';
import { stableId } from '../domain/hash.ts';
import { digestMessage, type Message } from '../domain/subscription/message.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import type { Clock } from '../seams/clock.ts';
import type { Claim, StoredChannel } from '../seams/delivery-store.ts';
import type { Log } from '../seams/log.ts';
import type { Trouble } from '../seams/problems.ts';
import type { Store } from '../seams/store.ts';
import { CANARY_CHANNEL, receiptChannel } from './canary.ts';
import { offNotice, otherWays } from './notice.ts';

export interface SenderDeps {
  store: Store;
  clock: Clock;
  log: Pick<Log, 'warn' | 'error'>;
  channels: readonly AnyChannel[];
  means: Omit<Means, 'signal' | 'now'>;
  /** What came of an attempt for the canary; the time in its sentence, and what was answered. */
  canaryTold?(run: number, received: boolean, said: string): void;
  /** In [0, 1): spreads attempts that would come at one instant. */
  dice(): number;
  send?: typeof sendOver;
}

export type AttemptCounts = Record<string, Partial<Record<Verdict['outcome'], number>>>;

export interface Sender {
  start(): Promise<void>;
  /** Something may be due. */
  wake(): void;
  /** Channels by which nothing is sent. */
  problems(): Trouble[];
  /** What became of every attempt since the start, by kind of channel. */
  attempts(): AttemptCounts;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Pauses after the first failure, the second, …; after the last one the message is given up. */
const PAUSES_MS = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
/** A pause is longer by up to this share. */
const JITTER = 0.2;
/** A channel on which everything has failed for so long is switched off. */
const LONGEST_FAILURE_MS = 5 * DAY_MS;
/** A claim outlives every attempt; only a sender that was killed leaves one behind. */
const CLAIM_MS = 10 * MINUTE_MS;
const LOOK_MS = 1_000;

export function createSender(deps: SenderDeps): Sender {
  const { store, clock, log } = deps;
  const ended = new AbortController();
  const lanes = new Map<string, { under: number; startedAt: number[]; pausedUntil: number }>();
  const under = new Set<Promise<void>>();
  let pumping: Promise<void> | null = null;
  let again = false;
  let stopLooking = () => {};
  let off: StoredChannel[] = [];
  const attempts: AttemptCounts = {};

  const laneOf = (id: string) => {
    const lane = lanes.get(id) ?? { under: 0, startedAt: [], pausedUntil: 0 };
    lanes.set(id, lane);
    return lane;
  };

  /** Starts what may be started on every channel. */
  async function pump(): Promise<void> {
    const all = await store.channels();
    off = all.filter(({ offReason }) => offReason !== null);
    for (const stored of [...all, CANARY_CHANNEL]) {
      const isCanary = stored.id === CANARY_CHANNEL.id;
      const channel = isCanary ? receiptChannel : deps.channels.find(({ kind }) => kind === stored.kind);
      if (!channel || stored.offReason !== null) continue;
      const lane = laneOf(stored.id);
      while (!ended.signal.aborted && lane.under < channel.limits.atOnce) {
        const now = clock.now();
        while (lane.startedAt.length > 0 && lane.startedAt[0]! <= now - MINUTE_MS) lane.startedAt.shift();
        if (now < lane.pausedUntil || lane.startedAt.length >= channel.limits.aMinute) break;
        const dueAt = await store.nextDueAt(stored.id);
        if (dueAt === null || dueAt > now) break;
        const claim = await store.claimDelivery(stored.id, now, now + CLAIM_MS);
        if (claim === null) break;
        lane.under++;
        lane.startedAt.push(now);
        const attempt = deliver(channel, stored, claim)
          .catch((error: unknown) => log.error({ error, channel: stored.id }, 'a delivery could not be settled'))
          .finally(() => {
            lane.under--;
            under.delete(attempt);
            wake();
          });
        under.add(attempt);
      }
    }
  }

  function wake(): void {
    if (ended.signal.aborted) return;
    if (pumping !== null) {
      again = true;
      return;
    }
    again = false;
    pumping = pump()
      .catch((error: unknown) => log.error({ error }, 'deliveries could not be read'))
      .finally(() => {
        pumping = null;
        if (again) wake();
      });
  }

  async function deliver(channel: AnyChannel, stored: StoredChannel, claim: Claim): Promise<void> {
    const message = messageOf(claim);
    const ids = claim.deliveries.map(({ id }) => id);
    const doubtful = claim.deliveries.some((each) => each.doubtful);
    const attempts = Math.max(...claim.deliveries.map((each) => each.attempts));
    const verdict = await attempt(channel, stored, message, claim.before, doubtful);
    const at = clock.now();
    if (stored.id === CANARY_CHANNEL.id) {
      const received = verdict.outcome === 'accepted' || verdict.outcome === 'sent';
      for (const { revision } of claim.deliveries) deps.canaryTold?.(revision * 1000, received, verdict.said);
    } else noteAttempt(channel.kind, verdict.outcome);
    switch (verdict.outcome) {
      case 'accepted':
      case 'sent': {
        const remote = verdict.outcome === 'accepted' ? verdict.remote : null;
        await store.settleDeliveries(ids, {
          state: verdict.outcome,
          sentAs: message.id,
          remote,
          answer: verdict.said,
          at,
        });
        if (stored.failingSince !== null) await store.markChannel(stored.id, { offReason: null, failingSince: null });
        return;
      }
      case 'permanent':
        if (!verdict.channel) {
          await store.settleDeliveries(ids, { state: 'dead', answer: verdict.said, at });
          return;
        }
        // The message is good, the way is not: it goes when a person has mended the channel.
        await store.settleDeliveries(ids, { state: 'failed', answer: verdict.said, doubtful: false, dueAt: at });
        await switchOff(stored, `It refuses: ${verdict.said}`);
        return;
      default: {
        const since = stored.failingSince ?? at;
        if (stored.failingSince === null) await store.markChannel(stored.id, { offReason: null, failingSince: at });
        const doubt = verdict.outcome === 'passing' && verdict.doubtful;
        const asked = verdict.outcome === 'passing' ? verdict.retryAfterMs : null;
        const step = PAUSES_MS[attempts - 1];
        if (step === undefined && asked === null) {
          await store.settleDeliveries(ids, { state: 'dead', answer: verdict.said, at });
        } else {
          const pauseMs = Math.max(asked ?? 0, step ?? 0) * (1 + JITTER * deps.dice());
          if (asked !== null) laneOf(stored.id).pausedUntil = at + asked;
          await store.settleDeliveries(ids, {
            state: 'failed',
            answer: verdict.said,
            doubtful: doubt,
            dueAt: at + pauseMs,
          });
        }
        if (at - since > LONGEST_FAILURE_MS) await switchOff(stored, `It has failed for days: ${verdict.said}`);
      }
    }
  }

  function noteAttempt(kind: string, outcome: Verdict['outcome']): void {
    const counts = attempts[kind] ?? {};
    attempts[kind] = { ...counts, [outcome]: (counts[outcome] ?? 0) + 1 };
  }

  async function switchOff(stored: StoredChannel, offReason: string): Promise<void> {
    // The canary is watched by others, and has no owner.
    if (stored.id === CANARY_CHANNEL.id) return;
    log.warn({ channel: stored.id, offReason }, 'a channel is switched off');
    await store.markChannel(stored.id, { offReason, failingSince: stored.failingSince });
    const notice = offNotice(stored, offReason, clock.now());
    for (const way of otherWays(await store.channels(), stored)) {
      const channel = deps.channels.find(({ kind }) => kind === way.kind);
      if (!channel) continue;
      const { outcome, said } = await attempt(channel, way, notice, null, false);
      log.warn({ channel: stored.id, by: way.id, outcome, said }, 'its owner is told by another way');
    }
  }

  async function attempt(
    channel: AnyChannel,
    stored: StoredChannel,
    message: Message,
    before: Claim['before'],
    doubtful: boolean,
  ): Promise<Verdict> {
    const means: Means = { ...deps.means, signal: ended.signal, now: () => clock.now() };
    return attemptOn({ channel, stored, message, before, doubtful }, store, means, deps.send ?? sendOver);
  }

  return {
    async start() {
      const left = await store.releaseClaims();
      if (left > 0)
        log.warn({ deliveries: left }, 'deliveries were under way when the program ended: they may go twice');
      stopLooking = clock.every(LOOK_MS, wake);
      wake();
    },
    wake,
    problems: () =>
      off.map(({ id, title, offReason }) => ({
        id: `tell/${id}`,
        says: `Channel '${title}' is switched off. ${offReason}`,
        remedy: 'Mend its settings, send a test and switch it on: what waits for it then goes.',
      })),
    attempts: () => structuredClone(attempts),
    async settled() {
      while (pumping !== null || under.size > 0) await (pumping ?? Promise.race(under));
    },
    async close() {
      stopLooking();
      ended.abort();
      await pumping;
      await Promise.all(under);
    },
  };
}

export interface Attempt {
  channel: AnyChannel;
  stored: StoredChannel;
  message: Message;
  before: Claim['before'];
  doubtful: boolean;
}

/** One attempt with the settings as they are now; once more where the other side asks for it. */
export async function attemptOn(
  { channel, stored, message, before, doubtful }: Attempt,
  store: Pick<Store, 'channelSecrets' | 'saveChannel'>,
  means: Means,
  send = sendOver,
): Promise<Verdict> {
  const read = channel.settings.safeParse({ ...stored.settings, ...(await store.channelSecrets(stored.id)) });
  if (!read.success) {
    return { outcome: 'permanent', channel: true, said: 'Its settings cannot be read by this version of the program.' };
  }
  let settings = read.data as Record<string, unknown>;
  let plain = false;
  for (let tries = 1; ; tries++) {
    const at = means.now();
    const outgoing = channel.request(message, settings, { before, at, plain, doubtful });
    const verdict = channel.judge(await send(outgoing, means), means.now());
    if (verdict.outcome === 'accepted') {
      const marked = await amendOn(channel, settings, message, before, (amending) => send(amending, means), means.now);
      return { ...verdict, said: marked === null ? verdict.said : `${verdict.said}; ${marked}` };
    }
    if (verdict.outcome !== 'again') return verdict;
    if (tries > 2) return { outcome: 'permanent', channel: false, said: verdict.said };
    plain ||= verdict.plain;
    settings = { ...settings, ...verdict.settings };
    if (Object.keys(verdict.settings).length > 0) {
      const { secretNames: _, ...kept } = stored;
      const signed = { by: 'keelwatch', at: means.now(), deed: null };
      await store.saveChannel({ ...kept, settings: { ...kept.settings, ...verdict.settings } }, {}, signed);
    }
  }
}

/** Marks what was corrected. The correction has gone out: that the mark fails is told, and nothing is sent again for it. */
async function amendOn(
  channel: AnyChannel,
  settings: Record<string, unknown>,
  message: Message,
  before: Claim['before'],
  sent: (outgoing: Outgoing) => Promise<Answer>,
  now: () => number,
): Promise<string | null> {
  const corrects = message.reason === 'withdrawn' || message.reason === 'revised';
  if (channel.amend === undefined || !corrects || before === null || before.remote === null) return null;
  const amending = channel.amend(message, settings, { ...before, remote: before.remote });
  const verdict = channel.judge(await sent(amending), now());
  return verdict.outcome === 'accepted'
    ? 'the first message is marked'
    : `the first message could not be marked: ${verdict.said}`;
}

/** What goes out for a claim: the message itself, or all of a bundle in one. */
function messageOf({ deliveries }: Claim): Message {
  const [first] = deliveries;
  if (first!.bundle === null) return first!.message;
  const messages = deliveries.map(({ message }) => message);
  return digestMessage(stableId('bundle', first!.bundle), messages, 'Gathered');
}
