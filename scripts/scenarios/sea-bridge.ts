// The Rajin–Vostochny/Dunay sea bridge, August 2023 to April 2024. Ports and, where given, dates are from the published
// chronology; trips that are published only as a number within a period get dates invented within it, and say so. AIS is
// off at both ends: what is heard is the middle of a passage, and long stays at anchor off Vladivostok.

import { berth, type Chart, openChart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import type { Point } from './land.ts';
import { inventedShip, passingShip, watchedShip } from './ships.ts';
import { day, type Story, sightingOf } from './story.ts';
import { pass, shuttle } from './traffic.ts';
import { AT_ANCHOR, DAY_MS, HOUR_MS, heardFrom, type Log, openLog, sail, stay } from './voyage.ts';

const ID = 'sea-bridge';
const NK_PRO = 'NK Pro imagery';
const RUSI = 'RUSI, "The Orient Express", 16 Oct 2023';

const ladyR = watchedShip(9161003, { shipType: 79, lengthM: 122, beamM: 20, draughtM: 6.4 });
const angara = watchedShip(9179842, { shipType: 79, lengthM: 127, beamM: 21, draughtM: 6.8 });
const maria = watchedShip(8517839, { shipType: 70, lengthM: 113, beamM: 19, draughtM: 6.5 });
const maia = watchedShip(9358010, { shipType: 70, lengthM: 138, beamM: 21, draughtM: 7.2 });

/** Off Vladivostok, outside every port circle: where a ship waits with AIS on. */
const ROADS: Point = { lon: 132.15, lat: 42.98 };
/** The south-western way into the Sea of Japan, east of Tsushima. */
const KOREA_STRAIT: Point = { lon: 129.75, lat: 34.75 };
/** As far from Rajin as the ships were last heard, and as far from the other end (brief of the reconstruction). */
const RAJIN_DARK_NM = [40, 60] as const;
const RUSSIA_DARK_NM = [12, 25] as const;

const at = (text: string): number => Date.parse(`${text}Z`);

export function seaBridge(): Story {
  const chart = openChart(116, 28, 146, 50, 0.025);
  const story: Story = {
    id: ID,
    title: 'Rajin–Vostochny sea bridge, 2023–24',
    about:
      'ANGARA, LADY R, MARIA and MAIA-1 between Rajin and the Russian Pacific ports, AIS off at both ends. Calls are told ' +
      'by published satellite sightings; between them the ships are heard in the middle of the passage.',
    fromAt: at('2023-08-15T00:00:00'),
    toAt: at('2024-04-20T00:00:00'),
    opensAt: at('2024-02-06T00:00:00'),
    // Six hours a second: LADY R's Vostochny call of 8 February comes up within twelve seconds.
    speed: 21_600,
    ships: [],
    messages: [],
    channels: [],
    sightings: [],
    sources: [
      'NK Pro satellite imagery reports, 2023–24',
      'CSIS Beyond Parallel, Oct 2023',
      RUSI,
      'White House, 13 Oct 2023',
      'Reuters and Open Source Centre, 15 Apr 2025',
      'Yomiuri Shimbun, Apr 2024',
    ],
    chronology: [
      { when: '2023-08 to 2024-02', what: 'ANGARA: at least 11 voyages Rajin–Dunay, AIS off', source: 'RUSI, NK Pro' },
      {
        when: '2023-09-07 to 2023-10-01',
        what: 'about 300 containers Rajin, Dunay, then by rail to Tikhoretsk',
        source: 'White House, 13 Oct 2023',
      },
      { when: '2023-08 to 2023-10', what: 'MARIA: four or five trips, with ANGARA', source: RUSI },
      {
        when: '2023-10',
        what: 'LADY R: AIS off in the Sea of Japan early in the month, Vladivostok mid-month, Rajin about the 19th',
        source: 'CSIS, RUSI, press',
      },
      {
        when: '2023-10 to 2024-02',
        what: 'MAIA-1: at least 9 trips Rajin to Vostochny, about 2,000 containers',
        source: 'NK Pro',
      },
      { when: '2024-02-04', what: 'LADY R loads at Rajin', source: NK_PRO },
      { when: '2024-02-08', what: 'LADY R at Vostochny', source: NK_PRO },
      { when: '2024-02 early', what: 'ANGARA: AIS briefly on in the Korea Strait', source: 'Reuters / RUSI' },
      {
        when: '2024-02-09',
        what: 'ANGARA at the Zhoushan Xinya yard, until late April or May',
        source: 'Reuters / RUSI',
      },
      { when: '2024-02-10', what: 'LADY R at Vladivostok', source: NK_PRO },
      { when: '2024-02-12', what: 'MAIA-1 at Rajin', source: NK_PRO },
      { when: '2024-02-13 to 2024-03-10', what: 'pause of the sea bridge', source: 'NK Pro' },
      { when: '2024-02-27', what: 'LADY R anchored east of Vladivostok; gone by 7–9 March', source: NK_PRO },
      { when: '2024-03-10', what: 'LADY R unloads at Rajin, Pier 1', source: NK_PRO },
      { when: '2024-03-12', what: 'LADY R loads at Rajin, Pier 2', source: NK_PRO },
      { when: '2024-03-14', what: 'LADY R at Vostochny', source: NK_PRO },
      { when: '2024-04-02 to 2024-04-03', what: 'LADY R at Vostochny', source: 'Yomiuri' },
      { when: '2024-04-14', what: 'LADY R at Rajin, AIS off', source: 'Yomiuri' },
    ],
  };
  shuttles(chart, story);
  sailLadyR(chart, story);
  background(chart, story);
  return story;
}

/** Twelve minutes at sea; at rest every two hours, so that no silence of four arises from thinning. */
const PACE: Pick<Log, 'seaMin' | 'restMin' | 'staticMin'> = { seaMin: 12, restMin: 120, staticMin: 30 };

interface Bridge {
  ship: Story['ships'][number];
  other: 'dunay' | 'vostochny';
  /** Days on which the ship is in Rajin, each followed by the other end two days later. */
  rajinDays: string[];
  source: string;
  what: string;
}

function shuttles(chart: Chart, story: Story): void {
  const bridges: Bridge[] = [
    {
      ship: angara,
      other: 'dunay',
      rajinDays: [
        '2023-08-26',
        '2023-09-07',
        '2023-09-19',
        '2023-10-01',
        '2023-10-14',
        '2023-10-29',
        '2023-11-12',
        '2023-11-27',
        '2023-12-12',
        '2023-12-28',
        '2024-01-16',
      ],
      source: 'RUSI, NK Pro: at least 11 voyages Aug 2023–Feb 2024',
      what: 'one of at least 11 voyages Rajin–Dunay',
    },
    {
      ship: maria,
      other: 'dunay',
      rajinDays: ['2023-08-30', '2023-09-13', '2023-09-27', '2023-10-10'],
      source: `${RUSI}: four or five trips with ANGARA`,
      what: 'one of four or five trips Rajin–Dunay',
    },
    {
      ship: maia,
      other: 'vostochny',
      rajinDays: [
        '2023-10-05',
        '2023-10-20',
        '2023-11-04',
        '2023-11-19',
        '2023-12-04',
        '2023-12-19',
        '2024-01-06',
        '2024-01-24',
        '2024-02-12',
      ],
      source: 'NK Pro: at least 9 trips Oct 2023–Feb 2024',
      what: 'one of at least 9 trips Rajin to Vostochny',
    },
  ];
  for (const bridge of bridges) {
    const { ship } = bridge;
    const luck = dice(`${ID} ${ship.name}`);
    const log = openLog(ship, luck, story.fromAt, ROADS, PACE);
    log.destination = 'VLADIVOSTOK';
    for (const [n, text] of bridge.rajinDays.entries()) {
      const [rajinAt] = day(text);
      const leaveAt = rajinAt - luck.between(14, 18) * HOUR_MS;
      // At anchor with AIS on for the last days only: for long stretches nobody hears these ships.
      const shownAt = Math.max(log.at, leaveAt - luck.between(2, 5) * DAY_MS);
      stay(log, leaveAt, [{ fromAt: shownAt, toAt: leaveAt }], AT_ANCHOR);
      toRajin(chart, log, luck.between(9.5, 11.5));
      stay(log, rajinAt + luck.between(26, 34) * HOUR_MS, false);
      fromRajin(chart, log, bridge.other, luck.between(9.5, 11.5));
      const arrivedDay = new Date(log.at + 6 * HOUR_MS).toISOString().slice(0, 10);
      const published = ship === maia && text === '2024-02-12';
      story.sightings.push(
        sightingOf(
          chart,
          ID,
          {
            ship,
            port: 'rajin',
            what: published ? 'at Rajin' : bridge.what,
            source: published ? NK_PRO : bridge.source,
            dateReconstructed: !published,
          },
          ...day(text),
        ),
        sightingOf(
          chart,
          ID,
          { ship, port: bridge.other, what: bridge.what, source: bridge.source, dateReconstructed: true },
          ...day(arrivedDay),
        ),
      );
      stay(log, day(arrivedDay)[0] + luck.between(34, 46) * HOUR_MS, false);
      if (n < bridge.rajinDays.length - 1) {
        sail(log, wayThrough(chart, [log.where, ROADS]), { speedKn: luck.between(8, 10) }, false);
      }
    }
    if (ship === angara) angaraToTheYard(chart, story, log);
    else if (ship === maria) layUp(chart, log, story.toAt);
    else {
      sail(log, wayThrough(chart, [log.where, ROADS]), { speedKn: 9 }, false);
      stay(
        log,
        at('2024-04-01T00:00:00'),
        [{ fromAt: at('2024-02-20T00:00:00'), toAt: at('2024-03-20T00:00:00') }],
        AT_ANCHOR,
      );
    }
    story.ships.push(ship);
    story.messages.push(...heardFrom(log));
  }
  const whiteHouse = { ship: angara, what: 'containers loaded for Dunay', source: 'White House, 13 Oct 2023' };
  story.sightings.push(
    sightingOf(
      chart,
      ID,
      { ...whiteHouse, port: 'rajin', grade: 'probable' },
      day('2023-09-07')[0] + HOUR_MS,
      day('2023-09-07')[1],
    ),
  );
}

/** AIS goes off some 40–60 nm out of Rajin. */
function toRajin(chart: Chart, log: Log, speedKn: number): void {
  sail(
    log,
    wayThrough(chart, [log.where, berth(chart, 'rajin')]),
    { speedKn },
    { afterNm: 0, beforeNm: log.dice.between(...RAJIN_DARK_NM) },
  );
}

/** AIS comes on 40–60 nm out of Rajin and goes off again short of the other end. */
function fromRajin(chart: Chart, log: Log, port: string, speedKn: number): void {
  sail(
    log,
    wayThrough(chart, [log.where, berth(chart, port)]),
    { speedKn },
    { afterNm: log.dice.between(...RAJIN_DARK_NM), beforeNm: log.dice.between(...RUSSIA_DARK_NM) },
  );
}

/** MARIA is not named at Rajin after October 2023: from then on she lies at anchor, heard, and goes nowhere. */
function layUp(chart: Chart, log: Log, untilAt: number): void {
  sail(log, wayThrough(chart, [log.where, ROADS]), { speedKn: 8 }, false);
  stay(log, untilAt, true, AT_ANCHOR);
}

/** Early February 2024: AIS on for some hours in the Korea Strait, then the Xinya yard from 9 February. */
function angaraToTheYard(chart: Chart, story: Story, log: Log): void {
  sail(log, wayThrough(chart, [log.where, ROADS]), { speedKn: 8 }, false);
  stay(log, at('2024-02-03T06:00:00'), false, AT_ANCHOR);
  log.destination = 'CN ZOS';
  log.draughtM = 5.2;
  const way = wayThrough(chart, [log.where, KOREA_STRAIT]);
  sail(log, way, { arriveAt: at('2024-02-06T02:00:00') }, { afterNm: 545, beforeNm: 0 });
  sail(
    log,
    wayThrough(chart, [log.where, berth(chart, 'xinya')]),
    { arriveAt: at('2024-02-09T04:00:00') },
    { afterNm: 0, beforeNm: 400 },
  );
  // Heard in the yard: the published source is AIS as well as imagery.
  stay(log, story.toAt, [{ fromAt: at('2024-02-09T04:00:00'), toAt: story.toAt }]);
  story.sightings.push(
    sightingOf(
      chart,
      ID,
      { ship: angara, port: 'xinya', what: 'at the Xinya shipyard', source: 'Reuters / RUSI' },
      ...day('2024-02-09'),
    ),
  );
}

function sailLadyR(chart: Chart, story: Story): void {
  const luck = dice(`${ID} LADY R`);
  // Heard coming in by the Korea Strait, silent in the Sea of Japan from early October on.
  const log = openLog(ladyR, luck, at('2023-10-01T04:00:00'), KOREA_STRAIT, PACE);
  log.destination = 'VLADIVOSTOK';
  const port = (id: string): Point => berth(chart, id);
  const go = (to: Point, arrive: string, heard: boolean | { afterNm: number; beforeNm: number }): void => {
    const way = wayThrough(chart, [log.where, to]);
    sail(log, way, { arriveAt: at(arrive) }, heard);
  };
  go(ROADS, '2023-10-04T02:00:00', { afterNm: 0, beforeNm: 230 });
  stay(log, at('2023-10-13T18:00:00'), false, AT_ANCHOR);
  go(port('vladivostok'), '2023-10-13T22:00:00', false);
  stay(log, at('2023-10-17T20:00:00'), false);
  go(port('rajin'), '2023-10-18T08:00:00', false);
  stay(log, at('2023-10-20T16:00:00'), false);
  log.draughtM = 6.9;
  go(ROADS, '2023-10-21T06:00:00', { afterNm: 48, beforeNm: 30 });
  stay(
    log,
    at('2024-02-03T02:00:00'),
    [
      { fromAt: at('2023-10-25T00:00:00'), toAt: at('2023-11-20T00:00:00') },
      { fromAt: at('2024-01-20T00:00:00'), toAt: at('2024-02-03T02:00:00') },
    ],
    AT_ANCHOR,
  );
  log.draughtM = 5.1;
  log.destination = 'VOSTOCHNYY';
  go(port('rajin'), '2024-02-03T15:00:00', { afterNm: 0, beforeNm: 47 });
  stay(log, at('2024-02-06T21:00:00'), false);
  log.draughtM = 7;
  go(port('vostochny'), '2024-02-07T10:30:00', { afterNm: 44, beforeNm: 19 });
  stay(log, at('2024-02-09T14:00:00'), false);
  log.draughtM = 5.1;
  go(port('vladivostok'), '2024-02-09T22:00:00', false);
  stay(log, at('2024-02-12T06:00:00'), false);
  log.destination = 'VLADIVOSTOK';
  go(ROADS, '2024-02-12T09:00:00', false);
  stay(
    log,
    at('2024-03-08T20:00:00'),
    [{ fromAt: at('2024-02-13T00:00:00'), toAt: at('2024-03-08T03:00:00') }],
    AT_ANCHOR,
  );
  go(port('rajin'), '2024-03-09T10:00:00', { afterNm: 18, beforeNm: 52 });
  stay(log, at('2024-03-13T08:00:00'), false);
  log.draughtM = 7;
  log.destination = 'VOSTOCHNYY';
  go(port('vostochny'), '2024-03-13T22:00:00', { afterNm: 55, beforeNm: 16 });
  stay(log, at('2024-03-16T12:00:00'), false);
  log.draughtM = 5.1;
  go(ROADS, '2024-03-16T19:00:00', false);
  stay(
    log,
    at('2024-04-01T06:00:00'),
    [{ fromAt: at('2024-03-17T00:00:00'), toAt: at('2024-03-31T00:00:00') }],
    AT_ANCHOR,
  );
  go(port('vostochny'), '2024-04-01T14:00:00', false);
  stay(log, at('2024-04-04T10:00:00'), false);
  go(ROADS, '2024-04-04T17:00:00', false);
  stay(
    log,
    at('2024-04-13T02:00:00'),
    [{ fromAt: at('2024-04-05T00:00:00'), toAt: at('2024-04-13T02:00:00') }],
    AT_ANCHOR,
  );
  go(port('rajin'), '2024-04-13T15:00:00', { afterNm: 0, beforeNm: 50 });
  stay(log, story.toAt, false);
  story.ships.push(ladyR);
  story.messages.push(...heardFrom(log));

  const see = (
    portId: string,
    what: string,
    source: string,
    from: string,
    to = from,
    grade: 'confirmed' | 'probable' = 'confirmed',
  ): void => {
    story.sightings.push(
      sightingOf(chart, ID, { ship: ladyR, port: portId, what, source, grade }, day(from)[0], day(to)[1]),
    );
  };
  see(
    'vladivostok',
    'at Vladivostok in mid-October (published without a day)',
    'CSIS, RUSI, press; date reconstructed',
    '2023-10-15',
    '2023-10-16',
    'probable',
  );
  see('rajin', 'at Rajin about 19 October', 'CSIS, RUSI, press', '2023-10-19', '2023-10-19', 'probable');
  see('rajin', 'loading at Rajin', NK_PRO, '2024-02-04');
  see('vostochny', 'at Vostochny', NK_PRO, '2024-02-08');
  see('vladivostok', 'at Vladivostok', NK_PRO, '2024-02-10');
  see('rajin', 'unloading at Pier 1', NK_PRO, '2024-03-10');
  see('rajin', 'loading at Pier 2', NK_PRO, '2024-03-12');
  see('vostochny', 'at Vostochny', NK_PRO, '2024-03-14');
  see('vostochny', 'at Vostochny', 'Yomiuri', '2024-04-02', '2024-04-03');
  see('rajin', 'at Rajin, AIS off', 'Yomiuri', '2024-04-14');
  // East of Vladivostok means no port: the place stays open, the point is where she lay.
  const [fromAt, toAt] = day('2024-02-27');
  story.sightings.push({
    id: `${ID}:9161003:anchored:2024-02-27`,
    vesselId: 'imo:9161003',
    fromAt,
    toAt,
    placeId: null,
    ...ROADS,
    what: 'anchored east of Vladivostok; gone by 7–9 March',
    means: 'satellite',
    grade: 'confirmed',
    source: NK_PRO,
    link: null,
    arrivedAt: toAt,
  });
}

function background(chart: Chart, story: Story): void {
  const add = (ship: Story['ships'][number], messages: Story['messages']): void => {
    story.ships.push(ship);
    story.messages.push(...messages);
  };
  const run = (
    ship: Story['ships'][number],
    stops: [at: string | Point, says: string][],
    from: string,
    to: string,
  ): void =>
    add(
      ship,
      shuttle(
        chart,
        ship,
        stops.map(([where, says]) => ({ at: where, says })),
        at(`${from}T00:00:00`),
        at(`${to}T00:00:00`),
      ),
    );

  const busan: [string, string] = ['busan', 'KR PUS'];
  const vladivostok: [string, string] = ['vladivostok', 'RU VVO'];
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
