// MQTT 3.1.1: each message on a topic of its alert. The broker's word is that it has the message, not that anybody read it.

import { z } from 'zod';
import { type Channel, machineBody } from './channel.ts';
import { unanswered } from './judge.ts';
import { host, listenPort } from './settings.ts';

const settings = z.strictObject({
  host: host.meta({ title: 'Broker' }),
  port: listenPort.default(8883).meta({ title: 'Port of the broker' }),
  tls: z.boolean().default(true).meta({ title: 'Encrypted' }),
  user: z.string().max(200).optional().meta({ title: 'User' }),
  password: z.string().max(500).optional().meta({ title: 'Password', secret: true }),
  topic: z
    .string()
    .min(1)
    .max(500)
    .regex(/^[^+#\p{Cc}]+$/u, 'give a topic without + and #')
    .default('keelwatch')
    .meta({ title: 'Topic', description: 'messages go to TOPIC/alert/ID' }),
});

export const mqtt: Channel<z.output<typeof settings>> = {
  kind: 'mqtt',
  title: 'MQTT',
  about: 'JSON to a topic of a broker, at least once; a correction is a new message on the same topic.',
  settings,
  abilities: ['new'],
  limits: { aMinute: 600, atOnce: 1 },
  request: (message, own, now) => ({
    over: 'mqtt',
    host: own.host,
    port: own.port,
    tls: own.tls,
    user: own.user ?? null,
    password: own.password ?? null,
    topic: `${own.topic}/${message.subject.kind}/${message.subject.id.replace(/[+#/\p{Cc}]/gu, '-')}`,
    payload: JSON.stringify({ id: message.id, ...machineBody(message, now) }),
  }),
  judge(answer) {
    if (answer.answered) return { outcome: 'accepted', remote: null, said: 'the broker has it' };
    // 4 and 5 of MQTT 3.1.1: bad user or password, not authorised.
    if (answer.code === '4' || answer.code === '5') return { outcome: 'permanent', said: answer.body, channel: true };
    return unanswered(answer);
  },
};
