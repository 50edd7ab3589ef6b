// Which network addresses the program may go to by itself: public ones, and none of this machine or its network. Feeds,
// lists and channels share it. The check is made on the very address that is connected to, after name resolution, so
// that a name cannot lead elsewhere between the check and the connection. It sends nothing.

import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface AddressPolicy {
  /** Addresses of this machine are let through: for tests, and where the configuration says so. */
  allowLoopback?: boolean;
  /** Addresses of a private network too: for receivers in one's own house, where the configuration says so. */
  allowPrivate?: boolean;
}

/** What the library calls the ranges of a private network (RFC 1918, RFC 4193). */
const PRIVATE_RANGES = new Set(['private', 'uniqueLocal']);

/** An address that is not gone to; `message` names host and address. */
export class RefusedAddress extends Error {
  readonly host: string;
  readonly address: string;
  constructor(host: string, address: string) {
    const shown = host === address ? address : `${host} (${address})`;
    super(`${shown} is an address of this machine or a private network`);
    this.host = host;
    this.address = address;
  }
}

/**
 * Blocks that hold no public site and that the library files under no name of their own: IETF protocol assignments with
 * Teredo and ORCHID (RFC 2928), the old 6to4 relays (RFC 7526), NAT64 for local use (RFC 8215).
 */
const MORE_BLOCKS = ['2001::/23', '192.88.99.0/24', '192.0.0.0/24', '64:ff9b:1::/48', '::/96'].map((block) =>
  ipaddr.parseCIDR(block),
);

/** True for an address that a public site can have; an IPv4 address inside an IPv6 one is judged itself. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return !MORE_BLOCKS.some(([net, bits]) => net.kind() === parsed.kind() && parsed.match(net, bits));
}

/** Throws RefusedAddress unless `address` may be gone to; `host` is how the user wrote it. */
export function mustBePublic(address: string, host: string, policy: AddressPolicy = {}): void {
  if (isPublicAddress(address)) return;
  const range = isIP(address) === 0 ? 'none' : ipaddr.process(address).range();
  if (policy.allowLoopback === true && range === 'loopback') return;
  if (policy.allowPrivate === true && PRIVATE_RANGES.has(range)) return;
  throw new RefusedAddress(host, address);
}

/** Throws RefusedAddress for a URL whose host is a bare address that may not be gone to; a name is judged when resolved. */
export function mustNameNoPrivateAddress(url: URL, policy: AddressPolicy = {}): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) mustBePublic(host, host, policy);
}

/** Resolves a host once; the address that comes back is the one to connect to. Rejects when any of its addresses may not be gone to. */
export function checkedAddress(host: string, policy: AddressPolicy = {}): Promise<string> {
  const bare = host.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    guardedLookup(policy)(bare, { all: false }, (error, address) => {
      if (error) reject(error);
      else resolve(address as string);
    });
  });
}

/** For `http.request` and `net.connect`: resolves a name and lets it through only if every address of it may be gone to. */
export function guardedLookup(policy: AddressPolicy = {}): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 0);
        return;
      }
      try {
        for (const { address } of addresses) mustBePublic(address, hostname, policy);
      } catch (refusal) {
        callback(refusal as Error, '', 0);
        return;
      }
      const first = addresses[0]!;
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
