// Slack: with a bot token messages stand in threads; with an incoming webhook every message is a new one, since Slack gives no
// name for it. Slack counts &, < and > alone as its own; with those escaped no mention and no link can begin.

import { z } from 'zod';
import type { Answer, Channel, Outgoing, Verdict } from './channel.ts';
import { amendedText, plainBody } from './channel.ts';
import { fieldOf, jsonOf, judgeHttp, saidBy, textField, unanswered } from './judge.ts';
import { httpsUrl, token } from './settings.ts';
import { cleanLine, cut, cutEscaped } from './text.ts';

const HEADER_LETTERS = 150;
const SECTION_LETTERS = 3_000;
/** Words of Slack after which nothing goes this way until a person mends it. */
const BROKEN = new Set([
  'no_service',
  'no_team',
  'channel_not_found',
  'channel_is_archived',
  'is_archived',
  'action_prohibited',
  'not_in_channel',
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
]);
const PASSING = new Set(['ratelimited', 'rate_limited', 'internal_error', 'fatal_error', 'service_unavailable']);

const bot = z.strictObject({
  token: token.meta({ title: 'Bot token', description: 'xoxb-…, with the scope chat:write', secret: true }),
  channel: token.meta({ title: 'Channel', description: 'its id, such as C0123456789' }),
  apiUrl: httpsUrl.default('https://slack.com/api').meta({ title: 'API address' }),
});
const incoming = z.strictObject({ url: httpsUrl.meta({ title: 'Webhook address', secret: true }) });

const limits = { aMinute: 50, atOnce: 1 };

export const slackBot: Channel<z.output<typeof bot>> = {
  kind: 'slack',
  title: 'Slack (bot)',
  about: 'Messages of a bot in a Slack channel; corrections stand in the thread of the first message, which is marked.',
  settings: bot,
  abilities: ['thread', 'edit'],
  limits,
  request(message, settings, now) {
    const thread = now.before?.remote ?? null;
    return post(
      `${settings.apiUrl}/chat.postMessage`,
      { authorization: `Bearer ${settings.token}` },
      {
        channel: settings.channel,
        ...wordsOf(message, now),
        unfurl_links: false,
        unfurl_media: false,
        // A correction is shown in the channel too: whoever acted on the first message need not follow its thread.
        ...(thread === null ? {} : { thread_ts: thread, reply_broadcast: true }),
      },
    );
  },
  amend: (message, settings, before) =>
    post(
      `${settings.apiUrl}/chat.update`,
      { authorization: `Bearer ${settings.token}` },
      {
        channel: settings.channel,
        ts: before.remote,
        text: cutEscaped(amendedText(message, before), SECTION_LETTERS, escapeSlack),
        // Without it the blocks of the first message would stay.
        blocks: [],
      },
    ),
  judge(answer, now) {
    if (!answer.answered) return unanswered(answer);
    const body = jsonOf(answer);
    if (answer.status !== 200) return judgeWord(answer, textField(body, 'error') ?? '', now);
    if (fieldOf(body, 'ok') === true) return { outcome: 'accepted', remote: textField(body, 'ts'), said: 'ok' };
    return judgeWord(answer, textField(body, 'error') ?? '', now);
  },
};

export const slackWebhook: Channel<z.output<typeof incoming>> = {
  kind: 'slack-webhook',
  title: 'Slack (incoming webhook)',
  about: 'Messages in a Slack channel by an incoming webhook; it cannot thread corrections.',
  settings: incoming,
  abilities: ['new'],
  limits,
  request: (message, { url }, now) => post(url, {}, wordsOf(message, now)),
  judge(answer, now) {
    if (!answer.answered) return unanswered(answer);
    if (answer.status === 200) return { outcome: 'accepted', remote: null, said: saidBy(answer) };
    return judgeWord(answer, answer.body.trim(), now);
  },
};

/** 200 with ok:false is a failure; the word says which. */
function judgeWord(answer: Answer, word: string, now: number): Verdict {
  const said = saidBy(answer);
  if (BROKEN.has(word)) return { outcome: 'permanent', said, channel: true };
  if (PASSING.has(word)) {
    const passing = judgeHttp({ ...answer, status: 429 }, now);
    return passing.outcome === 'passing' ? { ...passing, said } : passing;
  }
  return answer.status === 200 ? { outcome: 'permanent', said, channel: false } : judgeHttp(answer, now);
}

function wordsOf(message: Parameters<typeof plainBody>[0], now: Parameters<typeof plainBody>[1]) {
  const headline = cleanLine(message.headline);
  return {
    text: cutEscaped(headline, SECTION_LETTERS, escapeSlack),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(headline, HEADER_LETTERS), emoji: false } },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: cutEscaped(plainBody(message, now), SECTION_LETTERS, escapeSlack),
          verbatim: true,
        },
      },
    ],
  };
}

/** A zero-width joint would be a hidden letter; the signs of its own markup are written as their look-alikes instead. */
function escapeSlack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('*', '∗')
    .replaceAll('`', 'ˋ')
    .replaceAll('~', '∼')
    .replace(/(^|\W)_|_(?=\W|$)/g, (found) => found.replace('_', '＿'));
}

function post(url: string, headers: Record<string, string>, body: unknown): Outgoing {
  return {
    over: 'http',
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}
