// Every list format that can be read, in the order in which they are tried on a file of unknown kind.

import type { ListFormat } from './list.ts';
import { ofacAdvancedXml } from './ofac-advanced-xml.ts';
import { ofacSdnCsv } from './ofac-sdn-csv.ts';
import { ofacConsolidatedXml, ofacSdnXml } from './ofac-xml.ts';
import { ofsiConList } from './ofsi-conlist.ts';
import { ukCsv } from './uk-csv.ts';
import { ukJsonLines } from './uk-json-lines.ts';
import { ukXml } from './uk-xml.ts';
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
];
