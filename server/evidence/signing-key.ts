// The key of this installation: an Ed25519 key, made once and kept in the data folder for its owner alone. It signs the
// manifest of every bundle. Its fingerprint says which installation made a bundle, to whoever was told the fingerprint by
// another way; a key says nothing of who holds it.

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../domain/errors.ts';

export interface SigningKey {
  /** SPKI DER, base64. */
  publicKey: string;
  fingerprint: string;
  /** Base64. */
  sign(bytes: Uint8Array): string;
}

const NAME = 'evidence-key.pem';

/** Makes it where there is none. Two processes at once end with one key. */
export function openSigningKey(folder: string): SigningKey {
  const path = join(folder, NAME);
  return keyOf(read(path) ?? make(folder, path), path);
}

/** null where none was made yet. */
export function knownSigningKey(folder: string): SigningKey | null {
  const path = join(folder, NAME);
  const pem = read(path);
  return pem === null ? null : keyOf(pem, path);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CodedError('unavailable', `The key that signs evidence, ${path}, cannot be read (${codeOf(error)}).`);
  }
}

function make(folder: string, path: string): string {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  const part = `${path}.${process.pid}.part`;
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(part, { force: true });
    const file = openSync(part, 'wx', 0o600);
    writeSync(file, pem);
    fsyncSync(file);
    closeSync(file);
    try {
      // Refused where the key is there by now: the first one made stands.
      linkSync(part, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(part, { force: true });
    }
  } catch (error) {
    throw new CodedError('unavailable', `The key that signs evidence cannot be kept in ${path} (${codeOf(error)}).`);
  }
  return read(path) ?? pem;
}

function keyOf(pem: string, path: string): SigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new CodedError('unavailable', `${path} holds no key; put back a copy, or remove it: a new key is then made.`);
  }
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: publicKey.toString('base64'),
    fingerprint: fingerprintOf(publicKey),
    sign: (bytes) => sign(null, bytes, key).toString('base64'),
  };
}

/** SHA-256 of the public key (SPKI DER): 16 groups of four. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').match(/.{4}/g)!.join(' ');
}

/** False also where key or signature cannot be read. */
export function isSigned(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, bytes, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
