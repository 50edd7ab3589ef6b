// What the engine keeps of what it heard: fixes, vessels with their identity timelines, and which radio unit spoke for
// which vessel. Plain rows; the store writes them as they are.

export type MatchLevel = 'confident' | 'probable' | 'possible';

/** Why a unit was taken for a hull; one line per witness. */
export interface MatchEvidence {
  /** Policy row, e.g. 'C1', 'P2'. */
  rule: string;
  level: MatchLevel;
  witnesses: string[];
  contradictions: string[];
}

/** A position kept for good (watched) or thinned (others). Key: (scope, mmsi, at). NaN is absent. */
export interface KeptFix {
  mmsi: number;
  at: number;
  lon: number;
  lat: number;
  speedKn: number;
  courseDeg: number;
  headingDeg: number;
  navStatus: number;
}

/** One line of an identity timeline. */
export interface IdentityLine {
  field: 'mmsi' | 'imo' | 'name' | 'callSign' | 'shipType' | 'size' | 'destination' | 'draught';
  value: string;
  firstAt: number;
  lastAt: number;
  source: string;
}

/** A hull that a unit may be, with the evidence for and against it. */
export interface Candidate {
  hullId: string;
  evidence: MatchEvidence;
}

/** A vessel as heard; the engine emits it again whenever something of it changes. */
export interface HeardVessel {
  /** 'imo:9161003' once a valid IMO was heard or matched, else 'mmsi:273212120'. */
  id: string;
  mmsi: number;
  imo: number | null;
  name: string;
  callSign: string;
  shipType: number | null;
  lengthM: number | null;
  beamM: number | null;
  draughtM: number | null;
  destination: string;
  /** Key of the watched hull that the vessel was taken for, or null. */
  hullId: string | null;
  match: MatchEvidence | null;
  /** Hulls considered and refused or left as possible, best first. */
  candidates: Candidate[];
  identity: IdentityLine[];
  /** Positions that did not enter the track, by reason, as of when the vessel was emitted; absent where there were none. */
  setAside?: SetAside[];
  firstAt: number;
  lastAt: number;
}

/** Positions of a vessel that were set aside for one reason. */
export interface SetAside {
  reason: 'jump' | 'too fast' | 'against its speed' | 'repeated late' | 'older';
  count: number;
  /** Event times of the first and the newest, UTC ms. */
  firstAt: number;
  lastAt: number;
}

/** Which radio unit spoke for which vessel, and when; track queries go through it. */
export interface Binding {
  mmsi: number;
  vesselId: string;
  fromAt: number;
  toAt: number | null;
}
