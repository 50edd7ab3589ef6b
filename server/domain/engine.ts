// The engine: one ordered sequence of inputs in, events and alerts out. It never asks the time and does no I/O; the
// same inputs give the same outputs and ids on every run, whatever the batch size.

import type { Alert } from './alert.ts';
import type { VesselEvent } from './event.ts';
import type { Binding, HeardVessel, KeptFix } from './heard.ts';
import type { PlaceIndex } from './places/place-index.ts';
import type { Report } from './report.ts';
import type { RouteRule } from './rule.ts';
import type { Sighting } from './sighting.ts';
import type { WatchedHull } from './vessel.ts';

/** Receives what the engine says, in order. Every object but `fix` is never changed afterwards. */
export interface EngineSink {
  /** A fix to keep. The record is reused: copy it. */
  fix(fix: Readonly<KeptFix>): void;
  /** A vessel as heard by now. `formerId` names the row that it takes over, when its id has just become known. */
  vessel(vessel: HeardVessel, formerId: string | null): void;
  binding(binding: Binding): void;
  event(event: VesselEvent): void;
  alert(alert: Alert): void;
}

export interface EngineOptions {
  hulls: readonly WatchedHull[];
  places: PlaceIndex;
  rules: readonly RouteRule[];
  /** MID → ISO 3166 codes of the flag. */
  mids: ReadonlyMap<number, readonly string[]>;
  /** 'then': lists and rules as of the event's time; 'now': all that are known. */
  asOf: 'then' | 'now';
}

/** Live state as plain data; the caller serialises it at once (structured clone), before the next input. */
export interface EngineSnapshot {
  version: number;
  at: number;
  [part: string]: unknown;
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

export interface Engine {
  /** Takes the next report; inputs must come in event-time order. The record may be reused afterwards. */
  report(report: Readonly<Report>): void;
  sighting(sighting: Sighting): void;
  /** Says that event time has reached `at`, so that silences can be judged. */
  advance(at: number): void;
  /** Says every vessel again whose last-heard time has moved since it was said; for the end of a recording. */
  settle(): void;
  snapshot(): EngineSnapshot;
  counts(): EngineCounts;
}
