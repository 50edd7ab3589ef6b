// Every list format that can be read, in the order in which they are tried on a file of unknown kind.

import { auDfatJsonl } from './formats/au/au-dfat-jsonl.ts';
import { auDfatXlsx } from './formats/au/au-dfat-xlsx.ts';
import { caSemaXml } from './formats/ca-sema-xml.ts';
import { chSecoXml } from './formats/ch-seco-xml.ts';
import { euDmaCsv } from './formats/eu/eu-dma-csv.ts';
import { euFsfXml } from './formats/eu/eu-fsf-xml.ts';
import { euOj833Csv, euOj1509Csv } from './formats/eu/eu-oj-csv.ts';
import { euSanctionsMapXlsx } from './formats/eu/eu-sanctions-map-xlsx.ts';
import { genericCsvFormat } from './formats/generic-csv.ts';
import { jpNotices } from './formats/jp-notices.ts';
import { krNotices } from './formats/kr-notices.ts';
import { nzRegisterXlsx } from './formats/nz-register-xlsx.ts';
import { opensanctionsCsv } from './formats/opensanctions/opensanctions-csv.ts';
import { opensanctionsFtm } from './formats/opensanctions/opensanctions-ftm.ts';
import { opensanctionsMergedJson } from './formats/opensanctions/opensanctions-merged-json.ts';
import { uaGurCsv } from './formats/ua/ua-gur-csv.ts';
import { uaGurHtml } from './formats/ua/ua-gur-html.ts';
import { ofsiConList } from './formats/uk/ofsi-conlist.ts';
import { ukCsv } from './formats/uk/uk-csv.ts';
import { ukJsonLines } from './formats/uk/uk-json-lines.ts';
import { ukXml } from './formats/uk/uk-xml.ts';
import { un1718Html } from './formats/un/un-1718-html.ts';
import { un1718 } from './formats/un/un-1718-rows.ts';
import { unConsolidatedXml } from './formats/un/un-consolidated-xml.ts';
import { ofacAdvancedXml } from './formats/us/ofac-advanced-xml.ts';
import { ofacSdnCsv } from './formats/us/ofac-sdn-csv.ts';
import { ofacConsolidatedXml, ofacSdnXml } from './formats/us/ofac-xml.ts';
import { usCslCsv } from './formats/us/us-csl-csv.ts';
import type { ListFormat } from './list.ts';

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
