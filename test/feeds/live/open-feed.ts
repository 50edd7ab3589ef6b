// Opens a live feed in a test, waits for news of it, and reads what it brought as the intake does: one reader a sender.

import { copyReport, emptyReport, type Report } from '../../../server/domain/report.ts';
import { formatNamed } from '../../../server/feeds/index.ts';
import type { FeedKind, FeedNews, FeedSession, HeardBytes } from '../../../server/feeds/live/live-feed.ts';
import { createHearing } from '../../../server/run/intake/hearing.ts';
import { recordOf } from '../../../server/run/intake/record.ts';
import { type Clock, manualClock } from '../../../server/seams/clock.ts';

export const NOW = Date.UTC(2026, 7, 20, 12);

export interface OpenFeed {
  news: FeedNews[];
  clock: ReturnType<typeof manualClock>;
  /** Resolves once so many news of this kind are there. */
  until<K extends FeedNews['kind']>(kind: K, count?: number): Promise<Extract<FeedNews, { kind: K }>[]>;
  /** The port at the end of what its opening says. */
  openPort(): Promise<number>;
  /** Ends it; what it failed with, or null. */
  end(): Promise<Error | null>;
  /** Resolves when it ends by itself. */
  ended: Promise<Error | null>;
  /** How often it has gone to sleep by its clock. */
  readonly sleeps: number;
  /** Resolves when it has done so this often, or has ended: nothing of it is under way. */
  asleep(times: number): Promise<void>;
  /** Nothing more is taken from it until this is called again. */
  hold(): () => void;
}

export function openFeed<Settings>(
  kind: FeedKind<Settings>,
  settings: Settings,
  more: Omit<FeedSession, 'signal' | 'clock'> = {},
): OpenFeed {
  const clock = manualClock(NOW);
  let sleeps = 0;
  const sleepers = new Set<() => void>();
  const counted: Clock = {
    ...clock,
    now: () => clock.now(),
    sleep(ms, signal) {
      sleeps++;
      for (const wake of sleepers) wake();
      return clock.sleep(ms, signal);
    },
  };
  const ending = new AbortController();
  const news: FeedNews[] = [];
  const waits = new Set<() => void>();
  let held: Promise<void> | null = null;
  async function take(): Promise<Error | null> {
    try {
      for await (const one of kind.open(settings, { ...more, signal: ending.signal, clock: counted })) {
        news.push(one);
        for (const look of waits) look();
        if (held !== null) await held;
      }
      return null;
    } catch (error) {
      return error as Error;
    }
  }
  const ended = take();
  const until: OpenFeed['until'] = (wanted, count = 1) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = news.filter(({ kind: is }) => is === wanted);
        if (found.length < count) return;
        waits.delete(look);
        resolve(found as never);
      };
      waits.add(look);
      look();
      void ended.then((error) => {
        if (waits.has(look)) reject(error ?? new Error(`it ended before ${count} of ${wanted}`));
      });
    });
  return {
    news,
    clock,
    until,
    openPort: async () => Number(/:(\d+)\D*$/.exec((await until('open'))[0]!.says)?.[1]),
    end: () => {
      ending.abort();
      return ended;
    },
    ended,
    get sleeps() {
      return sleeps;
    },
    async asleep(times) {
      while (sleeps < times) {
        const fell = new Promise<null>((resolve) => sleepers.add(() => resolve(null)));
        // Once it has ended there is nothing to wait for.
        if ((await Promise.race([fell, ended.then(() => 'ended')])) !== null) return;
      }
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return () => {
        held = null;
        resolve();
      };
    },
  };
}

/** Stands for the format of the kind itself. */
const OWN = 'own';

/** The reports of what was heard, and why the rest gave none. */
export function readNews<Settings>(kind: FeedKind<Settings>, settings: Settings, news: readonly FeedNews[]) {
  const reports: Report[] = [];
  const hearing = createHearing({
    formatNamed: (name) => (name === OWN ? (kind.format(settings) ?? undefined) : formatNamed(name)),
    take: (input) => {
      if (input.kind !== 'report') return;
      const report = emptyReport();
      copyReport(input, report);
      reports.push(report);
    },
    wait: () => {},
  });
  const begin = () => hearing.take({ kind: 'begun', at: NOW, feed: 'f', format: OWN }, 0);
  begin();
  news.forEach((one, i) => {
    const record = recordOf(one, 'f');
    if (record !== null) hearing.take(record, i);
  });
  begin();
  return { reports, rejects: hearing.counts('f').rejects };
}

export function textOf(news: readonly FeedNews[]): string {
  return news
    .filter((one): one is HeardBytes => one.kind === 'heard')
    .map(({ bytes }) => Buffer.from(bytes).toString('latin1'))
    .join('');
}
