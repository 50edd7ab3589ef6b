// The open AIS feed of the Norwegian Coastal Administration: sentences with tag blocks (station and Unix seconds) over TCP.
// The server talks first and there is nothing to send. It has no heartbeat: half a minute without a sentence is a fault.

import { z } from 'zod';
import { nmea } from '../../formats/nmea.ts';
import { feedKind, USUAL_PAUSES } from '../live-feed.ts';
import { readSocket } from '../tcp-client.ts';

const Settings = z.strictObject({
  host: z
    .string()
    .min(1)
    .max(253)
    .default('153.44.253.27')
    .meta({ title: 'Host', description: 'Address of the service; the official one unless you run a relay.' }),
  listenPort: z.int().min(1).max(65_535).default(5631).meta({ title: 'Port', description: 'Its TCP port.' }),
});

export const kystverket = feedKind<z.infer<typeof Settings>>({
  kind: 'kystverket',
  title: 'Kystverket: AIS of Norway',
  about:
    'Ships along the coast of Norway and Svalbard, open to all; fishing under 15 m and leisure under 45 m are left out. ' +
    'Contains data under the Norwegian licence for Open Government data (NLOD) distributed by Kystverket.',
  settings: Settings,
  needsNothing: true,
  quietMs: 30_000,
  pauses: USUAL_PAUSES,
  format: () => nmea,
  open: ({ host, listenPort }, session) => readSocket(host, listenPort, session),
});
