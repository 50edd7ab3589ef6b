// ANGARA, MARIA and MAIA-1 to and fro between Rajin and Dunay or Vostochny. Most trips are published only as a number
// within a period: their days are invented within it, and every sighting says so.

import { berth, type Chart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import { at, ID, KOREA_STRAIT, NK_PRO, PACE, ROADS, RUSI } from './sea-bridge-waters.ts';
import { heardFrom } from './sending.ts';
import { type Ship, watchedShip } from './ships.ts';
import { day, type Story, sightingOf } from './story.ts';
import { AT_ANCHOR, DAY_MS, HOUR_MS, type Log, openLog, sail, stay } from './voyage.ts';

const angara = watchedShip(9179842, { shipType: 79, lengthM: 127, beamM: 21, draughtM: 6.8 });
const maria = watchedShip(8517839, { shipType: 70, lengthM: 113, beamM: 19, draughtM: 6.5 });
const maia = watchedShip(9358010, { shipType: 70, lengthM: 138, beamM: 21, draughtM: 7.2 });

/** How far out of Rajin the ships were last heard, and how far short of the other end: invented within what is told. */
const RAJIN_DARK_NM = [40, 60] as const;
const RUSSIA_DARK_NM = [12, 25] as const;

interface Bridge {
  ship: Ship;
  other: 'dunay' | 'vostochny';
  /** Days on which the ship is in Rajin, each followed by the other end two days later. */
  rajinDays: string[];
  source: string;
  what: string;
  /** Days after the pause, told of by nobody for this ship: the whole bridge had 64 voyages until March 2025. */
  resumedDays?: string[];
}

const RESUMED = {
  source: 'Reuters and Open Source Centre: 64 voyages Sep 2023–Mar 2025; ship reconstructed',
  what: 'one of 64 voyages of the whole bridge',
};

export function shuttles(chart: Chart, story: Story): void {
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
      resumedDays: ['2024-03-16', '2024-04-01'],
      source: 'NK Pro: at least 9 trips Oct 2023–Feb 2024',
      what: 'one of at least 9 trips Rajin to Vostochny',
    },
  ];
  for (const bridge of bridges) {
    const { ship } = bridge;
    const luck = dice(`${ID} ${ship.name}`);
    const log = openLog(ship, luck, story.fromAt, ROADS, PACE);
    log.destination = 'VLADIVOSTOK';
    const days = [...bridge.rajinDays, ...(bridge.resumedDays ?? [])];
    for (const [n, text] of days.entries()) {
      const { source, what } = n < bridge.rajinDays.length ? bridge : RESUMED;
      const [rajinAt] = day(text);
      const leaveAt = rajinAt - luck.between(14, 18) * HOUR_MS;
      // At anchor with AIS on for the last days only: for long stretches nobody hears these ships.
      // Through the pause MAIA-1 is.
      const pausing = n > 0 && n === bridge.rajinDays.length;
      const shownAt = pausing ? at('2024-02-20T00:00:00') : Math.max(log.at, leaveAt - luck.between(2, 5) * DAY_MS);
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
            what: published ? 'at Rajin' : what,
            source: published ? NK_PRO : source,
            dateReconstructed: !published,
          },
          ...day(text),
        ),
        sightingOf(chart, ID, { ship, port: bridge.other, what, source, dateReconstructed: true }, ...day(arrivedDay)),
      );
      stay(log, day(arrivedDay)[0] + luck.between(34, 46) * HOUR_MS, false);
      if (n < days.length - 1) {
        sail(log, wayThrough(chart, [log.where, ROADS]), { speedKn: luck.between(8, 10) }, false);
      }
    }
    if (ship === angara) angaraToTheYard(chart, story, log);
    else if (ship === maria) layUp(chart, log, story.toAt);
    else {
      sail(log, wayThrough(chart, [log.where, ROADS]), { speedKn: 9 }, false);
      stay(log, story.toAt, [{ fromAt: at('2024-04-08T00:00:00'), toAt: story.toAt }], AT_ANCHOR);
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
  // Heard in the yard here, so that the stay is told from fixes.
  stay(log, story.toAt, [{ fromAt: at('2024-02-09T04:00:00'), toAt: story.toAt }]);
  story.sightings.push(
    sightingOf(
      chart,
      ID,
      { ship: angara, port: 'xinya', what: 'at the Xinya shipyard', means: 'other', source: 'Reuters / RUSI' },
      ...day('2024-02-09'),
    ),
  );
}
