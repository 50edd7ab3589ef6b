// openwaters.io, version 1 of its stream: what is asked for is a box on the map, or ships by MMSI, or both, as far as the
// key allows; without a key little is given. The service leaves messages out where there are more than the key allows, and
// does not say so.

import { z } from 'zod';
import { openwatersJson } from '../../formats/openwaters.ts';
import { FeedFailure, type FeedNews, feedKind, USUAL_PAUSES } from '../live-feed.ts';
import { jsonLine, NOT_JSON, readFrames } from './web-socket.ts';

const Degrees = (most: number) => z.number().min(-most).max(most);

const Settings = z
  .strictObject({
    key: z.string().max(2000).default('').meta({
      title: 'Key',
      description: 'A token of the service; without one 100 square degrees and 10 ships are allowed.',
      secret: true,
    }),
    boxes: z
      .array(z.tuple([Degrees(90), Degrees(180), Degrees(90), Degrees(180)]))
      .max(50)
      .default([])
      .meta({
        title: 'Boxes',
        description: 'Each as south, west, north, east in degrees; two where one would cross 180°.',
      }),
    mmsi: z
      .array(z.int().min(1).max(999_999_999))
      .max(200)
      .default([])
      .meta({ title: 'Ships', description: 'MMSI of ships that are followed wherever they are.' }),
    url: z
      .url({ protocol: /^wss?$/ })
      .max(2000)
      .default('wss://ais.openwaters.io/v1/stream')
      .meta({ title: 'Address', description: 'Address of the service.' }),
  })
  .refine(
    ({ key, boxes, mmsi }) => key !== '' || boxes.length + mmsi.length > 0,
    'Without a key a box or a ship is needed.',
  );

export const openwaters = feedKind<z.infer<typeof Settings>>({
  kind: 'openwaters',
  title: 'openwaters.io',
  about:
    'Receivers of volunteers and open national feeds, free for personal use. What it takes over from other services is ' +
    'marked, and is not counted as heard.',
  settings: Settings,
  needsNothing: false,
  quietMs: 90_000,
  pushes: true,
  pauses: { ...USUAL_PAUSES, firstMs: 6_000 },
  format: () => openwatersJson,
  open: ({ key, boxes, mmsi, url }, session) => {
    const name = new URL(url).host;
    let open = false;
    const opened = (at: number): FeedNews[] => {
      if (open) return [];
      open = true;
      return [
        {
          kind: 'open',
          at,
          says: `Connected to ${name}; ${boxes.length} boxes and ${mmsi.length} ships are asked for.`,
        },
      ];
    };
    return readFrames(
      {
        url,
        name,
        headers: key === '' ? {} : { authorization: `Bearer ${key}` },
        first: JSON.stringify({
          type: 'subscribe',
          ...(boxes.length > 0 ? { bbox: boxes } : {}),
          ...(mmsi.length > 0 ? { mmsi } : {}),
        }),
        pongIsAlive: true,
        // A subscription is not answered; a refused one is, before the first pong.
        onAlive: opened,
        take(text, at) {
          const failure = refusalIn(text, name, key);
          if (failure !== null) return failure;
          const bytes = jsonLine(text);
          if (bytes === null) return [{ kind: 'lost', at, count: 1, reason: NOT_JSON }];
          return [...opened(at), { kind: 'heard', bytes, arrivedAt: at, sender: '' }];
        },
      },
      session,
    );
  },
});

function refusalIn(text: string, name: string, key: string): FeedFailure | null {
  if (text.length > 1000 || !/"type"\s*:\s*"error"/.test(text)) return null;
  let said: unknown;
  try {
    said = (JSON.parse(text) as { error?: unknown }).error;
  } catch {
    return null;
  }
  const shown = key === '' ? String(said) : String(said).replaceAll(key, '…');
  const quoted = shown.replace(/\p{Cc}+/gu, ' ').slice(0, 200);
  return new FeedFailure('refused', `${name} refuses the subscription: "${quoted}".`);
}
