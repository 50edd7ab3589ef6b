// Stopping: in turn, within a time, whatever a part does; and whether the program may be asked while it starts and stops.

import { connect } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { closeInTurn } from '../../server/closing.ts';
import { createReadiness } from '../../server/readiness.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { createProblems } from '../../server/seams/problems.ts';
import { openRig } from '../http/rig.ts';

const quiet = pino({ level: 'silent' });
const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

describe('a stop', () => {
  it('ends each part after the one before, and one that fails stops no other', async () => {
    const ended: string[] = [];
    const part = (name: string) => [name, async () => void ended.push(name)] as const;
    const broken = ['broken', () => Promise.reject(new Error('no'))] as const;
    await closeInTurn([part('a'), broken, part('b'), ['c', () => ended.push('c')]], {
      clock: manualClock(0),
      log: quiet,
    });
    expect(ended).toEqual(['a', 'b', 'c']);
  });

  it('leaves a part that does not end, within its time, and ends those behind it', async () => {
    const clock = manualClock(0);
    const ended: string[] = [];
    const never = ['stuck', () => new Promise(() => {})] as const;
    const done = closeInTurn([never, ['store', () => ended.push('store')]], { clock, log: quiet, mostMs: 9_000 });
    await settled();
    clock.set(8_799);
    await settled();
    expect(ended).toEqual([]);
    clock.set(8_800);
    await done;
    expect(ended).toEqual(['store']);
  });
});

describe('the question whether it may be asked', () => {
  it('is answered with no while it starts, stops, or lost its store or its live monitor', async () => {
    const store = openStore(':memory:');
    const problems = createProblems(manualClock(0));
    const readiness = createReadiness(store, problems);
    expect(await readiness.reason()).toBe('keelwatch is starting.');
    readiness.begun();
    expect(await readiness.reason()).toBeNull();
    problems.open({ id: 'disk/full', says: 'The disk is nearly full.', remedy: 'Make room.' });
    expect(await readiness.reason()).toBeNull();
    problems.open({ id: 'worker/live', says: 'The live monitor has stopped (at /secret/path).', remedy: 'Wait.' });
    expect(await readiness.reason()).toBe('The live monitor has stopped and is begun again.');
    problems.close('worker/live');
    readiness.ending();
    expect(await readiness.reason()).toBe('keelwatch is being stopped.');
    await store.close();
    const other = createReadiness({ lastSeq: () => Promise.reject(new Error('closed')) }, problems);
    other.begun();
    expect(await other.reason()).toBe('The store cannot be read.');
  });

  it('is open to whoever reaches the server, and the answer is a status', async () => {
    let reason: string | null = null;
    const rig = await openRig({ readiness: async () => reason });
    expect((await rig.app.inject('/api/v1/ready')).json()).toEqual({ ready: true });
    reason = 'keelwatch is being stopped.';
    const refused = await rig.app.inject('/api/v1/ready');
    expect([refused.statusCode, refused.json().detail]).toEqual([503, 'keelwatch is being stopped.']);
    await rig.close();
  });

  it('a server ends although somebody has sent half a request and waits', async () => {
    const rig = await openRig();
    const url = new URL(await rig.app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(url.port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(
      'POST /api/v1/mutes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    );
    await fetch(`${url.origin}/api/v1/ready`);
    await closeInTurn([['the server', () => rig.app.close()]], {
      clock: { now: () => 0, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
      log: quiet,
    });
    socket.destroy();
    await rig.store.close();
  });
});
