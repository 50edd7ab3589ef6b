// Microsoft Teams by a Workflows address: an adaptive card. The flow says only that it has queued the card, and gives no name
// for it: a correction is a new card, and "accepted" is all that is ever known.

import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { type Channel, plainBody } from './channel.ts';
import { judgeHttp } from './judge.ts';
import { httpsUrl } from './settings.ts';
import { clean, cleanLine, cut, escapeMarkdown } from './text.ts';

/** Workflows refuse bodies from about 28 kB; some refuse from 21 kB. */
const BODY_BYTES = 20_000;

const settings = z.strictObject({
  url: httpsUrl.meta({ title: 'Workflows address', description: 'of a flow that posts what it is sent', secret: true }),
});

export const teams: Channel<z.output<typeof settings>> = {
  kind: 'teams',
  title: 'Microsoft Teams',
  about: 'An adaptive card by a Workflows address. Teams only says that it has queued the card.',
  settings,
  abilities: ['new'],
  limits: { aMinute: 120, atOnce: 1 },
  request(message, { url }, now) {
    const card = (most: number) => {
      const text = (words: string) => escapeMarkdown(cut(noMention(clean(words)), most));
      const line = (words: string) => escapeMarkdown(cut(noMention(cleanLine(words)), Math.min(most, 300)));
      const block = (words: string, more = {}) => ({ type: 'TextBlock', text: words, wrap: true, ...more });
      return JSON.stringify({
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            contentUrl: null,
            content: {
              $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
              type: 'AdaptiveCard',
              version: '1.4',
              msteams: { width: 'Full' },
              body: [
                block(line(message.headline), { weight: 'Bolder', size: 'Medium' }),
                block(text(plainBody({ ...message, facts: [], links: [] }, now)).replaceAll('\n', '\n\n')),
                {
                  type: 'FactSet',
                  facts: message.facts.map(({ name, value }) => ({ title: line(name), value: line(value) })),
                },
              ],
              actions: message.links.map(({ title, url: to }) => ({
                type: 'Action.OpenUrl',
                title: cut(cleanLine(title), 100),
                url: to,
              })),
            },
          },
        ],
      });
    };
    let most = 6_000;
    while (most > 100 && Buffer.byteLength(card(most)) > BODY_BYTES) most = Math.floor(most / 2);
    return { over: 'http', method: 'POST', url, headers: { 'content-type': 'application/json' }, body: card(most) };
  },
  judge: (answer, now) => judgeHttp(answer, now),
};

/** `<at>` begins a mention. */
function noMention(text: string): string {
  return text.replace(/<(?=\/?at\b)/gi, '‹');
}
