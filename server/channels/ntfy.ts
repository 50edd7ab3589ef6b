// ntfy: a push message of a topic, as plain text. What is over 4,096 bytes would become an attachment, so it is cut.

import { z } from 'zod';
import type { Severity } from '../domain/rule.ts';
import { DAY_MS } from '../domain/time.ts';
import { type Channel, plainBody } from './channel.ts';
import { fieldOf, jsonOf, judgeHttp } from './judge.ts';
import { httpsUrl, token } from './settings.ts';
import { cleanLine, cut, cutBytes } from './text.ts';

const MESSAGE_BYTES = 4_096;
const TITLE_LETTERS = 200;
const PRIORITY: Record<Severity, number> = { info: 2, low: 2, medium: 3, high: 4, critical: 5 };
/** ntfy's word for "no more messages today". */
const DAY_USED_UP = 42_908;

const settings = z.strictObject({
  server: httpsUrl.default('https://ntfy.sh').meta({ title: 'Server' }),
  topic: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, at most 64')
    .meta({ title: 'Topic', description: 'whoever knows it can read it', secret: true }),
  token: token.optional().meta({ title: 'Access token', secret: true }),
});

export const ntfy: Channel<z.output<typeof settings>> = {
  kind: 'ntfy',
  title: 'ntfy',
  about: 'A push message to phones and desks by an ntfy server; a correction is a new message.',
  settings,
  abilities: ['new'],
  limits: { aMinute: 12, atOnce: 1 },
  request(message, own, now) {
    const click = message.links[0]?.url;
    return {
      over: 'http',
      method: 'POST',
      url: `${new URL(own.server).origin}/`,
      headers: {
        'content-type': 'application/json',
        ...(own.token === undefined ? {} : { authorization: `Bearer ${own.token}` }),
      },
      body: JSON.stringify({
        topic: own.topic,
        title: cut(cleanLine(message.headline), TITLE_LETTERS),
        message: cutBytes(plainBody(message, now), MESSAGE_BYTES),
        priority: PRIORITY[message.severity],
        tags: [message.reason === 'withdrawn' ? 'leftwards_arrow_with_hook' : 'ship'],
        ...(click === undefined ? {} : { click }),
      }),
    };
  },
  judge(answer, now) {
    const verdict = judgeHttp(answer, now);
    if (verdict.outcome === 'passing' && fieldOf(jsonOf(answer), 'code') === DAY_USED_UP) {
      return { ...verdict, retryAfterMs: DAY_MS - (now % DAY_MS) };
    }
    return verdict;
  },
};
