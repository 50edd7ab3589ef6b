// A stream session without its socket: what is said, what is conflated, and how a slow reader ends. Time is set by
// hand.

import { afterEach, expect, test } from 'vitest';
import { createLookup } from '../../server/http/lookup.ts';
import {
  CLOSE,
  openSession,
  SESSION_LIMITS,
  type Session,
  type SessionOptions,
} from '../../server/http/stream-session.ts';
import { StreamMessage } from '../../server/http/wire/stream.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { fixAt, readPacked } from '../../web/state/packed-fixes.ts';
import { batchOf, DAY0, LADY_R, LADY_R_MMSI, sampleAlert, sampleCall, sampleFix } from '../contract/samples.ts';
import { DEMO, openRig, type Rig } from './rig.ts';

const open: { rig: Rig; session: Session }[] = [];
afterEach(async () => {
  for (const { rig, session } of open.splice(0)) {
    session.close();
    await rig.close();
  }
});

async function begin(parts: Partial<SessionOptions> = {}) {
  const rig = await openRig();
  const clock = manualClock(0);
  const sent: StreamMessage[] = [];
  const packed: Uint8Array[] = [];
  const state = { buffered: 0, stuck: false, end: null as { code: number; reason: string } | null };
  const session = openSession({
    deps: { ...rig.deps, clock },
    lookup: createLookup(rig.deps),
    sink: {
      send(message) {
        if (typeof message !== 'string') packed.push(message);
        else sent.push(StreamMessage.parse(JSON.parse(message)));
        return state.stuck ? new Promise(() => {}) : Promise.resolve();
      },
      buffered: () => state.buffered,
      close: (code, reason) => {
        state.end = { code, reason };
      },
    },
    after: 0,
    scope: DEMO,
    ...parts,
  });
  open.push({ rig, session });
  void session.run();
  const settle = async () => {
    for (let i = 0; i < 200; i++) await Promise.resolve();
  };
  await settle();
  const positions = (fixes: ReturnType<typeof sampleFix>[], scope = DEMO) =>
    rig.bus.publish('positions', { scope, fixes });
  return { rig, session, sent, packed, state, clock, settle, positions };
}

test('says hello, what was missed, and that it is live', async () => {
  const { sent } = await begin();
  expect(sent.map((message) => message.type)).toEqual(['hello', 'event', 'alert', 'case', 'replay', 'live']);
  expect(sent[0]).toEqual({ type: 'hello', seq: 4, version: '0.0.0-test' });
  expect(sent[1]).toMatchObject({ event: { vesselName: 'LADY R', summary: expect.stringContaining('Vostochny') } });
  expect(sent[2]).toMatchObject({ seq: 2, alert: { id: 'alert-1', scope: DEMO } });
});

test('resumes after a seq without repeating it', async () => {
  const { sent } = await begin({ after: 3 });
  expect(sent.map((message) => message.type)).toEqual(['hello', 'replay', 'live']);
});

test('what is committed later follows at once, each alert of a burst by itself', async () => {
  const { rig, sent, settle } = await begin({ after: 4 });
  const alerts = Array.from({ length: 250 }, (_, i) => sampleAlert({ id: `burst-${i}` }));
  await rig.store.commit(batchOf(DEMO, { alerts, events: [sampleCall({ revision: 3 })] }));
  await settle();
  expect(sent.filter((message) => message.type === 'alert')).toHaveLength(250);
  expect(sent.filter((message) => message.type === 'event')).toMatchObject([{ event: { revision: 3 } }]);
});

test('positions are the newest of each unit, once a tick, under the vessel they belong to', async () => {
  const { session, sent, positions } = await begin({ after: 4 });
  positions([sampleFix({ at: DAY0 }), sampleFix({ mmsi: 5, at: DAY0 })]);
  positions([sampleFix({ at: DAY0 + 1, speedKn: Number.NaN })]);
  positions([sampleFix({ at: DAY0 + 2 })], 'live');
  expect(sent.filter((message) => message.type === 'positions')).toEqual([]);
  await session.tick();
  await session.tick();
  expect(sent.filter((message) => message.type === 'positions')).toMatchObject([
    {
      scope: DEMO,
      fixes: [
        { vesselId: LADY_R, at: DAY0 + 1, speedKn: null },
        { vesselId: 'mmsi:5', at: DAY0 },
      ],
    },
  ]);
});

test('a viewport thins positions, also over the antimeridian, and never alerts', async () => {
  const { session, sent, positions, rig, settle } = await begin({ after: 4 });
  session.take(JSON.stringify({ bounds: [170, -10, -170, 10] }));
  positions([
    sampleFix({ mmsi: 1, lon: 175, lat: 0 }),
    sampleFix({ mmsi: 2, lon: -175, lat: 0 }),
    sampleFix({ mmsi: 3, lon: 0, lat: 0 }),
    sampleFix({ mmsi: 4, lon: 175, lat: 11 }),
  ]);
  await session.tick();
  expect(sent.at(-1)).toMatchObject({ fixes: [{ vesselId: 'mmsi:1' }, { vesselId: 'mmsi:2' }] });
  await rig.store.commit(batchOf(DEMO, { alerts: [sampleAlert({ id: 'far-away' })] }));
  await settle();
  expect(sent.at(-2)).toMatchObject({ type: 'alert', alert: { id: 'far-away' } });
  expect(sent.at(-1)).toMatchObject({ type: 'case', case: { ships: [{ name: 'LADY R' }], alerts: 2 } });
});

test('a watched ship is told of outside the viewport too, since it would else fall silent on the page', async () => {
  const { session, sent, positions } = await begin({ after: 4 });
  session.take(JSON.stringify({ bounds: [170, -10, -170, 10] }));
  positions([sampleFix({ mmsi: 3, lon: 0, lat: 50 }), sampleFix({ mmsi: LADY_R_MMSI, lon: 131, lat: 42 })]);
  await session.tick();
  expect(sent.at(-1)).toMatchObject({ type: 'positions', fixes: [{ vesselId: LADY_R, lon: 131 }] });
  expect((sent.at(-1) as { fixes: unknown[] }).fixes).toHaveLength(1);
});

test('positions come packed to a reader that asks for it, and read the same', async () => {
  const { session, packed, positions } = await begin({ after: 4 });
  session.take(JSON.stringify({ positions: 'packed' }));
  positions([
    sampleFix({
      mmsi: LADY_R_MMSI,
      at: DAY0,
      lon: 131.25,
      lat: 42.5,
      speedKn: 11.3,
      courseDeg: 201.5,
      headingDeg: Number.NaN,
    }),
    sampleFix({ mmsi: 5, at: DAY0 + 1, lon: -179.9999999, lat: -60 }),
  ]);
  await session.tick();
  const read = readPacked(packed[0]!.buffer as ArrayBuffer)!;
  expect(read).toMatchObject({ scope: DEMO, count: 2 });
  expect(fixAt(read, 0)).toEqual({
    vesselId: LADY_R,
    at: DAY0,
    lon: 131.25,
    lat: 42.5,
    speedKn: 11.3,
    courseDeg: 201.5,
    headingDeg: null,
  });
  expect(fixAt(read, 1)).toMatchObject({ vesselId: 'mmsi:5', at: DAY0 + 1, lon: -179.9999999, lat: -60 });
  expect(readPacked(packed[0]!.buffer.slice(0, -1) as ArrayBuffer)).toBeNull();
});

test('the reader may look at another scope', async () => {
  const { session, sent, positions } = await begin({ after: 4 });
  session.take(JSON.stringify({ scope: 'live' }));
  positions([sampleFix({ mmsi: LADY_R_MMSI })]);
  positions([sampleFix({ mmsi: 211_000_001 })], 'live');
  await session.tick();
  expect(sent.at(-1)).toMatchObject({ scope: 'live', fixes: [{ vesselId: 'mmsi:211000001' }] });
});

test('positions wait while the reader is behind, and only the newest are sent then', async () => {
  const { session, sent, positions, state } = await begin({ after: 4 });
  state.buffered = SESSION_LIMITS.positionsBuffered + 1;
  positions([sampleFix({ at: DAY0 + 1 })]);
  await session.tick();
  positions([sampleFix({ at: DAY0 + 2 })]);
  await session.tick();
  expect(sent.at(-1)!.type).toBe('live');
  state.buffered = 0;
  await session.tick();
  expect(sent.at(-1)).toMatchObject({ type: 'positions', fixes: [{ at: DAY0 + 2 }] });
});

test('a reader that does not take a page is closed as slow, after the bound and not before', async () => {
  const { rig, session, state, clock, settle } = await begin({ after: 4 });
  state.stuck = true;
  await rig.store.commit(batchOf(DEMO, { alerts: [sampleAlert({ id: 'a' })] }));
  await settle();
  clock.set(SESSION_LIMITS.maxFlushMs);
  await session.tick();
  expect(state.end).toBeNull();
  clock.set(SESSION_LIMITS.maxFlushMs + 1);
  await session.tick();
  expect(state.end).toEqual({ code: 4008, reason: 'slow-reader' });
});

test('a live reader with too much waiting is closed as slow and hears nothing more', async () => {
  const { rig, session, sent, state, settle, positions } = await begin({ after: 4 });
  state.buffered = SESSION_LIMITS.maxBuffered + 1;
  await rig.store.commit(batchOf(DEMO, { alerts: [sampleAlert({ id: 'a' })] }));
  await settle();
  expect(state.end).toEqual(CLOSE.slowReader);
  const count = sent.length;
  state.buffered = 0;
  positions([sampleFix()]);
  await rig.store.commit(batchOf(DEMO, { alerts: [sampleAlert({ id: 'b' })] }));
  await session.tick();
  await settle();
  expect(sent).toHaveLength(count);
});

test('a backfill larger than the bound is not taken for slowness', async () => {
  const { state, sent } = await begin({ limits: { ...SESSION_LIMITS, maxBuffered: -1 } });
  expect(state.end).toBeNull();
  expect(sent.at(-1)!.type).toBe('live');
});

test('nonsense from the reader ends the session with a named code', async () => {
  for (const nonsense of ['{', '[]', '{"bounds":[1,2]}', '{"scope":5}']) {
    const { session, state } = await begin({ after: 4 });
    session.take(nonsense);
    expect(state.end, nonsense).toEqual(CLOSE.badRequest);
  }
});
