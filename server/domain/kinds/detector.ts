// What a detector is: a pure step over one vessel's track. A detector gets the time with the input and never asks for it.
// Its state is plain data that it alone updates in place. It learns of a gap only through ticks that it has asked for.
// Beside fixes and ticks it may hear of static data, positions set aside, sightings, and events that other detectors emit.

import type { Fleet } from '../fleet/fleet.ts';
import type { IdentityNote } from '../identity/notes.ts';
import type { UnitIdentity } from '../identity/unit.ts';
import type { MidTable } from '../identity/watch-index.ts';
import type { PlaceIndex } from '../places/place-index.ts';
import type { PlacePair } from '../places/place-pairs.ts';
import type { Report, Station } from '../report.ts';
import type { SeaWays } from '../sea/reach.ts';
import type { Sighting } from '../sighting.ts';
import type { FixRefusal, Track } from '../track/track.ts';
import type { WatchedHull } from '../vessel.ts';
import type { VesselEvent } from './event.ts';

export interface DetectorContext {
  readonly places: PlaceIndex;
  /** Which registries the first three digits of an MMSI serve. */
  readonly mids: MidTable;
  /** What has been heard of everybody lately: was it the ship that fell silent, or our own ears? */
  readonly fleet: Fleet;
  /** How far it is at sea. Asked at gaps only, never per fix: it may search. */
  readonly sea: SeaWays;
  /** Ids of the ports that the rules in force name: the places of interest. */
  readonly rulePorts: ReadonlySet<string>;
  /** The two ends of each route that rules name. */
  readonly pairs: readonly PlacePair[];
  /** What is known of a vessel beside its track. Asked rarely: at gaps and encounters, never per fix. */
  particulars(vesselId: string): Readonly<Particulars>;
  /** Hands one revision of an event to the engine. The object is never changed afterwards. */
  say(event: VesselEvent): void;
  /**
   * Asks for `tick` on this vessel once event time reaches `dueAt`. A later wish replaces an earlier one of the same
   * detector and vessel; a fix may come first, so `tick` must test that its reason still stands.
   */
  wakeAt(dueAt: number): void;
}

/** A vessel as the engine knows it now, from its static messages and, for a watched hull, the watchlist. */
export interface Particulars {
  /** '' when never heard. */
  name: string;
  station: Station;
  /** The watchlist's own words, e.g. 'ro-ro cargo ship'; null when it is no watched hull or says nothing. */
  hullType: string | null;
  /** AIS ship type 1–99; NaN is absent. */
  shipType: number;
  destination: string;
  /** NaN is absent. */
  draughtM: number;
}

export interface Detector<State extends object = object> {
  /** Registry name; also the kind of the events that the detector emits. A snapshot keeps its state by this name. */
  readonly name: VesselEvent['kind'];
  /** Counts up when the shape of its state changes: a state of another version is not continued. 1 where absent. */
  readonly version?: number;
  /** Whose fixes the detector sees: those of every ship heard, or those of watched ships alone. */
  readonly ships: 'every' | 'watched';
  /** True: the detector also hears static data of ships that are not watched, and is woken for them, without their fixes. */
  readonly hears?: 'every';
  /** Every setting: value, unit, and the ground for the default. */
  readonly settings: readonly Setting[];
  /** State of a vessel never heard. */
  begin(): State;
  /**
   * Is there anything in this fix for a vessel that has no state yet? Of a hundred thousand ships most are at sea, and a
   * state that says nothing would slow down every fix. Where absent, the first fix begins the state.
   */
  concerns?(track: Readonly<Track>, context: DetectorContext): boolean;
  /** Event time has reached a wish made by `wakeAt`, and no fix came before it. */
  tick(state: State, track: Readonly<Track>, at: number, context: DetectorContext): void;
  /** A new accepted fix; `track` holds it as current, and the fix before it as previous. */
  fix(state: State, track: Readonly<Track>, context: DetectorContext): void;
  /** A position that did not enter the track, of a ship whose fixes the detector sees. */
  aside?(
    state: State,
    track: Readonly<Track>,
    report: Readonly<Report>,
    refusal: FixRefusal,
    context: DetectorContext,
  ): void;
  /**
   * Static data: every message of a watched ship and of a unit with notes; of other units each message that changes which
   * hull the unit may be. It comes after the unit was asked which hull it is; `track` is that of the vessel the unit speaks
   * for now.
   */
  hearStatic?(state: State, track: Readonly<Track>, heard: Readonly<HeardStatic>, context: DetectorContext): void;
  /**
   * An event of this vessel from another detector or a sighting, or an event of a fleet detector that concerns this vessel.
   * A detector is not told of its own events.
   */
  hearEvent?(state: State, track: Readonly<Track>, event: VesselEvent, at: number, context: DetectorContext): void;
  /** Somebody saw the vessel. */
  sighted?(state: State, track: Readonly<Track>, sighting: Readonly<Sighting>, context: DetectorContext): void;
  /** A sighting that was told by `sighted` has been taken back at `at`. */
  unsighted?(
    state: State,
    track: Readonly<Track>,
    sighting: Readonly<Sighting>,
    reason: string,
    at: number,
    context: DetectorContext,
  ): void;
  /** Is the vessel in one of these zones, as far as the state knows? Asked of every vessel when zones change. */
  isIn?(state: State, zoneIds: ReadonlySet<string>): boolean;
  /** Zones that the vessel is in are gone, or have another outline; `context` still has the old ones. */
  zonesGone?(
    state: State,
    track: Readonly<Track>,
    zoneIds: ReadonlySet<string>,
    at: number,
    context: DetectorContext,
  ): void;
  /** Takes over what sightings left in the state of the same vessel, kept under another key before it was heard. */
  join?(state: State, sighted: State): void;
  /** The unit goes on as a vessel that was known before: open events of this state end here. */
  cut?(state: State, track: Readonly<Track>, reason: string, at: number, context: DetectorContext): void;
}

/** A static message and what it led to. The object is reused: copy what is kept. */
export interface HeardStatic {
  unit: Readonly<UnitIdentity>;
  /** Bit set of `IDENTITY` and `VOYAGE`, or `NOTHING`. */
  changed: number;
  report: Readonly<Report>;
  /** Notes on the unit beside its match, as of now. */
  notes: readonly IdentityNote[];
  /** When the unit was last asked which hull it is: notes and hull stay the same until it is asked again. */
  askedAt: number;
  /** The watched hull that the unit is taken for. */
  hull: WatchedHull | null;
}

/** A detector that sees all ships at once: one state for all of them. */
export interface FleetDetector<State extends FleetState = FleetState> {
  readonly name: VesselEvent['kind'];
  /** As of a detector of one vessel. */
  readonly version?: number;
  readonly settings: readonly Setting[];
  begin(): State;
  /** A new accepted fix of any ship. */
  fix?(state: State, track: Readonly<Track>, context: FleetContext): void;
  /** Event time has reached `at`; wanted once `state.dueAt` is reached, harmless at any time. */
  tick(state: State, at: number, context: FleetContext): void;
  /** A position of any ship that did not enter its track. */
  aside?(
    state: State,
    track: Readonly<Track>,
    report: Readonly<Report>,
    refusal: FixRefusal,
    context: FleetContext,
  ): void;
  /** Static data, as a vessel's own detectors hear it. */
  hearStatic?(state: State, track: Readonly<Track>, heard: Readonly<HeardStatic>, context: FleetContext): void;
  /** A vessel known by its unit so far has turned out to be another: whatever is followed goes on under the new id. */
  rename?(state: State, fromId: string, toId: string): void;
}

/** Survives a structured clone as it is. */
export interface FleetState {
  /** When `tick` is wanted next, UTC ms; Infinity while nothing is followed. */
  dueAt: number;
}

/** The registry of detectors, in the order in which they see a fix: detectors that every ship passes come first. */
export interface DetectorKinds {
  readonly detectors: readonly Detector[];
  readonly fleetDetectors: readonly FleetDetector[];
}

export type FleetContext = Pick<DetectorContext, 'places' | 'particulars' | 'say'>;

export interface Setting {
  name: string;
  value: number;
  unit: string;
  meaning: string;
  ground: string;
}
