// An MQTT broker of one's own: topics to which receivers publish, as AIS-catcher's JSON or as sentences. Each message becomes
// lines of its own. It reads only what is in those forms; anything else is counted as lost, for nobody can say what it was.

import { z } from 'zod';
import { aisCatcher } from '../../formats/ais-catcher.ts';
import { feedKind, USUAL_PAUSES } from '../live-feed.ts';
import { readTopics } from './mqtt-topics.ts';

const Settings = z.strictObject({
  url: z
    .url({ protocol: /^(mqtts?|wss?)$/ })
    .max(2000)
    .meta({
      title: 'Address',
      description: 'Of the broker: mqtt://host:1883, mqtts://host:8883 with TLS, or ws:// and wss:// with a path.',
    }),
  topics: z.array(z.string().min(1).max(500)).min(1).max(50).default(['ais/data']).meta({
    title: 'Topics',
    description: 'With + for one level and # for all below; AIS-catcher publishes to ais/data.',
  }),
  user: z.string().max(500).default('').meta({ title: 'User', description: 'Where the broker asks for one.' }),
  password: z.string().max(500).default('').meta({ title: 'Password', description: 'Of that user.', secret: true }),
});

export const mqttBroker = feedKind<z.infer<typeof Settings>>({
  kind: 'mqtt',
  title: 'MQTT broker',
  about: 'Receivers that publish to a broker, such as AIS-catcher: its JSON, or !AIVDM sentences.',
  settings: Settings,
  needsNothing: false,
  // A quiet station is no fault; the connection itself is watched by the keepalive of the protocol.
  quietMs: null,
  pushes: true,
  pauses: USUAL_PAUSES,
  format: () => aisCatcher,
  open: ({ url, topics, user, password }, session) =>
    readTopics(
      { url, topics, take, ...(user === '' ? {} : { user }), ...(password === '' ? {} : { password }) },
      session,
    ),
});

const SENTENCE = /![A-Z0-9]{2}VD[MO],/;

function take(_topic: string, payload: Buffer): Uint8Array | string | null {
  const text = payload.toString().trim();
  if (text === '') return null;
  if (text.startsWith('{') || text.startsWith('[')) return isJson(text) ? lineOf(text) : 'message with damaged JSON';
  return SENTENCE.test(text) ? lineOf(text) : 'message that is neither JSON nor sentences';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function lineOf(text: string): Uint8Array {
  return Buffer.from(`${text}\n`);
}
