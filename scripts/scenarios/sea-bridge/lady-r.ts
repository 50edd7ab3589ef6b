// LADY R on the sea bridge from October 2023 to April 2024: a track that her published calls fit, and what may have lain
// between them. Positions are invented; the calls themselves are sightings, and come from the table of what is published.

import { berth, type Chart, wayThrough } from '../chart.ts';
import { dice } from '../dice.ts';
import type { Point } from '../land.ts';
import { heardFrom } from '../sending.ts';
import { watchedShip } from '../ships.ts';
import type { Story } from '../story.ts';
import { AT_ANCHOR, openLog, sail, stay } from '../voyage.ts';
import { at, ID, KOREA_STRAIT, PACE, ROADS } from './waters.ts';

const ladyR = watchedShip(9161003, { shipType: 79, lengthM: 122, beamM: 20, draughtM: 6.4 });

export function sailLadyR(chart: Chart, story: Story): void {
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
    [{ fromAt: at('2024-02-13T00:00:00'), toAt: at('2024-03-08T20:00:00') }],
    AT_ANCHOR,
  );
  go(port('rajin'), '2024-03-09T10:00:00', { afterNm: 0, beforeNm: 52 });
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
}
