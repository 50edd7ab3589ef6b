// Every list format that can be read, in the order in which they are tried on a file of unknown kind.

import type { ListFormat } from './list.ts';
import { ofacSdnCsv } from './ofac-sdn-csv.ts';

export const listFormats: readonly ListFormat[] = [ofacSdnCsv];
