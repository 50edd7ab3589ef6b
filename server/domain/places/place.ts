// Places: ports, terminals, naval piers, shipyards, anchorages (circles round points), the berths and roads that count
// for them, and zones (boxes or polygons). Watch places come from the reviewed table and appear in rules; context places
// only name where an ordinary call was.

export type PlaceKind = 'port' | 'terminal' | 'naval' | 'shipyard' | 'anchorage';

export interface Port {
  id: string;
  name: string;
  /** ISO 3166 two-letter code, '' when not known. Crimean ports are UA. */
  country: string;
  locode: string | null;
  lon: number;
  lat: number;
  kind: PlaceKind;
  /** 'ok', 'approx' or 'unverified': how far the point can be trusted. */
  confidence: 'ok' | 'approx' | 'unverified';
  /** A fix this near or nearer enters; one `leaveKm` off or farther leaves. */
  enterKm: number;
  leaveKm: number;
  /** True for the reviewed watch table, false for World Port Index context. */
  watch: boolean;
  /** True where ships anchor to wait for a strait or canal: a stop is labelled "waiting" until the dwell limit. */
  waitingArea: boolean;
  /** True where the table has only moorings of the port: it has no circle of its own, and no text is read as its name. */
  mooringsOnly?: true;
  tags: string[];
  /** Spellings to try in AIS destination text. */
  destinationAliases: string[];
  note: string | null;
  source: string;
}

/** A berth or anchorage of a port: points where ships lie. A stay there is told by its name and counts for the port. */
export interface Mooring {
  portId: string;
  /** null where the points bear the port's own name, or none. */
  name: string | null;
  /** True where ships lie off the port and not in it. */
  roads: boolean;
  /** True where ships lie to wait for a strait or canal, whatever the port. */
  waitingArea: boolean;
  /** Radius of its circles where it is not the usual one; left a kilometre farther off. */
  enterKm?: number;
  /** Longitude and latitude by turns. */
  points: readonly number[];
}

export interface Zone {
  id: string;
  name: string;
  kind: 'transfer' | 'drawn';
  /** Closed ring of [lon, lat], first = last, not crossing the antimeridian. */
  ring: [number, number][];
  /** As published, e.g. 'until May 2024'. */
  active: string;
  note: string | null;
  source: string;
  /** True where ordinary ships lie or wait, by the table's own note: a ship that is silent there is of no interest for it. */
  ordinary?: boolean;
}
