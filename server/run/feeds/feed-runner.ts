// Runs the feeds that are switched on: opens each, hands what it brings to the live monitor as records of the intake log,
// and tells the monitor when a feed falls silent, so that our own deafness never becomes the silence of a ship. Every
// second it lets time pass. A feed that fails stops nobody else. It reads no reports and judges no ship.

import { CANARY_FEED } from '../../domain/canary.ts';
import type { FeedState } from '../../domain/fleet/feeds.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { keepOpen } from '../../feeds/live/keep-open.ts';
import type { AnyFeedKind, FeedKind, FeedMemory, FeedNews, FeedSession } from '../../feeds/live/live-feed.ts';
import type { Watched } from '../../feeds/live/message-rank.ts';
import { limitOf, TOO_OFTEN } from '../../feeds/live/rate-limit.ts';
import type { CanaryMarks } from '../../seams/canary-marks.ts';
import type { Clock } from '../../seams/clock.ts';
import type { FeedCondition, FeedStatus, VesselCounts } from '../../seams/feed-status.ts';
import type { Log } from '../../seams/log.ts';
import { markSung } from '../canary/marks.ts';
import { createSinger } from '../canary/song.ts';
import { type IntakeRecord, recordOf } from '../intake/record.ts';
import type { Live } from '../live-contract.ts';
import { checkFeed, type FeedSetting, kindNamed } from './feed-config.ts';
import {
  beginHealth,
  type FeedHealth,
  judge,
  noteConnection,
  noteDiscarded,
  noteLost,
  noteReports,
  noteSaid,
  perMinute,
  usualNow,
} from './feed-health.ts';
import { statusOff } from './feed-off.ts';

export interface FeedRunner {
  /** From now on these, as they are set: what has not changed runs on. Resolves when the others have ended. */
  take(feeds: readonly FeedSetting[]): Promise<void>;
  statuses(): FeedStatus[];
  /** Does it bring something only when somebody puts it there? */
  isOccasional(id: string): boolean;
  /** Reports a minute that are usual, by feed and hour of the day: what another start goes on from. */
  usual(): UsualRates;
  /** Ends all of them, each with its farewell. */
  close(): Promise<void>;
}

export type UsualRates = Record<string, FeedHealth['usual']>;

export interface FeedRunnerDeps {
  live: Pick<Live, 'hear' | 'heard'>;
  clock: Clock;
  log: Log;
  /** From 0 up to 1. */
  random: () => number;
  /** When something was heard last before this start, UTC ms: until its feeds are there again we were deaf. */
  lastAt: number | null;
  /** As `usual` gave it. */
  usual?: UsualRates;
  /** How many ships a feed heard lately; absent: nobody counts them. */
  vessels?(feed: string, now: number): VesselCounts;
  /** Proves the way of what is heard while any feed is on; absent: it is switched off. */
  canary?: CanaryMarks;
  /** What a feed remembers over restarts; default: nothing. */
  memoryOf?(id: string): FeedMemory;
  /** Who is watched: where there is too much, their messages are given up last. Default: nobody. */
  watched?: Watched;
  /** Standard input of the program, for the feed that reads it. */
  input?: FeedSession['input'];
  /** Kinds by name; default: those of the registry. */
  kindOf?(name: string): AnyFeedKind;
}

interface Running {
  setting: FeedSetting;
  kind: AnyFeedKind;
  health: FeedHealth;
  condition: FeedCondition;
  sinceAt: number;
  says: string;
  /** Reports counted when the monitor was last asked. */
  reports: number;
  /** What of it may pass, once it may; null: nothing. */
  limit(bytes: Uint8Array): Promise<Uint8Array | null>;
  /** What the engine was last told. */
  told: FeedState | null;
  ending: AbortController;
  done: Promise<void>;
}

const NONE: VesselCounts = { hour: 0, day: 0, atLeast: false };
const TICK_MS = 1_000;
const BRIEF_MS = MINUTE_MS;
/** A feed that was switched off is missed by the silences that were under way, and by no later one. */
const OFF_MS = HOUR_MS;
/** Feeds of one network are seconds apart. */
const USUALLY_LATE_MS = 5_000;

export function createFeedRunner(deps: FeedRunnerDeps): FeedRunner {
  const { live, clock, log, random, lastAt, usual = {}, memoryOf, input, watched } = deps;
  const { kindOf = kindNamed, vessels = () => NONE, canary } = deps;
  const running = new Map<string, Running>();
  const off = new Map<string, FeedSetting>();
  let windowMs: number | null = null;
  let ticking = false;
  const singer = canary?.on === true ? createSinger(canary.everyMs, clock.now()) : null;

  async function tell(records: IntakeRecord[]): Promise<void> {
    try {
      await live.hear(records);
    } catch (error) {
      log.error({ err: error }, 'what a feed brought could not be heard');
    }
  }

  function begin(setting: FeedSetting): void {
    const kind = kindOf(setting.kind);
    const settings = kind.settings.parse(checkFeed(setting)) as never;
    const at = clock.now();
    const ending = new AbortController();
    const feed: Running = {
      setting,
      kind,
      health: beginHealth(at, usual[setting.id]),
      condition: 'connecting',
      sinceAt: at,
      says: 'The connection is being made.',
      reports: live.heard(setting.id).reports,
      limit: limitOf(
        { perSecond: setting.mostPerSecond, pushes: kind.pushes === true, clock, watched, signal: ending.signal },
        (count) => noteDiscarded(feed.health, count, TOO_OFTEN),
      ),
      told: null,
      ending,
      done: Promise.resolve(),
    };
    running.set(setting.id, feed);
    tellState(feed, 'down', lastAt ?? at, null);
    const format = kind.format(settings)?.name ?? '';
    let begun = false;
    feed.done = keepOpen(kind as FeedKind<unknown>, settings, {
      signal: ending.signal,
      clock,
      random,
      ...(memoryOf === undefined ? {} : { memory: memoryOf(setting.id) }),
      ...(input === undefined ? {} : { input }),
      ...(watched === undefined ? {} : { watched }),
      tell: (state) => {
        if (state.how === 'connecting') begun = false;
        noteConnection(feed.health, state);
        look(feed);
      },
      hear: async (news) => {
        if (!begun) {
          begun = true;
          await tell([{ kind: 'begun', at: clock.now(), feed: setting.id, format }]);
        }
        await take(feed, news);
      },
    });
  }

  async function take(feed: Running, news: FeedNews): Promise<void> {
    const { id } = feed.setting;
    const record = recordOf(news, id);
    if (record !== null) {
      if (record.kind === 'heard') {
        feed.health.aliveAt = record.at;
        const bytes = await feed.limit(record.bytes);
        if (bytes === null) return;
        record.bytes = bytes;
      }
      await tell([record]);
    } else if (news.kind === 'discarded') {
      noteDiscarded(feed.health, news.count, news.reason);
    } else if (news.kind === 'note') {
      const { at, says, wrong } = news;
      noteSaid(feed.health, { at, says, wrong });
      if (wrong) log.warn({ feed: id, says }, 'a feed has something to say');
    } else if (news.kind === 'lost') {
      noteLost(feed.health, news.at, news.count, news.reason);
    } else if (news.kind === 'open' || news.kind === 'alive') {
      feed.health.aliveAt = news.at;
    }
  }

  /** Judges it anew, and tells the engine where that changes what we can hear. */
  function look(feed: Running): void {
    const at = clock.now();
    const counts = live.heard(feed.setting.id);
    noteReports(feed.health, at, counts.reports - feed.reports, counts.newestAt);
    feed.reports = counts.reports;
    const { condition, says } = judge(feed.health, at, feed.kind.occasional);
    feed.says = says;
    if (condition !== feed.condition) {
      log.info({ feed: feed.setting.id, condition, says }, 'a feed has changed');
      feed.condition = condition;
      feed.sinceAt = at;
    }
    const state = ENGINE_STATE[condition];
    if (state === feed.told) return;
    // A connection that is back within a minute has missed nothing that a gap could hang on.
    if (state === 'down' && feed.health.heardAt !== null && at - feed.health.heardAt < BRIEF_MS) return;
    // A silence began when something was last heard, not when it was noticed.
    const fromAt = state === 'down' ? (feed.health.heardAt ?? feed.health.listeningAt) : at;
    tellState(feed, state, fromAt, null);
  }

  function tellState(feed: Running, state: FeedState, fromAt: number, toAt: number | null): void {
    feed.told = state;
    if (feed.kind.occasional) return;
    void tell([{ kind: 'state', at: clock.now(), feed: feed.setting.id, state, fromAt, toAt }]);
  }

  async function end(feed: Running): Promise<void> {
    running.delete(feed.setting.id);
    feed.ending.abort();
    await feed.done;
    if (feed.kind.occasional) return;
    const at = clock.now();
    await tell([
      { kind: 'state', at, feed: feed.setting.id, state: 'down', fromAt: feed.health.heardAt ?? at, toAt: at + OFF_MS },
    ]);
  }

  async function settleWindow(): Promise<void> {
    const late = [...running.values()].map(({ kind }) => kind.lateMs ?? USUALLY_LATE_MS);
    const next = late.length === 0 ? null : Math.max(...late);
    if (next === null || next === windowMs) return;
    windowMs = next;
    await tell([{ kind: 'window', at: clock.now(), windowMs: next }]);
  }

  function sing(): void {
    const song = singer?.due(clock.now()) ?? null;
    if (song === null || canary === undefined) return;
    if (song.run !== null) markSung(canary, song.run);
    void tell(song.records).then(() => {
      canary.rejects = live.heard(CANARY_FEED).rejects;
    });
  }

  const stopTicking = clock.every(TICK_MS, () => {
    for (const feed of running.values()) look(feed);
    if (canary !== undefined) canary.listening = running.size > 0;
    if (running.size === 0) return;
    sing();
    if (ticking) return;
    ticking = true;
    void tell([{ kind: 'tick', at: clock.now() }]).finally(() => {
      ticking = false;
    });
  });

  return {
    async take(feeds) {
      const wanted = new Map(feeds.filter(({ on }) => on).map((setting) => [setting.id, setting]));
      off.clear();
      for (const setting of feeds) if (!setting.on) off.set(setting.id, setting);
      const gone = [...running.values()].filter(
        ({ setting }) => JSON.stringify(wanted.get(setting.id)) !== JSON.stringify(setting),
      );
      await Promise.all(gone.map(end));
      for (const setting of wanted.values()) {
        if (running.has(setting.id)) continue;
        try {
          begin(setting);
        } catch (error) {
          // Its settings were checked when they were written; a file changed by hand is refused with its sentence.
          log.error({ err: error, feed: setting.id }, 'a feed cannot be begun');
        }
      }
      await settleWindow();
    },
    statuses() {
      const at = clock.now();
      const on = [...running.values()].map((feed): FeedStatus => {
        const { setting, health, condition, says, sinceAt } = feed;
        const { reports, bytes, rejects, lastHeardAt } = live.heard(setting.id);
        return {
          id: setting.id,
          kind: setting.kind,
          on: true,
          condition,
          says,
          sinceAt,
          lastHeardAt,
          reports,
          bytes,
          vessels: vessels(setting.id, at),
          perMinute: perMinute(health, at),
          usualPerMinute: usualNow(health, at),
          minutes: [...health.minutes],
          lagMs:
            health.heardAt === null || health.newestAt === null ? null : Math.max(0, health.heardAt - health.newestAt),
          connections: health.connections,
          rejects,
          lost: { ...health.lost },
          discarded: { ...health.discarded },
          notes: [...health.notes],
        };
      });
      return [
        ...on,
        ...[...off.values()].map((setting) => statusOff(setting, live.heard(setting.id), vessels(setting.id, at))),
      ];
    },
    isOccasional: (id) => running.get(id)?.kind.occasional === true,
    usual: () => ({
      ...usual,
      ...Object.fromEntries([...running].map(([id, { health }]) => [id, [...health.usual]])),
    }),
    async close() {
      stopTicking();
      await Promise.all([...running.values()].map(end));
    },
  };
}

/** What the engine is told: is what it does not hear the ship's doing? */
const ENGINE_STATE: Readonly<Record<FeedCondition, FeedState>> = {
  off: 'down',
  connecting: 'down',
  ok: 'up',
  degraded: 'degraded',
  silent: 'down',
  down: 'down',
  refused: 'down',
};
