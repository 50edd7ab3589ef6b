// CHON MA SAN, October 2024: a DPRK tanker, listed by the UN since 2018, calls at Vostochny with AIS on where its like
// used to be dark. AIS is off for the berth itself; then it goes round the peninsula for Nampo, and this ends on the way.

import { berth, openChart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import type { Point } from './land.ts';
import { heardFrom } from './sending.ts';
import { inventedShip, type Ship, watchedShip } from './ships.ts';
import { openStory, type Story } from './story.ts';
import { type Stop, shuttle } from './traffic.ts';
import { AT_ANCHOR, openLog, sail, stay } from './voyage.ts';

const ID = 'chon-ma-san';
const LLOYDS = "Lloyd's List";
const at = (text: string): number => Date.parse(`${text}Z`);

/** Well off both coasts of Korea: the Sea of Japan, between Tsushima and Kyushu, south of Jeju, the Yellow Sea. */
const ROUND_KOREA: Point[] = [
  { lon: 131.6, lat: 38 },
  { lon: 129.75, lat: 34.45 },
  { lon: 126.4, lat: 32.6 },
  { lon: 124, lat: 34.6 },
  { lon: 124, lat: 36.9 },
];

export function chonMaSan(): Story {
  const chart = openChart(116, 28, 146, 50, 0.025);
  const story = openStory({
    id: ID,
    title: 'CHON MA SAN with AIS on, October 2024',
    about:
      'CHON MA SAN, a DPRK tanker on the UN list, is heard at Vostochny on 19 October 2024. AIS is off for the berth itself; ' +
      'then the ship goes through the Yellow Sea for Nampo. Only the 19th is published as a day: how long it stayed, and ' +
      'the way, are invented, and an arrival, which nobody published, is not told.',
    fromAt: at('2024-10-16T00:00:00'),
    toAt: at('2024-10-25T18:00:00'),
    opensAt: at('2024-10-18T12:00:00'),
    speed: 14_400,
    sources: [LLOYDS, 'RUSI (five DPRK tankers at Vostochny in March 2024)'],
    chronology: [
      { when: '2024-10-19', what: 'at Vostochny with AIS on', source: LLOYDS },
      { when: '2024-10-19 and after', what: 'AIS off for the berth itself', source: LLOYDS },
      { when: 'after', what: 'Yellow Sea, for Nampo', source: LLOYDS },
    ],
  });
  // No list gives an MMSI; this one has the DPRK's country digits and a run of nines that nobody else has.
  const tanker = watchedShip(8660313, { mmsi: 445_999_051, shipType: 80, lengthM: 97, beamM: 14, draughtM: 3.4 });
  const log = openLog(
    tanker,
    dice(`${ID} CHON MA SAN`),
    at('2024-10-17T10:00:00'),
    { lon: 131.9, lat: 39.2 },
    {
      seaMin: 12,
      restMin: 60,
      staticMin: 30,
    },
  );
  const vostochny = berth(chart, 'vostochny');
  // Inside the bay, nearer to Vostochny's point than to Kozmino's or Nakhodka's.
  const roads: Point = { lon: 133.015, lat: 42.783 };
  log.destination = 'VOSTOCHNY';
  sail(log, wayThrough(chart, [log.where, roads]), { arriveAt: at('2024-10-19T01:30:00') }, true);
  stay(log, at('2024-10-19T06:30:00'), true, AT_ANCHOR);
  // Heard until the last 3 nm, silent at the berth, heard again on the way out.
  sail(log, wayThrough(chart, [log.where, vostochny]), { speedKn: 6 }, { afterNm: 0, beforeNm: 3 });
  stay(log, at('2024-10-21T03:00:00'), false);
  log.draughtM = 5.8;
  log.destination = 'NAMPO';
  sail(log, wayThrough(chart, [log.where, ...ROUND_KOREA]), { speedKn: 9.6 }, { afterNm: 3, beforeNm: 0 });
  story.ships.push(tanker);
  story.messages.push(...heardFrom(log));

  const run = (ship: Ship, ...stops: Stop[]): void => shuttle(story, chart, ship, stops);
  run(
    inventedShip(61, 273, 'CHONMASAN MARU', 'UXX61', 70, 88, 13, 4.6),
    ['nakhodka', 'RU NJK'],
    ['wpi:61760', 'SAKAIMINATO'],
  );
  run(inventedShip(62, 440, 'CHEONMASAN', 'D7X62', 80, 112, 18, 6.3), ['ulsan', 'KR USN'], ['yeosu', 'KR YOS']);
  run(inventedShip(63, 440, 'HALLASAN HO', 'D7X63', 70, 120, 19, 6.8), ['busan', 'KR PUS'], ['vladivostok', 'RU VVO']);
  run(
    inventedShip(64, 273, 'PRIMORSKIY BEREG', 'UXX64', 70, 104, 16, 5.5),
    ['vostochny', 'VOSTOCHNY'],
    ['busan', 'KR PUS'],
  );
  run(inventedShip(65, 352, 'BLUE HERON 5', '3EX65', 71, 147, 24, 8.2), ['busan', 'KR PUS'], ['qingdao', 'CN QIN']);
  run(
    inventedShip(66, 412, 'LU YANG 88', 'BXX66', 70, 134, 21, 7.5),
    ['dalian', 'CN DLC'],
    ['yantai', 'CN YAT'],
    ['qingdao', 'CN QIN'],
  );
  run(
    inventedShip(67, 431, 'TOYAMA MARU NO 3', '7JX67', 70, 92, 15, 5.1),
    ['wpi:61850', 'FUSHIKI'],
    ['vladivostok', 'RU VVO'],
  );
  run(inventedShip(68, 636, 'MAPLE WIND', 'D5X68', 80, 183, 32, 10.6), ['kozmino', 'RU KZM'], ['ulsan', 'KR USN']);
  run(inventedShip(69, 412, 'SHI DAO 17', 'BXX69', 60, 170, 26, 6.4), ['shidao', 'CN SHD'], ['wpi:60340', 'KR MOK']);
  run(inventedShip(70, 273, 'KORSAKOVETS', 'UXX70', 70, 96, 14, 5), ['vladivostok', 'RU VVO'], ['korsakov', 'RU KOR']);
  return story;
}
