// How a feed that is switched off is told: with what it brought before.

import type { FeedStatus, VesselCounts } from '../../seams/feed-status.ts';
import type { Live } from '../live-contract.ts';
import type { FeedSetting } from './feed-config.ts';

export function statusOff(
  { id, kind }: FeedSetting,
  { reports, bytes, rejects, lastHeardAt }: ReturnType<Live['heard']>,
  vessels: VesselCounts,
): FeedStatus {
  return {
    id,
    kind,
    on: false,
    condition: 'off',
    says: 'Switched off.',
    sinceAt: 0,
    lastHeardAt,
    reports,
    bytes,
    vessels,
    perMinute: 0,
    usualPerMinute: null,
    minutes: [],
    lagMs: null,
    connections: 0,
    rejects,
    lost: {},
    discarded: {},
    notes: [],
  };
}
