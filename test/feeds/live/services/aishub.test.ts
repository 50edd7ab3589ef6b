import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { aishub } from '../../../../server/feeds/live/services/aishub.ts';
import { endAll, keepFeed, NOW } from './kept-feed.ts';

const NAME = 'AH_NOBODY_MAY_SEE';
const servers: { close(): unknown }[] = [];
afterEach(async () => {
  await endAll();
  for (const server of servers.splice(0)) server.close();
});

async function hub(answer: (response: ServerResponse, count: number) => void) {
  const asked: URL[] = [];
  const server = createServer((request, response) => {
    asked.push(new URL(request.url!, 'http://hub'));
    answer(response, asked.length);
  });
  servers.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ws.php`;
  return { asked, settings: { username: NAME, everyS: 60, withinMinutes: 15, url } };
}

const row = (MMSI: number, ageS: number) => ({
  MMSI,
  TIME: String(NOW / 1000 - ageS),
  LONGITUDE: 78_180_000,
  LATITUDE: 25_320_000,
  COG: 810,
  SOG: 95,
  HEADING: 511,
  NAVSTAT: 0,
  IMO: 0,
  NAME: 'MAIA',
});
const rows = (...all: object[]) =>
  JSON.stringify([{ ERROR: false, USERNAME: NAME, FORMAT: 'AIS', RECORDS: all.length }, all]);

describe('AISHub', () => {
  it('asks for the name of a member, and never more than once a minute', () => {
    expect(aishub.settings.safeParse({}).success).toBe(false);
    expect(aishub.settings.safeParse({ username: 'a', everyS: 59 }).success).toBe(false);
    expect(aishub.settings.parse({ username: 'a' })).toMatchObject({
      everyS: 60,
      url: 'https://data.aishub.net/ws.php',
    });
  });

  it('hands on the rows that are newer than the last of their ship, once a minute', async () => {
    const { asked, settings } = await hub((response, count) => {
      if (count === 1) response.end(rows(row(273_111_222, 80), row(273_333_444, 90)));
      else if (count === 2) response.end(rows(row(273_111_222, 80), row(273_333_444, 20), row(273_333_444, 99)));
      else response.end(rows(row(273_111_222, 80)));
    });
    const feed = keepFeed(aishub, settings);
    await feed.heard('heard');
    await feed.pass(59_000);
    expect(asked.length).toBe(1);
    expect(Object.fromEntries(asked[0]!.searchParams)).toMatchObject({ username: NAME, format: '0', output: 'json' });
    await feed.pass(1_000);
    await feed.heard('heard', 2);
    await feed.pass(60_000);
    await feed.heard('alive');
    expect(feed.read()).toMatchObject({
      rejects: {},
      reports: [
        { mmsi: 273_111_222, at: NOW - 80_000, arrivedAt: NOW, lon: 130.3, lat: 42.2, speedKn: 9.5 },
        { mmsi: 273_333_444, at: NOW - 90_000 },
        { mmsi: 273_333_444, at: NOW - 20_000, arrivedAt: NOW + 60_000 },
      ],
    });
  });

  it('keeps the minute when it is opened anew', async () => {
    const { asked, settings } = await hub((response) => response.end(rows(row(273_111_222, 80))));
    const first = keepFeed(aishub, settings);
    await first.heard('heard');
    await first.end();
    const second = keepFeed(aishub, settings);
    await second.pass(30_000);
    expect(asked.length).toBe(1);
    await second.pass(30_000);
    await second.heard('heard');
    expect(asked.length).toBe(2);
  });

  it('takes an empty answer for a question too soon, and an error for a refusal, without the name', async () => {
    for (const [answer, failure, says, least] of [
      ['', 'limited', 'more than once a minute', 120_000],
      [
        JSON.stringify([{ ERROR: true, ERROR_MESSAGE: `Invalid username ${NAME}` }]),
        'refused',
        'refuses: "Invalid username …"',
        1_800_000,
      ],
      [JSON.stringify([{ ERROR: true, ERROR_MESSAGE: 'Too frequent requests!' }]), 'limited', 'Too frequent', 120_000],
      ['<html>', 'invalid', 'not one of AISHub', 60_000],
      ['[null]', 'invalid', 'not one of AISHub', 60_000],
    ] as const) {
      const { settings } = await hub((response) => response.end(answer));
      const end = await keepFeed(aishub, settings).closed();
      expect(end).toMatchObject({ failure, says: expect.stringContaining(says) });
      expect(end.says).not.toContain(NAME);
      expect(end.againAt - NOW).toBeGreaterThanOrEqual(least);
    }
  });

  it('tells 503, silence and a server that is gone', async () => {
    const busy = await hub((response) => response.writeHead(503).end());
    expect(await keepFeed(aishub, busy.settings).closed()).toMatchObject({ failure: 'limited' });
    const silent = await hub(() => {});
    const waiting = keepFeed(aishub, silent.settings);
    await waiting.pass(31_000);
    expect(await waiting.closed()).toMatchObject({
      failure: 'unreachable',
      says: expect.stringContaining('no answer within 30 s'),
    });
    const gone = await hub(() => {});
    servers.pop()!.close();
    const end = await keepFeed(aishub, gone.settings).closed();
    expect(end).toMatchObject({ failure: 'unreachable', says: expect.stringContaining('nobody listens there') });
    expect(end.says).not.toContain(NAME);
  });

  it('hands on a row with a damaged time, so that it is counted, and a time to come holds nothing back', async () => {
    const { settings } = await hub((response) =>
      response.end(
        rows({ ...row(273_111_222, 0), TIME: 'soon' }, row(273_333_444, -9_000_000), row(273_333_444, 5), [
          1,
        ] as object),
      ),
    );
    const feed = keepFeed(aishub, settings);
    await feed.heard('heard');
    const { reports, rejects } = feed.read();
    expect(reports.map(({ at }) => at)).toContain(NOW - 5000);
    expect(Object.keys(rejects).length).toBeGreaterThan(0);
  });
});
