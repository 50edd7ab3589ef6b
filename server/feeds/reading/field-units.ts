// The units of speeds, draughts and sizes in tables: known by the header (`speed_kmh`, `Draught (dm)`) or by the format, and
// never by the size of a number. A value whose unit nobody names is taken only where it can mean one thing.

/** Fields whose unit tables name, or do not. */
export type Measured = 'speedKn' | 'draughtM' | 'lengthM' | 'beamM';

/** One knot is 1,852 m an hour. */
export const KNOTS_PER_MPS = 3600 / 1852;
const METRES_PER_FOOT = 0.3048;

const SPEED_UNITS: Readonly<Record<string, number>> = {
  kn: 1,
  kt: 1,
  kts: 1,
  knot: 1,
  knots: 1,
  kmh: 1 / 1.852,
  kph: 1 / 1.852,
  kmph: 1 / 1.852,
  mph: 1.609344 / 1.852,
  mps: KNOTS_PER_MPS,
  ms: KNOTS_PER_MPS,
};
const LENGTH_UNITS: Readonly<Record<string, number>> = {
  m: 1,
  metre: 1,
  metres: 1,
  meter: 1,
  meters: 1,
  dm: 0.1,
  decimetres: 0.1,
  decimeters: 0.1,
  cm: 0.01,
  ft: METRES_PER_FOOT,
  feet: METRES_PER_FOOT,
};

/** Names that a unit may follow, and the units. */
const MEASURES: readonly { field: Measured; names: readonly string[]; units: Readonly<Record<string, number>> }[] = [
  { field: 'speedKn', names: ['sog', 'speedoverground', 'speed'], units: SPEED_UNITS },
  { field: 'draughtM', names: ['draught', 'draft'], units: LENGTH_UNITS },
  { field: 'lengthM', names: ['length', 'shiplength', 'vessellength', 'loa'], units: LENGTH_UNITS },
  { field: 'beamM', names: ['width', 'shipwidth', 'vesselwidth', 'beam'], units: LENGTH_UNITS },
];

/** By plain header name: the field and what it must be multiplied by. */
const UNITS = new Map<string, { field: Measured; scale: number }>();
for (const { field, names, units } of MEASURES) {
  for (const name of names) for (const [unit, scale] of Object.entries(units)) UNITS.set(name + unit, { field, scale });
}

/** Names that are used for more than one unit: knots, tenths of them and metres a second; metres and tenths of them. */
const UNITLESS = new Set(['speed', 'draught', 'draft']);

/** Every plain name with a unit in it, with the field it belongs to. */
export const namesWithUnit: readonly { name: string; field: Measured }[] = [...UNITS].map(([name, { field }]) => ({
  name,
  field,
}));

/** What a column under this plain name must be multiplied by; null when the name is used for several units. */
export function scaleOf(plainName: string): number | null {
  return UNITLESS.has(plainName) ? null : (UNITS.get(plainName)?.scale ?? 1);
}

/**
 * A value of a speed or draught whose unit is not named: AIS itself counts in tenths, always whole, so that a fraction
 * can only be of the whole unit, and nothing is nothing. NaN for what may be either.
 */
export function settledWithoutUnit(value: number): number {
  return value === 0 || !Number.isInteger(value) ? value : Number.NaN;
}

/** What is told of a source whose column names no unit. */
export function unitNote(header: string, field: Measured): string {
  const unit = field === 'speedKn' ? 'knots' : 'metres';
  return (
    `"${header}" names no unit, so its whole numbers are left out: they may be ${unit} or tenths. ` +
    `If they are ${unit}, say --columns ${field}=${JSON.stringify(header)}`
  );
}
