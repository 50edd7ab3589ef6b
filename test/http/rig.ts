// A server on an in-memory store with a little of everything in it, for tests of routes and of the stream.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { commonPasswords } from '../../db/reference/common-passwords.ts';
import { loadReference } from '../../db/reference/load.ts';
import { loadSea } from '../../db/reference/sea.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { createAccess } from '../../server/access/access.ts';
import { dryRun } from '../../server/desk/dry-run.ts';
import { createReachDesk } from '../../server/desk/reach.ts';
import { createRuleDesk } from '../../server/desk/rules.ts';
import { createScreener } from '../../server/desk/screen.ts';
import { screenScope } from '../../server/desk/screen-scope.ts';
import { watchedHeard } from '../../server/desk/watched-heard.ts';
import { createZoneDesk } from '../../server/desk/zones.ts';
import type { Sighting } from '../../server/domain/sighting.ts';
import { receiveRecording } from '../../server/files/recording-upload.ts';
import type { App, ServerDeps } from '../../server/http/deps.ts';
import { LOOPBACK_ONLY } from '../../server/http/guard.ts';
import { buildServer } from '../../server/http/server.ts';
import { footprintOf } from '../../server/run/reception/footprint.ts';
import { type Bus, createBus } from '../../server/seams/bus.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { LIVE, type Store } from '../../server/seams/store.ts';
import { createTelling } from '../../server/tell/telling.ts';
import { takeListFile } from '../../server/watch/list-file.ts';
import { listStatuses } from '../../server/watch/list-status.ts';
import { createListSync, type ListSync } from '../../server/watch/list-sync.ts';
import { lookBackHere } from '../../server/watch/look-back.ts';
import { quickHasher } from '../access/quick-hasher.ts';
import {
  batchOf,
  DAY0,
  HOUR,
  LADY_R,
  LADY_R_MMSI,
  sampleAlert,
  sampleCall,
  sampleFix,
  sampleReplay,
  sampleSighting,
  sampleVessel,
} from '../contract/samples.ts';
import { desksOn } from '../desk/whereabouts.ts';
import { plainFormat } from '../lists/plain-format.ts';
import { referenceOptions } from '../play.ts';
import { sampleCells, sampleFeeds } from './sample-feeds.ts';
import { sampleKeeping } from './sample-keeping.ts';

export const DEMO = 'demo';
export const NOW = Date.UTC(2026, 10, 1);

export interface Rig {
  app: App;
  store: Store;
  bus: Bus;
  deps: ServerDeps;
  sync: ListSync;
  /** Sightings that reached the live monitor. */
  sighted: Sighting[];
  close(): Promise<void>;
}

export async function openRig(parts: Partial<ServerDeps> = {}): Promise<Rig> {
  const clock = parts.clock ?? manualClock(NOW);
  const bus = createBus();
  const store = openStore(':memory:', { news: bus });
  await seed(store);
  const sighted: Sighting[] = [];
  const sync = await createListSync({
    store,
    clock: manualClock(NOW),
    log: pino({ level: 'silent' }),
    formats: [plainFormat()],
    builtIn: loadReference(),
    lookBack: lookBackHere(store, () => referenceOptions),
    live: null,
    scheduled: 'off',
  });
  const { rules: builtIn, ports, zones, mids } = loadReference();
  const rules = await createRuleDesk({
    store,
    clock: manualClock(NOW),
    builtIn,
    ports,
    zones,
    mids,
    watch: sync.watch,
    dryRun: (question) => dryRun({ store, ports, mids, hulls: sync.watch().hulls }, question),
  });
  const ownZones = await createZoneDesk({ store, table: zones, places: referenceOptions.places, live: null });
  const dataFolder = mkdtempSync(join(tmpdir(), 'keelwatch-rig-'));
  const telling = createTelling({
    store,
    bus,
    clock: manualClock(NOW),
    log: pino({ level: 'silent' }),
    dataFolder,
    policy: { allowLoopback: true },
    pageUrl: null,
    watchlistsOf: (id) => sync.watch().hulls.find((hull) => hull.id === id)?.watchlists ?? [],
    namesOf: {
      vessel: (id) => sync.watch().known.find((hull) => hull.id === id)?.name ?? id,
      rule: (id) => rules.rules().find(({ rule }) => rule.id === id)?.rule.title ?? id,
    },
  });
  const deps: ServerDeps = {
    store,
    access: createAccess(store, clock, commonPasswords(), quickHasher()),
    entrance: LOOPBACK_ONLY,
    rules,
    lists: {
      watch: sync.watch,
      sync: sync.sync,
      refresh: sync.refresh,
      takeFile: (source, name, bytes, word) =>
        takeListFile({ receive: receiveRecording, importFiles: sync.importFiles }, source, name, bytes, word),
      statuses: () => listStatuses(store, [plainFormat()], NOW),
      screener: createScreener(store, sync.watch, mids),
      scope: async () => screenScope(await listStatuses(store, [plainFormat()], NOW), loadReference(), NOW),
    },
    bus,
    clock,
    log: pino({ level: 'silent' }),
    reference: {
      ...loadReference(),
      get zones() {
        return ownZones.all();
      },
    },
    replays: {
      scenarios: () => [
        {
          id: 'sea-bridge',
          title: 'Sea bridge',
          about: 'Rajin to Vostochny',
          label: 'Reconstructed',
          fromAt: DAY0,
          toAt: DAY0 + 48 * HOUR,
        },
      ],
      recordings: () => ['day.nmea'],
      sketch: async (id) => (id === 'sea-bridge' ? [{ mmsi: LADY_R_MMSI, lon: [130.3], lat: [42.2] }] : null),
      receive: (name, bytes) => receiveRecording(dataFolder, name, bytes, 1024),
      start: async (request) => sampleReplay('started', { asOf: request.asOf }),
      cancel: async () => {},
      remove: (id) => store.deleteReplay(id),
    },
    reach: createReachDesk({
      places: referenceOptions.places,
      rules: () => referenceOptions.rules,
      store,
      sea: loadSea(),
    }),
    whereabouts: desksOn(store),
    get places() {
      return ownZones.places();
    },
    zones: ownZones,
    mapStyle: null,
    feeds: sampleFeeds(NOW),
    footprint: async (question) => footprintOf(sampleCells(NOW), question, NOW),
    canary: () => ({ state: 'awake', stage: null, says: 'Received.', everyMs: 3_600_000, receivedAt: NOW - 60_000 }),
    heard: () => watchedHeard({ store, hulls: () => sync.watch().hulls, heardBy: async () => [] }, NOW),
    counts: { live: async () => null, attempts: telling.attempts },
    keeping: sampleKeeping(store),
    readiness: async () => null,
    problems: () => [],
    sightings: {
      async enter(sightings, signed) {
        const entered = await store.enterSightings(LIVE, sightings, signed);
        sighted.push(...entered);
        return entered;
      },
      withdraw: (id, reason, signed) => store.withdrawSighting(LIVE, id, reason, signed),
    },
    channels: telling.channels,
    subscriptions: telling.subscriptions,
    evidence: {
      bundle: async (scope, alertId, asOf) => Buffer.from(`bundle of ${alertId} in ${scope} as of ${asOf}`),
      caseBundle: async (scope, alertId, asOf) => Buffer.from(`bundle of ${alertId} in ${scope} as of ${asOf}`),
      key: () => ({ fingerprint: 'aaaa bbbb', publicKey: 'cccc' }),
    },
    opensScope: () => DEMO,
    webRoot: null,
    version: '0.0.0-test',
    ...parts,
  };
  const app = await buildServer(deps);
  return {
    app,
    store,
    bus,
    deps,
    sync,
    sighted,
    async close() {
      await app.close();
      await store.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** LADY R's leg in the demo replay, and an unknown ship with a hostile name live. */
async function seed(store: Store): Promise<void> {
  await store.commit(
    batchOf(DEMO, {
      replay: sampleReplay(DEMO, { state: 'done' }),
      fixes: Array.from({ length: 30 }, (_, hour) => sampleFix({ at: DAY0 + hour * HOUR, lon: 133 + hour / 1000 })),
      vessels: [sampleVessel()],
      bindings: [{ mmsi: LADY_R_MMSI, vesselId: LADY_R, fromAt: DAY0, toAt: null }],
      events: [sampleCall({ facts: { ...sampleCall().facts, sightingIds: ['sight-1'] } })],
      alerts: [
        sampleAlert({
          evidence: {
            ...sampleAlert().evidence,
            events: [sampleCall({ facts: { ...sampleCall().facts, sightingIds: ['sight-1'] } })],
          },
        }),
      ],
      sightings: [sampleSighting()],
    }),
  );
  await store.commit(
    batchOf('live', {
      fixes: [
        sampleFix({ mmsi: 211_000_001, lon: 179.9 }),
        sampleFix({ mmsi: 211_000_001, at: DAY0 + HOUR, lon: -179.9 }),
      ],
      vessels: [
        sampleVessel({
          id: 'mmsi:211000001',
          mmsi: 211_000_001,
          imo: null,
          name: '=HYPERLINK("<B>")',
          hullId: null,
          match: null,
          identity: [],
        }),
      ],
      bindings: [{ mmsi: 211_000_001, vesselId: 'mmsi:211000001', fromAt: DAY0, toAt: null }],
    }),
  );
}
