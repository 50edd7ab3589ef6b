// What is wrong with the live monitor, as problems: faults of detectors and rules, and what cannot be written. Each keeps its
// name while its words change with every further fault.

import { type FaultReport, faultSentences } from '../domain/engine/faults.ts';
import type { Trouble } from '../seams/problems.ts';

export const LIVE_PART = 'live';

/** `refusal`: why what was heard cannot be written just now. */
export function liveProblems(refusal: string | null, faults: FaultReport): Trouble[] {
  const sentences = faultSentences(faults);
  const failing = Object.keys(faults.counts).map((kind, i) => ({
    id: `${LIVE_PART}/fault ${kind}`,
    says: sentences[i]!,
    remedy: 'Report the entry of the log; the count begins anew with the program.',
  }));
  if (refusal === null) return failing;
  const remedy = 'Make room on the disk or give the folder back; nothing has to be started again.';
  return [{ id: `${LIVE_PART}/unwritten`, says: refusal, remedy }, ...failing];
}
