// Telegram by a bot: HTML with nothing but bold in it; a correction answers the first message. Telegram has no key by which it
// knows a second attempt, so that one whose answer was lost may be there twice.

import { z } from 'zod';
import { type Channel, plainBody } from './channel.ts';
import { fieldOf, jsonOf, judgeHttp, saidBy, textField } from './judge.ts';
import { httpsUrl, token } from './settings.ts';
import { cleanLine, cut, escapeHtml } from './text.ts';

/** Counted after the entities are read, in UTF-16 units. */
const TEXT_LETTERS = 4_096;

const settings = z.strictObject({
  token: token
    .regex(/^\d+:[A-Za-z0-9_-]+$/, 'give the token as BotFather wrote it')
    .meta({ title: 'Bot token', secret: true }),
  chatId: token.meta({ title: 'Chat', description: 'its number, or @name of a public channel' }),
  threadId: z.coerce.number().int().positive().optional().meta({ title: 'Topic of a forum' }),
  apiUrl: httpsUrl.default('https://api.telegram.org').meta({ title: 'API address' }),
});

export const telegram: Channel<z.output<typeof settings>> = {
  kind: 'telegram',
  title: 'Telegram',
  about: 'A message of your bot in a chat; corrections answer the first message.',
  settings,
  abilities: ['thread'],
  limits: { aMinute: 20, atOnce: 1 },
  request(message, own, now) {
    const headline = cut(cleanLine(message.headline), 300);
    const body = cut(plainBody(message, now), TEXT_LETTERS - headline.length - 2);
    const answers = Number(now.before?.remote ?? Number.NaN);
    return {
      over: 'http',
      method: 'POST',
      url: `${own.apiUrl}/bot${own.token}/sendMessage`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        chat_id: own.chatId,
        ...(own.threadId === undefined ? {} : { message_thread_id: own.threadId }),
        ...(now.plain
          ? { text: `${headline}\n\n${body}` }
          : { text: `<b>${escapeHtml(headline)}</b>\n\n${escapeHtml(body)}`, parse_mode: 'HTML' }),
        ...(Number.isSafeInteger(answers)
          ? { reply_parameters: { message_id: answers, allow_sending_without_reply: true } }
          : {}),
        link_preview_options: { is_disabled: true },
      }),
    };
  },
  judge(answer, now) {
    const body = jsonOf(answer);
    const description = textField(body, 'description') ?? '';
    if (answer.status === 400) {
      const moved = textField(fieldOf(body, 'parameters'), 'migrate_to_chat_id');
      const said = saidBy(answer);
      if (moved !== null) return { outcome: 'again', said, plain: false, settings: { chatId: moved } };
      if (description.includes("can't parse entities")) return { outcome: 'again', said, plain: true, settings: {} };
      return { outcome: 'permanent', said, channel: description.includes('chat not found') };
    }
    return judgeHttp(answer, now, (json) => textField(fieldOf(json, 'result'), 'message_id'));
  },
};
