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
  return kindOfImoField(value) === 'imo' && weightedSum(value) % 10 === value % 10;
}

function weightedSum(value: number): number {
  let rest = Math.floor(value / 10);
  let sum = 0;
  for (let weight = 2; weight <= 7; weight++) {
    sum += (rest % 10) * weight;
    rest = Math.floor(rest / 10);
  }
  return sum;
}

/** Numbers that pass the check digit and that crews and test sets type when they must type something. */
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
 * The ship numbers one wrong digit or one swap of neighbours away from a seven-digit number, whose own check digit
 * decides nothing: of the 63 one-digit edits of a ship number 7 pass the check.
 */
export function nearShipImos(value: number): number[] {
  if (kindOfImoField(value) !== 'imo') return [];
  const near: number[] = [];
  const sum = weightedSum(value);
  const check = value % 10;
  if (sum % 10 !== check) near.push(value - check + (sum % 10));
  for (let weight = 2, place = 10; weight <= 7; weight++, place *= 10) {
    const digit = Math.floor(value / place) % 10;
    const least = weight === 7 ? 1 : 0;
    for (let other = least; other < 10; other++) {
      if (other !== digit && (sum + (other - digit) * weight) % 10 === check)
        near.push(value + (other - digit) * place);
    }
    const right = Math.floor(value / (place / 10)) % 10;
    const swapped = value + (right - digit) * (place - place / 10);
    if (right !== digit && isShipImo(swapped)) near.push(swapped);
  }
  return near;
}

/**
 * The same for numbers that fail their check digit: a list may carry a number that was published wrong, and an edit of that
 * number fails as well (8814881 sent for 8314881).
 */
export function nearBrokenImos(value: number): number[] {
  if (kindOfImoField(value) !== 'imo') return [];
  const near = new Set<number>();
  for (let place = 1; place <= 1_000_000; place *= 10) {
    const digit = Math.floor(value / place) % 10;
    for (let other = place === 1_000_000 ? 1 : 0; other < 10; other++) near.add(value + (other - digit) * place);
    const left = Math.floor(value / (place * 10)) % 10;
    if (place < 1_000_000) near.add(value + (left - digit) * (place - place * 10));
  }
  near.delete(value);
  return [...near].filter((number) => kindOfImoField(number) === 'imo' && !isShipImo(number));
}
