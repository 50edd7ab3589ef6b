// CATHAY PHOENIX, 2023: AIS shows a tanker for days in a small box west of Japan while it loads at Kozmino, some 250
// nautical miles away. Published are the two places and the distance; the days are invented, and so no sighting is told.

import { distanceKm } from '../../server/domain/geo.ts';
import { berth, openChart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import type { Point } from './land.ts';
import { heardFrom } from './sending.ts';
import { inventedShip, type Ship, unnumberedShip } from './ships.ts';
import { openStory, type Story } from './story.ts';
import { type Stop, shuttle } from './traffic.ts';
import { type Box, openLog, pretend, sail, stay, UNDER_WAY } from './voyage.ts';

const ID = 'cathay-phoenix';
const NYT = 'New York Times, 2023';
const at = (text: string): number => Date.parse(`${text}Z`);

/** Open water west of Honshu, 460 km from Kozmino. The point is invented at the published distance. */
const BOX: Box = { centre: { lon: 136.6, lat: 39.58 }, eastKm: 2.6, northKm: 1.9 };
const AWAY_KM = [450, 470] as const;
/** The south-western way into the Sea of Japan, east of Tsushima. */
const KOREA_STRAIT: Point = { lon: 129.75, lat: 34.75 };

export function cathayPhoenix(): Story {
  const chart = openChart(126, 32, 143, 46, 0.025);
  const kozmino = berth(chart, 'kozmino');
  const awayKm = distanceKm(BOX.centre.lon, BOX.centre.lat, kozmino.lon, kozmino.lat);
  if (awayKm < AWAY_KM[0] || awayKm > AWAY_KM[1]) throw new Error(`the box lies ${awayKm} km from Kozmino`);
  const story = openStory({
    id: ID,
    title: 'CATHAY PHOENIX in a box west of Japan, 2023',
    about:
      'The tanker CATHAY PHOENIX sends positions in a small box west of Japan, and its draught changes where no port is. ' +
      'Published is that it was at the oil terminal of Kozmino, about 250 miles away, at that time, in 2023, and no day: ' +
      'so no sighting is told here, and all days and positions are invented.',
    fromAt: at('2023-03-08T00:00:00'),
    toAt: at('2023-03-21T17:00:00'),
    opensAt: at('2023-03-11T00:00:00'),
    speed: 28_800,
    sources: [NYT],
    chronology: [
      {
        when: '2023',
        what: 'AIS in a box west of Japan while at Kozmino, about 250 miles away',
        source: NYT,
      },
    ],
  });
  const ship = unnumberedShip('hull:cathay-phoenix', 352_999_121, {
    shipType: 80,
    lengthM: 228,
    beamM: 42,
    draughtM: 7.6,
  });
  story.bindings.push({
    mmsi: ship.mmsi,
    hullId: 'hull:cathay-phoenix',
    why: 'sends no IMO number, and no list gives an MMSI: the case names the ship, an analyst bound its signal',
  });
  const pace = { seaMin: 12, restMin: 30, staticMin: 30 };
  const log = openLog(ship, dice(`${ID} CATHAY PHOENIX`), at('2023-03-10T09:00:00'), KOREA_STRAIT, pace);
  log.destination = 'FOR ORDERS';
  sail(log, wayThrough(chart, [log.where, BOX.centre]), { arriveAt: at('2023-03-12T06:00:00') }, true);
  // What follows is sailed unheard, a day each way and three at the terminal, while the box is sent.
  log.restMin = 10;
  pretend(log, at('2023-03-15T20:00:00'), BOX);
  log.draughtM = 13.4;
  pretend(log, at('2023-03-19T04:00:00'), BOX);
  log.restMin = 30;
  log.destination = 'CN LYG';
  sail(log, wayThrough(chart, [log.where, KOREA_STRAIT, { lon: 126.6, lat: 32.4 }]), { speedKn: 11.4 }, true);
  stay(log, story.toAt, true, UNDER_WAY);
  story.ships.push(ship);
  story.messages.push(...heardFrom(log));

  const run = (other: Ship, ...stops: Stop[]): void => shuttle(story, chart, other, stops);
  const busan: Stop = ['busan', 'KR PUS'];
  const kozminoOil: Stop = ['kozmino', 'RU KZM'];
  run(inventedShip(122, 636, 'CATHAY PEONY', 'D5X122', 80, 229, 32, 12.1), kozminoOil, ['ulsan', 'KR USN']);
  run(
    inventedShip(123, 352, 'ORIENT PHOENIX', '3EX123', 80, 183, 32, 10.4),
    ['ulsan', 'KR USN'],
    ['wpi:61870', 'JP KIJ'],
  );
  run(
    inventedShip(124, 431, 'SADO MARU NO 2', '7JX124', 70, 91, 15, 5),
    ['wpi:61870', 'NIIGATA'],
    ['wpi:61910', 'AKITA'],
  );
  run(inventedShip(125, 431, 'HOKURIKU', '7JX125', 70, 104, 17, 5.8), ['wpi:61850', 'FUSHIKI'], ['wpi:61230', 'OTARU']);
  run(inventedShip(126, 440, 'DONGHAE STAR 9', 'D7X126', 70, 121, 19, 6.9), busan, ['vladivostok', 'RU VVO']);
  run(inventedShip(127, 273, 'PRIMORYE LADY', 'UXX127', 80, 140, 22, 7.7), kozminoOil, busan);
  run(
    inventedShip(128, 273, 'AMURSKIY 32', 'UXX128', 70, 96, 14, 5.2),
    ['nakhodka', 'NAKHODKA'],
    ['wpi:61760', 'SAKAIMINATO'],
  );
  // A ship at a true anchor for as long as the box is sent, off the coast of Noto: it swings, as anchored ships do.
  run(
    inventedShip(129, 563, 'STRAITS PIONEER', '9VX129', 80, 182, 32, 9.7),
    [{ lon: 137.25, lat: 37 }, 'FOR ORDERS'],
    busan,
  );
  return story;
}
