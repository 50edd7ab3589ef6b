// The plain way in: text or bytes to a list, or chunks to an iterator, of messages as objects. Nothing throws on content;
// what gave no message is told to `onReject` and summed up at the end.

import { createDecoder, type DecoderOptions } from './decoder.ts';
import type { AisMessage } from './message/message.ts';
import { messageOf } from './message/message-of.ts';
import type { AisRecord } from './message/record.ts';
import { type DecodeSummary, ignoreReject, type OnReject } from './tally.ts';

/** All messages of a text or of bytes; see `options` for what gave none. */
export function decodeSentences(input: string | Uint8Array, options: DecodeOptions = {}): AisMessage[] {
  const messages: AisMessage[] = [];
  const bytes = typeof input === 'string' ? latin1(input) : input;
  const decoder = createDecoder(options);
  const keep = (record: AisRecord): void => {
    messages.push(messageOf(record));
  };
  decoder.push(bytes, keep, options.onReject ?? ignoreReject);
  decoder.end(keep, options.onReject ?? ignoreReject);
  options.onSummary?.(decoder.summary());
  return messages;
}

export interface DecodeOptions extends DecoderOptions {
  onReject?: OnReject;
  onSummary?: (summary: DecodeSummary) => void;
}

/** The messages of a stream of chunks, as they become whole. */
export function* decodeChunks(
  chunks: Iterable<Uint8Array>,
  options: DecodeOptions = {},
): Generator<AisMessage, DecodeSummary> {
  const decoder = createDecoder(options);
  let messages: AisMessage[] = [];
  const keep = (record: AisRecord): void => {
    messages.push(messageOf(record));
  };
  for (const chunk of chunks) {
    messages = [];
    decoder.push(chunk, keep, options.onReject ?? ignoreReject);
    yield* messages;
  }
  messages = [];
  decoder.end(keep, options.onReject ?? ignoreReject);
  yield* messages;
  return decoder.summary();
}

/** Sentences are ASCII; a character beyond Latin-1 cannot be part of one. */
function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = Math.min(255, text.charCodeAt(i));
  return bytes;
}
