// Every list format that can be read, in the order in which they are tried on a file of unknown kind.

import { auDfatJsonl } from './au-dfat-jsonl.ts';
import { auDfatXlsx } from './au-dfat-xlsx.ts';
import { caSemaXml } from './ca-sema-xml.ts';
import { chSecoXml } from './ch-seco-xml.ts';
import { euDmaCsv } from './eu-dma-csv.ts';
import { euFsfXml } from './eu-fsf-xml.ts';
import { euOj833Csv, euOj1509Csv } from './eu-oj-csv.ts';
import { euSanctionsMapXlsx } from './eu-sanctions-map-xlsx.ts';
import { genericCsvFormat } from './generic-csv.ts';
import { jpNotices } from './jp-notices.ts';
import { krNotices } from './kr-notices.ts';
import type { ListFormat } from './list.ts';
import { nzRegisterXlsx } from './nz-register-xlsx.ts';
import { ofacAdvancedXml } from './ofac-advanced-xml.ts';
import { ofacSdnCsv } from './ofac-sdn-csv.ts';
import { ofacConsolidatedXml, ofacSdnXml } from './ofac-xml.ts';
import { ofsiConList } from './ofsi-conlist.ts';
import { opensanctionsCsv } from './opensanctions-csv.ts';
import { opensanctionsFtm } from './opensanctions-ftm.ts';
import { opensanctionsMergedJson } from './opensanctions-merged-json.ts';
import { uaGurCsv } from './ua-gur-csv.ts';
import { uaGurHtml } from './ua-gur-html.ts';
import { ukCsv } from './uk-csv.ts';
import { ukJsonLines } from './uk-json-lines.ts';
import { ukXml } from './uk-xml.ts';
import { un1718Html } from './un-1718-html.ts';
import { un1718 } from './un-1718-rows.ts';
import { unConsolidatedXml } from './un-consolidated-xml.ts';
import { usCslCsv } from './us-csl-csv.ts';

export const listFormats: readonly ListFormat[] = [
  ofacSdnCsv,
  ofacSdnXml,
  ofacConsolidatedXml,
  ofacAdvancedXml,
  usCslCsv,
  ukCsv,
  ukXml,
  ukJsonLines,
  ofsiConList,
  euDmaCsv,
  euOj833Csv,
  euOj1509Csv,
  euSanctionsMapXlsx,
  euFsfXml,
  un1718Html,
  un1718,
  unConsolidatedXml,
  chSecoXml,
  caSemaXml,
  auDfatXlsx,
  auDfatJsonl,
  nzRegisterXlsx,
  uaGurCsv,
  uaGurHtml,
  opensanctionsCsv,
  opensanctionsFtm,
  opensanctionsMergedJson,
  krNotices,
  jpNotices,
  // Any table with a name in it: after all others.
  genericCsvFormat,
];
