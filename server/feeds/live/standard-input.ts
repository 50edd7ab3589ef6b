// Sentences that are piped into the program: `rtl_ais -n | npm start -- --stdin`. The program has one standard input; whoever
// runs the feeds hands it over, chunk by chunk, and the writer waits while the hearer is busy. When it has ended there is
// nothing to come back to.

import { z } from 'zod';
import { nmea } from '../formats/nmea.ts';
import { FeedFailure, feedKind, USUAL_PAUSES } from './live-feed.ts';

const Settings = z.strictObject({});

export const standardInput = feedKind<z.infer<typeof Settings>>({
  kind: 'stdin',
  title: 'Standard input',
  about: 'Sentences that another program pipes into keelwatch when it is started.',
  settings: Settings,
  needsNothing: false,
  quietMs: null,
  pauses: USUAL_PAUSES,
  format: () => nmea,
  async *open(_, { signal, clock, input }) {
    if (input === undefined) {
      throw new FeedFailure('invalid', 'Standard input is one stream: it can be listened to, and not be tried before.');
    }
    yield { kind: 'open', at: clock.now(), says: 'Reading standard input.' };
    for await (const bytes of input(signal)) yield { kind: 'heard', bytes, arrivedAt: clock.now(), sender: '' };
  },
});
