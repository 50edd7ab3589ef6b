// Signed webhooks after Standard Webhooks 1.0.0: one POST of JSON, whose id is the same for every attempt, signed for this
// attempt. With two keys it is signed by both, so that a receiver can change over.

import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { isoMoment } from '../domain/time.ts';
import { type Channel, machineBody } from './channel.ts';
import { judgeHttp } from './judge.ts';
import { httpsUrl } from './settings.ts';

const KEY_WORDS = 'whsec_ and 24 to 64 bytes in base64';
const key = z.string().refine((text) => keyOf(text) !== null, `give ${KEY_WORDS}`);

const settings = z.strictObject({
  url: httpsUrl.meta({ title: 'Address', secret: true }),
  key: key.meta({ title: 'Signing key', description: KEY_WORDS, secret: true }),
  oldKey: key.optional().meta({ title: 'Old signing key, while receivers change over', secret: true }),
});

export const webhook: Channel<z.output<typeof settings>> = {
  kind: 'webhook',
  title: 'Signed webhook',
  about: 'A POST of JSON to your own program, signed after Standard Webhooks 1.0.0.',
  settings,
  abilities: ['new'],
  limits: { aMinute: 120_000, atOnce: 32 },

  request(message, { url, key: newKey, oldKey }, { at, doubtful }) {
    const body = JSON.stringify({
      type: `${message.subject.kind}.${message.reason}`,
      timestamp: isoMoment(message.knownAt),
      data: machineBody(message, { doubtful }),
    });
    const timestamp = String(Math.floor(at / 1_000));
    const signatures = [newKey, ...(oldKey === undefined ? [] : [oldKey])].map((each) => {
      const signed = createHmac('sha256', keyOf(each) ?? '').update(`${message.id}.${timestamp}.${body}`);
      return `v1,${signed.digest('base64')}`;
    });
    return {
      over: 'http',
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        'webhook-id': message.id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signatures.join(' '),
      },
      body,
    };
  },

  judge: (answer, now) => judgeHttp(answer, now),
};

function keyOf(text: string): Uint8Array | null {
  const match = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text);
  if (match === null) return null;
  const bytes = Buffer.from(match[1]!, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 ? bytes : null;
}
