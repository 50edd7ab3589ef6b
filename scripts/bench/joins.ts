// How many messages of several parts come out wrong, and how many come out at all, when lines get lost: ours beside the
// plain way, in which a first part begins a message and the next parts in order complete it. Lines in, counts out.

import { createDecoder } from '../../server/ais/decoder.ts';
import type { AisRecord } from '../../server/ais/message/record.ts';
import { seededRandom } from '../fuzz.ts';

export interface Joins {
  /** Messages of several parts. */
  messages: number;
  /** Of these, made of parts that were never sent as one. */
  wrong: number;
}

/** Payloads of all messages of several parts in whole lines: what may come out of them when some are lost. */
export function payloadsSent(lines: readonly string[]): Set<string> {
  return new Set(joinInOrder(lines));
}

/** The same lines without each that a die of this chance takes away. */
export function withoutSome(lines: readonly string[], chance: number, seed: number): string[] {
  const random = seededRandom(seed);
  return lines.filter(() => random() >= chance);
}

export function countOurs(lines: readonly string[], sent: ReadonlySet<string>): Joins {
  return count(decoded(lines, 2), sent);
}

/** What was joined in order goes through the decoder in one piece: what is no message counts for neither way. */
export function countInOrder(lines: readonly string[], sent: ReadonlySet<string>): Joins {
  return count(decoded(joinInOrder(lines).map(inOnePiece), 1), sent);
}

function count(payloads: readonly string[], sent: ReadonlySet<string>): Joins {
  return { messages: payloads.length, wrong: payloads.filter((payload) => !sent.has(payload)).length };
}

/** Payloads of the messages that came in so many sentences or more. */
function decoded(lines: readonly string[], atLeast: number): string[] {
  const decoder = createDecoder();
  const payloads: string[] = [];
  const onMessage = ({ sentences, six, bits }: AisRecord): void => {
    if (sentences >= atLeast) payloads.push(armoured(six, Math.ceil(bits / 6)));
  };
  decoder.push(Buffer.from(`${lines.join('\n')}\n`, 'latin1'), onMessage);
  decoder.end(onMessage);
  return payloads;
}

function inOnePiece(payload: string): string {
  const body = `AIVDM,1,1,,A,${payload},0`;
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum ^= body.charCodeAt(i);
  return `!${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Sentences that the plain way waits for the next part; the decoder waits as long where lines carry no time. */
const MOST_APART = 200;

function joinInOrder(lines: readonly string[]): string[] {
  const waiting = new Map<string, { have: number; payload: string; at: number }>();
  const payloads: string[] = [];
  lines.forEach((line, at) => {
    const [, total, number, sequence, channel, payload = ''] = line.slice(line.indexOf('!')).split(',');
    if (total === '1' || number === undefined) return;
    const station = /[\\,]s:([^,*]+)/.exec(line)?.[1] ?? '';
    const key = [total, sequence, channel, station].join();
    const set = waiting.get(key);
    if (number === '1') {
      waiting.set(key, { have: 1, payload, at });
    } else if (set !== undefined && set.have === Number(number) - 1 && at - set.at <= MOST_APART) {
      set.have++;
      set.payload += payload;
      if (set.have < Number(total)) return;
      payloads.push(set.payload);
      waiting.delete(key);
    } else {
      waiting.delete(key);
    }
  });
  return payloads;
}

function armoured(six: Uint8Array, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += String.fromCharCode(six[i]! < 40 ? six[i]! + 48 : six[i]! + 56);
  return text;
}
