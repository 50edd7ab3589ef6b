// The manifest of a bundle: what each part is, and its SHA-256, packed and unpacked, so that no byte of the zip is without
// one; with the key that signed it. The signature stands beside it, and both are stored as they are.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';
import { type Entry, packEntry, storeEntry, writeContainer } from './container.ts';
import type { SigningKey } from './signing-key.ts';

/** What goes into every bundle beside the alert. */
export interface BundleDeps {
  key: SigningKey;
  /** Name and version of the program. */
  product: string;
  /** The script that decides again in a reader's browser; null where the page was not built. */
  engine: string | null;
}

export const BUNDLE_FORMAT = 'keelwatch-bundle/1';
export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';

const Part = z.strictObject({
  name: z.string(),
  about: z.string(),
  bytes: z.number().int().min(0),
  sha256: z.string(),
  packedBytes: z.number().int().min(0),
  packedSha256: z.string(),
});

export const Manifest = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  product: z.string(),
  subject: z.strictObject({ kind: z.enum(['alert', 'case']), id: z.string(), scope: z.string(), revision: z.number() }),
  /** What the bundle is about, in one sentence. */
  says: z.string(),
  /** Event time up to which it speaks. */
  asOf: z.string(),
  label: z.string().nullable(),
  parts: z.array(Part),
  key: z.strictObject({ algorithm: z.literal('Ed25519'), publicKey: z.string(), fingerprint: z.string() }),
});
export type Manifest = z.infer<typeof Manifest>;

export interface PartContent {
  name: string;
  about: string;
  content: string | Uint8Array;
}

/** The bundle's bytes: the same parts and key give the same ones. */
export function sealBundle(
  about: Omit<Manifest, 'format' | 'parts' | 'key'>,
  parts: readonly PartContent[],
  key: SigningKey,
): Uint8Array {
  const entries: Entry[] = [];
  const rows: Manifest['parts'] = [];
  for (const { name, about: what, content } of parts) {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const entry = packEntry(name, bytes);
    entries.push(entry);
    rows.push({
      name,
      about: what,
      bytes: bytes.length,
      sha256: sha256(bytes),
      packedBytes: entry.packed.length,
      packedSha256: sha256(entry.packed),
    });
  }
  const { product, subject, says, asOf, label } = about;
  const { publicKey, fingerprint } = key;
  const manifest: Manifest = {
    format: BUNDLE_FORMAT,
    product,
    subject,
    says,
    asOf,
    label,
    parts: rows,
    key: { algorithm: 'Ed25519', publicKey, fingerprint },
  };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`, 'utf8');
  const signature = Buffer.from(`${key.sign(text)}\n`, 'latin1');
  return writeContainer([...entries, storeEntry(MANIFEST, text), storeEntry(SIGNATURE, signature)]);
}

export function readManifest(bytes: Uint8Array): Manifest {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw new CodedError('invalid', `${MANIFEST} is no JSON.`);
  }
  const parsed = Manifest.safeParse(read);
  if (parsed.success) return parsed.data;
  const format = (read as { format?: unknown } | null)?.format;
  if (typeof format === 'string' && format !== BUNDLE_FORMAT)
    throw new CodedError(
      'invalid',
      `${MANIFEST} is of format ${JSON.stringify(format.slice(0, 60))}; this program reads ${BUNDLE_FORMAT}.`,
    );
  const issue = parsed.error.issues[0];
  throw new CodedError(
    'invalid',
    `${MANIFEST} is not as a bundle has it: ${issue?.path.join('.')}: ${issue?.message}.`,
  );
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
