// Japan's listings that concern the sea bridge between Russia and the DPRK, built in: the ministries publish notices, no
// file with ships. Of the notice of 24 May 2024 the press names one shipping company and speaks of others; no ship of it
// is known, so none stands here.

import { noticeFormat } from './notice-rows.ts';

export const jpNotices = noticeFormat({
  id: 'jp-notices',
  list: 'jp-mof',
  title: 'Japan, notices of the ministries (built in)',
  authority: 'Japan',
  sanction: true,
  edition: '2026-11-01',
  rows: `
2024-05-24/1|party|Transmorflot|MG-Flot LLC||||||||Japan, notice of 24 May 2024||2024-05-24|notice of 24 May 2024, as the press reports it; the company is MG-Flot LLC now and owns LADY R and MAIA-1. Others named with it are not in the reports
`,
});
