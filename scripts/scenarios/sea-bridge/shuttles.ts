// ANGARA, MARIA and MAIA-1 to and fro between Rajin and Dunay or Vostochny. Their trips are published as a number within
// a period, without days: the days here are invented, and none of them is a sighting. What is known is left to the engine
// to infer from the silences. Published with a day are MAIA-1 at Rajin on 12 February 2024 and ANGARA at the Xinya yard
// from the 9th; the days of the tracks are made to fit them.

import { DAY_MS, HOUR_MS } from '../../../server/domain/time.ts';
import { berth, type Chart, wayThrough } from '../chart.ts';
import { dice } from '../dice.ts';
import { heardFrom } from '../sending.ts';
import { type Ship, watchedShip } from '../ships.ts';
import { type Story, startOf } from '../story.ts';
import { AT_ANCHOR, type Log, openLog, sail, stay } from '../voyage.ts';
import { at, ID, KOREA_STRAIT, PACE, ROADS } from './waters.ts';

const angara = watchedShip(9179842, { shipType: 79, lengthM: 127, beamM: 21, draughtM: 6.8 });
const maria = watchedShip(8517839, { shipType: 70, lengthM: 113, beamM: 19, draughtM: 6.5 });
const maia = watchedShip(9358010, { shipType: 70, lengthM: 138, beamM: 21, draughtM: 7.2 });

/** How far out of Rajin the ships were last heard, and how far short of the other end: invented within what is told. */
const RAJIN_DARK_NM = [40, 60] as const;
const RUSSIA_DARK_NM = [12, 25] as const;
/** How much deeper a ship lies when it comes from Rajin, metres: invented. */
const LOADED_M = 1.3;

interface Bridge {
  ship: Ship;
  other: 'dunay' | 'vostochny';
  /** Invented days in Rajin, as many as trips are published; the other end follows two days later. */
  rajinDays: string[];
  /** The trips on which AIS is on for some hours between the two ends. On the others the ship is silent from one side of
   * Rajin until it is back off Vladivostok, as is published: AIS off. */
  heardBetween: string[];
}

const BRIDGES: readonly Bridge[] = [
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
    heardBetween: ['2023-09-07', '2023-11-27'],
  },
  {
    ship: maria,
    other: 'dunay',
    rajinDays: ['2023-08-30', '2023-09-13', '2023-09-27', '2023-10-10'],
    heardBetween: ['2023-09-27'],
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
    heardBetween: ['2023-10-20', '2024-02-12'],
  },
];

export function shuttles(chart: Chart, story: Story): void {
  for (const { ship, other, rajinDays, heardBetween } of BRIDGES) {
    const luck = dice(`${ID} ${ship.name}`);
    const log = openLog(ship, luck, story.fromAt, ROADS, PACE);
    log.destination = 'VLADIVOSTOK';
    for (const text of rajinDays) {
      const rajinAt = startOf(text);
      const leaveAt = rajinAt - luck.between(14, 18) * HOUR_MS;
      // At anchor with AIS on for the first day and the last days: for long stretches nobody hears these ships.
      const shownAt = Math.max(log.at, leaveAt - luck.between(2, 5) * DAY_MS);
      const backUntil = log.at + luck.between(14, 26) * HOUR_MS;
      const heard = [{ fromAt: shownAt, toAt: leaveAt }];
      if (text !== rajinDays[0] && backUntil < shownAt) heard.unshift({ fromAt: log.at, toAt: backUntil });
      log.draughtM = ship.draughtM - LOADED_M;
      stay(log, leaveAt, heard, AT_ANCHOR);
      toRajin(chart, log, luck.between(9.5, 11.5));
      stay(log, rajinAt + luck.between(26, 34) * HOUR_MS, false);
      log.draughtM = ship.draughtM;
      fromRajin(chart, log, other, luck.between(9.5, 11.5), heardBetween.includes(text));
      const arrivedDay = new Date(log.at + 6 * HOUR_MS).toISOString().slice(0, 10);
      stay(log, startOf(arrivedDay) + luck.between(34, 46) * HOUR_MS, false);
      log.draughtM = ship.draughtM - LOADED_M;
      sail(log, wayThrough(chart, [log.where, ROADS]), { speedKn: luck.between(8, 10) }, false);
    }
    if (ship === angara) angaraToTheYard(chart, story, log);
    // Nothing is published of the other two afterwards: they lie at anchor here, heard, and go nowhere.
    else stay(log, story.toAt, true, AT_ANCHOR);
    story.ships.push(ship);
    story.messages.push(...heardFrom(log));
  }
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

/** Where it is heard, AIS comes on 40–60 nm out of Rajin and goes off again short of the other end. */
function fromRajin(chart: Chart, log: Log, port: string, speedKn: number, heard: boolean): void {
  const ends = { afterNm: log.dice.between(...RAJIN_DARK_NM), beforeNm: log.dice.between(...RUSSIA_DARK_NM) };
  sail(log, wayThrough(chart, [log.where, berth(chart, port)]), { speedKn }, heard && ends);
}

/** Early February 2024: AIS on for some hours in the Korea Strait, then the Xinya yard from 9 February. */
function angaraToTheYard(chart: Chart, story: Story, log: Log): void {
  stay(log, at('2024-02-03T06:00:00'), false, AT_ANCHOR);
  log.destination = 'CN ZOS';
  const way = wayThrough(chart, [log.where, KOREA_STRAIT]);
  sail(log, way, { arriveAt: at('2024-02-06T02:00:00') }, { afterNm: 545, beforeNm: 0 });
  sail(
    log,
    wayThrough(chart, [log.where, berth(chart, 'xinya')]),
    { arriveAt: at('2024-02-09T04:00:00') },
    { afterNm: 0, beforeNm: 400 },
  );
  // Heard in the yard here, so that the stay is told from fixes.
  stay(log, story.toAt, [{ fromAt: at('2024-02-09T04:00:00'), toAt: story.toAt }]);
}
