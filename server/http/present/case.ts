// Cases for the wire.

import { type Case, caseStateAt } from '../../domain/cases/case.ts';
import type { Scope } from '../../seams/store.ts';
import type * as wire from '../wire/index.ts';

/** `at`: event time at which the case is looked at. */
export function presentCase(found: Case & { scope: Scope }, at: number): wire.CaseSummary {
  return { ...found, state: caseStateAt(found, at) };
}
