// Zones that users draw, beside those of the reference table: an index of places and the drawn zones go in, an index of
// both comes out. The index below is not built anew, so that a zone drawn on the map is in force within milliseconds.

import type { Zone } from './place.ts';
import { createPlaceIndex, type PlaceIndex } from './place-index.ts';

/** Ids of drawn zones must differ from each other and from those of `places`. */
export function withOwnZones(places: PlaceIndex, own: readonly Zone[]): PlaceIndex {
  if (own.length === 0) return places;
  const known = own.find(({ id }) => places.zone(id) !== undefined);
  if (known) throw new Error(`a zone was drawn with the id ${known.id} of a zone of the reference table`);
  const drawn = createPlaceIndex([], own);
  const first = places.zones.length;
  const found: number[] = [];
  return {
    ...places,
    zones: [...places.zones, ...own],
    zone: (id) => places.zone(id) ?? drawn.zone(id),
    isNear: (lon, lat) => places.isNear(lon, lat) || drawn.isNear(lon, lat),
    zonesAt(lon, lat, into) {
      places.zonesAt(lon, lat, into);
      drawn.zonesAt(lon, lat, found);
      for (const index of found) into.push(first + index);
    },
  };
}
