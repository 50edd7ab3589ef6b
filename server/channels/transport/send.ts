// Sends what a channel has made, over whatever it is made for, and gives back what came of it. It never throws for the other
// side's sake, and tells an answer that was lost from a message that never went.

import { type AddressPolicy, RefusedAddress } from '../../net/public-address.ts';
import type { Answer, Outgoing } from '../channel.ts';
import { appendLine } from './file.ts';
import { sendHttp } from './http.ts';
import { sendMail } from './mail.ts';
import { sendMqtt } from './mqtt.ts';
import { type PushKeys, sendPush } from './push.ts';
import { sendBytes } from './socket.ts';

export interface Means {
  /** Which addresses may be gone to. */
  policy: AddressPolicy;
  /** For the whole of one attempt. */
  timeoutMs: number;
  /** Where files of messages are. */
  folder: string;
  /** Calls the attempt off. */
  signal: AbortSignal;
  now(): number;
  /** Of this installation, for push services; made when it is first asked for. */
  pushKeys?(): PushKeys;
  /** Certificates that are trusted beside the machine's own. */
  tls?: { ca: string };
}

export function send(outgoing: Outgoing, means: Means): Promise<Answer> {
  switch (outgoing.over) {
    case 'http':
      return sendHttp(outgoing, means);
    case 'mail':
      return sendMail(outgoing, means);
    case 'mqtt':
      return sendMqtt(outgoing, means);
    case 'push':
      return sendPush(outgoing, means);
    case 'udp':
    case 'tcp':
    case 'tls':
      return sendBytes(outgoing, means);
    case 'file':
      return appendLine(outgoing, means);
    case 'nowhere':
      return Promise.resolve({ answered: true, status: null, headers: {}, body: '', code: null, doubtful: false });
  }
}

export function noAnswer(error: unknown, doubtful: boolean): Answer {
  const body = error instanceof Error ? error.message : String(error);
  return { answered: false, status: null, headers: {}, body, code: codeOf(error), doubtful };
}

export function codeOf(error: unknown): string | null {
  if (error instanceof RefusedAddress) return 'REFUSED_ADDRESS';
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === undefined ? null : String(code);
}
