// A peer on loopback that speaks as gpsd 3.22 does.

import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { gpsd } from '../../../server/feeds/live/gpsd.ts';
import { NOW, openFeed, readNews } from './open-feed.ts';

const VERSION = '{"class":"VERSION","release":"3.22","rev":"3.22","proto_major":3,"proto_minor":14}';
const PATH = 'tcp://127.0.0.1:17011';
const FIX =
  '{"class":"AIS","device":"tcp://127.0.0.1:17011","type":1,"repeat":0,"mmsi":227006760,"scaled":true,"status":0,"status_text":"Under way using engine","turn":"nan","speed":12.3,"accuracy":false,"lon":0.131380,"lat":49.475577,"course":36.7,"heading":511,"second":14,"maneuver":0,"raim":false,"radio":22136}';
const RAW =
  '{"class":"AIS","device":"tcp://127.0.0.1:17011","type":1,"repeat":0,"mmsi":227006760,"scaled":false,"status":0,"turn":-128,"speed":123,"accuracy":false,"lon":78828,"lat":29685346,"course":367,"heading":511,"second":14,"maneuver":0,"raim":false,"radio":22136}';
const VOYAGE =
  '{"class":"AIS","device":"tcp://127.0.0.1:17011","type":5,"repeat":0,"mmsi":431100155,"scaled":true,"imo":9108661,"ais_version":0,"callsign":"JG5338","shipname":"KINRYU MARU","shiptype":80,"shiptype_text":"Tanker - all ships of this type","to_bow":83,"to_stern":21,"to_port":6,"to_starboard":9,"epfd":1,"eta":"03-15T08:00Z","draught":6.5,"destination":">JP CHB 3(NARITA)","dte":0}';
const PART_A =
  '{"class":"AIS","device":"x","type":24,"repeat":0,"mmsi":338087471,"scaled":true,"part":"A","shipname":"SWEETWATER"}';

const open: { end(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.end();
});

/** Says `lines` to whoever has asked to watch. */
async function peer(lines: string[], greeting = VERSION) {
  const asked: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.write(`${greeting}\r\n`);
    socket.once('data', (bytes) => {
      asked.push(String(bytes));
      for (const line of lines) socket.write(`${line}\r\n`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    end: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  const settings = { host: '127.0.0.1', listenPort: (server.address() as { port: number }).port };
  const feed = openFeed(gpsd, settings);
  open.push(feed);
  return { feed, asked, settings, hangUp: () => sockets.forEach((socket) => void socket.end()) };
}

describe('gpsd', () => {
  it('is asked for field units and single parts, and each line is read by what it says of its units', async () => {
    const { feed, asked, settings, hangUp } = await peer([FIX, RAW, VOYAGE, PART_A]);
    while (!JSON.stringify(readNews(gpsd, settings, feed.news).reports).includes('SWEETWATER')) {
      await feed.until('heard', feed.news.filter(({ kind }) => kind === 'heard').length + 1);
    }
    hangUp();
    expect(await feed.ended).toBeNull();
    expect(asked).toEqual(['?WATCH={"enable":true,"json":true,"scaled":true,"split24":true};\n']);
    const { reports, rejects } = readNews(gpsd, settings, feed.news);
    expect(rejects).toEqual({});
    expect(reports).toHaveLength(4);
    for (const fix of reports.slice(0, 2)) {
      expect(fix).toMatchObject({ mmsi: 227_006_760, at: NOW, speedKn: 12.3, courseDeg: 36.7, headingDeg: Number.NaN });
      expect(fix.lon).toBeCloseTo(0.13138, 5);
      expect(fix.lat).toBeCloseTo(49.475577, 5);
    }
    expect(reports[2]).toMatchObject({ imo: 9_108_661, name: 'KINRYU MARU', draughtM: 6.5, lengthM: 104, beamM: 15 });
    expect(reports[3]).toMatchObject({ mmsi: 338_087_471, name: 'SWEETWATER' });
  });

  it('says when it loses a receiver and finds it again', async () => {
    const { feed } = await peer([
      `{"class":"DEVICE","path":"${PATH}","activated":0}`,
      `{"class":"DEVICE","path":"${PATH}","driver":"AIVDM","activated":"2026-11-30T09:28:02.232Z"}`,
    ]);
    expect((await feed.until('open', 3)).map(({ says }) => says).slice(1)).toEqual([
      `gpsd has lost its receiver ${PATH}.`,
      `gpsd reads ${PATH}.`,
    ]);
  });

  it('that does not take what it was asked is told with its own words', async () => {
    const { feed } = await peer(['{"class":"ERROR","message":"Invalid WATCH"}']);
    expect((await feed.ended)?.message).toMatch(/: gpsd says "Invalid WATCH"\.$/);
  });

  it('is not taken for something else that answers', async () => {
    const { feed } = await peer([], 'SSH-2.0-OpenSSH_9.6');
    expect(await feed.ended).toMatchObject({ failure: 'invalid', message: expect.stringContaining('is not gpsd') });
  });
});
