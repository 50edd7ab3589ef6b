// Syslog after RFC 5424 over UDP, TCP (octet counting, RFC 6587) or TLS (RFC 5425). Nobody answers: a message is "sent".

import { Buffer } from 'node:buffer';
import { z } from 'zod';
import type { Severity } from '../domain/rule.ts';
import { isoMoment } from '../domain/time.ts';
import type { Channel } from './channel.ts';
import { unanswered } from './judge.ts';
import { host, listenPort } from './settings.ts';
import { cleanLine, cutBytes } from './text.ts';

/** What every receiver takes by UDP, and what one over TCP may be trusted with. */
const UDP_BYTES = 2_048;
const STREAM_BYTES = 8_192;
const LOCAL0 = 16;
const LEVEL: Record<Severity, number> = { info: 6, low: 5, medium: 4, high: 3, critical: 2 };
/** The number for documentation (RFC 5612): keelwatch has none of its own. */
const STRUCTURE = 'keelwatch@32473';

const settings = z.strictObject({
  host: host.meta({ title: 'Receiver' }),
  port: listenPort.default(6514).meta({ title: 'Port of the receiver' }),
  over: z.enum(['udp', 'tcp', 'tls']).default('tls').meta({ title: 'Over' }),
  hostName: z
    .string()
    .regex(/^[!-~]{1,255}$/, 'printable ASCII without blanks')
    .default('keelwatch')
    .meta({ title: 'Name of this machine in the log' }),
});

export const syslog: Channel<z.output<typeof settings>> = {
  kind: 'syslog',
  title: 'Syslog',
  about: 'One line of RFC 5424 a message. Nobody answers: it is known to have gone out, no more.',
  settings,
  abilities: ['new'],
  limits: { aMinute: 3_000, atOnce: 1 },
  request(message, own, { at, doubtful }) {
    const params: [string, string][] = [
      ['id', message.id],
      ['subject', message.subject.id],
      ['revision', String(message.revision)],
      ['supersedes', message.supersedes === null ? '' : String(message.supersedes)],
      ['sequence', String(message.sequence)],
      ['reason', message.reason],
      ['severity', message.severity],
      ['confidence', message.confidence],
    ];
    if (doubtful) params.push(['repeated', 'maybe']);
    const structure = params.map(([name, value]) => ` ${name}="${value.replace(/["\\\]]/g, '\\$&')}"`).join('');
    const priority = LOCAL0 * 8 + LEVEL[message.severity];
    const head = `<${priority}>1 ${isoMoment(at)} ${own.hostName} keelwatch - ${message.reason} [${STRUCTURE}${structure}] \ufeff`;
    const room = (own.over === 'udp' ? UDP_BYTES : STREAM_BYTES) - Buffer.byteLength(head);
    const words = cleanLine([message.headline, ...message.sentences].join('. ').replaceAll('..', '.'));
    const line = Buffer.from(head + cutBytes(words, Math.max(room, 100)));
    const bytes = own.over === 'udp' ? line : Buffer.concat([Buffer.from(`${line.length} `), line]);
    return { over: own.over, host: own.host, port: own.port, bytes };
  },
  judge: (answer) => (answer.answered ? { outcome: 'sent', said: 'gone out' } : unanswered(answer)),
};
