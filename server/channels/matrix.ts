// Matrix: a notice in a room; a correction stands in the thread of the first. The transaction id is the delivery, so that a
// second attempt is the same event. Rooms with encryption show such notices as unencrypted.

import { z } from 'zod';
import { type Channel, plainBody } from './channel.ts';
import { judgeHttp, textField } from './judge.ts';
import { httpsUrl, token } from './settings.ts';
import { cleanLine, cut, cutBytes, escapeHtml } from './text.ts';

/** A whole event bears 65,536 bytes; body and formatted body both say the text, and escapes make it longer. */
const BODY_BYTES = 8_000;

const settings = z.strictObject({
  homeserver: httpsUrl.meta({ title: 'Home server' }),
  token: token.meta({ title: 'Access token', secret: true }),
  roomId: token.regex(/^!/, 'give the room id, which begins with !').meta({ title: 'Room' }),
});

export const matrix: Channel<z.output<typeof settings>> = {
  kind: 'matrix',
  title: 'Matrix',
  about: 'A notice in an unencrypted Matrix room; corrections stand in its thread.',
  settings,
  abilities: ['thread'],
  limits: { aMinute: 60, atOnce: 1 },
  request(message, own, now) {
    const headline = cut(cleanLine(message.headline), 300);
    // @room is a mention where a client reads the text itself.
    const body = cutBytes(plainBody(message, now), BODY_BYTES).replaceAll('@room', '@ room');
    const title = headline.replaceAll('@room', '@ room');
    const root = now.before?.remote ?? null;
    const content = {
      msgtype: 'm.notice',
      body: `${title}\n\n${body}`,
      format: 'org.matrix.custom.html',
      formatted_body: `<strong>${escapeHtml(title)}</strong><br><br>${escapeHtml(body).replaceAll('\n', '<br>')}`,
      'm.mentions': {},
      ...(root === null
        ? {}
        : {
            'm.relates_to': {
              rel_type: 'm.thread',
              event_id: root,
              is_falling_back: true,
              'm.in_reply_to': { event_id: root },
            },
          }),
    };
    const room = encodeURIComponent(own.roomId);
    return {
      over: 'http',
      method: 'PUT',
      url: `${new URL(own.homeserver).origin}/_matrix/client/v3/rooms/${room}/send/m.room.message/${encodeURIComponent(message.id)}`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${own.token}` },
      body: JSON.stringify(content),
    };
  },
  judge: (answer, now) => judgeHttp(answer, now, (body) => textField(body, 'event_id')),
};
