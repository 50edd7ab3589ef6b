// A bundle is opened only as it was made: every byte of a small one is changed, and what is added, doubled or cut off is found.

import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Entry, packEntry, readContainer, storeEntry, writeContainer } from '../../server/evidence/container.ts';
import { type PartContent, sealBundle } from '../../server/evidence/manifest.ts';
import { openBundle } from '../../server/evidence/open-bundle.ts';
import { fingerprintOf, knownSigningKey, openSigningKey, type SigningKey } from '../../server/evidence/signing-key.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-key-'));
const key = openSigningKey(folder);
const ABOUT = {
  product: 'keelwatch test',
  subject: { kind: 'alert' as const, id: 'a1', scope: 'live', revision: 2 },
  says: 'LADY R called at Rajin.',
  asOf: '2024-02-08T00:00:00.000Z',
  label: null,
};
const PARTS: PartContent[] = [
  { name: 'alert.json', about: 'the alert', content: '{"why":"LADY R called at Rajin, at Rajin, at Rajin."}' },
  { name: 'positions.csv', about: 'positions', content: 'time,lon,lat\r\n1,130.3,42.2\r\n2,130.4,42.2\r\n' },
  { name: 'case/decision.json', about: 'inputs', content: '' },
];
const bundle = sealBundle(ABOUT, PARTS, key);

function refusalOf(bytes: Uint8Array): string | null {
  try {
    openBundle(bytes);
    return null;
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid' });
    return (error as Error).message;
  }
}

function flipped(bytes: Uint8Array, at: number, bit = 1): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at]! ^= bit;
  return copy;
}

describe('a bundle as it was made', () => {
  it('opens, and gives back every part', () => {
    const { manifest, parts } = openBundle(bundle);
    expect([...parts.keys()]).toEqual(PARTS.map(({ name }) => name));
    for (const { name, content } of PARTS) expect(Buffer.from(parts.get(name)!).toString()).toBe(content);
    expect(manifest.key.fingerprint).toBe(key.fingerprint);
    expect(manifest.says).toBe(ABOUT.says);
  });

  it('is the same, byte for byte, when it is made again', () => {
    expect(Buffer.from(sealBundle(ABOUT, PARTS, knownSigningKey(folder)!)).equals(Buffer.from(bundle))).toBe(true);
  });
});

describe('a bundle that was changed', () => {
  it('is refused whichever bit of whichever byte was changed', () => {
    const accepted: number[] = [];
    for (let at = 0; at < bundle.length; at++)
      for (const bit of [1, 128]) if (refusalOf(flipped(bundle, at, bit)) === null) accepted.push(at);
    expect(accepted).toEqual([]);
  });

  it('is refused with the part named', () => {
    const text = Buffer.from(bundle).toString('latin1');
    const inPart = text.indexOf('positions.csv') + 'positions.csv'.length + 3;
    expect(refusalOf(flipped(bundle, inPart))).toContain('positions.csv');
    expect(refusalOf(flipped(bundle, text.indexOf('LADY R called at Rajin.'))) ?? '').toContain('manifest');
    // The time in the head of a part, which no hash covers.
    expect(refusalOf(flipped(bundle, 10))).toContain('the head of alert.json');
    const row = text.lastIndexOf('positions.csv') - 46;
    expect(refusalOf(flipped(bundle, row + 12))).toContain("the row of positions.csv in the zip's directory");
    expect(refusalOf(flipped(bundle, bundle.length - 1))).toContain('the end of the zip');
  });

  it('is refused when something follows it, precedes it, or is missing at its end', () => {
    expect(refusalOf(Buffer.concat([bundle, Buffer.from('x')]))).toContain('something follows it');
    expect(refusalOf(Buffer.concat([Buffer.from('x'), bundle]))).not.toBeNull();
    for (const cut of [1, 30, 500]) expect(refusalOf(bundle.subarray(0, bundle.length - cut))).not.toBeNull();
    expect(refusalOf(new Uint8Array(0))).not.toBeNull();
    expect(refusalOf(Buffer.from('not a zip at all, but long enough to look like one'))).not.toBeNull();
  });

  it('is refused when a part stands twice, is added, left out or moved', () => {
    const entries = readContainer(bundle);
    const other = packEntry('alert.json', Buffer.from('{"why":"nothing"}'));
    expect(refusalOf(writeContainer([...entries, other]))).toContain('alert.json stands twice');
    expect(refusalOf(writeContainer([other, ...entries]))).toContain('alert.json stands twice');
    expect(refusalOf(writeContainer([...entries, packEntry('more.txt', Buffer.from('x'))]))).toContain('more.txt');
    expect(refusalOf(writeContainer(entries.slice(1)))).toContain('alert.json');
    expect(refusalOf(writeContainer([...entries].reverse()))).not.toBeNull();
    const put = (name: string, by: Entry) => writeContainer(entries.map((entry) => (entry.name === name ? by : entry)));
    expect(refusalOf(put('alert.json', other))).toContain('alert.json has other bytes');
    expect(refusalOf(put('alert.json', storeEntry('alert.json', entries[0]!.packed)))).not.toBeNull();
  });

  it('is refused when bytes are hidden between two parts', () => {
    const entries = readContainer(bundle);
    const hidden = Buffer.concat([
      bundle.subarray(0, entries[0]!.packed.length + 40),
      Buffer.from('hidden'),
      bundle.subarray(entries[0]!.packed.length + 40),
    ]);
    expect(refusalOf(hidden)).not.toBeNull();
  });

  it('is refused with a signature by another key than the manifest names', () => {
    const entries = readContainer(bundle);
    const manifest = entries.find(({ name }) => name === 'manifest.json')!;
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const forged = Buffer.from(`${sign(null, manifest.packed, stranger).toString('base64')}\n`);
    const bytes = writeContainer(
      entries.map((entry) => (entry.name === 'manifest.sig' ? storeEntry('manifest.sig', forged) : entry)),
    );
    expect(refusalOf(bytes)).toContain('signature');
  });

  it('may be signed anew by another key, and then has another fingerprint', () => {
    const other: SigningKey = openSigningKey(mkdtempSync(join(tmpdir(), 'keelwatch-other-')));
    const { manifest } = openBundle(sealBundle(ABOUT, PARTS, other));
    expect(manifest.key.fingerprint).not.toBe(key.fingerprint);
  });
});

describe('the key of an installation', () => {
  it('is made once, for its owner alone', () => {
    expect(statSync(join(folder, 'evidence-key.pem')).mode & 0o777).toBe(0o600);
    expect(openSigningKey(folder).fingerprint).toBe(key.fingerprint);
    expect(fingerprintOf(Buffer.from(key.publicKey, 'base64'))).toBe(key.fingerprint);
    expect(key.fingerprint).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
  });

  it('is not made by whoever only asks for it', () => {
    expect(knownSigningKey(mkdtempSync(join(tmpdir(), 'keelwatch-none-')))).toBeNull();
  });

  it('says what to do when its file holds no key', () => {
    const broken = mkdtempSync(join(tmpdir(), 'keelwatch-broken-'));
    writeFileSync(join(broken, 'evidence-key.pem'), 'nothing');
    expect(() => openSigningKey(broken)).toThrow('holds no key');
    expect(readFileSync(join(broken, 'evidence-key.pem'), 'utf8')).toBe('nothing');
  });
});
