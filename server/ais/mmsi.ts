// What kind of station a nine-digit radio identity belongs to (ITU-R M.585), and which ones are placeholders that many
// units share because nobody programmed them.

export type MmsiKind =
  | 'ship'
  | 'coast station'
  | 'group'
  | 'SAR aircraft'
  | 'handheld'
  | 'craft of a parent ship'
  | 'aid to navigation'
  | 'AIS-SART'
  | 'man overboard'
  | 'EPIRB'
  | 'placeholder'
  | 'invalid';

/** Defaults and keyboard runs seen on many hulls at once; never match a vessel on one of these. */
const PLACEHOLDERS: ReadonlySet<number> = new Set([0, 1193046, 111111111, 123456789, 999999999]);

export function mmsiKind(mmsi: number): MmsiKind {
  if (PLACEHOLDERS.has(mmsi)) return 'placeholder';
  if (!Number.isInteger(mmsi) || mmsi < 0 || mmsi > 999_999_999) return 'invalid';
  if (isMid(Math.floor(mmsi / 1_000_000))) return 'ship';
  const lead = Math.floor(mmsi / 1_000_000);
  if (lead === 970) return 'AIS-SART';
  if (lead === 972) return 'man overboard';
  if (lead === 974) return 'EPIRB';
  if (lead === 111 && isMid(Math.floor(mmsi / 1000) % 1000)) return 'SAR aircraft';
  const two = Math.floor(mmsi / 10_000_000);
  if (two === 98 && isMid(Math.floor(mmsi / 10_000) % 1000)) return 'craft of a parent ship';
  if (two === 99 && isMid(Math.floor(mmsi / 10_000) % 1000)) return 'aid to navigation';
  if (two >= 80 && two < 90 && isMid(Math.floor(mmsi / 100_000) % 1000)) return 'handheld';
  if (mmsi < 10_000_000 && isMid(Math.floor(mmsi / 10_000))) return 'coast station';
  if (mmsi >= 10_000_000 && mmsi < 100_000_000 && isMid(Math.floor(mmsi / 100_000))) return 'group';
  return 'invalid';
}

/** Maritime identification digits run from 201 to 775. */
function isMid(mid: number): boolean {
  return mid >= 201 && mid <= 775;
}
