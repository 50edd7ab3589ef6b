// One message to a browser by its push service: encrypted for that browser (RFC 8291), signed with the key of this
// installation (RFC 8292), and sent like any request, to an address that was checked.

import webpush from 'web-push';
import type { Answer } from '../channel.ts';
import { sendHttp } from './http.ts';
import { type Means, noAnswer } from './send.ts';

export interface Push {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  payload: string;
  /** How long the service keeps it for a browser that is off, seconds. */
  keptS: number;
  urgency: 'low' | 'normal' | 'high';
  /** Takes the place of a message of the same topic that has not arrived. */
  topic: string;
}

export interface PushKeys {
  publicKey: string;
  privateKey: string;
  /** Who sends, for the push service: an address of https or mailto. */
  subject: string;
}

export async function sendPush(
  { endpoint, keys, payload, keptS, urgency, topic }: Push,
  means: Means,
): Promise<Answer> {
  if (means.pushKeys === undefined) return noAnswer(new Error('this installation has no key for push services'), false);
  try {
    const { method, headers, body } = webpush.generateRequestDetails({ endpoint, keys }, payload, {
      vapidDetails: means.pushKeys(),
      TTL: keptS,
      urgency,
      topic,
      contentEncoding: 'aes128gcm',
    });
    const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
    return await sendHttp(
      {
        over: 'http',
        method: method as 'POST',
        url: endpoint,
        headers: Object.fromEntries(named),
        body: body ?? '',
      },
      means,
    );
  } catch (error) {
    return noAnswer(error, false);
  }
}
