// What a panel may ask of the playhead, the session and the map, which run by themselves. The controls are handed down by
// context, so that panels import none of these parts.

import { createContext, useContext } from 'react';
import type { AlertSummary } from '../../server/http/wire/alert.ts';

export interface Controls {
  seek(at: number): void;
  openScope(scope: string): Promise<void>;
  startScenario(id: string): Promise<void>;
  /** Replays recordings of the data folder. */
  replayFiles(files: readonly string[]): Promise<void>;
  /** Replays what the live feeds brought in the last so many hours. */
  replayHeard(hours: number): Promise<void>;
  /** Opens the replay on screen as run with the lists and rules of the other day; playhead and selection stay. */
  replayAsOf(asOf: 'then' | 'now'): Promise<void>;
  /** Tries the server again now. */
  retry(): void;
  /** Selects the case and shows the places of its legs. */
  showCase(caseId: string): void;
  /** Selects the alert and shows its place. */
  showAlert(alert: Pick<AlertSummary, 'id' | 'vesselId' | 'lon' | 'lat' | 'raisedAt'>): void;
  /** Selects the vessel and shows where it stands at the playhead. */
  showVessel(vesselId: string): void;
  showPlace(lon: number, lat: number, zoom?: number): void;
  /** The whole scope in view. */
  fitScope(): void;
  /** Calls with the place under the pointer on the map, or null; returns the function that ends it. */
  onPointer(listener: (place: { lon: number; lat: number } | null) => void): () => void;
  /** Calls with the exact playhead once a frame; returns the function that ends it. */
  onFrame(listener: (at: number) => void): () => void;
}

export const ControlsContext = createContext<Controls | null>(null);

export function useControls(): Controls {
  const controls = useContext(ControlsContext);
  if (controls === null) throw new Error('a panel was drawn outside the page: no controls in its context');
  return controls;
}
