// PORT OLYA-3 across the Caspian, August and September 2024: last heard at Amirabad on 29 August, at Olya on 4 September.
// Nothing is published of the passage; here the ship is simply not heard.

import { berth, openChart, wayThrough } from './chart.ts';
import { dice } from './dice.ts';
import { heardFrom } from './sending.ts';
import { inventedShip, type Ship, watchedShip } from './ships.ts';
import { openStory, type Story, tellPublished } from './story.ts';
import { type Stop, shuttle } from './traffic.ts';
import { openLog, sail, stay } from './voyage.ts';

const ID = 'port-olya-3';
const at = (text: string): number => Date.parse(`${text}Z`);

export function portOlya3(): Story {
  const chart = openChart(46, 36, 55.5, 48, 0.02);
  const story = openStory({
    id: ID,
    title: 'PORT OLYA-3 across the Caspian, 2024',
    about:
      'PORT OLYA-3 is last heard at Amirabad on 29 August 2024 and is at Olya on 4 September. The ship was listed on ' +
      '10 September, so that a replay with the lists of the day shows the call before the listing. The way there, and the ' +
      'draught, are invented.',
    fromAt: at('2024-08-24T00:00:00'),
    toAt: at('2024-09-12T00:00:00'),
    opensAt: at('2024-09-02T00:00:00'),
    speed: 57_600,
    sources: ['US action of 10 September 2024'],
    chronology: [
      { when: '2024-08-29', what: 'last AIS at Amirabad', source: 'US action of 10 Sep 2024' },
      { when: '2024-09-04', what: 'at Olya', source: 'US action of 10 Sep 2024' },
      { when: '2024-09-10', what: 'listed by US OFAC under EO 14024', source: 'OFAC-SDN; Windward note' },
    ],
  });
  const olya3 = watchedShip(9481910, { shipType: 70, lengthM: 140, beamM: 17, draughtM: 3.2 });
  const log = openLog(
    olya3,
    dice(`${ID} PORT OLYA-3`),
    at('2024-08-27T23:00:00'),
    { lon: 50.6, lat: 41.6 },
    {
      seaMin: 12,
      restMin: 60,
      staticMin: 60,
    },
  );
  log.destination = 'AMIRABAD';
  sail(log, wayThrough(chart, [log.where, berth(chart, 'amirabad')]), { arriveAt: at('2024-08-29T01:30:00') }, true);
  log.destination = 'OLYA';
  stay(log, at('2024-08-29T15:30:00'), true);
  log.draughtM = 4.4;
  // Last heard as it leaves, still off Amirabad: from there the gap is a ship's at sea, not one at a quay.
  const crossing = wayThrough(chart, [log.where, berth(chart, 'olya')]);
  sail(log, crossing, { arriveAt: at('2024-09-01T02:00:00') }, { firstNm: 10 });
  stay(log, story.toAt, false);
  story.ships.push(olya3);
  story.messages.push(...heardFrom(log));
  tellPublished(chart, story);

  const run = (ship: Ship, ...stops: Stop[]): void => shuttle(story, chart, ship, stops);
  // Ports that the World Port Index does not have are points on the water off them.
  const baku: Stop = [{ lon: 49.95, lat: 40.3 }, 'AZ BAK'];
  const aktau: Stop = [{ lon: 51.15, lat: 43.57 }, 'KZ AAU'];
  const turkmenbashi: Stop = [{ lon: 52.75, lat: 39.95 }, 'TM KRW'];
  run(inventedShip(41, 273, 'OMSKIY-113', 'UXX41', 70, 108, 15, 3.1), ['makhachkala', 'RU MCX'], baku);
  run(inventedShip(42, 273, 'PORT OLGA 3', 'UXX42', 70, 118, 13, 3.6), ['makhachkala', 'MAKHACHKALA'], aktau);
  run(inventedShip(43, 422, 'KHAZAR GOL', 'EPX43', 70, 120, 16, 4.4), ['anzali', 'BANDAR ANZALI'], turkmenbashi);
  run(inventedShip(44, 423, 'QIZ QALASI', '4JX44', 60, 154, 18, 4.5), baku, turkmenbashi);
  run(inventedShip(45, 436, 'AKTAU EXPRESS', 'UNX45', 80, 147, 17, 6.8), aktau, baku);
  run(inventedShip(46, 422, 'SABALAN 2', 'EPX46', 70, 115, 14, 4.2), ['neka', 'NEKA'], aktau);
  run(inventedShip(47, 434, 'BERKARAR BAY', 'EZX47', 80, 141, 17, 6.2), turkmenbashi, ['makhachkala', 'MAKHACHKALA']);
  run(inventedShip(48, 273, 'VOLGO-DON 5099', 'UXX48', 70, 138, 16, 3.5), ['olya', 'OLYA'], baku);
  return story;
}
