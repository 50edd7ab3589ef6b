// The services on the internet that are known as live feeds, one line each.

import type { AnyFeedKind } from '../live-feed.ts';
import { kystverket } from './kystverket.ts';

export const serviceKinds: readonly AnyFeedKind[] = [kystverket];
