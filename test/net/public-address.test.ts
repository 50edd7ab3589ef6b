// Addresses that the program never goes to by itself, whatever name leads there.

import { describe, expect, it, test } from 'vitest';
import { guardedLookup, isPublicAddress, mustBePublic, RefusedAddress } from '../../server/net/public-address.ts';

/** One address of each block in which no public site lies (IANA special-purpose registries; RFC 6890, 8215, 9637). */
const NOT_PUBLIC = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.255',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:a00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:2::1',
  '2001:db8::1',
  '2001:10::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'ff02::1',
];

describe('an address of this machine or a private network', () => {
  it.each(NOT_PUBLIC)('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
    expect(() => mustBePublic(address, address)).toThrow(RefusedAddress);
  });

  it.each([
    '1.1.1.1',
    '93.184.215.14',
    '172.32.0.1',
    '100.128.0.1',
    '192.0.1.1',
    '2606:4700::1111',
    '2a02:26f0::1',
    '::ffff:93.184.215.14',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it('is what a text that is no address counts as', () => {
    for (const text of ['', 'localhost', '1.2.3', '999.1.1.1', 'fe80::1%eth0x y'])
      expect(isPublicAddress(text)).toBe(false);
  });
});

test('a name that leads to this machine is refused with its address, unless this machine is allowed', async () => {
  const resolve = (policy: { allowLoopback?: boolean }) =>
    new Promise((done, fail) =>
      guardedLookup(policy)('localhost', { all: false }, (error, address) => (error ? fail(error) : done(address))),
    );
  await expect(resolve({})).rejects.toThrow(/^localhost \((127\.0\.0\.1|::1)\) is an address of this machine/);
  await expect(resolve({ allowLoopback: true })).resolves.toMatch(/^(127\.0\.0\.1|::1)$/);
});
