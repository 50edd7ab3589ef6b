// The vocabulary in which detector tests are written: a ship that sails, stops, falls silent and arrives becomes an
// array of reports, and a runner plays them to one detector and collects what it says. Positions run along great
// circles and times are exact, so that a threshold can be met to the second and the metre.
//
//   vessel('LADY R', { mmsi: 273212120 }).at(away(port, 6), '2024-02-01T00:00Z')
//     .sails({ to: port, kn: 10 }).stops('3 h').goesSilent('7 h').arrives(away(port, 20)).reports

import { beginFleet, type Fleet } from '../server/domain/fleet/fleet.ts';
import { bearingDeg, distanceKm, EARTH_RADIUS_KM, KM_PER_NM } from '../server/domain/geo.ts';
import type { IdentityNote } from '../server/domain/identity/notes.ts';
import { beginUnit, hearStatic, IDENTITY, type UnitIdentity } from '../server/domain/identity/unit.ts';
import type { MidTable } from '../server/domain/identity/watch-index.ts';
import type { Detector, DetectorContext, Particulars } from '../server/domain/kinds/detector.ts';
import type { VesselEvent } from '../server/domain/kinds/event.ts';
import type { Port, Zone } from '../server/domain/places/place.ts';
import { createPlaceIndex, type PlaceIndex } from '../server/domain/places/place-index.ts';
import type { PlacePair } from '../server/domain/places/place-pairs.ts';
import { emptyReport, POSITION, type Report, STATIC, STATION } from '../server/domain/report.ts';
import { GREAT_CIRCLE, type SeaWays, speedCapKn } from '../server/domain/sea/reach.ts';
import type { Sighting } from '../server/domain/sighting.ts';
import { beginTrack, takeFix } from '../server/domain/track/track.ts';
import type { WatchedHull } from '../server/domain/vessel.ts';

export interface Point {
  lon: number;
  lat: number;
}

const RAD = Math.PI / 180;

/** The point so many km from another, along a bearing (90 = east). */
export function away(from: Point, km: number, bearing = 90): Point {
  const angle = km / EARTH_RADIUS_KM;
  const lat = Math.asin(
    Math.sin(from.lat * RAD) * Math.cos(angle) + Math.cos(from.lat * RAD) * Math.sin(angle) * Math.cos(bearing * RAD),
  );
  const lon =
    from.lon * RAD +
    Math.atan2(
      Math.sin(bearing * RAD) * Math.sin(angle) * Math.cos(from.lat * RAD),
      Math.cos(angle) - Math.sin(from.lat * RAD) * Math.sin(lat),
    );
  return { lon: ((((lon / RAD + 180) % 360) + 360) % 360) - 180, lat: lat / RAD };
}

/** '90 s', '10 min', '3 h 59 min', '2 d' as milliseconds. */
export function ms(duration: string): number {
  const units: Record<string, number> = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };
  const parts = [...duration.matchAll(/([\d.]+)\s*(min|s|h|d)\b/g)];
  if (parts.length === 0) throw new Error(`"${duration}" is no duration`);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit!]!, 0);
}

export function at(iso: string): number {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) throw new Error(`"${iso}" is no time`);
  return time;
}

export interface Ship {
  readonly name: string;
  readonly mmsi: number;
  /** Everything sent so far, in time order. */
  readonly reports: Report[];
  /** Where and when the story stands. */
  readonly here: Point;
  readonly now: number;
  /** Puts the ship at a point without a report: the story starts, or time has passed unheard. */
  at(point: Point, time: string | number): Ship;
  /** Sends one position from here, now. Speed NaN is "not available". */
  sends(speedKn: number, more?: Partial<Report>): Ship;
  /** Sails the great circle, sending as it goes and on arrival. */
  sails(leg: { to: Point; kn: number; every?: string; sentKn?: number }): Ship;
  /** Lies here, sending as it does, first at once and last at the end. */
  stops(duration: string, how?: { kn?: number; every?: string }): Ship;
  /** Time passes and nothing is sent; the ship stays or turns up elsewhere with its next report. */
  goesSilent(duration: string): Ship;
  /** Is somewhere else now, unseen on the way, and sends one position. */
  arrives(point: Point, speedKn?: number): Ship;
  /** Sends static data. */
  says(fields: Partial<Report>): Ship;
}

export interface ShipOptions {
  mmsi?: number;
  imo?: number;
  /** Reporting interval where a step names none. */
  every?: string;
  coarse?: boolean;
}

export function vessel(
  name: string,
  { mmsi = 273212120, imo, every = '10 min', coarse = false }: ShipOptions = {},
): Ship {
  const reports: Report[] = [];
  let here: Point = { lon: Number.NaN, lat: Number.NaN };
  let now = Number.NaN;

  function send(fields: Partial<Report>): void {
    reports.push({
      ...emptyReport(),
      mmsi,
      station: STATION.classA,
      at: now,
      arrivedAt: now,
      source: 'scenario',
      line: reports.length + 1,
      ...fields,
    });
  }
  function position(speedKn: number, courseDeg: number, more: Partial<Report> = {}): void {
    send({ parts: POSITION, ...here, speedKn, courseDeg, coarse, ...more });
  }

  const ship: Ship = {
    name,
    mmsi,
    reports,
    get here() {
      return here;
    },
    get now() {
      return now;
    },
    at(point, time) {
      here = { lon: point.lon, lat: point.lat };
      now = typeof time === 'number' ? time : at(time);
      return ship;
    },
    sends(speedKn, more) {
      position(speedKn, Number.NaN, more);
      return ship;
    },
    sails({ to, kn, every: step = every, sentKn = kn }) {
      const from = here;
      const beganAt = now;
      const km = distanceKm(from.lon, from.lat, to.lon, to.lat);
      const lastsMs = Math.round((km / KM_PER_NM / kn) * 3_600_000);
      const course = bearingDeg(from.lon, from.lat, to.lon, to.lat);
      for (let passed = 0; passed < lastsMs; passed += ms(step)) {
        here = away(from, (km * passed) / lastsMs, course);
        now = beganAt + passed;
        position(sentKn, course);
      }
      here = { lon: to.lon, lat: to.lat };
      now = beganAt + lastsMs;
      position(sentKn, course);
      return ship;
    },
    stops(duration, { kn = 0.1, every: step = every } = {}) {
      const beganAt = now;
      const lastsMs = ms(duration);
      for (let passed = 0; passed < lastsMs; passed += ms(step)) {
        now = beganAt + passed;
        position(kn, Number.NaN);
      }
      now = beganAt + lastsMs;
      position(kn, Number.NaN);
      return ship;
    },
    goesSilent(duration) {
      now += ms(duration);
      return ship;
    },
    arrives(point, speedKn = 0) {
      here = { lon: point.lon, lat: point.lat };
      position(speedKn, Number.NaN);
      return ship;
    },
    says(fields) {
      send({ parts: STATIC, name, ...(imo === undefined ? {} : { imo }), ...fields });
      return ship;
    },
  };
  return ship;
}

/** All reports of several ships in time order; ties keep the order of the ships. */
export function together(...ships: Ship[]): Report[] {
  return ships.flatMap(({ reports }) => reports).sort((a, b) => a.at - b.at);
}

export function portAt(id: string, lon: number, lat: number, more: Partial<Port> = {}): Port {
  return {
    id,
    name: id,
    country: '',
    locode: null,
    lon,
    lat,
    kind: 'port',
    confidence: 'ok',
    enterKm: 3,
    leaveKm: 4,
    watch: true,
    waitingArea: false,
    tags: [],
    destinationAliases: [],
    note: null,
    source: 'test',
    ...more,
  };
}

export function boxZone(id: string, west: number, south: number, east: number, north: number): Zone {
  return {
    id,
    name: id,
    kind: 'transfer',
    ring: [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
    active: 'always',
    note: null,
    source: 'test',
  };
}

export interface WatchOptions {
  places: PlaceIndex | readonly Port[];
  /** Is the vessel on the watchlist? */
  watched?: boolean;
  vesselId?: string;
  /** Lets time pass after the last report, so that gap shows. */
  until?: string | number;
  /** Puts state, track and wish through JSON after this many inputs, as a restart would; or after every one. */
  restartAfter?: number | 'every';
  fleet?: Fleet;
  rulePorts?: ReadonlySet<string>;
  pairs?: readonly PlacePair[];
  /** Registries by the first three digits of an MMSI; none by default. */
  mids?: MidTable;
  particulars?: Partial<Particulars>;
  /** How far it is at sea; the great circle by default. */
  sea?: SeaWays;
  /** What other detectors say of the vessel, each when event time reaches its `knownAt`. */
  events?: readonly VesselEvent[];
  /** Each is told when event time reaches its `arrivedAt`. */
  sightings?: readonly Sighting[];
  /** Sightings that are taken back, and when. */
  takenBack?: readonly { sighting: Sighting; at: number; reason: string }[];
  /** Notes and hull that come with static data. */
  recognised?: (unit: Readonly<UnitIdentity>) => { notes?: IdentityNote[]; hull?: WatchedHull | null };
  /** Is called with the detector's state after every input. */
  after?: (state: object) => void;
}

const UNKNOWN: Particulars = {
  name: '',
  station: STATION.classA,
  hullType: null,
  shipType: Number.NaN,
  destination: '',
  draughtM: Number.NaN,
};

/**
 * Plays the reports of one vessel to one detector, with its wishes to be woken, and returns what it said. Several units
 * (MMSIs) may speak for the vessel. Static data is told as the engine tells it; the unit's own draught, destination and
 * type are its particulars unless the options say otherwise.
 */
export function watch(detector: Detector, story: Ship | readonly Report[], options: WatchOptions): VesselEvent[] {
  const reports = 'reports' in story ? story.reports : story;
  const { watched = true, vesselId = 'imo:9161003', until, restartAfter } = options;
  const places = 'isNear' in options.places ? options.places : createPlaceIndex(options.places, []);
  const said: VesselEvent[] = [];
  let state = detector.begin();
  let track = beginTrack(vesselId, reports[0]?.mmsi ?? 0);
  track.watched = watched;
  let wishAt = 0;
  const units = new Map<number, UnitIdentity>();
  const context: DetectorContext = {
    places,
    mids: options.mids ?? new Map(),
    fleet: options.fleet ?? beginFleet(),
    sea: options.sea ?? GREAT_CIRCLE,
    rulePorts: options.rulePorts ?? new Set(),
    pairs: options.pairs ?? [],
    particulars: () => ({ ...UNKNOWN, ...heardOf(units.get(track.mmsi)), ...options.particulars }),
    say: (event) => {
      said.push(structuredClone(event));
    },
    wakeAt: (dueAt) => {
      wishAt = dueAt;
    },
  };

  function wake(now: number): void {
    while (wishAt !== 0 && wishAt <= now) {
      const dueAt = wishAt;
      wishAt = 0;
      if (detector.ships === 'every' || detector.hears === 'every' || track.watched)
        detector.tick(state, track, dueAt, context);
    }
  }

  function capOf(): number {
    const { hullType, shipType } = context.particulars(vesselId);
    return speedCapKn(hullType, shipType);
  }

  function hear(report: Report): void {
    let unit = units.get(report.mmsi);
    if (unit === undefined) {
      unit = beginUnit(report.mmsi, report.at, report.source);
      units.set(report.mmsi, unit);
    }
    if (report.parts & STATIC) {
      track.mmsi = report.mmsi;
      const changed = hearStatic(unit, report);
      const { notes = [], hull = null } = options.recognised?.(unit) ?? {};
      if (watched || changed & IDENTITY || notes.length > 0)
        detector.hearStatic?.(state, track, { unit, changed, askedAt: report.at, report, notes, hull }, context);
    }
    if (report.parts & POSITION) {
      const refusal = takeFix(track, report, capOf);
      if (refusal) detector.aside?.(state, track, report, refusal, context);
      else if (detector.ships === 'every' || watched) detector.fix(state, track, context);
    }
  }

  const inputs: { at: number; order: number; give: () => void }[] = [
    ...reports.map((report) => ({ at: report.at, order: 1, give: () => hear(report) })),
    ...(options.events ?? []).map((event) => ({
      at: event.knownAt,
      order: 2,
      give: () => detector.hearEvent?.(state, track, event, event.knownAt, context),
    })),
    ...(options.sightings ?? []).map((sighting) => ({
      at: sighting.arrivedAt,
      order: 0,
      give: () => detector.sighted?.(state, track, sighting, context),
    })),
    ...(options.takenBack ?? []).map(({ sighting, at: takenAt, reason }) => ({
      at: takenAt,
      order: 0,
      give: () => detector.unsighted?.(state, track, sighting, reason, takenAt, context),
    })),
  ].sort((a, b) => a.at - b.at || a.order - b.order);
  if (until !== undefined) {
    inputs.push({ at: typeof until === 'number' ? until : at(until), order: 3, give: () => undefined });
  }
  inputs.forEach(({ at: now, give }, index) => {
    wake(now);
    give();
    options.after?.(state);
    if (restartAfter === 'every' || restartAfter === index + 1) {
      [state, track, wishAt] = structuredClone([state, track, wishAt] as const);
    }
  });
  return said;
}

function heardOf(unit: Readonly<UnitIdentity> | undefined): Partial<Particulars> {
  if (unit === undefined) return {};
  return {
    name: unit.name,
    shipType: unit.shipType ?? Number.NaN,
    destination: unit.destination,
    draughtM: unit.draughtM ?? Number.NaN,
  };
}

/** The newest revision of each event, in the order they began to be told. */
export function standing(events: readonly VesselEvent[]): VesselEvent[] {
  const newest = new Map<string, VesselEvent>();
  for (const event of events) newest.set(event.id, event);
  return [...newest.values()];
}
