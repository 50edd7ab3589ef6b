// LADY R at Simon's Town, December 2022: declared for Dar es Salaam, silent south of Agulhas, at a naval base for three
// days, then on to Beira, Sudan, Suez and Novorossiysk with AIS on. The days of the later calls are not published and are
// invented here.

import { HOUR_MS } from '../../server/domain/time.ts';
import { berth, type Channel, openChart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import type { Point } from './land.ts';
import { heardFrom } from './sending.ts';
import { inventedShip, passingShip, type Ship, watchedShip } from './ships.ts';
import { lie } from './steady-traffic.ts';
import { openStory, type Story, tellPublished } from './story.ts';
import { add, pass, passThrough, type Stop, shuttle } from './traffic.ts';
import { AT_ANCHOR, MOORED, openLog, sail, stay } from './voyage.ts';

const ID = 'simons-town';
const PRESS = 'News24 / Daily Maverick';
const PANEL = 'News24 / Daily Maverick; Mojapelo panel';
const at = (text: string): number => Date.parse(`${text}Z`);

/** 14:41 South African time, south of Agulhas. The point itself is invented. */
const LAST_HEARD: Point = { lon: 19.9, lat: -35.6 };
const LAST_HEARD_AT = at('2022-12-05T12:41:00');

/** The canal is land to the 1:10m coast: its course by hand, from the anchorage to the sea off Port Said. */
const SUEZ_CANAL: Channel = {
  name: 'Suez Canal',
  points: [
    { lon: 32.55, lat: 29.9 },
    { lon: 32.567, lat: 29.94 },
    { lon: 32.577, lat: 30.03 },
    { lon: 32.57, lat: 30.13 },
    { lon: 32.5, lat: 30.24 },
    { lon: 32.38, lat: 30.33 },
    { lon: 32.34, lat: 30.42 },
    { lon: 32.305, lat: 30.56 },
    { lon: 32.325, lat: 30.7 },
    { lon: 32.31, lat: 30.87 },
    { lon: 32.315, lat: 31.2 },
    { lon: 32.36, lat: 31.35 },
    { lon: 32.4, lat: 31.5 },
  ],
};

export function simonsTown(): Story {
  const ocean = openChart(-12, -40, 62, 14.5, 0.05);
  const story = openStory({
    id: ID,
    title: "LADY R at Simon's Town, December 2022",
    about:
      'LADY R leaves Douala declared for Dar es Salaam, falls silent south of Agulhas on 5 December and lies at the naval base ' +
      "of Simon's Town from the 6th to the 9th. The AIS history has no South African call. The later calls are published in " +
      'their order, without days: those are invented, as is every position.',
    fromAt: at('2022-11-22T00:00:00'),
    toAt: at('2023-01-16T12:00:00'),
    opensAt: at('2022-12-04T00:00:00'),
    speed: 21_600,
    sources: ['News24', 'Daily Maverick', 'Mojapelo panel', 'Engineering News, 12 May 2023'],
    chronology: [
      { when: '2022-11-23', what: 'left Douala, declared Dar es Salaam', source: PRESS },
      { when: '2022-12-05 14:41 SAST', what: 'last AIS, south of Agulhas; then a U-turn', source: PRESS },
      {
        when: '2022-12-06 about 20–22 h to 2022-12-09',
        what: "at Simon's Town naval base, AIS off",
        source: PANEL,
      },
      {
        when: 'after',
        what: 'AIS resumes; Beira, Sudan anchorage, Suez, Novorossiysk; the AIS history has no South African call',
        source: 'Engineering News / News24, 12 May 2023',
      },
    ],
  });
  story.channels.push(SUEZ_CANAL);
  const ladyR = watchedShip(9161003, { shipType: 79, lengthM: 122, beamM: 20, draughtM: 6.2 });
  const log = openLog(ladyR, dice(`${ID} LADY R`), story.fromAt, berth(ocean, 'douala'), {
    seaMin: 15,
    restMin: 120,
    staticMin: 60,
  });
  const base = berth(ocean, 'simonstown');
  log.destination = 'DAR ES SALAAM';
  stay(log, at('2022-11-23T10:00:00'), true);
  // Forty miles off the Cape of Good Hope, as the deep-sea lane goes.
  sail(log, wayThrough(ocean, [log.where, { lon: 17.6, lat: -34.6 }, LAST_HEARD]), { arriveAt: LAST_HEARD_AT }, true);
  // The U-turn, a wait off the Cape, and the run into False Bay, all in gap.
  const wait: Point = { lon: 18.95, lat: -34.95 };
  sail(log, wayThrough(ocean, [log.where, wait]), { speedKn: 8 }, false);
  stay(log, at('2022-12-06T13:00:00'), false);
  sail(log, wayThrough(ocean, [log.where, base]), { arriveAt: at('2022-12-06T19:00:00') }, false);
  stay(log, at('2022-12-09T21:00:00'), false);
  sail(
    log,
    wayThrough(ocean, [log.where, berth(ocean, 'beira')]),
    { arriveAt: at('2022-12-16T00:00:00') },
    { afterNm: 150, beforeNm: 0 },
  );
  log.destination = 'MZ BEW';
  stay(log, at('2022-12-18T09:00:00'), true);
  homeward(log, ocean);
  stay(log, story.toAt, true, MOORED);
  story.ships.push(ladyR);
  story.messages.push(...heardFrom(log));

  tellPublished(ocean, story);
  background(story, ocean);
  return story;
}

/** Beira to Novorossiysk by the Red Sea, the canal and the straits, heard all the way. */
function homeward(log: ReturnType<typeof openLog>, ocean: ReturnType<typeof openChart>): void {
  const redSea = openChart(32, 11, 47, 30.3, 0.02);
  const levant = openChart(21, 30.8, 36.5, 40.2, 0.02);
  const marmara = openChart(25.5, 39.8, 29.5, 41.1, 0.008);
  const bosporus = openChart(28.9, 40.9, 29.3, 41.4, 0.002);
  const blackSea = openChart(27.5, 41, 42, 47.3, 0.025);
  const aden: Point = { lon: 46, lat: 12.2 };
  const portSudan = berth(redSea, 'portsudan');
  const suez = berth(redSea, 'suez');
  const dardanelles: Point = { lon: 25.9, lat: 40 };
  const princes: Point = { lon: 28.95, lat: 40.93 };
  const euxine: Point = { lon: 29.2, lat: 41.35 };

  log.destination = 'PORT SUDAN';
  const down = wayThrough(ocean, [log.where, aden]);
  sail(log, [...down, ...wayThrough(redSea, [aden, portSudan]).slice(1)], { speedKn: 10.8 }, true);
  stay(log, log.at + 92 * HOUR_MS, true, AT_ANCHOR);
  log.destination = 'EG SUZ';
  sail(log, wayThrough(redSea, [log.where, suez]), { speedKn: 10.9 }, true);
  stay(log, log.at + 21 * HOUR_MS, true, AT_ANCHOR);
  log.destination = 'RU NVS';
  sail(log, [suez, ...SUEZ_CANAL.points], { speedKn: 7.6 }, true);
  const home = [
    ...wayThrough(levant, [log.where, dardanelles]),
    ...wayThrough(marmara, [dardanelles, princes]).slice(1),
    ...wayThrough(bosporus, [princes, euxine]).slice(1),
    ...wayThrough(blackSea, [euxine, berth(blackSea, 'novorossiysk')]).slice(1),
  ];
  sail(log, home, { speedKn: 10.7 }, true);
}

function background(story: Story, ocean: ReturnType<typeof openChart>): void {
  const run = (ship: Ship, stops: Stop[], from: string, to: string): void =>
    shuttle(story, ocean, ship, stops, at(`${from}T00:00:00`), at(`${to}T00:00:00`));
  const capeTown: Stop = ['wpi:46770', 'ZA CPT'];
  const durban: Stop = ['wpi:46850', 'ZA DUR'];
  const richardsBay: Stop = ['wpi:46855', 'ZA RCB'];
  const walvis: Stop = ['wpi:46640', 'NA WVB'];
  run(
    inventedShip(21, 601, 'AGULHAS PRIDE', 'ZSX21', 70, 134, 21, 7.2),
    [capeTown, durban],
    '2022-11-22',
    '2022-12-22',
  );
  run(inventedShip(22, 659, 'NAMIB TRADER', 'V5X22', 70, 108, 17, 6.1), [walvis, capeTown], '2022-11-24', '2022-12-20');
  run(
    inventedShip(23, 636, 'LADY ROSALIND', 'D5X23', 70, 189, 32, 11.3),
    [richardsBay, ['wpi:46820', 'ZA PLZ'], capeTown],
    '2022-11-25',
    '2022-12-24',
  );
  run(
    inventedShip(24, 538, 'SPARTAN BAY', 'V7X24', 70, 199, 32, 12.1),
    [['wpi:46750', 'ZA SDB'], durban],
    '2022-11-28',
    '2022-12-20',
  );
  run(
    inventedShip(25, 650, 'ZAMBEZI STAR', 'C9X25', 70, 98, 16, 5.5),
    [
      ['beira', 'MZ BEW'],
      ['wpi:46870', 'MZ MPM'],
    ],
    '2022-12-08',
    '2022-12-24',
  );
  // Three ships on the Cape route are heard round the last fix and in the hour after it: reception was there.
  const cape = [
    [inventedShip(26, 477, 'ORIENT CREST', 'VRX26', 70, 292, 45, 17.2), 12.2, 0.4],
    [inventedShip(27, 563, 'STRAITS HARMONY', '9VX27', 71, 260, 40, 13.4), 12.8, 0.9],
    [inventedShip(28, 248, 'GREGALE', '9HX28', 80, 244, 42, 13.8), 11.6, 0.1],
  ] as const;
  for (const [n, [ship, speedKn, hours]] of cape.entries()) {
    const near: Point = { lon: LAST_HEARD.lon + 0.05 * (n - 1), lat: LAST_HEARD.lat + 0.07 * (n - 1) };
    const way: [Point, Point, Point] = [{ lon: 12, lat: -28 }, near, { lon: 28.5, lat: -34.6 }];
    add(story, ship, passThrough(ocean, ship, way, LAST_HEARD_AT + hours * HOUR_MS, speedKn, 'SG SIN'));
  }
  // Harbour craft of five ports, heard every few minutes from a day before the gap until it has ended: our own feed
  // is up, and can be seen to be.
  lie(
    story,
    ocean,
    [
      [inventedShip(29, 601, 'TABLE BAY PILOT', 'ZSX29', 50, 18, 6, 1.9), capeTown],
      [inventedShip(30, 601, 'LANGEBAAN', 'ZSX30', 52, 32, 10, 4.4), ['wpi:46750', 'ZA SDB']],
      [inventedShip(161, 601, 'OUTENIQUA', 'ZSX161', 52, 27, 9, 3.9), ['wpi:46800', 'ZA MZY']],
      [inventedShip(162, 601, 'ALGOA STAR', 'ZSX162', 52, 33, 11, 4.6), ['wpi:46820', 'ZA PLZ']],
      [inventedShip(163, 601, 'ETHEKWINI', 'ZSX163', 52, 31, 10, 4.5), durban],
    ],
    [{ fromAt: at('2022-12-04T06:00:00'), toAt: at('2022-12-10T16:00:00') }],
    3.2,
  );
  const rania = passingShip(9784893, { shipType: 80, lengthM: 141, beamM: 17, draughtM: 5.2 });
  add(
    story,
    rania,
    pass(
      ocean,
      rania,
      [
        { lon: 2, lat: -8 },
        { lon: 16.4, lat: -35.4 },
        { lon: 27, lat: -36 },
        { lon: 31.35, lat: -29.85 },
      ],
      at('2022-11-29T00:00:00'),
      'FOR ORDERS',
      story.toAt,
    ),
  );
}
