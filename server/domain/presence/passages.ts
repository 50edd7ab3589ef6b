// Could a ship have been at a place within a period? In come the stretches in which it was heard, the place, the period and
// a bound of its speed; out goes the way in that leaves most time, with its sums, or the one that misses by least. A pair
// of fixes that the ship cannot have sailed at that speed is told too, for then nothing follows from them. Pure arithmetic
// over lower bounds of distances: it over-states what was possible, so that "could not" is the strong word.

import { distanceKm, KM_PER_NM } from '../geo.ts';
import type { SeaDistanceKm } from '../sea/reach.ts';
import { HOUR_MS } from '../time.ts';
import { JUMP_SLACK_NM } from '../track/fix-judgement.ts';

export interface HeardFix {
  at: number;
  lon: number;
  lat: number;
}

/** Fixes as they were kept, one after the other, and what lies between them and the next stretch. */
export interface Stretch {
  fixes: readonly HeardFix[];
  /** 'silent': nothing was heard. 'far': it was heard all along, farther off than it sails between two fixes. */
  onward: 'silent' | 'far';
}

export interface WhereAsked {
  lon: number;
  lat: number;
  /** So far from the point the place reaches, its berths and roads with it, km. */
  radiusKm: number;
  /** Does a stay at this point count for the place? */
  holds(lon: number, lat: number): boolean;
}

export interface AlibiQuestion {
  place: WhereAsked;
  fromAt: number;
  toAt: number;
  /** The shortest stay that is asked about, ms; 0: a touch. */
  stayMs: number;
  speedKn: number;
  seaDistanceKm: SeaDistanceKm;
}

/** From the one fix to the place and on to the other. A missing fix leaves its side open. */
export interface Passage {
  before: HeardFix | null;
  after: HeardFix | null;
  /** Ways over water to the edge of the place, lower bounds, km; null where there is no fix, or no way. */
  distanceInKm: number | null;
  distanceOutKm: number | null;
  /** Null where that side is open, or there is no way. */
  earliestArrivalAt: number | null;
  latestDepartureAt: number | null;
  /** What is left of the period at the place beyond the stay, ms; negative: so much is lacking; null: there is no way at all. */
  slackMs: number | null;
}

/** Two fixes of it that ask for more speed than it is believed to have. */
export interface Leap {
  before: HeardFix;
  after: HeardFix;
  speedKn: number;
}

export interface Passages {
  /** The first and the last of its fixes at the place within the period, borne out; null where there are not two. */
  there: { first: HeardFix; last: HeardFix } | null;
  /** The passage with most slack; null where it was heard far off all along. */
  best: Passage | null;
  leaps: Leap[];
  /** Fixes that nothing bears out: none of them counts. */
  stray: number;
  /** Of the fixes that count. */
  fixes: number;
}

/** A fix is borne out by another one no farther off in time, within the ship's reach. Ours: a satellite's passes lie hours apart. */
export const BEARS_OUT_MS = 6 * HOUR_MS;
/** Ways at sea are measured at least so far, km: what is asked is near the answer or of no interest. */
const WAY_KM = 6_000;
/** A distance around land is short by up to so much: budgets leave this room, km. */
const ROOM_KM = 120;
const MOST_LEAPS = 3;

export function judgePassages(stretches: readonly Stretch[], question: Readonly<AlibiQuestion>): Passages {
  const { place, fromAt, toAt, speedKn } = question;
  const { kept, stray } = borneOut(stretches, speedKn);
  const leaps: Leap[] = [];
  const open: Passage[] = [];
  let first: HeardFix | null = null;
  let last: HeardFix | null = null;
  for (let i = 0; i <= kept.length; i++) {
    const before = i === 0 ? null : kept[i - 1]!;
    const after = i === kept.length ? null : kept[i]!;
    if (before !== null && after !== null && before.onward !== 'far') {
      const leap = leapOf(before.fix, after.fix, speedKn);
      if (leap !== null && leaps.length < MOST_LEAPS) leaps.push(leap);
      if (isThere(before.fix, question) && isThere(after.fix, question)) {
        first ??= before.fix;
        last = after.fix;
      }
    }
    if (before?.onward === 'far' && after !== null) continue;
    if ((before !== null && before.fix.at >= toAt) || (after !== null && after.fix.at < fromAt)) continue;
    open.push(passage(before?.fix ?? null, after?.fix ?? null, question, straightKm(place)));
  }
  const there = first === null || last === null ? null : { first, last };
  return { there, best: kept.length === 0 ? null : bestOf(open, question), leaps, stray, fixes: kept.length };
}

interface Kept {
  fix: HeardFix;
  /** What lies between it and the next fix that counts. */
  onward: 'heard' | Stretch['onward'];
}

/** The fixes that another one bears out, in order. Where one is left out, the silence before joins the one after. */
function borneOut(stretches: readonly Stretch[], speedKn: number): { kept: Kept[]; stray: number } {
  const all: Kept[] = stretches.flatMap(({ fixes, onward }) =>
    fixes.map((fix, i): Kept => ({ fix, onward: i === fixes.length - 1 ? onward : 'heard' })),
  );
  const kept: Kept[] = [];
  let stray = 0;
  for (const [i, each] of all.entries()) {
    const before = i > 0 && all[i - 1]!.onward !== 'far' ? all[i - 1]!.fix : null;
    const after = each.onward !== 'far' ? (all[i + 1]?.fix ?? null) : null;
    if (agrees(before, each.fix, speedKn) || agrees(each.fix, after, speedKn)) kept.push({ ...each });
    else {
      stray++;
      const last = kept.at(-1);
      // The stray ends nothing: what is unknown on either side of it stays unknown.
      if (last !== undefined && (each.onward === 'silent' || last.onward === 'heard')) last.onward = each.onward;
    }
  }
  return { kept, stray };
}

function agrees(a: HeardFix | null, b: HeardFix | null, speedKn: number): boolean {
  return a !== null && b !== null && b.at - a.at <= BEARS_OUT_MS && leapOf(a, b, speedKn) === null;
}

function leapOf(before: HeardFix, after: HeardFix, speedKn: number): Leap | null {
  const nm = distanceKm(before.lon, before.lat, after.lon, after.lat) / KM_PER_NM;
  const hours = Math.max(after.at - before.at, 1) / HOUR_MS;
  return nm - JUMP_SLACK_NM > speedKn * hours ? { before, after, speedKn: nm / hours } : null;
}

function isThere({ at, lon, lat }: HeardFix, { place, fromAt, toAt }: Readonly<AlibiQuestion>): boolean {
  return at >= fromAt && at < toAt && place.holds(lon, lat);
}

type WayKm = (fix: HeardFix, budgetKm: number) => number;

function straightKm(place: WhereAsked): WayKm {
  return ({ lon, lat }) => distanceKm(place.lon, place.lat, lon, lat);
}

function passage(
  before: HeardFix | null,
  after: HeardFix | null,
  question: Readonly<AlibiQuestion>,
  wayKm: WayKm,
): Passage {
  const { place, fromAt, toAt, stayMs, speedKn } = question;
  const kmPerMs = (speedKn * KM_PER_NM) / HOUR_MS;
  const budgetKm = ((after?.at ?? toAt) - (before?.at ?? fromAt)) * kmPerMs;
  const off = (fix: HeardFix | null) => (fix === null ? 0 : Math.max(0, wayKm(fix, budgetKm) - place.radiusKm));
  const inKm = off(before);
  const outKm = off(after);
  const arrivalAt = before === null ? Number.NEGATIVE_INFINITY : before.at + inKm / kmPerMs;
  const departureAt = after === null ? Number.POSITIVE_INFINITY : after.at - outKm / kmPerMs;
  return {
    before,
    after,
    distanceInKm: before === null ? null : finite(inKm),
    distanceOutKm: after === null ? null : finite(outKm),
    earliestArrivalAt: finite(arrivalAt),
    latestDepartureAt: finite(departureAt),
    slackMs: finite(Math.min(departureAt, toAt) - Math.max(arrivalAt, fromAt) - stayMs),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Ways over water are longer than straight ones: the passages are measured in the order of their straight slack. */
function bestOf(straight: Passage[], question: Readonly<AlibiQuestion>): Passage | null {
  const { place, seaDistanceKm } = question;
  const atSea: WayKm = ({ lon, lat }, budgetKm) =>
    seaDistanceKm(place.lon, place.lat, lon, lat, Math.max(WAY_KM, budgetKm + place.radiusKm + ROOM_KM));
  let best: Passage | null = null;
  for (const { before, after, slackMs } of straight.sort((a, b) => slackOf(b) - slackOf(a))) {
    if (best !== null && slackOf(best) >= (slackMs ?? Number.NEGATIVE_INFINITY)) break;
    const found = passage(before, after, question, atSea);
    if (best === null || slackOf(found) > slackOf(best)) best = found;
  }
  return best;
}

function slackOf({ slackMs }: Passage): number {
  return slackMs ?? Number.NEGATIVE_INFINITY;
}
