// What the desk asks of the worker that runs the feeds, over the bus.

import type { Addressee, Answers } from '../../seams/bus.ts';
import type { Clock } from '../../seams/clock.ts';
import { type Footprint, type FootprintQuestion, footprintOf } from '../reception/footprint.ts';
import type { HeardBy, Reception } from '../reception/reception.ts';
import type { Relay } from '../relay/relay.ts';
import { type FeedSetting, readFeedConfig } from './feed-config.ts';
import type { FeedRunner } from './feed-runner.ts';
import type { StandardInput } from './standard-input.ts';
import { type FeedTrial, tryFeed } from './try-feed.ts';

export type FeedCommands = {
  /** The file of feeds has changed. */
  'take feeds': { body: null; answer: null };
  /** There is no room to write what is heard: all feeds end until there is. */
  'hold feeds': { body: { held: boolean }; answer: null };
  /** When each of these radio units was heard last, by feed, within the last day. */
  'who was heard': { body: { mmsis: number[] }; answer: HeardBy };
  /** Where anybody is heard. */
  footprint: { body: FootprintQuestion; answer: Footprint };
  /** A chunk of standard input, or why there is no more; answered when it was taken. */
  'hear standard input': { body: { bytes: Uint8Array | null; says: string }; answer: null };
  'try feed': { body: { kind: string; settings: Readonly<Record<string, unknown>> }; answer: FeedTrial };
};

/** They run beside the live monitor and answer under its name. */
export const FEED_WORKER: Addressee<FeedCommands> = { name: 'live' };

export function feedAnswers(
  runner: FeedRunner,
  reception: Pick<Reception, 'heardBy' | 'cells'>,
  { folder, clock, input, relay }: { folder: string; clock: Clock; input: StandardInput; relay: Pick<Relay, 'set'> },
): Answers<FeedCommands> {
  let held = false;
  const take = (feeds: readonly FeedSetting[]) =>
    runner.take(held ? feeds.map((feed) => ({ ...feed, on: false })) : feeds);
  return {
    async 'hold feeds'(asked) {
      if (held !== asked.held) {
        held = asked.held;
        await take(readFeedConfig(folder).feeds);
      }
      return null;
    },
    async 'take feeds'() {
      const { feeds, relay: settings } = readFeedConfig(folder);
      await relay.set(settings);
      await take(feeds);
      return null;
    },
    'who was heard': async ({ mmsis }) => reception.heardBy(mmsis),
    footprint: async (question) => footprintOf(reception.cells(), question, clock.now()),
    async 'hear standard input'({ bytes, says }) {
      if (bytes === null) input.end(says);
      else await input.hear(bytes);
      return null;
    },
    'try feed': (body) => tryFeed(body, clock),
  };
}
