// Every sighting that the scenarios tell: which ship, where, on which day or within which window, and who published it.
// A story takes its sightings from this table and can make none of its own, so that no day that nobody published ever
// stands under anybody's name. What is published without a day (a number of trips, a month) is no row here: it stands in
// a story's chronology, and the days of its tracks are invented.

import type { SightingGrade, SightingMeans } from '../../server/domain/sighting.ts';

export interface Published {
  story: string;
  vesselId: string;
  /** null where the source names no port: then the point is the story's. */
  placeId: string | null;
  /** First and last day as published; UTC instants where an hour is. */
  from: string;
  to: string;
  what: string;
  means: SightingMeans;
  grade: SightingGrade;
  source: string;
  /** When it was published, where that is known; otherwise it is heard when its window ends. */
  toldAt?: string;
}

const LADY_R = 'imo:9161003';
const NK_PRO = 'NK Pro imagery';

export const PUBLISHED: readonly Published[] = [
  // "About 20–22 h", read as South African time, until the 9th, which ends there two hours before it ends in UTC.
  {
    story: 'simons-town',
    vesselId: LADY_R,
    placeId: 'simonstown',
    from: '2022-12-06T18:00:00Z',
    to: '2022-12-09T21:59:59Z',
    what: 'at the naval base from the evening of the 6th, about 20–22 h, to the 9th, AIS off',
    means: 'witness',
    grade: 'confirmed',
    source: 'News24 / Daily Maverick; Mojapelo panel',
  },
  // Its call at Vladivostok "in mid-October" has no day and no window, and is no row.
  {
    story: 'sea-bridge',
    vesselId: LADY_R,
    placeId: 'rajin',
    from: '2023-10-19',
    to: '2023-10-19',
    what: 'at Rajin about 19 October',
    means: 'satellite',
    grade: 'probable',
    source: 'CSIS, RUSI, press',
  },
  nkPro('rajin', '2024-02-04', 'loading at Rajin'),
  nkPro('vostochny', '2024-02-08', 'at Vostochny'),
  {
    story: 'sea-bridge',
    vesselId: 'imo:9179842',
    placeId: 'xinya',
    from: '2024-02-09',
    to: '2024-02-09',
    what: 'at the Xinya shipyard from 9 February',
    means: 'other',
    grade: 'confirmed',
    source: 'Reuters / RUSI',
  },
  nkPro('vladivostok', '2024-02-10', 'at Vladivostok'),
  { ...nkPro('rajin', '2024-02-12', 'at Rajin'), vesselId: 'imo:9358010' },
  {
    ...nkPro('vladivostok', '2024-02-27', 'anchored east of Vladivostok, gone by 7–9 March; the point is invented'),
    placeId: null,
  },
  nkPro('rajin', '2024-03-10', 'unloading at Pier 1'),
  nkPro('rajin', '2024-03-12', 'loading at Pier 2'),
  nkPro('vostochny', '2024-03-14', 'at Vostochny'),
  {
    story: 'sea-bridge',
    vesselId: LADY_R,
    placeId: 'vostochny',
    from: '2024-04-02',
    to: '2024-04-03',
    what: 'at Vostochny',
    means: 'other',
    grade: 'confirmed',
    source: 'Yomiuri',
  },
  {
    story: 'sea-bridge',
    vesselId: LADY_R,
    placeId: 'rajin',
    from: '2024-04-14',
    to: '2024-04-14',
    what: 'at Rajin, AIS off',
    means: 'other',
    grade: 'confirmed',
    source: 'Yomiuri',
  },
  {
    story: 'port-olya-3',
    vesselId: 'imo:9481910',
    placeId: 'olya',
    from: '2024-09-04',
    to: '2024-09-04',
    what: 'at Olya',
    means: 'document',
    grade: 'confirmed',
    source: 'US action of 10 Sep 2024',
    toldAt: '2024-09-10T14:00:00Z',
  },
  {
    story: 'bella-1',
    vesselId: 'imo:9230880',
    placeId: 'kharg',
    from: '2025-09-03',
    to: '2025-09-03',
    what: 'at the oil terminal of Kharg, about 700 km from where AIS shows it',
    means: 'other',
    grade: 'probable',
    source: 'press, as in the vessel table',
  },
  {
    story: 'heng-yang-9',
    vesselId: 'hull:heng-yang-9',
    placeId: 'sevastopol',
    from: '2025-09-14',
    to: '2025-09-14',
    what: 'photographed at Sevastopol',
    means: 'photograph',
    grade: 'confirmed',
    source: 'Financial Times; Maritime Executive',
  },
];

function nkPro(placeId: string, day: string, what: string): Published {
  const told = { means: 'satellite', grade: 'confirmed', source: NK_PRO } as const;
  return { story: 'sea-bridge', vesselId: LADY_R, placeId, from: day, to: day, what, ...told };
}
