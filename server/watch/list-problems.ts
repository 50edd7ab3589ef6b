// Lists whose newest import or fetch failed, as problems. A list that has not been loaded is none: nobody asked for it.

import type { Trouble } from '../seams/problems.ts';
import type { ListStatus } from './list-status.ts';

export const LIST_PART = 'list';

export function listProblems(statuses: readonly ListStatus[]): Trouble[] {
  return statuses
    .filter(({ state }) => state === 'failing')
    .map(({ id, title, says, version }) => ({
      id: `${LIST_PART}/${id}`,
      says: `${title} could not be taken in: ${says ?? 'no reason was given.'}`,
      remedy:
        version === null
          ? 'Import the list from a whole copy; until then nothing is watched because of it.'
          : 'Import it from a whole copy; until then the version before stays in force.',
    }));
}
