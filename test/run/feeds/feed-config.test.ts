import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeedDesk, ensureFeed } from '../../../server/desk/feeds.ts';
import { FEED_WORKER } from '../../../server/run/feeds/feed-commands.ts';
import { CONFIG_FILE, NO_CONFIG, readFeedConfig, writeFeedConfig } from '../../../server/run/feeds/feed-config.ts';
import { createBus } from '../../../server/seams/bus.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keelwatch-feeds-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const quay = { id: 'quay', kind: 'tcp-client', on: true, settings: { host: '127.0.0.1', listenPort: 10110 } };
const OFF = { tcp: false, address: '127.0.0.1', listenPort: 10_111, mostClients: 20, targets: [] };
const write = (content: unknown) => writeFileSync(join(folder, CONFIG_FILE), JSON.stringify(content));

describe('the file of feeds', () => {
  it('is no feed where there is none', () => {
    expect(readFeedConfig(folder).feeds).toEqual([]);
  });

  it('comes back as it was written, and only its owner may read it', () => {
    writeFeedConfig(folder, { feeds: [quay], keepHours: 24, keepGb: 1, canary: { on: true, everyMinutes: 60 } });
    expect(readFeedConfig(folder)).toEqual({
      ...NO_CONFIG,
      feeds: [quay],
      keepHours: 24,
      keepGb: 1,
      canary: { on: true, everyMinutes: 60 },
      relay: OFF,
    });
    expect(statSync(join(folder, CONFIG_FILE)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['not JSON', '{"feeds": [', /not JSON/],
    ['an unknown word', { feeds: [], feed: 1 }, /feed/],
    ['an unknown kind', { feeds: [{ ...quay, kind: 'pigeon' }] }, /no kind of feed "pigeon"; known are: .*tcp-client/],
    [
      'a wrong setting',
      { feeds: [{ ...quay, settings: { host: 'x', listenPort: 99_999 } }] },
      /Feed "quay".*listenPort/,
    ],
    ['a missing setting', { feeds: [{ ...quay, settings: { host: 'x' } }] }, /listenPort/],
    ['two of one name', { feeds: [quay, quay] }, /two feeds are called "quay"/],
    ['a target without its port', { relay: { targets: ['plotter'] } }, /relay\.targets\.0: is no host:port/],
    ['a name with blanks', { feeds: [{ ...quay, id: 'My Quay' }] }, /small letters/],
  ])('with %s is refused in one sentence that names it', (_, content, says) => {
    if (typeof content === 'string') writeFileSync(join(folder, CONFIG_FILE), content);
    else write(content);
    expect(() => readFeedConfig(folder)).toThrow(says);
  });
});

describe('the desk of feeds', () => {
  it('tells the worker of each change, once it is written', async () => {
    const bus = createBus();
    const seen: unknown[] = [];
    bus.answer(FEED_WORKER.name, async (command) => {
      seen.push([command, readFeedConfig(folder).feeds.map(({ id, on }) => `${id} ${on}`)]);
      return null;
    });
    const desk = createFeedDesk(folder, bus);
    await desk.save(quay);
    await desk.turn('quay', false);
    await desk.remove('quay');
    expect(seen).toEqual([
      ['take feeds', ['quay true']],
      ['take feeds', ['quay false']],
      ['take feeds', []],
    ]);
    await expect(desk.turn('quay', true)).rejects.toThrow('There is no feed "quay".');
    await expect(desk.save({ ...quay, settings: {} })).rejects.toThrow(/host/);
    desk.close();
  });

  it('sets the relay beside the feeds, and tells the worker and what is wrong with it', async () => {
    const bus = createBus();
    const seen: unknown[] = [];
    bus.answer(FEED_WORKER.name, async (command) => {
      seen.push([command, readFeedConfig(folder).relay.targets]);
      return null;
    });
    writeFeedConfig(folder, { ...readFeedConfig(folder), feeds: [quay] });
    const desk = createFeedDesk(folder, bus);
    expect(desk.relay()).toMatchObject({ settings: OFF, status: null, form: { properties: { tcp: {} } } });
    await desk.setRelay({ ...OFF, targets: ['127.0.0.1:2000'] });
    await expect(desk.setRelay({ ...OFF, targets: ['x'] })).rejects.toThrow(/no host:port/);
    expect(seen).toEqual([['take feeds', ['127.0.0.1:2000']]]);
    expect(readFeedConfig(folder).feeds).toEqual([quay]);
    const status = { on: true, says: 'x:1: the name is unknown.', wrong: true, lines: 0, clients: [], slow: 0 };
    bus.publish('feeds', { statuses: [], relay: { ...status, turnedAway: 0, targets: [], notes: [] } });
    expect(desk.problems().map(({ says }) => says)).toEqual(['The relay: x:1: the name is unknown.']);
    desk.close();
  });

  it('says by name what of the feeds is wrong', () => {
    const bus = createBus();
    writeFeedConfig(folder, { feeds: [quay], keepHours: 24, keepGb: 1, canary: { on: true, everyMinutes: 60 } });
    const desk = createFeedDesk(folder, bus);
    expect(desk.problems()).toEqual([]);
    write({ feeds: 7 });
    expect(desk.problems()[0]?.says).toContain('keelwatch.config.json');
    desk.close();
  });

  it('switches on by name only what needs no settings', () => {
    expect(() => ensureFeed(folder, 'tcp-client')).toThrow(/needs settings/);
    expect(() => ensureFeed(folder, 'pigeon')).toThrow(/no feed "pigeon"/);
    writeFeedConfig(folder, {
      feeds: [{ ...quay, on: false }],
      keepHours: 24,
      keepGb: 1,
      canary: { on: true, everyMinutes: 60 },
    });
    ensureFeed(folder, 'quay');
    expect(readFeedConfig(folder).feeds).toEqual([quay]);
  });
});
