// What the desk asks of the worker that runs the feeds, over the bus.

import type { Addressee, Answers } from '../../seams/bus.ts';
import type { Clock } from '../../seams/clock.ts';
import { type Footprint, type FootprintQuestion, footprintOf } from '../reception/footprint.ts';
import type { HeardBy, Reception } from '../reception/reception.ts';
import { readFeedConfig } from './feed-config.ts';
import type { FeedRunner } from './feed-runner.ts';
import { type FeedTrial, tryFeed } from './try-feed.ts';

export type FeedCommands = {
  /** The file of feeds has changed. */
  'take feeds': { body: null; answer: null };
  /** When each of these radio units was heard last, by feed, within the last day. */
  'who was heard': { body: { mmsis: number[] }; answer: HeardBy };
  /** Where anybody is heard. */
  footprint: { body: FootprintQuestion; answer: Footprint };
  'try feed': { body: { kind: string; settings: Readonly<Record<string, unknown>> }; answer: FeedTrial };
};

/** They run beside the live monitor and answer under its name. */
export const FEED_WORKER: Addressee<FeedCommands> = { name: 'live' };

export function feedAnswers(
  runner: FeedRunner,
  reception: Pick<Reception, 'heardBy' | 'cells'>,
  folder: string,
  clock: Clock,
): Answers<FeedCommands> {
  return {
    async 'take feeds'() {
      await runner.take(readFeedConfig(folder).feeds);
      return null;
    },
    'who was heard': async ({ mmsis }) => reception.heardBy(mmsis),
    footprint: async (question) => footprintOf(reception.cells(), question, clock.now()),
    'try feed': (body) => tryFeed(body, clock),
  };
}
