// The Rajin–Vostochny/Dunay sea bridge, August 2023 to April 2024. Sightings are what was published with a day; trips that
// are published only as a number within a period are tracks with silences on invented days, for the engine to judge. AIS
// is off at both ends: what is heard are stays at anchor off Vladivostok and, on a few trips, the middle of a passage.

import { openChart } from '../chart.ts';
import { openStory, type Story, tellPublished } from '../story.ts';
import { sailLadyR } from './lady-r.ts';
import { shuttles } from './shuttles.ts';
import { background } from './traffic.ts';
import { at, ID, NK_PRO, ROADS, RUSI } from './waters.ts';

export function seaBridge(): Story {
  const chart = openChart(116, 28, 146, 50, 0.025);
  const story = openStory({
    id: ID,
    title: 'Rajin–Vostochny sea bridge, 2023–24',
    about:
      'ANGARA, LADY R, MARIA and MAIA-1 between Rajin and the Russian Pacific ports, AIS off at both ends. Twelve sightings ' +
      'stand on their published days. Of ANGARA 11 trips are published, of MARIA four or five, of MAIA-1 at least ' +
      '9, without their days: those days are invented here, and what is said of them is inferred from the silences alone.',
    fromAt: at('2023-08-15T00:00:00'),
    toAt: at('2024-04-20T00:00:00'),
    opensAt: at('2024-02-06T00:00:00'),
    // Six hours a second: LADY R's Vostochny call of 8 February comes up within twelve seconds.
    speed: 21_600,
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
      {
        when: '2023-09 to 2025-03',
        what: 'the whole bridge: 64 voyages, about 16,000 containers',
        source: 'Reuters and Open Source Centre, 15 Apr 2025',
      },
      { when: '2024-02-27', what: 'LADY R anchored east of Vladivostok; gone by 7–9 March', source: NK_PRO },
      { when: '2024-03-10', what: 'LADY R unloads at Rajin, Pier 1', source: NK_PRO },
      { when: '2024-03-12', what: 'LADY R loads at Rajin, Pier 2', source: NK_PRO },
      { when: '2024-03-14', what: 'LADY R at Vostochny', source: NK_PRO },
      { when: '2024-04-02 to 2024-04-03', what: 'LADY R at Vostochny', source: 'Yomiuri' },
      { when: '2024-04-14', what: 'LADY R at Rajin, AIS off', source: 'Yomiuri' },
    ],
  });
  shuttles(chart, story);
  sailLadyR(chart, story);
  background(chart, story);
  tellPublished(chart, story, ROADS);
  return story;
}
