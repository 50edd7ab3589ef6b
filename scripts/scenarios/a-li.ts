// A LI, an ordinary coaster of the Yellow Sea in 2020: its Fijian MMSI sends an IMO number one digit from that of YON
// PUNG 3, with her length of 146 m. Published is the swap of identity; the voyage and its days are invented, and lead to
// no port that any rule speaks of.

import { berth, openChart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import type { Point } from './land.ts';
import { heardFrom } from './sending.ts';
import { inventedShip, type Ship } from './ships.ts';
import { openStory, type Story } from './story.ts';
import { type Stop, shuttle } from './traffic.ts';
import { openLog, sail, stay } from './voyage.ts';

const ID = 'a-li';
const WONK = 'Arms Control Wonk, 2020';
const at = (text: string): number => Date.parse(`${text}Z`);

export function aLi(): Story {
  const chart = openChart(117.5, 34, 127.5, 41, 0.02);
  const story = openStory({
    id: ID,
    title: 'A LI, one digit from YON PUNG 3, 2020',
    about:
      'A ship that calls itself A LI, with a Fijian MMSI and a length of 146 m, sends IMO 8814881. YON PUNG 3 is 8314881, ' +
      'and 146 m long. One digit differs; both numbers fail the check digit, so that it cannot see the edit. Of the voyage ' +
      'nothing is published: its ports and days are invented.',
    fromAt: at('2020-03-02T00:00:00'),
    toAt: at('2020-03-20T00:00:00'),
    opensAt: at('2020-03-05T00:00:00'),
    speed: 28_800,
    sources: [WONK],
    chronology: [
      {
        when: '2020',
        what: 'YON PUNG 3 (8314881) sends 8814881 as A LI under a Fijian MMSI, length 146 m unchanged',
        source: WONK,
      },
    ],
  });
  const ship: Ship = {
    mmsi: 520_999_101,
    imo: 8_814_881,
    name: 'A LI',
    callSign: '3DX101',
    shipType: 70,
    lengthM: 146,
    beamM: 20,
    draughtM: 7.9,
    invented:
      'real case: name, number sent, country of the MMSI and length as published; rest of the MMSI, call sign, beam, ' +
      'draught and the whole voyage invented',
  };
  const pace = { seaMin: 12, restMin: 60, staticMin: 30 };
  const log = openLog(ship, dice(`${ID} A LI`), at('2020-03-04T03:00:00'), { lon: 124.2, lat: 34.3 }, pace);
  const go = (to: Point, speedKn: number): void => sail(log, wayThrough(chart, [log.where, to]), { speedKn }, true);
  log.destination = 'CN YAT';
  go(berth(chart, 'yantai'), 9.5);
  stay(log, at('2020-03-07T22:00:00'), true);
  log.draughtM = 4.3;
  log.destination = 'CN DLC';
  go(berth(chart, 'dalian'), 9);
  stay(log, at('2020-03-12T16:00:00'), true);
  log.draughtM = 7.6;
  log.destination = 'CN QIN';
  go(berth(chart, 'qingdao'), 9.2);
  stay(log, story.toAt, true);
  story.ships.push(ship);
  story.messages.push(...heardFrom(log));

  const run = (other: Ship, ...stops: Stop[]): void => shuttle(story, chart, other, stops);
  const dalian: Stop = ['dalian', 'CN DLC'];
  const qingdao: Stop = ['qingdao', 'CN QIN'];
  // A LI's namesakes: the same name, and the same country's MMSI, each with another number and size.
  run(inventedShip(102, 412, 'A LI', 'BXX102', 70, 97, 15, 5.4), ['shidao', 'CN SHD'], dalian);
  run(inventedShip(103, 520, 'SUVA TRADER', '3DX103', 70, 119, 19, 6.7), qingdao, ['wpi:60340', 'KR MOK']);
  run(inventedShip(104, 412, 'YONG FENG 3', 'BXX104', 70, 146, 21, 7.4), ['yantai', 'CN YAT'], dalian);
  run(inventedShip(105, 440, 'BOHAI PEARL', 'D7X105', 60, 172, 26, 6.2), ['weihai', 'CN WEI'], ['dandong', 'CN DDG']);
  run(inventedShip(106, 412, 'LU HAI 28', 'BXX106', 70, 132, 20, 7), ['longkou', 'CN LKU'], ['rizhao', 'CN RZH']);
  run(inventedShip(107, 371, 'EVER CALM', '3EX107', 80, 175, 31, 9.8), ['lianyungang', 'CN LYG'], dalian);
  run(inventedShip(108, 412, 'JIN SHENG 16', 'BXX108', 70, 110, 17, 6.1), ['penglai', 'CN PLI'], qingdao);
  run(inventedShip(109, 412, 'DONG FANG 207', 'BXX109', 70, 124, 19, 6.6), ['weihai', 'CN WEI'], ['rizhao', 'CN RZH']);
  return story;
}
