// BELLA 1 near Hormuz and at Kharg, September 2025: AIS shows a box off the strait on the 3rd, while the tanker is at the
// oil terminal of Kharg, some 700 km up the Gulf. Published are the day, the two places and the distance.

import { distanceKm } from '../../server/domain/geo.ts';
import { berth, openChart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import type { Point } from './land.ts';
import { heardFrom } from './sending.ts';
import { inventedShip, type Ship, watchedShip } from './ships.ts';
import { openStory, type Story, tellPublished } from './story.ts';
import { type Stop, shuttle } from './traffic.ts';
import { type Box, openLog, pretend, sail, stay, UNDER_WAY } from './voyage.ts';

const ID = 'bella-1';
const PRESS = 'press, as in the vessel table';
const at = (text: string): number => Date.parse(`${text}Z`);

/** East of the strait, 700 km from Kharg. The point is invented at the published distance. */
const BOX: Box = { centre: { lon: 56.66, lat: 26.32 }, eastKm: 2.6, northKm: 2 };
const AWAY_KM = [690, 715] as const;
const GULF_OF_OMAN: Point = { lon: 59.4, lat: 24.9 };

export function bella1(): Story {
  const gulf = openChart(47.5, 23.5, 60.5, 30.8, 0.02);
  const kharg = berth(gulf, 'kharg');
  const awayKm = distanceKm(BOX.centre.lon, BOX.centre.lat, kharg.lon, kharg.lat);
  if (awayKm < AWAY_KM[0] || awayKm > AWAY_KM[1]) throw new Error(`the box lies ${awayKm} km from Kharg`);
  const story = openStory({
    id: ID,
    title: 'BELLA 1 near Hormuz and at Kharg, September 2025',
    about:
      'The tanker BELLA 1, listed since June 2024, sends positions in a small box near Hormuz while it is at the oil terminal ' +
      'of Kharg, about 700 km away, on 3 September 2025. Its draught doubles where no port is. Published are the 3rd, the ' +
      'two places and the distance; the other days, the box and the draught are invented.',
    fromAt: at('2025-08-29T00:00:00'),
    toAt: at('2025-09-07T01:00:00'),
    opensAt: at('2025-09-01T00:00:00'),
    speed: 21_600,
    sources: [PRESS, 'OFAC-SDN'],
    chronology: [
      { when: '2024-06', what: 'BELLA 1 listed by US OFAC', source: 'OFAC-SDN' },
      { when: '2025-09-03', what: 'AIS near Hormuz, ship at Kharg about 700 km away', source: PRESS },
    ],
  });
  const ship: Ship = {
    ...watchedShip(9230880, { shipType: 80, lengthM: 333, beamM: 60, draughtM: 10.2 }),
    name: 'BELLA 1',
    mmsi: 352_002_277,
    callSign: '3EX141',
    invented: 'real former name and MMSI; call sign, size and draught invented, positions reconstructed',
  };
  const pace = { seaMin: 12, restMin: 30, staticMin: 30 };
  const log = openLog(ship, dice(`${ID} BELLA 1`), at('2025-08-31T06:00:00'), GULF_OF_OMAN, pace);
  log.destination = 'FOR ORDERS';
  sail(log, wayThrough(gulf, [log.where, BOX.centre]), { arriveAt: at('2025-09-01T08:00:00') }, true);
  // What follows is sailed unheard, some 30 hours each way and two days at the terminal, while the box is sent.
  log.restMin = 10;
  pretend(log, at('2025-09-04T10:00:00'), BOX);
  log.draughtM = 20.4;
  pretend(log, at('2025-09-06T04:00:00'), BOX);
  log.restMin = 30;
  sail(log, wayThrough(gulf, [log.where, GULF_OF_OMAN]), { speedKn: 10.4 }, true);
  stay(log, story.toAt, true, UNDER_WAY);
  story.ships.push(ship);
  story.messages.push(...heardFrom(log));

  tellPublished(gulf, story);

  const run = (other: Ship, ...stops: Stop[]): void => shuttle(story, gulf, other, stops);
  const jebelAli: Stop = ['wpi:48276', 'AE JEA'];
  const fujairah: Stop = ['fujairah', 'AE FJR'];
  const sohar: Stop = ['wpi:48257', 'OM SOH'];
  run(inventedShip(171, 352, 'BELLA VISTA', '3EX171', 80, 249, 44, 13.1), fujairah, jebelAli);
  run(inventedShip(172, 470, 'DANA GULF', 'A6X172', 70, 128, 20, 6.9), jebelAli, sohar);
  run(
    inventedShip(173, 422, 'NASIM 4', 'EPX173', 70, 96, 15, 4.8),
    ['bandarabbas', 'BANDAR ABBAS'],
    ['bushehr', 'BUSHEHR'],
  );
  run(inventedShip(174, 636, 'LIBERTY CAPE', 'D5X174', 80, 333, 60, 20.9), [GULF_OF_OMAN, 'FOR ORDERS'], fujairah);
  run(inventedShip(175, 461, 'SOHAR PEARL', 'A4X175', 70, 175, 29, 9.8), sohar, fujairah);
  run(inventedShip(176, 470, 'KHOR STAR', 'A6X176', 52, 40, 12, 4.6), ['khorfakkan', 'KHOR FAKKAN'], jebelAli);
  run(inventedShip(177, 538, 'QESHM BAY', 'V7X177', 80, 183, 32, 11.4), ['assaluyeh', 'ASSALUYEH'], fujairah);
  run(inventedShip(178, 419, 'MALABAR QUEEN', 'VTX178', 70, 190, 32, 11), jebelAli, [GULF_OF_OMAN, 'IN MUN']);
  run(
    inventedShip(179, 422, 'KHALIJ 12', 'EPX179', 70, 88, 14, 4.3),
    ['bandarabbas', 'BANDAR ABBAS'],
    ['lavan', 'LAVAN'],
  );
  run(inventedShip(180, 470, 'DESERT ROSE', 'A6X180', 70, 140, 22, 7.9), jebelAli, fujairah);
  return story;
}
