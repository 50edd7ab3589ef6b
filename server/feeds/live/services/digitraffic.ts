// The open AIS feed of Finland, by MQTT over WebSocket. Each message becomes a line with its topic, for the MMSI stands there
// alone; the payload is kept as a text, so that a damaged one costs itself only. The status of the service says it is alive.

import { z } from 'zod';
import { digitrafficJson } from '../../formats/digitraffic.ts';
import { feedKind, USUAL_PAUSES } from '../live-feed.ts';
import { readTopics } from './mqtt-topics.ts';

const Settings = z.strictObject({
  url: z
    .url({ protocol: /^wss?$/ })
    .max(2000)
    .default('wss://meri.digitraffic.fi:443/mqtt')
    .meta({ title: 'Address', description: 'Address of the service; the official one unless you run a relay.' }),
});

/** The service asks its users to name themselves. */
const USER = 'keelwatch';
const TOPICS = ['vessels-v2/+/location', 'vessels-v2/+/metadata', 'vessels-v2/status'];

export const digitraffic = feedKind<z.infer<typeof Settings>>({
  kind: 'digitraffic',
  title: 'Digitraffic: AIS of Finland',
  about:
    'Ships of class A in the Baltic round Finland, open to all; fishing vessels are left out. ' +
    'Source: Fintraffic / digitraffic.fi, licence CC BY 4.0.',
  settings: Settings,
  needsNothing: true,
  quietMs: 60_000,
  pushes: true,
  pauses: USUAL_PAUSES,
  format: () => digitrafficJson,
  open: ({ url }, session) => readTopics({ url, topics: TOPICS, headers: { 'Digitraffic-User': USER }, take }, session),
});

function take(topic: string, payload: Buffer): Uint8Array | null {
  if (topic.endsWith('/status')) return null;
  return Buffer.from(`${JSON.stringify({ topic, payload: payload.toString() })}\n`);
}
