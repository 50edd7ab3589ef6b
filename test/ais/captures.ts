// Recorded AIS files for tests. They live beside the checkout and are not part of it; tests that want one are skipped,
// by name, where they are missing.

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type DecodeOptions, decodeSentences } from '../../server/ais/decode-sentences.ts';
import type { AisMessage } from '../../server/ais/message/message.ts';
import type { DecodeSummary } from '../../server/ais/tally.ts';

const folder = new URL('../../../shared/data/ais/', import.meta.url);

export const capturesAreMissing = !existsSync(folder);

export function readCapture(path: string): Uint8Array {
  const bytes = readFileSync(new URL(path, folder));
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

export interface Decoded {
  messages: AisMessage[];
  /** 'reason @line', in order. */
  rejects: string[];
  summary: DecodeSummary;
}

/** Decodes lines or bytes and keeps everything that can be known of them. */
export function decode(input: string | Uint8Array | readonly string[], options: DecodeOptions = {}): Decoded {
  const rejects: string[] = [];
  let summary: DecodeSummary | null = null;
  const text = typeof input === 'string' || input instanceof Uint8Array ? input : input.join('\n');
  const messages = decodeSentences(text, {
    ...options,
    onReject: (reason, line) => rejects.push(`${reason} @${line}`),
    onSummary: (sums) => {
      summary = sums;
    },
  });
  if (summary === null) throw new Error('decoding gave no summary');
  return { messages, rejects, summary };
}

/** Appends the right checksum to a sentence body without '!' and '*hh'. */
export function sentence(body: string): string {
  let sum = 0;
  for (const c of body) sum ^= c.charCodeAt(0);
  return `!${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** A tag block with the right checksum. */
export function tagBlock(body: string): string {
  return `\\${sentence(body).slice(1)}\\`;
}
