// One mail over SMTP. The server's name is resolved and checked here, and the address that was checked is connected to, while
// its certificate is still held against the name.

import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import { checkedAddress } from '../../net/public-address.ts';
import type { Answer } from '../channel.ts';
import { codeOf, type Means, noAnswer } from './send.ts';

export interface Mail {
  host: string;
  port: number;
  security: 'starttls' | 'tls' | 'none';
  user: string | null;
  password: string | null;
  from: string;
  to: string;
  subject: string;
  messageId: string;
  inReplyTo: string | null;
  headers: Record<string, string>;
  text: string;
  html: string;
}

/** What fails before a mail is on its way; after anything else the server may have it. */
const NEVER_BEGAN =
  /ECONNREFUSED|EDNS|ENOTFOUND|REFUSED_ADDRESS|EAUTH|ETLS|EHOSTUNREACH|Connection timeout|Greeting never/;

export async function sendMail(mail: Mail, means: Means): Promise<Answer> {
  try {
    const transport = createTransport({
      host: await checkedAddress(mail.host, means.policy),
      port: mail.port,
      secure: mail.security === 'tls',
      requireTLS: mail.security === 'starttls',
      ignoreTLS: mail.security === 'none',
      tls: { ...(isIP(mail.host) === 0 ? { servername: mail.host } : {}), ...means.tls },
      ...(mail.user === null ? {} : { auth: { user: mail.user, pass: mail.password ?? '' } }),
      connectionTimeout: means.timeoutMs,
      greetingTimeout: means.timeoutMs,
      socketTimeout: means.timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const callOff = () => transport.close();
    means.signal.addEventListener('abort', callOff, { once: true });
    try {
      const done = await transport.sendMail({
        from: { name: 'keelwatch', address: mail.from },
        to: { name: '', address: mail.to },
        subject: mail.subject,
        messageId: mail.messageId,
        ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo, references: [mail.inReplyTo] }),
        headers: mail.headers,
        text: mail.text,
        html: mail.html,
      });
      return {
        answered: true,
        status: 250,
        headers: {},
        body: String(done.response ?? ''),
        code: null,
        doubtful: false,
      };
    } finally {
      means.signal.removeEventListener('abort', callOff);
      transport.close();
    }
  } catch (error) {
    const status = Number((error as { responseCode?: unknown }).responseCode ?? Number.NaN);
    if (Number.isInteger(status)) {
      const body = String((error as { response?: unknown }).response ?? '');
      return { answered: true, status, headers: {}, body, code: codeOf(error), doubtful: false };
    }
    return noAnswer(error, !NEVER_BEGAN.test(`${codeOf(error)} ${error instanceof Error ? error.message : ''}`));
  }
}
