// E-mail over SMTP: text and HTML, one mail to one receiver. The Message-ID is made of the delivery, so that a second attempt
// shows once in many readers; corrections stand in the thread of the first mail. One-click unsubscribing is RFC 8058.

import { z } from 'zod';
import type { Message } from '../domain/subscription/message.ts';
import { isoMoment } from '../domain/time.ts';
import { type Answer, type Channel, plainBody, type Verdict } from './channel.ts';
import { saidBy, unanswered } from './judge.ts';
import { host, httpsUrl, listenPort } from './settings.ts';
import { clean, cleanLine, cut, escapeHtml } from './text.ts';

const SUBJECT_LETTERS = 200;
const address = z.email().max(254);

const settings = z.strictObject({
  host: host.meta({ title: 'Mail server' }),
  port: listenPort.default(587).meta({ title: 'Port of the server' }),
  security: z
    .enum(['starttls', 'tls', 'none'])
    .default('starttls')
    .meta({ title: 'Encryption', description: 'starttls: begun after greeting; tls: from the first byte' }),
  user: z.string().max(254).optional().meta({ title: 'User' }),
  password: z.string().max(500).optional().meta({ title: 'Password', secret: true }),
  from: address.meta({ title: 'From' }),
  to: address.meta({ title: 'To' }),
  unsubscribeUrl: httpsUrl
    .optional()
    .meta({ title: 'Address for unsubscribing', description: 'the public /api/v1/unsubscribe of this monitor' }),
  unsubscribeToken: z.string().max(100).optional().meta({ title: 'Unsubscribe token', secret: true, made: true }),
});

export const email: Channel<z.output<typeof settings>> = {
  kind: 'email',
  title: 'E-mail',
  about: 'One mail a message over your mail server, in text and HTML; corrections in the same thread.',
  settings,
  abilities: ['thread'],
  limits: { aMinute: 60, atOnce: 2 },

  request(message, own, now) {
    const domain = own.from.slice(own.from.lastIndexOf('@') + 1);
    const idOf = (id: string) => `<${id}@${domain}>`;
    // A thread keeps its subject; what the mail is stands before it.
    const headline = now.before === null ? message.headline : `Re: ${now.before.headline}`;
    const mark = message.reason === 'withdrawn' ? '[Withdrawn] ' : message.reason === 'revised' ? '[Revised] ' : '';
    const headers: Record<string, string> = { 'Auto-Submitted': 'auto-generated', 'X-Keelwatch-Delivery': message.id };
    if (own.unsubscribeUrl !== undefined && own.unsubscribeToken !== undefined) {
      headers['List-Unsubscribe'] = `<${own.unsubscribeUrl}/${encodeURIComponent(own.unsubscribeToken)}>`;
      headers['List-Unsubscribe-Post'] = 'List-Unsubscribe=One-Click';
    }
    return {
      over: 'mail',
      host: own.host,
      port: own.port,
      security: own.security,
      user: own.user ?? null,
      password: own.password ?? null,
      from: own.from,
      to: own.to,
      subject: cut(mark + cleanLine(headline), SUBJECT_LETTERS),
      messageId: idOf(message.id),
      inReplyTo: now.before === null ? null : idOf(now.before.firstId),
      headers,
      text: plainBody(message, now),
      html: htmlOf(message, now.doubtful),
    };
  },

  judge: judgeMail,
};

/** 4xx may go better later, 5xx will not; what is refused at signing in is the whole channel's. */
function judgeMail(answer: Answer): Verdict {
  if (!answer.answered || answer.status === null) return unanswered(answer);
  const said = saidBy(answer);
  if (answer.status < 300) return { outcome: 'accepted', said, remote: null };
  if (answer.status < 500) return { outcome: 'passing', said, retryAfterMs: null, doubtful: false };
  return { outcome: 'permanent', said, channel: [530, 534, 535, 538].includes(answer.status) };
}

function htmlOf(message: Message, doubtful: boolean): string {
  const text = (words: string) => escapeHtml(clean(words)).replaceAll('\n', '<br>');
  const rows = message.facts.map(
    ({ name, value }) => `<tr><th align="left">${text(name)}</th><td>${text(value)}</td></tr>`,
  );
  const links = message.links.map(({ title, url }) => `<p><a href="${escapeHtml(url)}">${text(title)}</a></p>`);
  const notes = [`Known at ${isoMoment(message.knownAt)}. ${message.decision}`];
  if (doubtful) notes.push('This may have been sent twice.');
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><body>',
    `<h1 style="font-size:18px">${text(cleanLine(message.headline))}</h1>`,
    ...message.sentences.map((sentence) => `<p>${text(sentence)}</p>`),
    `<table cellpadding="4">${rows.join('')}</table>`,
    ...links,
    ...notes.map((note) => `<p><small>${text(note)}</small></p>`),
    '</body></html>',
  ].join('\n');
}
