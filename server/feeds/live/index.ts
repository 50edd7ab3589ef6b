// The kinds of live feeds that are known, one line each.

import type { AnyFeedKind } from './live-feed.ts';
import { tcpClient } from './tcp-client.ts';
import { udpListener } from './udp-listener.ts';

export const feedKinds: readonly AnyFeedKind[] = [tcpClient, udpListener];
