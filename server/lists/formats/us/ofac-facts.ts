// What OFAC says of a ship besides its name, as pairs of label and value: "Former Vessel Flag" – "Malta". The pairs stand
// in the remarks of the CSV files, in the id lists of the XML ones, as features in the advanced XML and as ids in the
// Consolidated Screening List; what a label means is the same in all of them. Whether a record is a ship its type says,
// never its digits: companies carry "Vessel Registration Identification IMO" too.

import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import { addName, addParties, addParty, addWord, leaveUnread, setImo } from '../../reading/list-record.ts';
import { imosInText, wordOf } from '../../reading/list-words.ts';
import { addMmsis, setAmount } from '../../reading/ship-cells.ts';

/** Programmes come glued in the CSV files: `IRAN] [NPWMD] [IFSR`. */
export function addProgrammes(record: ListedRecord, text: string): void {
  for (const programme of text.split(/\]\s*\[|;\s*/)) addWord(record.programmes, programme.replace(/^\[|\]$/g, ''));
}

/** Reads one pair into the record; false where the label says nothing that a record keeps. */
export function addFact(record: ListedRecord, label: string, value: string): boolean {
  const key = label
    .replace(/^alt\.\s*/i, '')
    .replace(/[\s:.-]+$/, '')
    .toLowerCase();
  if (IMO_LABELS.has(key)) return addNumber(record, value);
  switch (key) {
    case 'mmsi':
      addMmsis(record, value);
      return true;
    case 'vessel flag':
      record.flag ??= wordOf(value);
      return true;
    case 'former vessel flag':
    case 'other vessel flag':
      addWord(record.formerFlags, value);
      return true;
    case 'vessel type':
    case 'other vessel type':
      record.shipType ??= wordOf(value);
      return true;
    case 'vessel call sign':
    case 'other vessel call sign':
      addWord(record.callSigns, value);
      return true;
    case 'vessel year of build':
      setAmount(record, 'builtYear', value);
      return true;
    // OFAC's "tonnage" is deadweight: ARTAVIL has 99,144 of it and 56,068 gross.
    case 'vessel tonnage':
      setAmount(record, 'deadweight', value);
      return true;
    case 'vessel gross registered tonnage':
      setAmount(record, 'grossTonnage', value);
      return true;
    case 'vessel owner':
      addParties(record, value, 'owner');
      return true;
    case 'linked to':
      addParty(record, value, 'linked');
      return true;
    case 'a.k.a':
    case 'n.k.a':
      addName(record, value, 'weak');
      return true;
    case 'f.k.a':
      addName(record, value, 'former');
      return true;
    case 'secondary sanctions risk':
      addWord(record.measures, 'secondary sanctions');
      return true;
    case 'additional sanctions information':
      if (/secondary sanctions/i.test(value)) addWord(record.measures, 'secondary sanctions');
      return true;
    default:
      return false;
  }
}

/** Other registers stand under the same labels, `15411 (Malta)`, `RS 150443 (Russia)`: the number says that it is IMO's. */
const IMO_LABELS = new Set([
  'vessel registration identification',
  'identification number',
  'company number',
  'registration number',
  'vessel registration number',
]);

function addNumber(record: ListedRecord, value: string): boolean {
  const imos = imosInText(value);
  if (imos.length === 0) {
    // IMO numbers of six digits have been published ("IMO 543400"): told, for the ship would stand without any.
    if (!/\bIMO\b/i.test(value)) return false;
    leaveUnread(record, record.kind === 'ship' ? 'IMO number' : 'company number', value);
    if (record.kind === 'ship' && record.imo === null) record.imoDoubtful = true;
    return true;
  }
  if (record.kind === 'ship') for (const imo of imos) setImo(record, imo);
  else record.companyImo ??= imos[0]!;
  return true;
}

/** Labels that begin a part of the remarks; longer ones first where one begins another. */
const REMARK_LABELS = [
  'Vessel Registration Identification',
  'Vessel Registration Number',
  'Identification Number',
  'Registration Number',
  'Company Number',
  'MMSI',
  'Former Vessel Flag',
  'Other Vessel Flag',
  'Vessel Flag',
  'Other Vessel Type',
  'Vessel Type',
  'Other Vessel Call Sign',
  'Vessel Call Sign',
  'Vessel Year of Build',
  'Vessel Gross Registered Tonnage',
  'Vessel Tonnage',
  'Vessel Owner',
  'Linked To',
  'a.k.a.',
  'f.k.a.',
  'n.k.a.',
  'Secondary sanctions risk',
  'Additional Sanctions Information',
];
const REMARK = new RegExp(
  `^(?:alt\\.\\s*)?(${REMARK_LABELS.map((label) => label.replaceAll('.', '\\.')).join('|')})(?=[\\s:'-])[\\s:-]*(.*)$`,
  'is',
);

/** The remarks of a CSV row, whole: parts between semicolons, a full stop at the end. */
export function addRemarks(record: ListedRecord, text: string | null): void {
  const remarks = wordOf(text);
  if (remarks === null) return;
  record.remarks = remarks;
  for (const part of remarks.replace(/\.$/, '').split(/;\s*/)) {
    // The XML files and the screening list put links into brackets: "(Linked To: NS LEADER SHIPPING INCORPORATED)".
    const found = REMARK.exec(part.trim().replace(/^\((.*)\)$/s, '$1'));
    if (found) addFact(record, found[1]!, found[2]!.trim().replace(/^'(.*)'$/s, '$1'));
  }
}

/** 'vessel', 'Individual', '-0-' and what else the files say; null for what this product does not keep. */
export function kindOfOfac(type: string): ListedRecord['kind'] | null {
  switch ((wordOf(type) ?? 'entity').toLowerCase()) {
    case 'vessel':
      return 'ship';
    case 'entity':
    case 'individual':
      return 'party';
    default:
      return null;
  }
}
