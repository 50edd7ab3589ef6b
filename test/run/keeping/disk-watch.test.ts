// A disk that fills up, with a reader that the test drives: it is told, feeds are held before it is full, and go on by themselves.

import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { DISK_LOOK_MS, watchDisk } from '../../../server/run/keeping/disk-watch.ts';
import { manualClock } from '../../../server/seams/clock.ts';

const BEGAN = Date.UTC(2026, 2, 1);

function open(room: () => number, hold: (held: boolean) => Promise<void> = async () => {}) {
  const clock = manualClock(BEGAN);
  const held: boolean[] = [];
  const disk = watchDisk({
    clock,
    log: pino({ level: 'silent' }),
    free: room,
    settings: () => ({ warnGb: 2, stopGb: 0.5 }),
    hold: async (now) => {
      held.push(now);
      await hold(now);
    },
    folder: '/data',
  });
  let looks = 0;
  const look = async () => {
    clock.set(BEGAN + ++looks * DISK_LOOK_MS);
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return { disk, held, look };
}

describe('the room on the disk', () => {
  it('is told while it is little, and feeds are held before there is none and go on when there is enough again', async () => {
    let free = 5e9;
    const { disk, held, look } = open(() => free);
    expect(disk.troubles()).toEqual([]);
    free = 1.9e9;
    await look();
    expect(disk.troubles().map(({ id, says }) => [id, says])).toEqual([
      ['disk/low', 'The disk of /data has 1.9 GB left. Below 500 MB live feeds are held.'],
    ]);
    expect(held).toEqual([]);
    expect(() => disk.mustHaveRoom('A replay')).not.toThrow();
    free = 499e6;
    await look();
    expect(held).toEqual([true]);
    expect(disk.status()).toEqual({ state: 'full', freeBytes: 499e6, heldSinceAt: BEGAN + 2 * DISK_LOOK_MS });
    expect(disk.troubles()[0]).toMatchObject({
      id: 'disk/full',
      says: 'The disk of /data is nearly full (499 MB free): live feeds are held, and nothing is heard. What was heard before is kept.',
    });
    expect(() => disk.mustHaveRoom('A replay')).toThrow(
      'A replay needs room, and the disk of /data is nearly full (499 MB free).',
    );
    // A little more than the bound is not enough: it would flutter. A worker that began anew hears it again.
    free = 700e6;
    await look();
    expect(held).toEqual([true, true]);
    free = 760e6;
    await look();
    expect(held).toEqual([true, true, false]);
    expect(disk.status()).toMatchObject({ state: 'low', heldSinceAt: null });
    free = 3e9;
    await look();
    expect(held).toEqual([true, true, false]);
    expect(disk.troubles()).toEqual([]);
  });

  it('that cannot be read stops nothing, and lets nothing go on', async () => {
    let read = (): number => 5e9;
    const { disk, held, look } = open(() => read());
    const fails = () => {
      throw new Error('EIO');
    };
    read = fails;
    await look();
    expect([held, disk.status().state]).toEqual([[], 'unknown']);
    read = () => 1e8;
    await look();
    read = fails;
    await look();
    expect([held.at(-1), disk.status().state]).toEqual([true, 'full']);
  });

  it('feeds that could not be told to go on are told again', async () => {
    let free = 1e8;
    let deaf = true;
    const { disk, held, look } = open(
      () => free,
      async (now) => {
        if (!now && deaf) throw new Error('the worker has ended');
      },
    );
    await look();
    free = 5e9;
    await look();
    expect(disk.status().heldSinceAt).not.toBeNull();
    deaf = false;
    await look();
    expect(held.slice(-2)).toEqual([false, false]);
    expect(disk.status().heldSinceAt).toBeNull();
  });
});
