// What is told of a voyage beside where the ship was: what it declares, how deep it lies, where it heads, its rhythm.

export interface DestinationClaimFacts {
  /** As sent. */
  text: string;
  /** The port that the text names; null where it names none that is known, or says that there is none. */
  placeId: string | null;
  placeName: string | null;
  /** What named it; null where nothing did. */
  by: 'LOCODE' | 'name' | 'alias' | 'near spelling' | null;
  /** The origin that a text such as "RUVYP>KPRJN" names before its arrow. */
  fromPlaceId: string | null;
  /** Other ports that the text may mean: of the same name, or the other ends of a line. */
  alsoPlaceIds: string[];
  /** The crew's way of saying none: FOR ORDERS, HIGH SEAS, ARMED GUARD. */
  none: boolean;
  outcome: 'open' | 'kept' | 'called elsewhere' | 'sighted elsewhere' | 'replaced';
  /** Where it called or was sighted instead, or the port it was kept with. */
  outcomePlaceId: string | null;
  outcomePlaceName: string | null;
  /** Why it counts as kept or not, in one sentence; null while open. */
  outcomeGround: string | null;
}

export interface DraughtChangeFacts {
  fromM: number;
  toM: number;
  /** Last hearing of the draught before. */
  heldUntilAt: number;
  /** Where it happened: during a call, in a gap, or under way with no call between. */
  when: 'at a call' | 'across a gap' | 'without a call';
  placeId: string | null;
  placeName: string | null;
  /** The gap between the two draughts. */
  gapId: string | null;
  grounds: string[];
}

export interface ApproachFacts {
  placeId: string;
  placeName: string;
  /** A lower bound of the way over water, km, as of this revision. */
  distanceKm: number;
  courseDeg: number;
  speedKn: number;
  /** At its present speed, UTC ms. */
  expectedAt: number;
  /** At the speed limit of the ship, UTC ms. */
  earliestArrivalAt: number;
  /** The likeliest first: other ports that rules name and that lay on the same course. */
  alternatives: { placeId: string; placeName: string; distanceKm: number }[];
  /** Why this port and not another: what it declares, where it has called before, the nearest on its course. */
  signs: string[];
  outcome: 'open' | 'arrived' | 'turned away' | 'fell silent' | 'stopped short';
}

export interface CadenceFacts {
  /** The two ends of the shuttle. */
  placeIds: [string, string];
  placeNames: [string, string];
  phase: 'started' | 'paused' | 'restarted';
  /** Legs of the rhythm so far. */
  legs: number;
  /** Median time between calls at the first place, days. */
  usualDays: number;
  /** Since when nothing of it was seen; null while it goes on. */
  pausedSinceAt: number | null;
  /** The calls and possible calls that it rests on, newest last; at most the last twenty. */
  callIds: string[];
}
