// The others in the Sea of Japan while the sea bridge ran: ordinary ships on ordinary calls, several with names that are
// easily taken for a watched one.

import type { Chart } from '../chart.ts';
import type { Point } from '../land.ts';
import { inventedShip, passingShip, type Ship } from '../ships.ts';
import { type Days, lie, work } from '../steady-traffic.ts';
import type { Story } from '../story.ts';
import { add, pass, type Stop, shuttle } from '../traffic.ts';
import { at, KOREA_STRAIT } from './waters.ts';

/**
 * When the north-west of the Sea of Japan is heard in full: round the two Rajin runs of LADY R in February and March 2024,
 * a day before the first gap of each until the last one has ended.
 */
const HEARD_IN_FULL: Days[] = [
  { fromAt: at('2024-02-02T04:00:00'), toAt: at('2024-02-13T11:30:00') },
  { fromAt: at('2024-03-07T00:00:00'), toAt: at('2024-03-13T13:45:00') },
];
/** Fishing banks off Rajin and off Nakhodka, near where the AIS of the carriers ends. */
const WEST_BANK: Point = { lon: 131.08, lat: 42.3 };
const EAST_BANK: Point = { lon: 132.78, lat: 42.52 };

function steady(chart: Chart, story: Story): void {
  lie(
    story,
    chart,
    [
      [inventedShip(13, 273, 'BUKHTA DIOMID', 'UXX13', 52, 34, 10, 4.2), ['vladivostok', 'VLADIVOSTOK']],
      [inventedShip(14, 273, 'PORTOVIK 14', 'UXX14', 52, 29, 9, 3.6), [{ lon: 132.2, lat: 43.05 }, 'BOLSHOY KAMEN']],
      [inventedShip(15, 273, 'VRANGEL BAY', 'UXX15', 52, 36, 11, 4.4), ['nakhodka', 'NAKHODKA']],
      [inventedShip(16, 273, 'SLAVYANETS', 'UXX16', 52, 31, 9, 3.8), ['slavyanka', 'SLAVYANKA']],
      [
        inventedShip(17, 273, 'USSURI TANKER', 'UXX17', 80, 78, 12, 4.1),
        [{ lon: 132.02, lat: 42.99 }, 'VLADIVOSTOK RDS'],
      ],
    ],
    HEARD_IN_FULL,
    4,
  );
  const boats = (first: number, mid: number, sign: string, names: string[]): Ship[] =>
    names.map((name, n) => inventedShip(first + n, mid, name, `${sign}${first + n}`, 30, 38 + n, 8, 3.4));
  work(
    story,
    boats(151, 273, 'UXX', ['MYS POVOROTNY', 'KRAB 151', 'STERKH 3', 'ZALIV POSYETA']),
    WEST_BANK,
    11,
    HEARD_IN_FULL,
  );
  work(
    story,
    boats(155, 273, 'UXX', ['OSTROV ASKOLD', 'MINTAY 7', 'PERVENETS', 'TAYFUN 12']),
    EAST_BANK,
    10,
    HEARD_IN_FULL,
  );
}

export function background(chart: Chart, story: Story): void {
  const run = (ship: Ship, stops: Stop[], from: string, to: string): void =>
    shuttle(story, chart, ship, stops, at(`${from}T00:00:00`), at(`${to}T00:00:00`));

  steady(chart, story);
  const busan: Stop = ['busan', 'KR PUS'];
  const vladivostok: Stop = ['vladivostok', 'RU VVO'];
  // A real fleet name that holds ANGARA, with an invented MMSI and voyage: not the watched ship.
  const sasco = { ...inventedShip(1, 273, 'SASCO ANGARA', 'UXX01', 70, 98, 17, 5.8), imo: 9242986 };
  sasco.invented =
    'real name and IMO number, taken as confusable with ANGARA; MMSI, call sign, size and the whole voyage invented';
  run(sasco, [vladivostok, ['korsakov', 'RU KOR'], ['vanino', 'RU VNN']], '2024-01-05', '2024-04-10');
  run(
    inventedShip(2, 273, 'NEPTUN', 'UXX02', 70, 92, 14, 5.2),
    [['slavyanka', 'SLAVYANKA'], busan],
    '2024-01-10',
    '2024-03-25',
  );
  run(
    inventedShip(3, 440, 'HANEUL STAR 7', 'D7X03', 70, 110, 18, 6.6),
    [busan, vladivostok],
    '2023-12-15',
    '2024-04-15',
  );
  run(
    inventedShip(4, 440, 'DONGHAE PEARL', 'D7X04', 71, 141, 23, 7.9),
    [busan, ['vostochny', 'VOSTOCHNY'], ['ulsan', 'KR USN']],
    '2024-01-02',
    '2024-04-15',
  );
  run(
    inventedShip(5, 431, 'NIIGATA MARU NO 8', '7JX05', 70, 86, 14, 4.9),
    [
      ['wpi:61870', 'JP KIJ'],
      ['nakhodka', 'RU NJK'],
    ],
    '2024-01-12',
    '2024-03-30',
  );
  run(
    inventedShip(6, 352, 'LADY RITA', '3EX06', 70, 118, 19, 6.7),
    [
      ['ulsan', 'ULSAN'],
      ['wpi:61230', 'OTARU'],
    ],
    '2024-01-20',
    '2024-03-20',
  );
  run(
    inventedShip(7, 273, 'MAYA 1', 'UXX07', 70, 95, 15, 5.4),
    [
      ['nakhodka', 'NAKHODKA'],
      ['wpi:61760', 'SAKAIMINATO'],
    ],
    '2024-01-08',
    '2024-03-15',
  );
  run(
    inventedShip(8, 412, 'HAI XIN 66', 'BXX08', 70, 128, 20, 7.3),
    [['qingdao', 'CN QIN'], busan, ['dalian', 'CN DLC']],
    '2023-10-01',
    '2023-12-20',
  );
  run(
    inventedShip(9, 636, 'OCEAN MAPLE', 'D5X09', 80, 183, 32, 10.8),
    [
      ['ulsan', 'KR USN'],
      ['kozmino', 'RU KZM'],
    ],
    '2024-01-15',
    '2024-03-28',
  );
  run(
    inventedShip(10, 273, 'ANGARSK', 'UXX10', 79, 104, 16, 5.6),
    [vladivostok, ['kholmsk', 'RU KHO']],
    '2023-09-01',
    '2023-11-10',
  );
  run(
    inventedShip(11, 538, 'SEA DAISY', 'V7X11', 70, 169, 27, 9.4),
    [
      ['nakhodka', 'RU NJK'],
      ['wpi:60410', 'POHANG'],
    ],
    '2023-08-20',
    '2023-10-25',
  );
  run(
    inventedShip(12, 273, 'ZARYA PRIMORYA', 'UXX12', 30, 55, 10, 4.1),
    [
      ['zarubino', 'MORE'],
      [{ lon: 132.9, lat: 41.6 }, 'MORE'],
    ],
    '2024-01-25',
    '2024-03-10',
  );
  const mariaE = passingShip(9617923, { shipType: 60, lengthM: 120, beamM: 19, draughtM: 5 });
  add(
    story,
    mariaE,
    pass(
      chart,
      mariaE,
      [KOREA_STRAIT, { lon: 136, lat: 40.5 }, { lon: 139.3, lat: 41.6 }, { lon: 140.9, lat: 41.05 }],
      at('2024-02-05T12:00:00'),
      'FOR ORDERS',
      story.toAt,
    ),
  );
  const tanker = passingShip(9198783, { shipType: 80, lengthM: 182, beamM: 30, draughtM: 9 });
  add(
    story,
    tanker,
    pass(
      chart,
      tanker,
      [
        { lon: 138.9, lat: 43.6 },
        { lon: 133.5, lat: 40 },
        KOREA_STRAIT,
        { lon: 126.2, lat: 31.2 },
        { lon: 122.95, lat: 31.15 },
      ],
      at('2024-02-07T03:00:00'),
      'FOR ORDERS',
      story.toAt,
    ),
  );
}
