// How the vessels of a scope are told apart on the page: by name, with a number where two share one, and by colour for
// the watched ones with most alerts. Pure.

import type { VesselSummary } from '../../server/http/wire/vessel.ts';

/** Vessels that get a colour of their own; the rest of the watched ones share one. */
const HUES = 6;

/** Two ships of one name are two ships: both then go by name and number. A ship without a name goes by its number. */
export function tellingNames(vessels: Iterable<VesselSummary>, at = Number.POSITIVE_INFINITY): Map<string, string> {
  const rows = [...vessels].map((vessel) => ({ ...vessel, name: nameAt(vessel, at) }));
  const counts = new Map<string, number>();
  for (const { name } of rows) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    rows.map(({ id, name, imo, mmsi }) => {
      if (name === '') return [id, mmsi === null ? id : `MMSI ${mmsi}`];
      return [id, counts.get(name) === 1 ? name : `${name} ${imo ?? mmsi ?? ''}`.trim()];
    }),
  );
}

/** The name that a ship had sent last by `at`; its first one before that. */
export function nameAt({ name, names }: Pick<VesselSummary, 'name' | 'names'>, at: number): string {
  return (names.findLast(({ fromAt }) => fromAt <= at) ?? names[0])?.name ?? name;
}

/** True where a ship takes another name between the two instants. */
export function renamedBetween(vessels: Iterable<VesselSummary>, a: number, b: number): boolean {
  const [from, to] = a < b ? [a, b] : [b, a];
  for (const { names } of vessels) if (names.some(({ fromAt }) => fromAt > from && fromAt <= to)) return true;
  return false;
}

/**
 * Colours go to the watched vessels that most alerts of the whole scope are about, then by name, so that they stay put
 * while it plays. `given` keeps its colours; the same map comes back when nothing is added.
 */
export function huesOf(
  given: ReadonlyMap<string, number>,
  vessels: Iterable<VesselSummary>,
  hasTrack: (vesselId: string) => boolean,
  alertCounts: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const count = (id: string) => alertCounts.get(id) ?? 0;
  const ranked = [...vessels]
    .filter((vessel) => vessel.watched && (hasTrack(vessel.id) || count(vessel.id) > 0))
    .sort((a, b) => count(b.id) - count(a.id) || (a.name < b.name ? -1 : 1))
    .slice(0, HUES);
  const hues = new Map(given);
  const taken = new Set(hues.values());
  for (const vessel of ranked) {
    if (hues.has(vessel.id)) continue;
    const free = Array.from({ length: HUES }, (_, hue) => hue).find((hue) => !taken.has(hue));
    if (free === undefined) break;
    hues.set(vessel.id, free);
    taken.add(free);
  }
  return hues;
}
