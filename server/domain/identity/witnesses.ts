// Witnesses for and against a unit being a hull, apart from its numbers and names: flag digits, ship type, size, where it
// was heard, and whether the hull still exists. Each is one short sentence with its values. None is a match by itself.

import { shipClassOf, tradeOfAis, tradeOfWords } from '../ship-class.ts';
import { dayOf } from '../time.ts';
import type { WatchedHull } from '../vessel.ts';
import { midOf } from './mmsi.ts';
import { type Placed, placedAgainst } from './placed.ts';
import type { UnitIdentity } from './unit.ts';
import type { MidTable } from './watch-index.ts';
import { watersFit } from './waters.ts';

/** Length within this share of the listed one speaks for the hull; ours, AIS rounds to a metre and crews to ten. */
const LENGTH_FITS = 0.1;
/** Length off by more than this share speaks strongly against it (identity policy). */
const LENGTH_CLASHES = 0.2;
/**
 * Gross tonnage over length × beam², and over length³ where no beam is sent. Ours: river-sea tankers lie at the lower
 * end (SIG 0.12), heavy-lift at 0.17 (URSA MAJOR), ferries at the upper; 0.0016 to 0.005 by length alone.
 */
const GT_PER_LENGTH_BEAM2 = { least: 0.1, most: 0.26 };
const GT_PER_LENGTH3 = { least: 0.0015, most: 0.008 };

/** Witnesses for the hull: flag, ship type, size, waters. Two of them support a name (rows Q2 and Q4). */
export function fittingSigns(
  unit: Readonly<UnitIdentity>,
  hull: Readonly<WatchedHull>,
  mids: MidTable,
  placed: Readonly<Placed>,
): string[] {
  const signs: string[] = [];
  const mid = midOf(unit.mmsi);
  const flags = mid === null ? undefined : mids.get(mid);
  if (flags?.iso2.some((code) => hull.flagCodes.includes(code))) {
    signs.push(`MID ${mid} (${flags.name}) is a listed or former flag`);
  }
  const listedClass = shipClassOf(hull.shipType, null);
  if (listedClass !== 'unknown' && listedClass !== 'other' && listedClass === shipClassOf(null, unit.shipType)) {
    signs.push(`AIS ship type ${unit.shipType} fits ${hull.shipType}`);
  }
  const size = sizeFits(unit, hull);
  if (size !== '') signs.push(size);
  const waters = watersFit(placed, hull);
  if (waters !== '') signs.push(waters);
  return signs;
}

function sizeFits(unit: Readonly<UnitIdentity>, hull: Readonly<WatchedHull>): string {
  const { lengthM, beamM } = unit;
  if (lengthM === null || lengthM <= 0) return '';
  if (hull.lengthM !== null) {
    const off = Math.abs(lengthM - hull.lengthM) / hull.lengthM;
    return off <= LENGTH_FITS ? `length ${lengthM} m fits the known ${hull.lengthM} m` : '';
  }
  const gt = hull.grossTonnage;
  if (gt === null) return '';
  const withBeam = beamM !== null && beamM > 0;
  const ratio = withBeam ? gt / (lengthM * beamM ** 2) : gt / lengthM ** 3;
  const { least, most } = withBeam ? GT_PER_LENGTH_BEAM2 : GT_PER_LENGTH3;
  if (ratio < least || ratio > most) return '';
  return `size ${lengthM}${withBeam ? ` by ${beamM}` : ''} m fits ${gt} GT`;
}

export interface Contradictions {
  strong: string[];
  weak: string[];
}

/** Witnesses against the hull, names apart. One strong or two weak ones lower a match by IMO to probable. */
export function contradictionsOf(
  unit: Readonly<UnitIdentity>,
  hull: Readonly<WatchedHull>,
  mids: MidTable,
  at: number,
  placed: Readonly<Placed>,
): Contradictions {
  const strong = placedAgainst(placed, hull.imo);
  const weak: string[] = [];
  const mid = midOf(unit.mmsi);
  if (mid !== null && mids.size > 0) {
    const flags = mids.get(mid);
    if (!flags) weak.push(`MID ${mid} is allotted to no state`);
    else if (hull.flagCodes.length > 0 && !flags.iso2.some((code) => hull.flagCodes.includes(code))) {
      weak.push(`MID ${mid} (${flags.name}) is no listed or former flag (${hull.flagCodes.join(', ')})`);
    }
  }
  const clash = typeClash(hull.shipType, unit.shipType);
  if (clash !== 'none') {
    (clash === 'strong' ? strong : weak).push(`AIS ship type ${unit.shipType} does not fit ${hull.shipType}`);
  }
  if (unit.lengthM !== null && unit.lengthM > 0 && hull.lengthM !== null) {
    const off = Math.abs(unit.lengthM - hull.lengthM) / hull.lengthM;
    if (off > LENGTH_CLASHES) strong.push(`length ${unit.lengthM} m is far from the known ${hull.lengthM} m`);
  }
  const ended = endOf(hull, at);
  if (ended !== '') (hull.endedAt === null ? weak : strong).push(ended);
  return { strong, weak };
}

/** Says that the hull no longer exists at `at`; '' while it may. An end without a date is said, but weighs little. */
export function endOf(hull: Readonly<WatchedHull>, at: number): string {
  if (hull.endedAt !== null) {
    return at > hull.endedAt ? `${hull.name} is known as ${hull.status} since ${dayOf(hull.endedAt)}` : '';
  }
  return GONE.test(hull.status) ? `${hull.name} is known as ${hull.status}, without a date` : '';
}

const GONE = /scrapped|sunk|broken up|wrecked|lost/i;

/** Trades that a crew does not mix up by one key: a tug, a dredger or a fishing vessel is no merchant ship. */
function typeClash(listed: string | null, aisType: number | null): 'none' | 'weak' | 'strong' {
  const named = tradeOfWords(listed);
  const sent = tradeOfAis(aisType);
  if (named === null || sent === null) return 'none';
  if (named === 'service' || sent === 'service' || named === 'fishing' || sent === 'fishing') {
    return named === sent ? 'none' : 'strong';
  }
  const one = shipClassOf(listed, null);
  const other = shipClassOf(null, aisType);
  if (one === other) return 'none';
  // Ro-ro ships are sent as cargo or passenger, and 70 for 80 is one digit: noted, not weighed alone.
  if (one === 'tanker' || other === 'tanker') return one === 'passenger' || other === 'passenger' ? 'strong' : 'weak';
  return named === 'ro-ro' || named === 'ro-pax' ? 'none' : 'weak';
}
