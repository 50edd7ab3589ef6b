// How many messages of several parts are joined of parts that were sent as one, when lines get lost: on the public sample,
// at 0, 1 and 5 % of its lines lost, five throws of the dice each. The plain way, in order, stands beside as a miss.

import { countInOrder, countOurs, type Joins, payloadsSent, withoutSome } from '../joins.ts';
import { sampleBytes } from '../sample.ts';
import type { TruthFigure } from './truth.ts';

const THROWS = 5;

export const joins: TruthFigure = {
  name: 'messages of several parts joined right',
  needs: [],
  async count() {
    const lines = Buffer.from(sampleBytes()).toString('latin1').trimEnd().split('\n');
    const sent = payloadsSent(lines);
    return [0, 0.01, 0.05].map((lost) => {
      const ours = { messages: 0, wrong: 0 };
      const plain = { messages: 0, wrong: 0 };
      for (let seed = 1; seed <= THROWS; seed++) {
        const kept = withoutSome(lines, lost, seed);
        add(ours, countOurs(kept, sent));
        add(plain, countInOrder(kept, sent));
      }
      return {
        name: `${lost * 100} % of lines lost`,
        found: ours.messages - ours.wrong,
        of: ours.messages,
        atLeast: 0.99,
        misses: [`joined in order: ${plain.wrong} wrong of ${plain.messages}`],
      };
    });
  },
};

function add(to: Joins, { messages, wrong }: Joins): void {
  to.messages += messages;
  to.wrong += wrong;
}
