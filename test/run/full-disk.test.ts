// A disk that is full, a real one of a few megabytes, filled at twenty moments under everything that writes: what was
// confirmed is there once, what was not is refused in words, and all goes on by itself when there is room again. Needs the
// right to mount a file system in memory; skipped by name where it is not given.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { damageIn } from '../../db/check.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { CONFIG_FILE, readFeedConfig, writeFeedConfig } from '../../server/run/feeds/feed-config.ts';
import { openIntakeLog } from '../../server/run/intake/intake-log.ts';
import { LIVE, type Store } from '../../server/seams/store.ts';
import {
  batchOf,
  DAY0,
  LADY_R,
  SIGNED,
  sampleAlert,
  sampleCall,
  sampleFix,
  sampleReplay,
  sampleSighting,
} from '../contract/samples.ts';
import { sampleListBatch } from '../contract/store-lists.ts';
import { rule } from '../domain/rules/happened.ts';
import { record } from '../lists/records.ts';
import { sampleChannel } from '../tell/samples.ts';

const MOMENTS = 20;
const DISK = '6m';
/** Room that is left at one moment more than at the one before, bytes. */
const STEP = 24 * 1024;
/** Rounds in which everything writes once: more than any moment has room for. */
const ROUNDS = 60;
const disk = mkdtempSync(join(tmpdir(), 'keelwatch-full-'));
const mounted = mount();

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
afterAll(() => {
  if (mounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

interface House {
  store: Store;
  folder: string;
  intake: ReturnType<typeof openIntakeLog>;
}
/** Writes number `n`, and says what of it can be found. */
interface Writer {
  write(house: House, n: number): Promise<unknown>;
  found(house: House): Promise<readonly string[]>;
  /** The id under which number `n` is found. */
  id(n: number): string;
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const WRITERS: Readonly<Record<string, Writer>> = {
  'the live monitor': {
    write: ({ store }, n) =>
      store.commit(
        batchOf(LIVE, {
          fixes: Array.from({ length: 50 }, (_, i) => sampleFix({ at: DAY0 + (n * 50 + i) * 1000 })),
          events: [sampleCall({ id: `call-${n}` })],
          alerts: [sampleAlert({ id: `alert-${n}`, scope: LIVE } as never)],
        }),
      ),
    found: async ({ store }) => {
      const alerts = ids((await store.alerts({ scope: LIVE, limit: 500 })).rows);
      const calls = ids((await store.events({ scope: LIVE, limit: 500 })).rows);
      // Written in one commit, so that one is never there without the other.
      expect(calls.map((id) => id.slice('call-'.length)).sort()).toEqual(
        alerts.map((id) => id.slice('alert-'.length)).sort(),
      );
      return alerts;
    },
    id: (n) => `alert-${n}`,
  },
  'a replay': {
    write: ({ store }, n) => store.commit(batchOf(`replay-${n}`, { replay: sampleReplay(`replay-${n}`) })),
    found: async ({ store }) => ids(await store.replays()),
    id: (n) => `replay-${n}`,
  },
  'a sighting': {
    write: ({ store }, n) => store.enterSightings(LIVE, [sampleSighting({ id: `sight-${n}` })], SIGNED),
    found: async ({ store }) => ids(await store.sightings(LIVE)),
    id: (n) => `sight-${n}`,
  },
  'a rule': {
    write: ({ store }, n) =>
      store.saveRuleChange({
        ruleId: `own-${n}`,
        number: 1,
        savedAt: DAY0,
        by: 'analyst',
        what: 'made',
        rule: rule({ id: `own-${n}` }),
      }),
    found: async ({ store }) => (await store.ruleChanges()).map(({ ruleId }) => ruleId),
    id: (n) => `own-${n}`,
  },
  'a list': {
    write: ({ store }, n) =>
      store.commitList(
        sampleListBatch([record({ recordId: '1', imo: 9161003, name: 'LADY R' })], [], DAY0 + n, `list-${n}`),
      ),
    found: async ({ store }) => (await store.listsInForce()).map(({ list }) => list),
    id: (n) => `list-${n}`,
  },
  'a verdict': {
    write: ({ store }, n) =>
      store.saveHandVerdict({
        mmsi: 273_000_000 + n,
        hullId: LADY_R,
        verdict: 'refused',
        at: DAY0,
        by: 'analyst',
        note: null,
      }),
    found: async ({ store }) => (await store.handVerdicts()).map(({ mmsi }) => String(mmsi)),
    id: (n) => String(273_000_000 + n),
  },
  'a channel': {
    write: ({ store }, n) =>
      store.saveChannel(sampleChannel({ id: `hook-${n}` }), { url: `https://a.example/${n}` }, SIGNED),
    found: async ({ store }) => ids(await store.channels()),
    id: (n) => `hook-${n}`,
  },
  'the intake log': {
    async write({ intake }, n) {
      intake.append({ kind: 'heard', at: DAY0 + n, feed: 'quay', sender: String(n), bytes: new Uint8Array(2_000) });
      intake.flush();
    },
    found: async ({ intake }) =>
      [...intake.read(0)].flatMap(({ record: { kind, ...rest } }) =>
        kind === 'heard' ? [(rest as { sender: string }).sender] : [],
      ),
    id: String,
  },
  'the settings of the feeds': {
    async write({ folder }, n) {
      const { feeds, ...rest } = readFeedConfig(folder);
      const feed = { id: `feed-${n}`, kind: 'kystverket', on: false, settings: {} };
      writeFeedConfig(folder, { ...rest, feeds: [...feeds.slice(-40), feed] });
    },
    found: async ({ folder }) => ids(readFeedConfig(folder).feeds),
    id: (n) => `feed-${n}`,
  },
};

function open(folder: string): House {
  const store = openStore(join(folder, 'keelwatch.db'));
  return { store, folder, intake: openIntakeLog(join(folder, 'intake')) };
}

describe.skipIf(!mounted)('a full disk (skipped where a file system in memory may not be mounted)', () => {
  it.each(Array.from({ length: MOMENTS }, (_, moment) => moment))(
    'loses nothing and mends itself, moment %i',
    async (moment) => {
      const folder = join(disk, String(moment));
      mkdirSync(folder);
      let house = open(folder);
      const confirmed = new Map(Object.keys(WRITERS).map((name) => [name, new Set<string>()]));
      const refused = new Map<string, number>();
      async function all(n: number): Promise<void> {
        for (const [name, writer] of Object.entries(WRITERS)) {
          try {
            await writer.write(house, n);
            confirmed.get(name)!.add(writer.id(n));
          } catch (error) {
            expect(error, `${name}: ${error}`).toBeInstanceOf(CodedError);
            expect((error as CodedError).code, name).toBe('unavailable');
            expect((error as CodedError).message, name).toMatch(/full|cannot be written|ENOSPC/);
            refused.set(name, (refused.get(name) ?? 0) + 1);
          }
        }
      }
      await all(0);
      expect(refused.size).toBe(0);
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(join(disk, 'filler'), new Uint8Array(Math.max(0, bavail * bsize - moment * STEP)));
      for (let n = 1; n < ROUNDS; n++) await all(n);
      expect([...refused.keys()].sort(), 'nothing that writes has found room for all').toEqual(
        Object.keys(WRITERS).sort(),
      );
      rmSync(join(disk, 'filler'));

      const refusedBefore = new Map(refused);
      await all(ROUNDS);
      expect(refused).toEqual(refusedBefore);
      for (const when of ['at once', 'after it was opened again']) {
        for (const [name, writer] of Object.entries(WRITERS)) {
          const found = await writer.found(house);
          expect(new Set(found).size, `${name}: doubled, ${when}`).toBe(found.length);
          const kept =
            name === 'the settings of the feeds' ? [...confirmed.get(name)!].slice(-40) : confirmed.get(name)!;
          for (const id of kept) expect(found, `${name}, ${when}`).toContain(id);
        }
        house.intake.close();
        await house.store.close();
        if (when === 'at once') house = open(folder);
      }
      expect(readFeedConfig(folder).feeds.length, CONFIG_FILE).toBeGreaterThan(0);
      expect(damageIn(join(folder, 'keelwatch.db'))).toBeNull();
      rmSync(folder, { recursive: true });
    },
  );
});
