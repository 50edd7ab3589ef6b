// Where a feed listens by itself: the settings that all such kinds share, and why an address could not be had. Loopback is
// the default, so that nobody else is heard before the owner says so.

import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

export const LOOPBACK = '127.0.0.1';

export function listenAddress() {
  return z
    .string()
    .refine((address) => isIP(address) !== 0, 'is no IP address')
    .default(LOOPBACK)
    .meta({
      title: 'Listen on',
      description:
        'Address of this machine to listen on. 127.0.0.1 hears programs on this machine only, 0.0.0.0 every network it is on.',
    });
}

export function ownPort(usual: number, description: string) {
  return z.int().min(1).max(65_535).default(usual).meta({ title: 'Port', description });
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Can it be reached from this machine only? */
export function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** "address:port", an IPv6 address in brackets. */
export function addressAndPort(address: string, listenPort: number): string {
  return address.includes(':') ? `[${address}]:${listenPort}` : `${address}:${listenPort}`;
}
