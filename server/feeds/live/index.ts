// The kinds of live feeds that are known, one line each.

import { folder } from './folder/folder.ts';
import { gpsd } from './gpsd.ts';
import { httpPost } from './http-post.ts';
import type { AnyFeedKind } from './live-feed.ts';
import { serial } from './serial.ts';
import { serviceKinds } from './services/index.ts';
import { standardInput } from './standard-input.ts';
import { tcpClient } from './tcp-client.ts';
import { tcpListener } from './tcp-listener.ts';
import { udpListener } from './udp-listener.ts';

export const feedKinds: readonly AnyFeedKind[] = [
  folder,
  gpsd,
  httpPost,
  serial,
  standardInput,
  tcpClient,
  tcpListener,
  udpListener,
  ...serviceKinds,
];
