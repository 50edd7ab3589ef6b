// The services on the internet that are known as live feeds, one line each.

import type { AnyFeedKind } from '../live-feed.ts';
import { aishub } from './aishub.ts';
import { aisstream } from './aisstream.ts';
import { barentswatch } from './barentswatch.ts';
import { digitraffic } from './digitraffic.ts';
import { kystverket } from './kystverket.ts';
import { mqttBroker } from './mqtt.ts';
import { openwaters } from './openwaters.ts';
import { signalK } from './signal-k.ts';

export const serviceKinds: readonly AnyFeedKind[] = [
  aishub,
  aisstream,
  barentswatch,
  digitraffic,
  kystverket,
  mqttBroker,
  openwaters,
  signalK,
];
