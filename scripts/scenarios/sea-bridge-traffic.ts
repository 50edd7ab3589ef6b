// The others in the Sea of Japan while the sea bridge ran: ordinary ships on ordinary calls, several with names that are
// easily taken for a watched one.

import type { Chart } from './chart.ts';
import { at, KOREA_STRAIT } from './sea-bridge-waters.ts';
import { inventedShip, passingShip, type Ship } from './ships.ts';
import type { Story } from './story.ts';
import { add, pass, type Stop, shuttle } from './traffic.ts';

export function background(chart: Chart, story: Story): void {
  const run = (ship: Ship, stops: Stop[], from: string, to: string): void =>
    shuttle(story, chart, ship, stops, at(`${from}T00:00:00`), at(`${to}T00:00:00`));

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
      [KOREA_STRAIT, { lon: 136, lat: 40.5 }, { lon: 139.3, lat: 41.6 }],
      at('2024-02-05T12:00:00'),
      'FOR ORDERS',
    ),
  );
  const tanker = passingShip(9198783, { shipType: 80, lengthM: 182, beamM: 30, draughtM: 9 });
  add(
    story,
    tanker,
    pass(
      chart,
      tanker,
      [{ lon: 138.9, lat: 43.6 }, { lon: 133.5, lat: 40 }, KOREA_STRAIT, { lon: 126.2, lat: 31.2 }],
      at('2024-02-07T03:00:00'),
      'FOR ORDERS',
    ),
  );
}
