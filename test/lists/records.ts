// Small, valid list records for tests of what happens to lists after they were read.

import type { ListedRecord } from '../../server/domain/listing/listed-record.ts';

export function record(parts: Partial<ListedRecord> & { name?: string } = {}): ListedRecord {
  const { name, ...rest } = parts;
  return {
    recordId: String(rest.imo ?? 'r-1'),
    kind: 'ship',
    names: [{ text: name ?? 'LADY R', kind: 'primary', script: 'Latn' }],
    imo: 9161003,
    imoDoubtful: false,
    companyImo: null,
    mmsis: [],
    callSigns: [],
    flag: null,
    formerFlags: [],
    shipType: null,
    grossTonnage: null,
    deadweight: null,
    builtYear: null,
    lengthM: null,
    parties: [],
    programmes: ['RUSSIA-EO14024'],
    measures: ['asset freeze'],
    listedAt: null,
    delistedAt: null,
    remarks: null,
    raw: `raw of ${name ?? 'LADY R'}`,
    ...rest,
  };
}

/** Ship numbers with a right check digit, from 9100000 on. */
export function shipImos(count: number): number[] {
  const imos: number[] = [];
  for (let six = 910_000; imos.length < count; six++) {
    const sum = [...String(six)].reduce((total, digit, i) => total + Number(digit) * (7 - i), 0);
    imos.push(six * 10 + (sum % 10));
  }
  return imos;
}
