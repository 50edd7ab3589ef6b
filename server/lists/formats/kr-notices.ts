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
2024-04-02/1|ship|LADY R|레이디 알|9161003|||||ro-ro cargo||${DPRK}||2024-04-03|${APRIL}
2024-04-02/2|ship|ANGARA|앙가라|9179842|||||ro-ro cargo||${DPRK}||2024-04-03|${APRIL}
2024-04-02/3|party|Intellect|Intellekt LLC; 인텔렉트||||||||${DPRK}||2024-04-03|${APRIL}; company, for papers of North Korean IT workers in Russia
2024-04-02/4|party|Sodeistvie|Sodeystvie; 소제이스트비예||||||||${DPRK}||2024-04-03|${APRIL}; company, for sending North Korean workers to Russia
2024-04-02/5|party|Sergei Kozlov|Sergei Mikhailovich Kozlov; 세르게이 미하일로비치 코즐로프||||||||${DPRK}||2024-04-03|${APRIL}; person, head of Intellect
2024-04-02/6|party|Alexander Pamfilov|Aleksandr Fyodorovich Panfilov; 알렉산드르 표도로비치 판필로프||||||||${DPRK}||2024-04-03|${APRIL}; person, head of Sodeistvie; the Korean notice writes Panfilov
2024-05-24/1|ship|MARIA||8517839|||||general cargo||${DPRK}||2024-05-24|${MAY}; day in force not found
2024-05-24/2|ship|MAIA-1||9358010|||||general cargo||${DPRK}||2024-05-24|${MAY}; day in force not found
2024-07-18/1|ship|TOK SONG|DEOKSONG; DEOKSEONG||||DPRK||general cargo||${DPRK}||2024-07-19|${JULY}; IMO number not found. Gave coal to DE YI off Nampo in March 2024; one press report says that DE YI is listed too
2024-07-18/2|party|HK Yilin Shipping Co|||||||||${DPRK}||2024-07-19|${JULY}; owner of DE YI
`,
});
