// What a detector is: a pure step over one vessel's track. It gets the time with the input and never asks; its state
// is plain data that it alone updates in place; silence reaches it only through ticks it has asked for.

import type { VesselEvent } from '../event.ts';
import type { PlaceIndex } from '../places/place-index.ts';
import type { Track } from '../track.ts';

export interface DetectorContext {
  readonly places: PlaceIndex;
  /** Hands one revision of an event to the engine. The object is never changed afterwards. */
  say(event: VesselEvent): void;
  /**
   * Asks for `tick` on this vessel once event time reaches `dueAt`. A later wish replaces an earlier one of the same
   * detector and vessel; a fix may come first, so `tick` must test that its reason still stands.
   */
  wakeAt(dueAt: number): void;
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
