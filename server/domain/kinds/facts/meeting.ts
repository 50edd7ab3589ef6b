// What is told of ships that lie together, and of one that lies about alone.

export interface EncounterFacts {
  partnerId: string;
  partnerName: string;
  partnerMmsi: number;
  closestM: number;
  medianSpeedKn: number;
  /** Distance to the nearest port or anchorage point, km. */
  offPlaceKm: number;
  /** Time within 500 m of each other with both heard, all runs together. */
  minutes: number;
  /** One of the two fell silent beside the other, which went on lying there until then; null where none did. */
  alone: { silentId: string; fromAt: number; untilAt: number } | null;
  /** Ships that lay with one of the two at the same time, by MMSI. */
  others: { vesselId: string; name: string; mmsi: number }[];
}

/** Slow for hours, away from places: adrift, waiting, or beside somebody who is not heard. */
export interface LoiteringFacts {
  /** Slow hours, one after another. */
  hours: number;
  medianSpeedKn: number;
  /** From the first slow position to the one farthest off, km. */
  driftKm: number;
  /** A lower bound of the distance to land, mean over the hours, km; null where no map of the sea was asked. */
  offShoreKm: number | null;
  /** Distance to the nearest port or anchorage point, km. */
  offPlaceKm: number;
  /** Meetings in the same hours: linked, and not told twice. */
  encounterIds: string[];
  /** What else may explain it, or speaks for a partner that is not heard; one plain sentence each. */
  grounds: string[];
}
