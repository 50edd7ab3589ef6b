// BELLA 1 becomes MARINERA, December 2025: pursued, the tanker changes name, flag, MMSI and call sign at sea. Its IMO
// number goes on, and with it the watch. Published are the change, its month and the seizure; the course is invented.

import { openChart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import type { Point } from './land.ts';
import { heardFrom } from './sending.ts';
import { inventedShip, type Ship, watchedShip } from './ships.ts';
import { openStory, type Story } from './story.ts';
import { add, pass, type Stop, shuttle } from './traffic.ts';
import { openLog, sail, stay, UNDER_WAY } from './voyage.ts';

const ID = 'marinera';
const CATALOGUES = 'OFAC-SDN, HUR';
const at = (text: string): number => Date.parse(`${text}Z`);

/** East of the Windward Islands, where the chase of this telling begins; the whole course is invented. */
const TURN: Point = { lon: -57.5, lat: 14.2 };

export function marinera(): Story {
  const atlantic = openChart(-68, 5, -4, 64, 0.25);
  const story = openStory({
    id: ID,
    title: 'BELLA 1 becomes MARINERA at sea, December 2025',
    about:
      'The tanker BELLA 1, listed since June 2024, is pursued in the Atlantic. At sea it takes the name MARINERA, the flag of ' +
      'Russia, another MMSI and another call sign. The IMO number stays, and the watch goes with it until 7 January 2026, ' +
      'the day of the seizure. The course, and the day of the change in December, are invented.',
    fromAt: at('2025-12-14T00:00:00'),
    toAt: at('2026-01-07T15:00:00'),
    opensAt: at('2025-12-19T00:00:00'),
    speed: 43_200,
    sources: [CATALOGUES, 'press, December 2025 and January 2026'],
    chronology: [
      { when: '2024-06', what: 'BELLA 1 listed by US OFAC', source: 'OFAC-SDN' },
      { when: '2025-12', what: 'changed name, flag and MMSI while pursued', source: 'press, as in the vessel table' },
      { when: '2026-01-07', what: 'seized', source: 'press, as in the vessel table' },
    ],
  });
  const size = { shipType: 80, lengthM: 333, beamM: 60, draughtM: 10.6 };
  const now = watchedShip(9230880, size);
  const then: Ship = {
    ...now,
    name: 'BELLA 1',
    mmsi: 352_002_277,
    callSign: '3EX141',
    invented: 'real former name and MMSI; call sign, size and draught invented, positions reconstructed',
  };
  const pace = { seaMin: 15, restMin: 60, staticMin: 30 };
  const log = openLog(then, dice(`${ID} BELLA 1`), at('2025-12-14T06:00:00'), { lon: -33, lat: 17.5 }, pace);
  log.destination = 'CURACAO';
  sail(log, wayThrough(atlantic, [log.where, TURN]), { speedKn: 10.8 }, true);
  // The U-turn, and north-east across the ocean.
  const changing: Point = { lon: -41.5, lat: 34.6 };
  log.destination = 'FOR ORDERS';
  sail(log, wayThrough(atlantic, [log.where, { lon: -54.5, lat: 17.2 }, changing]), { speedKn: 9.4 }, true);
  // Three quarters of an hour adrift: BELLA 1 ends and MARINERA begins at one place.
  stay(log, log.at + 25 * 60_000, true, UNDER_WAY);
  log.ship = now;
  log.destination = 'RU MMK';
  stay(log, log.at + 20 * 60_000, true, UNDER_WAY);
  sail(
    log,
    wayThrough(atlantic, [log.where, { lon: -25.5, lat: 50.5 }, { lon: -17.2, lat: 60.4 }]),
    { arriveAt: at('2026-01-07T11:00:00') },
    true,
  );
  stay(log, at('2026-01-07T13:00:00'), true, UNDER_WAY);
  story.ships.push(then, now);
  story.messages.push(...heardFrom(log));

  const cross = (ship: Ship, way: Point[], from: string, says: string): void =>
    add(story, ship, pass(atlantic, ship, way, at(`${from}T00:00:00`), says));
  const channel: Point = { lon: -7, lat: 48.6 };
  const caribbean: Point = { lon: -60.3, lat: 15.3 };
  const gulfStream: Point = { lon: -66, lat: 38.5 };
  cross(
    inventedShip(142, 636, 'BELLA STAR', 'D5X142', 80, 274, 48, 15.8),
    [caribbean, channel],
    '2025-12-15',
    'NL RTM',
  );
  cross(
    inventedShip(143, 248, 'MARINER SKY', '9HX143', 70, 229, 32, 12.6),
    [channel, caribbean],
    '2025-12-16',
    'TT PTS',
  );
  cross(
    inventedShip(144, 219, 'NORDKAP TRADER', 'OXX144', 70, 190, 30, 10.9),
    [gulfStream, channel],
    '2025-12-18',
    'DE HAM',
  );
  cross(
    inventedShip(145, 538, 'AZORES BREEZE', 'V7X145', 80, 183, 32, 11.1),
    [channel, gulfStream],
    '2025-12-20',
    'US NYC',
  );
  cross(
    inventedShip(146, 477, 'JADE PASSAGE', 'VRX146', 70, 300, 48, 14.2),
    [gulfStream, channel],
    '2025-12-27',
    'BE ANR',
  );
  cross(
    inventedShip(147, 257, 'HAVSULA', 'LAX147', 80, 250, 44, 14),
    [{ lon: -6, lat: 61.5 }, gulfStream],
    '2025-12-28',
    'US NYC',
  );
  cross(
    inventedShip(148, 273, 'BELLONA', 'UXX148', 70, 140, 17, 6),
    [{ lon: -5.5, lat: 62 }, caribbean],
    '2025-12-22',
    'CU HAV',
  );
  const windward = openChart(-63, 10.5, -58.5, 15.5, 0.02);
  const bridgetown: Stop = ['wpi:11690', 'BB BGI'];
  shuttle(story, windward, inventedShip(149, 329, 'ILE DES SAINTES', 'FGX149', 70, 84, 14, 4.4), [
    ['wpi:11550', 'MQ FDF'],
    bridgetown,
  ]);
  shuttle(story, windward, inventedShip(150, 362, 'TOBAGO LINK', '9YX150', 60, 96, 17, 4.2), [
    ['wpi:11640', 'VC KTN'],
    bridgetown,
  ]);
  return story;
}
