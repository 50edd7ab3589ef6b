// Where our relay sends what is heard: a flat set of settings, as a form shows it. Loopback is the default, so that nobody else
// is served before the owner says so.

import { z } from 'zod';

const IP = z.union([z.ipv4(), z.ipv6()]);

export const RelaySettings = z.strictObject({
  tcp: z.boolean().default(false).meta({ title: 'Serve by TCP', description: 'To whoever connects.' }),
  address: z
    .string()
    .refine((address) => IP.safeParse(address).success, 'is no IP address')
    .default('127.0.0.1')
    .meta({
      title: 'Listen on',
      description:
        '127.0.0.1 serves programs on this machine only, 0.0.0.0 every network it is on; nobody is asked who he is.',
    }),
  listenPort: z.int().min(1).max(65_535).default(10_111).meta({ title: 'TCP port', description: 'Often 10110.' }),
  mostClients: z
    .int()
    .min(1)
    .max(200)
    .default(20)
    .meta({ title: 'Clients at most', description: 'Further ones are turned away.' }),
  targets: z
    .array(z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]{1,253}):\d{1,5}$/, 'is no host:port'))
    .max(20)
    .default([])
    .meta({ title: 'Send by UDP to', description: 'One host:port a line, such as 127.0.0.1:2000.' }),
});
export type RelaySettings = z.infer<typeof RelaySettings>;

export function targetOf(text: string): { host: string; port: number } {
  const at = text.lastIndexOf(':');
  return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
}
