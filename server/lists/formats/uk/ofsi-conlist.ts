// The consolidated list of OFSI, the United Kingdom's Treasury: closed on 28 January 2026 and still to be downloaded,
// which would look like "no changes" for ever. It is known by its header so that it can be refused with the reason.

import { CodedError } from '../../../domain/errors.ts';
import type { ListFormat } from '../../list.ts';
import { headHasColumns } from '../../reading/csv-rows.ts';
import { headHasRoot } from '../../reading/xml-records.ts';

const REASON =
  'the OFSI consolidated list (ConList) was closed on 28 January 2026 and is not kept up; use the UK Sanctions List, https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv';

/** 'Last Updated,21/01/2026' and then this header, in CSV; in XML a root of its own. */
const COLUMNS = ['Name 6', 'Regime', 'Listed On', 'Group ID'];

export const ofsiConList: ListFormat = {
  id: 'ofsi-conlist',
  list: 'ofsi-conlist',
  title: 'UK OFSI consolidated list',
  authority: 'UK',
  sanction: true,
  addresses: {},
  roles: ['main'],
  detect: (head) =>
    headHasColumns(head, COLUMNS) || headHasRoot(head, 'ArrayOfFinancialSanctionsTarget') || headHasFields(head),
  read: async (files) => {
    throw new CodedError('invalid', `${files[0]?.name ?? 'the file'} is refused: ${REASON}`);
  },
  notice: null,
  frozen: REASON,
  leastShips: 1,
};

/** The text edition writes the header with semicolons. */
function headHasFields(head: Uint8Array): boolean {
  return headHasColumns(head, COLUMNS, ';');
}
