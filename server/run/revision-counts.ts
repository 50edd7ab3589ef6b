// What late reports came to, in numbers: for health and the log.

export interface RevisionCounts {
  /** Reports that came after later ones had gone out, and were put in their places. */
  late: number;
  /** Late reports from before the oldest checkpoint. */
  tooLate: number;
  /** Runs from a checkpoint. */
  runs: number;
  revised: number;
  withdrawn: number;
  added: number;
}

export const NONE_REVISED: Readonly<RevisionCounts> = Object.freeze({
  late: 0,
  tooLate: 0,
  runs: 0,
  revised: 0,
  withdrawn: 0,
  added: 0,
});
