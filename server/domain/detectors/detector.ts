// What a detector is: a pure step over one vessel's track. It gets the time with the input and never asks; its state
// is plain data that it alone updates in place; silence reaches it only through ticks it has asked for.

import type { VesselEvent } from '../event.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { PlaceIndex } from '../places/place-index.ts';
import type { SeaWays } from '../reach.ts';
import type { Station } from '../report.ts';
import type { Track } from '../track.ts';

export interface DetectorContext {
  readonly places: PlaceIndex;
  /** What has been heard of everybody lately: was it the ship that fell silent, or our own ears? */
  readonly fleet: Fleet;
  /** How far it is at sea. Asked at silences only, never per fix: it may search. */
  readonly sea: SeaWays;
  /** Ids of the ports that the rules in force name: the places of interest. */
  readonly rulePorts: ReadonlySet<string>;
  /** What is known of a vessel beside its track. Asked rarely: at silences and meetings, never per fix. */
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
  /** Registry name; also the event kind it says. */
  readonly name: VesselEvent['kind'];
  /** Every setting: value, unit, and the ground for the default. */
  readonly settings: readonly Setting[];
  /** State of a vessel never heard. */
  begin(): State;
  /** Silence: event time has reached a wish made by `wakeAt`, and no fix came before it. */
  tick(state: State, track: Readonly<Track>, at: number, context: DetectorContext): void;
  /** A new accepted fix; `track` holds it as current, and the fix before it as previous. */
  fix(state: State, track: Readonly<Track>, context: DetectorContext): void;
}

export interface Setting {
  name: string;
  value: number;
  unit: string;
  meaning: string;
  ground: string;
}
