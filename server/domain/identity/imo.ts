// IMO numbers: what the number field of an AIS static message can mean, and the two check digits. A check digit catches
// typing errors, not lies; and it never tells a ship from a company, because the two rules overlap: whether a number
// names a ship or a company comes from the record that carries it.

/** What a value of the AIS field means (ITU-R M.1371 table 52, message 5). */
export type ImoField = 'absent' | 'not used' | 'imo' | 'official number' | 'out of range';

export function kindOfImoField(value: number): ImoField {
  if (Number.isNaN(value) || value === 0) return 'absent';
  if (!Number.isInteger(value) || value < 0 || value > 1_073_741_823) return 'out of range';
  if (value < 1_000_000) return 'not used';
  return value < 10_000_000 ? 'imo' : 'official number';
}

/**
 * True for a number that can be an IMO ship number: digits 1 to 6 times 7, 6, 5, 4, 3, 2; the last digit of the sum is
 * digit 7 (9161003: 63+6+30+4+0+0 = 103). The first digit is not judged: listed hulls begin with 9, 8, 7, 6, 4 and 1.
 */
export function isShipImo(value: number): boolean {
  if (kindOfImoField(value) !== 'imo') return false;
  let rest = Math.floor(value / 10);
  let sum = 0;
  for (let weight = 2; weight <= 7; weight++) {
    sum += (rest % 10) * weight;
    rest = Math.floor(rest / 10);
  }
  return sum % 10 === value % 10;
}

/** Passes the check digit, and is what crews and test sets type when they must type something. */
export function isPlaceholderImo(value: number): boolean {
  return value === 1_234_567;
}

const COMPANY_WEIGHTS = [7, 9, 2, 4, 6, 8];

/** True for a number that can be an IMO company number: weights 8, 6, 4, 2, 9, 7; check digit (11 - sum mod 11) mod 10. */
export function isCompanyImo(value: number): boolean {
  if (kindOfImoField(value) !== 'imo') return false;
  let rest = Math.floor(value / 10);
  let sum = 0;
  for (const weight of COMPANY_WEIGHTS) {
    sum += (rest % 10) * weight;
    rest = Math.floor(rest / 10);
  }
  return (11 - (sum % 11)) % 10 === value % 10;
}

/**
 * True when two different seven-digit numbers are one wrong digit or one swap of neighbours apart. The check digit
 * decides nothing here: 7 of the 63 one-digit edits of a ship number pass it.
 */
export function isNearImo(a: number, b: number): boolean {
  if (a === b || kindOfImoField(a) !== 'imo' || kindOfImoField(b) !== 'imo') return false;
  const left = String(a);
  const right = String(b);
  const differing: number[] = [];
  for (let i = 0; i < 7; i++) if (left[i] !== right[i]) differing.push(i);
  if (differing.length === 1) return true;
  const [i, j] = differing;
  if (differing.length !== 2 || i === undefined || j !== i + 1) return false;
  return left[i] === right[j] && left[j] === right[i];
}
