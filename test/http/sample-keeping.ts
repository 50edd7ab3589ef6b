// A desk that keeps things, for tests of routes: settings in memory, a disk with room, a backup that is always made.

import type { KeepDesk } from '../../server/http/deps.ts';
import { NO_CONFIG } from '../../server/run/feeds/feed-config.ts';
import type { Store } from '../../server/seams/store.ts';

export function sampleKeeping(store: Pick<Store, 'diskUse'>): KeepDesk {
  const { backups, disk, retention, keepHours, keepGb } = NO_CONFIG;
  let set = { backups, disk, retention: { ...retention, intakeHours: keepHours, intakeGb: keepGb } };
  const made = {
    file: '/data/backups/keelwatch-2026-11-01T00-00-00Z.backup',
    takenAt: Date.UTC(2026, 10, 1),
    bytes: 9,
  };
  return {
    disk: () => ({ state: 'room', freeBytes: 9e9, heldSinceAt: null }),
    mustHaveRoom: () => {},
    settings: () => set,
    async set({ retention: days, ...rest }) {
      set = {
        backups: rest.backups ?? set.backups,
        disk: rest.disk ?? set.disk,
        retention: { ...set.retention, ...days } as typeof set.retention,
      };
    },
    use: () => store.diskUse(),
    backups: () => ({ folder: '/data/backups', kept: [made], running: false, nextAt: null, failed: null }),
    takeBackup: async () => made,
  };
}
