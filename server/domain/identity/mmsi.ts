// MMSIs: which kind of station a nine-digit radio identity belongs to, and whose digits it bears (ITU-R M.585). An MMSI
// is typed in by the crew and changes with the flag, so nothing here says who the ship is.

/** Of the made-up ship of `canary.ts`: a sentence has 30 bits for the number, and this takes 31. */
export const CANARY_MMSI = 1_100_000_001;

export type MmsiKind =
  | 'ship'
  | 'coast'
  | 'group'
  | 'sar aircraft'
  | 'handheld'
  | 'tender'
  | 'aton'
  | 'sart'
  | 'man overboard'
  | 'epirb'
  | 'placeholder'
  | 'invalid';

/** Values that sets send before anybody typed in their own; one digit nine times is found by arithmetic. */
const PLACEHOLDERS = new Set([0, 123_456_789, 987_654_321]);

export function kindOfMmsi(mmsi: number): MmsiKind {
  if (!Number.isInteger(mmsi) || mmsi < 0 || mmsi > 999_999_999) return mmsi === CANARY_MMSI ? 'ship' : 'invalid';
  if (mmsi % 111_111_111 === 0 || PLACEHOLDERS.has(mmsi)) return 'placeholder';
  const first3 = Math.floor(mmsi / 1_000_000);
  if (isMid(first3)) return 'ship';
  if (first3 === 970) return 'sart';
  if (first3 === 972) return 'man overboard';
  if (first3 === 974) return 'epirb';
  const form = formOf(first3);
  return form !== null && isMid(Math.floor(mmsi / form.divisor) % 1000) ? form.kind : 'invalid';
}

/** The three digits that name the issuing administration, or null where the form carries none. */
export function midOf(mmsi: number): number | null {
  const kind = kindOfMmsi(mmsi);
  if (kind === 'ship') return Math.floor(mmsi / 1_000_000);
  const form = formOf(Math.floor(mmsi / 1_000_000));
  return form !== null && kind === form.kind ? Math.floor(mmsi / form.divisor) % 1000 : null;
}

/** MIDs are allotted from 201 to 775; the table, not the range, says whether a MID is allotted to a state. */
function isMid(digits: number): boolean {
  return digits >= 201 && digits <= 775;
}

interface Form {
  kind: MmsiKind;
  /** What to divide by so that the MID stands in the last three digits. */
  divisor: number;
}

const COAST: Form = { kind: 'coast', divisor: 10_000 }; // 00MIDxxxx
const GROUP: Form = { kind: 'group', divisor: 100_000 }; // 0MIDxxxxx
const SAR_AIRCRAFT: Form = { kind: 'sar aircraft', divisor: 1_000 }; // 111MIDxxx
const HANDHELD: Form = { kind: 'handheld', divisor: 100_000 }; // 8MIDxxxxx
const TENDER: Form = { kind: 'tender', divisor: 10_000 }; // 98MIDxxxx
const ATON: Form = { kind: 'aton', divisor: 10_000 }; // 99MIDxxxx

function formOf(first3: number): Form | null {
  if (first3 < 10) return COAST;
  if (first3 < 100) return GROUP;
  if (first3 === 111) return SAR_AIRCRAFT;
  if (first3 >= 800 && first3 < 900) return HANDHELD;
  if (first3 >= 980 && first3 < 990) return TENDER;
  return first3 >= 990 ? ATON : null;
}

/**
 * Is this fix of a ship? A unit that is known by nothing but its number counts as a ship where the number is a ship's: nets,
 * handhelds and sets that nobody has programmed are heard as well.
 */
export function isShip({ vesselId, mmsi }: { vesselId: string; mmsi: number }): boolean {
  return kindOfMmsi(mmsi) === 'ship' || !vesselId.startsWith('mmsi:');
}
