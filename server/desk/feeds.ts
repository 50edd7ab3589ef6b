// The desk of live feeds: which there are, how they are, and what people do with them. Settings live in one file; the worker
// that runs the feeds reads it anew after each change. No secret leaves this file unmasked.

import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';
import { feedKinds } from '../feeds/live/index.ts';
import { FEED_WORKER } from '../run/feeds/feed-commands.ts';
import {
  checkFeed,
  type FeedSetting,
  formOf,
  maskedSettings,
  readFeedConfig,
  unmaskedSettings,
  writeFeedConfig,
} from '../run/feeds/feed-config.ts';
import { listenToInput } from '../run/feeds/standard-input.ts';
import type { FeedTrial } from '../run/feeds/try-feed.ts';
import { RelaySettings } from '../run/relay/relay-settings.ts';
import type { Bus } from '../seams/bus.ts';
import { systemClock } from '../seams/clock.ts';
import type { FeedStatus } from '../seams/feed-status.ts';
import type { Trouble } from '../seams/problems.ts';
import type { RelayStatus } from '../seams/relay-status.ts';

export const FEED_PART = 'feed';
const RELAY_PROBLEM = 'relay';
const RELAY_REMEDY = 'Look at its settings under Sources; it is tried again by itself.';
const relayForm = z.toJSONSchema(RelaySettings, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;

/** A feed with its settings masked, and how it is; null while no worker has said so. */
export interface FeedRow extends FeedSetting {
  title: string;
  status: FeedStatus | null;
}

export interface FeedKindRow {
  kind: string;
  title: string;
  about: string;
  needsNothing: boolean;
  /** JSON Schema of its settings. */
  form: Record<string, unknown>;
}

export interface RelayRow {
  settings: RelaySettings;
  status: RelayStatus | null;
  /** JSON Schema of the settings. */
  form: Record<string, unknown>;
}

export interface FeedDesk {
  rows(): FeedRow[];
  kinds(): FeedKindRow[];
  /** Sets a feed up, or changes it. A mask among the settings leaves the secret as it is. Throws CodedError('invalid'). */
  save(feed: FeedSetting): Promise<FeedRow>;
  /** Throws CodedError('not_found'). */
  turn(id: string, on: boolean): Promise<FeedRow>;
  remove(id: string): Promise<void>;
  /** Opens it once; `id` of a feed whose secrets stand for masks among the settings. */
  test(feed: { id?: string | undefined; kind: string; settings: FeedSetting['settings'] }): Promise<FeedTrial>;
  /** Where what is heard is sent on to; the status is null while no worker has said so. */
  relay(): RelayRow;
  /** Throws CodedError('invalid'). */
  setRelay(settings: RelaySettings): Promise<RelayRow>;
  /** All that is wrong with the feeds and the relay. */
  problems(): Trouble[];
  close(): void;
}

export function createFeedDesk(folder: string, bus: Bus): FeedDesk {
  let statuses = new Map<string, FeedStatus>();
  let relay: RelayStatus | null = null;
  const input = listenToInput(() => process.stdin, bus, systemClock);
  const unsubscribe = bus.subscribe('feeds', (news) => {
    statuses = new Map(news.statuses.map((status) => [status.id, status]));
    relay = news.relay ?? null;
  });

  function rowOf(feed: FeedSetting): FeedRow {
    const title = feedKinds.find(({ kind }) => kind === feed.kind)?.title ?? feed.kind;
    const status = statuses.get(feed.id);
    return {
      ...feed,
      settings: maskedSettings(feed.kind, feed.settings),
      title,
      // What the worker said before a switch is no longer so.
      status: status !== undefined && status.on === feed.on ? status : null,
    };
  }

  async function change(work: (feeds: FeedSetting[]) => FeedSetting[]): Promise<void> {
    const config = readFeedConfig(folder);
    writeFeedConfig(folder, { ...config, feeds: work([...config.feeds]) });
    await bus.ask(FEED_WORKER, 'take feeds', null);
  }

  function found(id: string): FeedSetting {
    const feed = readFeedConfig(folder).feeds.find((candidate) => candidate.id === id);
    if (!feed) throw new CodedError('not_found', `There is no feed "${id}".`);
    return feed;
  }

  return {
    rows: () => readFeedConfig(folder).feeds.map(rowOf),
    kinds: () =>
      feedKinds.map((kind) => {
        const { title, about, needsNothing } = kind;
        return { kind: kind.kind, title, about, needsNothing, form: formOf(kind) };
      }),
    async save(feed) {
      const before = readFeedConfig(folder).feeds.find(({ id }) => id === feed.id);
      const settings = unmaskedSettings(feed.kind, feed.settings, before?.settings);
      const saved = { ...feed, settings };
      checkFeed(saved);
      await change((feeds) => {
        const index = feeds.findIndex(({ id }) => id === feed.id);
        return index < 0 ? [...feeds, saved] : feeds.with(index, saved);
      });
      return rowOf(saved);
    },
    async turn(id, on) {
      const feed = { ...found(id), on };
      await change((feeds) => feeds.map((other) => (other.id === id ? feed : other)));
      return rowOf(feed);
    },
    async remove(id) {
      found(id);
      await change((feeds) => feeds.filter((feed) => feed.id !== id));
    },
    async test({ id, kind, settings }) {
      const before = readFeedConfig(folder).feeds.find((feed) => feed.id === id && feed.kind === kind);
      const unmasked = unmaskedSettings(kind, settings, before?.settings);
      checkFeed({ id: id ?? 'test', kind, settings: unmasked });
      return bus.ask(FEED_WORKER, 'try feed', { kind, settings: unmasked });
    },
    relay: () => ({ settings: readFeedConfig(folder).relay, status: relay, form: relayForm }),
    async setRelay(settings) {
      writeFeedConfig(folder, { ...readFeedConfig(folder), relay: settings });
      relay = null;
      await bus.ask(FEED_WORKER, 'take feeds', null);
      return { settings: readFeedConfig(folder).relay, status: relay, form: relayForm };
    },
    problems() {
      let feeds: readonly FeedSetting[];
      try {
        feeds = readFeedConfig(folder).feeds;
      } catch (error) {
        const says = error instanceof Error ? error.message : String(error);
        return [{ id: `${FEED_PART}/settings`, says, remedy: 'Mend the file; it is read again by itself.' }];
      }
      const bad = feeds.flatMap(({ id, on }) => {
        const status = statuses.get(id);
        if (!on || status === undefined) return [];
        const bad = status.condition === 'silent' || status.condition === 'down' || status.condition === 'refused';
        const remedy = 'Look at its settings and at its source; it is tried again by itself until it is switched off.';
        const says = `Feed "${id}" is ${status.condition}: ${status.says}`;
        return bad ? [{ id: `${FEED_PART}/${id}`, says, remedy }] : [];
      });
      if (relay?.wrong) bad.push({ id: RELAY_PROBLEM, says: `The relay: ${relay.says}`, remedy: RELAY_REMEDY });
      return bad;
    },
    close() {
      unsubscribe();
      input.close();
    },
  };
}

/** Switches a kind on that needs no settings, where it is not set up yet: what `--feed` on the command line does. */
export function ensureFeed(folder: string, name: string): void {
  const config = readFeedConfig(folder);
  const feeds = [...config.feeds];
  const index = feeds.findIndex(({ id, kind }) => id === name || kind === name);
  if (index >= 0) {
    feeds[index] = { ...feeds[index]!, on: true };
  } else {
    const kind = feedKinds.find((candidate) => candidate.kind === name);
    if (kind === undefined || !kind.settings.safeParse({}).success) {
      const ready = feedKinds.flatMap((known) => (known.settings.safeParse({}).success ? [known.kind] : []));
      const says =
        kind === undefined
          ? `There is no feed "${name}"`
          : `A feed of kind "${name}" needs settings: set it up on the page`;
      throw new CodedError('invalid', `${says}. Without any settings run: ${ready.join(', ')}.`);
    }
    feeds.push({ id: name, kind: name, on: true, settings: {} });
  }
  writeFeedConfig(folder, { ...config, feeds });
}
