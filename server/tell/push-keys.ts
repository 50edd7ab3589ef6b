// The key by which push services know this installation: made once, kept in the data folder for its owner's eyes alone. A new
// one would end every browser's subscription, so that a file which cannot be read is an error and never made anew.

import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import webpush from 'web-push';
import { z } from 'zod';
import type { PushKeys } from '../channels/transport/push.ts';
import { CodedError } from '../domain/errors.ts';

const FILE = 'web-push-keys.json';
const OWNER_ONLY = 0o600;
const Kept = z.object({ publicKey: z.string().min(80), privateKey: z.string().min(40) });

/** `pageUrl`: who sends, as far as that is an address of https. */
export function pushKeysOf(folder: string, pageUrl: string | null): () => PushKeys {
  const subject = pageUrl?.startsWith('https:') ? pageUrl : 'mailto:operator@keelwatch.invalid';
  let known: PushKeys | null = null;
  return () => {
    known ??= { ...readOrMake(join(folder, FILE)), subject };
    return known;
  };
}

function readOrMake(path: string): z.infer<typeof Kept> {
  if (!existsSync(path)) {
    const made = webpush.generateVAPIDKeys();
    try {
      writeFileSync(path, `${JSON.stringify(made)}\n`, { mode: OWNER_ONLY, flag: 'wx' });
      return made;
    } catch (error) {
      // Another process of the same folder was first.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, OWNER_ONLY);
  try {
    return Kept.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new CodedError('unavailable', `${path} holds no key for push services. Put a copy of it back.`);
  }
}
