// Web Push (RFC 8030): a notification in a browser that asked for it on the page. The push service says that it has it, not that
// anybody saw it. A correction replaces the notification of the first message, in the queue of the service and on the screen.

import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { stableId } from '../domain/hash.ts';
import type { Severity } from '../domain/rule.ts';
import { DAY_MS } from '../domain/time.ts';
import { type Channel, plainBody } from './channel.ts';
import { judgeHttp } from './judge.ts';
import { httpsUrl } from './settings.ts';
import { cleanLine, cut, cutBytes } from './text.ts';

/** Of the 4,096 bytes that every service takes, what encryption leaves (RFC 8188, RFC 8291). */
const PAYLOAD_BYTES = 3_993;
/** What lies beside the text: names of fields, tag, address. */
const BODY_BYTES = 2_000;
const TITLE_BYTES = 400;
/** A browser that is off for so long is not told afterwards: the page has it all. */
const KEPT_S = (3 * DAY_MS) / 1_000;
const URGENCY: Record<Severity, 'low' | 'normal' | 'high'> = {
  info: 'low',
  low: 'low',
  medium: 'normal',
  high: 'high',
  critical: 'high',
};

const bytes = (count: number) =>
  z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9_-]+$/, 'base64url')
    .refine((text) => Buffer.from(text, 'base64url').length === count, `${count} bytes in base64url`);

const settings = z.strictObject({
  endpoint: httpsUrl.meta({ title: 'Address of the browser', secret: true }),
  p256dh: bytes(65).meta({ title: 'Key of the browser', secret: true }),
  auth: bytes(16).meta({ title: 'Secret of the browser', secret: true }),
  browser: z.string().max(200).optional().meta({ title: 'Browser' }),
});

export const webPush: Channel<z.output<typeof settings>> = {
  kind: 'web-push',
  title: 'This browser (Web Push)',
  about:
    'A notification of this browser, also while the page is closed. A correction takes the place of the first one.',
  settings,
  abilities: ['edit'],
  limits: { aMinute: 60, atOnce: 1 },
  request(message, { endpoint, p256dh, auth }, now) {
    const tag = stableId('push', message.subject.kind, message.subject.id);
    const title = cutBytes(cut(cleanLine(message.headline), 200), TITLE_BYTES);
    const navigate = message.links[0]?.url;
    const payload = (most: number) =>
      JSON.stringify({
        // The declarative form, which needs an address to go to (Safari reads it without a worker).
        ...(navigate === undefined ? {} : { web_push: 8030 }),
        notification: {
          title,
          body: cutBytes(plainBody({ ...message, links: [] }, now), most),
          tag,
          ...(navigate === undefined ? {} : { navigate }),
        },
      });
    let most = BODY_BYTES;
    while (most > 100 && Buffer.byteLength(payload(most)) > PAYLOAD_BYTES) most -= 100;
    return {
      over: 'push',
      endpoint,
      keys: { p256dh, auth },
      payload: payload(most),
      keptS: KEPT_S,
      urgency: URGENCY[message.severity],
      topic: tag,
    };
  },
  judge: (answer, now) => judgeHttp(answer, now),
};
