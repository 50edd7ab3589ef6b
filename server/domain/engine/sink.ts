// The sink that takes what the engine emits, in order, and the counts of what went into the engine.

import type { Alert } from '../alert.ts';
import type { Binding, HeardVessel, KeptFix } from '../heard.ts';
import type { VesselEvent } from '../kinds/event.ts';

/** Receives what the engine emits, in order. Every object but `fix` is never changed afterwards. */
export interface EngineSink {
  /** A fix to keep. The record is reused: copy it. */
  fix(fix: Readonly<KeptFix>): void;
  vessel(vessel: HeardVessel): void;
  /** A vessel known by its unit so far has turned out to be another: everything said of `fromId` belongs to `toId`. */
  rename(fromId: string, toId: string): void;
  binding(binding: Binding): void;
  event(event: VesselEvent): void;
  alert(alert: Alert): void;
}

export interface EngineCounts {
  reports: number;
  positions: number;
  statics: number;
  /** Positions that did not enter a track, by reason. */
  refused: Record<string, number>;
  units: number;
  watchedUnits: number;
}
