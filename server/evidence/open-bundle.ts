// Opens a bundle and believes nothing of it before it was checked: the zip byte by byte, the signature of the manifest, the
// hash of each part. Out come the parts, or one sentence that names what is not as it was made.

import { crc32, inflateRawSync } from 'node:zlib';
import { CodedError } from '../domain/errors.ts';
import { type Entry, readContainer, strayByte } from './container.ts';
import { MANIFEST, type Manifest, readManifest, SIGNATURE, sha256 } from './manifest.ts';
import { fingerprintOf, isSigned } from './signing-key.ts';

export interface OpenedBundle {
  manifest: Manifest;
  parts: ReadonlyMap<string, Uint8Array>;
}

/** Of a bundle, and of one of its parts unpacked. */
export const MOST_BUNDLE_BYTES = 256e6;
const MOST_PART_BYTES = 256e6;

export function openBundle(bytes: Uint8Array): OpenedBundle {
  if (bytes.length > MOST_BUNDLE_BYTES)
    throw altered(`it has ${Math.round(bytes.length / 1e6)} MB, more than any bundle`);
  const entries = readContainer(bytes);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const text = stored(byName, MANIFEST);
  const signature = Buffer.from(stored(byName, SIGNATURE)).toString('latin1');
  const manifest = readManifest(text);
  const { publicKey, fingerprint } = manifest.key;
  if (!/^[A-Za-z0-9+/]{86}==\n$/.test(signature) || !isSigned(text, signature.trim(), publicKey))
    throw altered(`the signature in ${SIGNATURE} is not one of ${MANIFEST} by the key that it names`);
  if (fingerprintOf(Buffer.from(publicKey, 'base64')) !== fingerprint)
    throw altered(`${MANIFEST} gives another fingerprint than its key has`);
  const parts = new Map<string, Uint8Array>();
  const whole: Entry[] = [];
  for (const part of manifest.parts) {
    const entry = byName.get(part.name);
    if (entry === undefined) throw altered(`${part.name} is in ${MANIFEST} and not in the zip's directory`);
    if (sha256(entry.packed) !== part.packedSha256) throw altered(`${part.name} has other bytes than ${MANIFEST} says`);
    const content = unpacked(entry, part.bytes);
    if (content.length !== part.bytes || sha256(content) !== part.sha256)
      throw altered(`${part.name} has other content than ${MANIFEST} says`);
    parts.set(part.name, content);
    whole.push({ name: part.name, packed: entry.packed, stored: false, bytes: content.length, crc: crc32(content) });
  }
  for (const name of [MANIFEST, SIGNATURE]) {
    const content = byName.get(name)!.packed;
    whole.push({ name, packed: content, stored: true, bytes: content.length, crc: crc32(content) });
  }
  const more = entries.find(({ name }) => !whole.some((entry) => entry.name === name));
  if (more !== undefined) throw altered(`${more.name} is in the zip and not in ${MANIFEST}`);
  const stray = strayByte(bytes, whole);
  if (stray !== null) throw altered(`a byte in ${stray} is not as it was written`);
  return { manifest, parts };
}

function stored(byName: ReadonlyMap<string, Entry>, name: string): Uint8Array {
  const entry = byName.get(name);
  if (entry === undefined) throw altered(`it has no ${name}`);
  if (!entry.stored) throw altered(`the row of ${name} in the zip's directory is not as it was written`);
  return entry.packed;
}

function unpacked({ name, packed }: Entry, bytes: number): Uint8Array {
  if (bytes > MOST_PART_BYTES) throw altered(`${name} would be larger than any part of a bundle`);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) });
  } catch {
    throw altered(`${name} cannot be unpacked`);
  }
}

function altered(why: string): CodedError {
  return new CodedError('invalid', `The bundle is not as it was made: ${why}.`);
}
