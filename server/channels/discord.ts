// Discord by a webhook: an embed without any mention. `wait=true` makes Discord tell what failed, which it hides otherwise. A
// correction is a new message, since one that is changed in place rings nobody's bell; the first one is marked besides.

import { z } from 'zod';
import { amendedText, type Channel, plainBody } from './channel.ts';
import { judgeHttp, textField } from './judge.ts';
import { httpsUrl } from './settings.ts';
import { cleanLine, cutEscaped, escapeMarkdown } from './text.ts';

const TITLE_LETTERS = 256;
const DESCRIPTION_LETTERS = 4_096;
const CONTENT_LETTERS = 2_000;

const settings = z.strictObject({ url: httpsUrl.meta({ title: 'Webhook address', secret: true }) });

export const discord: Channel<z.output<typeof settings>> = {
  kind: 'discord',
  title: 'Discord',
  about: 'An embed in a Discord channel by its webhook. A correction is a new message, and the first one is marked.',
  settings,
  abilities: ['new', 'edit'],
  limits: { aMinute: 25, atOnce: 1 },
  request(message, { url }, now) {
    const to = new URL(url);
    to.searchParams.set('wait', 'true');
    const headline = cleanLine(message.headline);
    return {
      over: 'http',
      method: 'POST',
      url: to.href,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        content: cutEscaped(headline, CONTENT_LETTERS, escapeMarkdown),
        allowed_mentions: { parse: [] },
        embeds: [
          {
            title: cutEscaped(headline, TITLE_LETTERS, escapeMarkdown),
            description: cutEscaped(plainBody(message, now), DESCRIPTION_LETTERS, escapeMarkdown),
          },
        ],
      }),
    };
  },
  amend(message, { url }, before) {
    const to = new URL(url);
    to.pathname = `${to.pathname.replace(/\/+$/, '')}/messages/${encodeURIComponent(before.remote)}`;
    return {
      over: 'http',
      method: 'PATCH',
      url: to.href,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        content: cutEscaped(amendedText(message, before), CONTENT_LETTERS, escapeMarkdown),
        allowed_mentions: { parse: [] },
        embeds: [],
      }),
    };
  },
  judge: (answer, now) => judgeHttp(answer, now, (body) => textField(body, 'id')),
};
