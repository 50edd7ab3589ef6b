// South Korea's own listings of ships that serve the DPRK, built in: the Ministry of Foreign Affairs publishes notices, no
// file. Days are those of the notices as press and vessel tables report them; "in force" is the day after the notice
// where that is known, else the day of the notice: a listing counts from its first day in force, as on every list, and the
// day on which it was announced stands in the remarks. A number is given where hull and notice have been matched by others;
// what the notices leave open is left open.

import { noticeFormat } from './notice-rows.ts';

const APRIL = 'notice of 2 April 2024, in force 3 April 2024';
const MAY = 'notice of 24 May 2024';
const JULY = 'notice of 18 July 2024, in force 19 July 2024';
const DPRK = 'unilateral DPRK sanctions';

export const krNotices = noticeFormat({
  id: 'kr-notices',
  list: 'kr-mofa',
  title: 'South Korea, notices of the Ministry of Foreign Affairs (built in)',
  authority: 'Republic of Korea (MOFA)',
  sanction: true,
  edition: '2026-11-01',
  rows: `
2024-04-02/1|ship|LADY R||9161003|||||ro-ro cargo||${DPRK}||2024-04-03|${APRIL}
2024-04-02/2|ship|ANGARA||9179842|||||ro-ro cargo||${DPRK}||2024-04-03|${APRIL}
2024-04-02/3|party|Intellect|||||||||${DPRK}||2024-04-03|${APRIL}; company
2024-04-02/4|party|Sodeistvie|||||||||${DPRK}||2024-04-03|${APRIL}; company
2024-04-02/5|party|Sergei Kozlov|||||||||${DPRK}||2024-04-03|${APRIL}; person
2024-04-02/6|party|Alexander Pamfilov|||||||||${DPRK}||2024-04-03|${APRIL}; person
2024-05-24/1|ship|MARIA||8517839|||||general cargo||${DPRK}||2024-05-24|${MAY}; day in force not found
2024-05-24/2|ship|MAIA-1||9358010|||||general cargo||${DPRK}||2024-05-24|${MAY}; day in force not found
2024-07-18/1|ship|TOK SONG|DEOKSONG; DEOKSEONG||||DPRK||general cargo||${DPRK}||2024-07-19|${JULY}; IMO number not found. Gave coal to DE YI off Nampo in March 2024; one press report says that DE YI is listed too
2024-07-18/2|party|HK Yilin Shipping Co|||||||||${DPRK}||2024-07-19|${JULY}; owner of DE YI
`,
});
