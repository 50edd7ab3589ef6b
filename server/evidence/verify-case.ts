// Whether a case in a bundle follows from the alerts beside it: they are those that it names, and formed again from them it
// says the same. Where some were left out it cannot be formed again, and that is said.

import type { Alert } from '../domain/alert.ts';
import type { Case } from '../domain/cases/case.ts';
import { casesOf } from '../domain/cases/form.ts';
import { CodedError } from '../domain/errors.ts';

/** case.json. */
export interface CaseRecord {
  case: Case;
  alerts: { folder: string; id: string; revision: number }[];
  /** Alerts of the case that are not in the bundle. */
  left: { id: string; why: string }[];
}

export interface VerifiedCase {
  caseId: string;
  sentence: string;
  /** null: it cannot be formed again here. */
  same: boolean | null;
  says: string;
}

/** Throws CodedError('invalid') where the alerts are not those that the case names. */
export function verifyCase(
  { case: each, alerts, left }: CaseRecord,
  inside: ReadonlyMap<string, Alert>,
  subject: { id: string; revision: number },
): VerifiedCase {
  if (each.id !== subject.id || each.revision !== subject.revision) {
    throw new CodedError('invalid', 'case.json is of another case than manifest.json.');
  }
  for (const { folder, id, revision } of alerts) {
    const alert = inside.get(folder);
    if (alert?.id !== id || alert.revision !== revision) {
      throw new CodedError('invalid', `${folder}alert.json is not the alert that case.json names.`);
    }
  }
  const stray = [...inside.keys()].find((folder) => !alerts.some((alert) => alert.folder === folder));
  if (stray !== undefined) throw new CodedError('invalid', `case.json does not name ${stray}alert.json.`);
  const about = { caseId: each.id, sentence: each.sentence };
  if (left.length > 0) {
    const says = `not formed again: ${left.length} of its alerts are not in the bundle`;
    return { ...about, same: null, says };
  }
  const again = casesOf(inside.values()).find(({ id }) => id === each.id);
  if (again === undefined) return { ...about, same: false, says: 'formed again, and no such case comes of its alerts' };
  const same =
    again.sentence === each.sentence &&
    again.alerts === each.alerts &&
    JSON.stringify(again.legs) === JSON.stringify(each.legs);
  return {
    ...about,
    same,
    says: same ? 'formed again from its alerts, and it says the same' : `formed again it says: ${again.sentence}`,
  };
}
