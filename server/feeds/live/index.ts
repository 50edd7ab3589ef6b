// The kinds of live feeds that are known, one line each.

import { gpsd } from './gpsd.ts';
import { httpPost } from './http-post.ts';
import type { AnyFeedKind } from './live-feed.ts';
import { serviceKinds } from './services/index.ts';
import { tcpClient } from './tcp-client.ts';
import { tcpListener } from './tcp-listener.ts';
import { udpListener } from './udp-listener.ts';

export const feedKinds: readonly AnyFeedKind[] = [gpsd, httpPost, tcpClient, tcpListener, udpListener, ...serviceKinds];
