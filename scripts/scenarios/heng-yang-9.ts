// HENG YANG 9 in the Black Sea, September 2025: from Istanbul by Novorossiysk, declared for Kavkaz. AIS shows a box in the
// roads of Kavkaz where images show no ship; a photograph shows the ship at Sevastopol. Then gap, and Istanbul again.

import { berth, type Chart, openChart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import type { Point } from './land.ts';
import { heardFrom } from './sending.ts';
import { inventedShip, type Ship, unnumberedShip } from './ships.ts';
import { openStory, type Story, tellPublished } from './story.ts';
import { type Stop, shuttle } from './traffic.ts';
import { AT_ANCHOR, type Box, openLog, pretend, sail, stay } from './voyage.ts';

const ID = 'heng-yang-9';
const FT = 'Financial Times; Maritime Executive';
const at = (text: string): number => Date.parse(`${text}Z`);

const ISTANBUL = 'wpi:43420';
const PRINCES: Point = { lon: 28.95, lat: 40.93 };
/** North of the Bosporus, where ships wait for their turn through it. */
const EUXINE: Point = { lon: 29.2, lat: 41.35 };
/** South of the Kerch Strait, in the roads that crews call Kavkaz and outside every port circle. The point is invented. */
const KAVKAZ_ROADS: Box = { centre: { lon: 36.55, lat: 45.02 }, eastKm: 2.4, northKm: 1.8 };

export function hengYang9(): Story {
  const blackSea = openChart(27.5, 41, 42, 47.3, 0.025);
  const story = openStory({
    id: ID,
    title: 'HENG YANG 9 and the box off Kavkaz, September 2025',
    about:
      'HENG YANG 9 leaves Istanbul on 2 September 2025, is at Novorossiysk on the 6th and declares Kavkaz. AIS shows a box ' +
      'in the roads until the 15th, images show no ship there, a photograph of the 14th shows the ship at Sevastopol. The ' +
      'draughts, and the way back to Istanbul, are invented.',
    fromAt: at('2025-08-31T00:00:00'),
    toAt: at('2025-09-19T12:00:00'),
    opensAt: at('2025-09-05T18:00:00'),
    speed: 28_800,
    sources: ['Financial Times', 'Maritime Executive', "Lloyd's List"],
    chronology: [
      { when: '2025-09-02', what: 'left Istanbul', source: FT },
      { when: '2025-09-06', what: 'at Novorossiysk by AIS, declares Kavkaz', source: FT },
      {
        when: '2025-09-06 to 2025-09-15',
        what: 'satellite images show no ship where AIS has it off Kavkaz',
        source: FT,
      },
      { when: '2025-09-14', what: 'photographed at Sevastopol', source: FT },
    ],
  });
  const ship = unnumberedShip('hull:heng-yang-9', 352_999_181, {
    shipType: 70,
    lengthM: 140,
    beamM: 22,
    draughtM: 6.9,
  });
  story.bindings.push({
    mmsi: ship.mmsi,
    hullId: 'hull:heng-yang-9',
    why: 'sends no IMO number; name, Panama digits and length fit, which is a possible match until an analyst says so',
  });
  const pace = { seaMin: 12, restMin: 30, staticMin: 30 };
  const [toSea, home] = throughTheBosporus();
  const log = openLog(ship, dice(`${ID} HENG YANG 9`), story.fromAt, toSea[0]!, pace);
  log.destination = 'RU NVS';
  stay(log, at('2025-09-02T07:00:00'), true);
  sail(log, toSea, { speedKn: 8 }, true);
  stay(log, at('2025-09-04T06:00:00'), true, AT_ANCHOR);
  const novorossiysk = berth(blackSea, 'novorossiysk');
  sail(log, wayThrough(blackSea, [log.where, novorossiysk]), { arriveAt: at('2025-09-06T01:00:00') }, true);
  stay(log, at('2025-09-06T08:00:00'), true);
  log.destination = 'PORT KAVKAZ';
  sail(log, wayThrough(blackSea, [log.where, KAVKAZ_ROADS.centre]), { arriveAt: at('2025-09-06T16:00:00') }, true);
  // Ten minutes apart: what betrays a box is many fixes. The draught is typed in twice, and no berth was near.
  log.restMin = 10;
  pretend(log, at('2025-09-10T09:00:00'), KAVKAZ_ROADS);
  log.draughtM = 4.6;
  pretend(log, at('2025-09-13T15:00:00'), KAVKAZ_ROADS);
  log.draughtM = 7.8;
  pretend(log, at('2025-09-15T06:00:00'), KAVKAZ_ROADS);
  // Where it was: at Sevastopol, and from there back, silent until the Bosporus is near.
  log.restMin = 30;
  log.where = berth(blackSea, 'sevastopol');
  stay(log, at('2025-09-16T02:00:00'), false);
  log.destination = 'TR IST';
  sail(log, wayThrough(blackSea, [log.where, EUXINE]), { speedKn: 10.5 }, { afterNm: 225, beforeNm: 0 });
  stay(log, at('2025-09-17T12:00:00'), true, AT_ANCHOR);
  sail(log, home, { speedKn: 8 }, true);
  stay(log, story.toAt, true);
  story.ships.push(ship);
  story.messages.push(...heardFrom(log));

  // That images show nothing at Kavkaz is told in the chronology: a sighting says where a ship was, not where not.
  tellPublished(blackSea, story);
  background(story, blackSea);
  return story;
}

/** From the berth in Istanbul to the Black Sea, and back. */
function throughTheBosporus(): [out: Point[], back: Point[]] {
  const marmara = openChart(25.5, 39.8, 29.5, 41.1, 0.008);
  const bosporus = openChart(28.9, 40.9, 29.3, 41.4, 0.002);
  const way = [
    ...wayThrough(marmara, [berth(marmara, ISTANBUL), PRINCES]),
    ...wayThrough(bosporus, [PRINCES, EUXINE]).slice(1),
  ];
  return [way, [...way].reverse()];
}

function background(story: Story, chart: Chart): void {
  const run = (ship: Ship, ...stops: Stop[]): void => shuttle(story, chart, ship, stops);
  const novorossiysk: Stop = ['novorossiysk', 'RU NVS'];
  const kavkazRoads: Stop = [{ lon: 36.48, lat: 44.98 }, 'PORT KAVKAZ RDS'];
  run(
    inventedShip(81, 352, 'HENG YANG 6', '3EX81', 70, 118, 18, 6.3),
    ['wpi:43560', 'RO CND'],
    ['wpi:44390', 'TR TZX'],
  );
  run(inventedShip(82, 271, 'YILDIZ KAPTAN', 'TCX82', 70, 96, 15, 5.1), ['wpi:44450', 'TR SSX'], novorossiysk);
  run(inventedShip(83, 273, 'KUBAN BREEZE', 'UXX83', 80, 140, 17, 5.9), ['tuapse', 'RU TUA'], kavkazRoads);
  run(inventedShip(84, 636, 'GOLDEN STEPPE', 'D5X84', 70, 190, 32, 11.2), novorossiysk, [EUXINE, 'TR IST']);
  run(inventedShip(85, 207, 'SREBARNA', 'LZX85', 70, 108, 16, 5.6), ['wpi:43510', 'BG VAR'], ['wpi:44350', 'GE BUS']);
  run(inventedShip(86, 273, 'AZOV PEARL', 'UXX86', 70, 114, 13, 3.9), kavkazRoads, ['wpi:44450', 'SAMSUN']);
  run(inventedShip(87, 577, 'PACIFIC ROWAN', 'YJX87', 80, 183, 32, 10.1), ['tuapse', 'RU TUA'], [EUXINE, 'TR IST']);
  run(inventedShip(88, 352, 'HENG YUAN 9', '3EX88', 70, 139, 21, 7.2), ['wpi:43560', 'RO CND'], novorossiysk);
}
