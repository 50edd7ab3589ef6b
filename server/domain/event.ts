// What every event that a detector emits has in common. An event is emitted when it begins (open), again whenever it
// changes (same id, revision + 1), and when it is certain (closed). A withdrawn event stays visible with its reason.

export type Basis = 'observed' | 'sighted' | 'inferred' | 'claimed';

export interface EventBase {
  /** Hash of (detector, vessel key, what began it): saying it twice is saying it once. */
  id: string;
  vesselId: string;
  mmsi: number | null;
  state: 'open' | 'closed' | 'withdrawn';
  revision: number;
  /** Event time at which this revision became known to the engine, UTC ms. */
  knownAt: number;
  beganAt: number;
  endedAt: number | null;
  basis: Basis;
  /** Where, for the map. */
  lon: number;
  lat: number;
  /** Why the event was withdrawn or revised; null otherwise. */
  reason: string | null;
}

/** An event of one kind: what is common to all, and the facts of its kind. */
export type EventOf<Kind extends string, Facts> = EventBase & { kind: Kind; facts: Facts };
