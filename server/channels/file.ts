// A file of NDJSON, one message a line, in the folder that the installation keeps for it.

import { z } from 'zod';
import { isoMoment } from '../domain/time.ts';
import { type Channel, machineBody } from './channel.ts';
import { unanswered } from './judge.ts';

const settings = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'small letters, digits and -')
    .default('messages')
    .meta({ title: 'Name', description: 'messages go to messages/NAME.ndjson in the data folder' }),
});

export const file: Channel<z.output<typeof settings>> = {
  kind: 'file',
  title: 'File',
  about: 'One line of JSON a message, at the end of a file in the data folder.',
  settings,
  abilities: ['new'],
  limits: { aMinute: 6_000, atOnce: 1 },
  request: (message, { name }, now) => ({
    over: 'file',
    path: `${name}.ndjson`,
    line: JSON.stringify({ id: message.id, writtenAt: isoMoment(now.at), ...machineBody(message, now) }),
  }),
  judge: (answer) => (answer.answered ? { outcome: 'sent', said: 'written' } : unanswered(answer)),
};
