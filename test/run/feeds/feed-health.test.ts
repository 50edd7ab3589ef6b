import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../server/domain/time.ts';
import {
  beginHealth,
  type FeedHealth,
  judge,
  noteConnection,
  noteLost,
  noteReports,
  noteSaid,
  usualNow,
} from '../../../server/run/feeds/feed-health.ts';
import { at } from '../../scenario.ts';

const BEGAN = at('2026-03-01T10:00Z');

function connected(usual?: number): FeedHealth {
  const health = beginHealth(BEGAN, usual === undefined ? undefined : new Array(24).fill(usual));
  noteConnection(health, { how: 'open', at: BEGAN, says: 'Connected.' });
  return health;
}

/** So many reports in each minute, for so long. */
function brings(health: FeedHealth, perMinute: number, minutes: number, from = BEGAN): number {
  let now = from;
  for (let i = 0; i < minutes; i++) {
    noteReports(health, now + MINUTE_MS - 1, perMinute, now);
    now += MINUTE_MS;
  }
  return now;
}

const condition = (health: FeedHealth, now: number) => judge(health, now).condition;

describe('a feed', () => {
  it('is well while it brings what is usual', () => {
    const health = connected();
    const now = brings(health, 30, 20);
    expect(judge(health, now)).toEqual({
      condition: 'ok',
      says: 'Connected; 30 reports a minute in the last minutes.',
    });
  });

  it('is told with the rate of the time that it was listened to, not of whole minutes', () => {
    const health = beginHealth(BEGAN + 55_000);
    noteConnection(health, { how: 'open', at: BEGAN + 55_000, says: 'Connected.' });
    noteReports(health, BEGAN + 59_000, 10, BEGAN + 59_000);
    noteReports(health, BEGAN + 175_000, 1_190, BEGAN + 175_000);
    expect(judge(health, BEGAN + 175_000).says).toBe('Connected; 600 reports a minute in the last minutes.');
  });

  it('is silent when nothing was heard for a minute, also where nothing was ever heard', () => {
    const health = connected();
    expect(condition(health, BEGAN + 60_000)).toBe('connecting');
    expect(judge(health, BEGAN + 61_000)).toMatchObject({ condition: 'silent' });
    expect(judge(health, BEGAN + 61_000).says).toContain('since the start');
    const now = brings(health, 30, 5);
    expect(condition(health, now + 59_000)).toBe('ok');
    expect(condition(health, now + 61_000)).toBe('silent');
  });

  it('of a quiet station is silent only when that is long for this station', () => {
    const health = connected(0.5);
    const now = brings(health, 1, 1);
    expect(condition(health, now + 19 * MINUTE_MS)).toBe('ok');
    expect(condition(health, now + 21 * MINUTE_MS)).toBe('silent');
    expect(judge(health, now + 21 * MINUTE_MS).says).toContain('Usual at this hour are 0.5 reports a minute.');
  });

  it('is degraded when it brings far less than usual at this hour', () => {
    const health = connected(100);
    expect(condition(health, brings(health, 80, 15))).toBe('ok');
    const poor = connected(100);
    const now = brings(poor, 10, 15);
    expect(judge(poor, now)).toEqual({
      condition: 'degraded',
      says: 'It brings 10 reports a minute; usual at this hour are 96 reports a minute.',
    });
  });

  it('is degraded while something of it is lost, and when what it brings is old', () => {
    const health = connected();
    const now = brings(health, 30, 5);
    noteLost(health, now, 12, 'queue full');
    expect(judge(health, now)).toEqual({ condition: 'degraded', says: 'Some of it was lost: queue full (12).' });
    expect(condition(health, brings(health, 30, 6, now))).toBe('ok');
    noteReports(health, now + 7 * MINUTE_MS, 30, now - 20 * MINUTE_MS);
    expect(judge(health, now + 7 * MINUTE_MS).says).toContain('27 min old');
  });

  it('that is refused or away says why and when it is tried again', () => {
    const health = connected();
    const closed = { how: 'closed', at: BEGAN, againAt: BEGAN + 1_800_000 } as const;
    noteConnection(health, { ...closed, says: 'The key is not valid.', failure: 'refused' });
    expect(judge(health, BEGAN)).toEqual({
      condition: 'refused',
      says: 'The key is not valid. It is tried again in 30 min.',
    });
    noteConnection(health, {
      ...closed,
      says: 'Nobody listens there.',
      failure: 'unreachable',
      againAt: BEGAN + 4_000,
    });
    expect(judge(health, BEGAN)).toEqual({
      condition: 'down',
      says: 'Nobody listens there. It is tried again in 4 s.',
    });
  });

  it('learns what is usual of each hour, and keeps it while it is away', () => {
    const health = connected();
    let now = brings(health, 60, 59);
    expect(usualNow(health, now)).toBeCloseTo(60, 0);
    noteConnection(health, { how: 'closed', at: now, says: 'gone', failure: null, againAt: now });
    now = brings(health, 0, 120, now);
    noteConnection(health, { how: 'open', at: now, says: 'Connected.' });
    expect(usualNow(health, BEGAN + 1_000)).toBeCloseTo(60, 0);
  });

  it('that is heard now and then is never silent, and says for a day what was wrong', () => {
    const health = connected();
    const later = BEGAN + 600 * MINUTE_MS;
    expect(judge(health, later, true)).toEqual({ condition: 'ok', says: 'Connected.' });
    noteSaid(health, { at: later, says: 'a.zip was not read.', wrong: true });
    noteSaid(health, { at: later + 1, says: 'b.csv was read.', wrong: false });
    expect(judge(health, later + MINUTE_MS, true)).toEqual({ condition: 'degraded', says: 'a.zip was not read.' });
    expect(judge(health, later + 1_441 * MINUTE_MS, true)).toEqual({ condition: 'ok', says: 'b.csv was read.' });
    for (let i = 0; i < 100; i++) noteSaid(health, { at: later, says: `${i}`, wrong: false });
    expect(health.notes.length).toBe(20);
  });

  it('that has ended is not said to be tried again', () => {
    const health = connected();
    const again = Number.POSITIVE_INFINITY;
    noteConnection(health, { how: 'closed', at: BEGAN, says: 'It has ended.', failure: 'ended', againAt: again });
    expect(judge(health, BEGAN + 1)).toEqual({ condition: 'down', says: 'It has ended.' });
  });
});
