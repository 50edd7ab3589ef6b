// OFAC's delta file: what one publication added, changed and removed. It is a check on the difference of two whole files,
// which is the truth; it lists nothing by itself. Files of different years call a change "modify" or "change" and a
// removal "delete" or "remove".

import { CodedError } from '../../../domain/errors.ts';
import type { ListFile } from '../../list.ts';
import { yearMonthDay } from '../../reading/list-days.ts';
import { elementsAt, textAt, type XmlElement, xmlRecords } from '../../reading/xml-records.ts';

export interface OfacChange {
  /** The same id as in the whole files. */
  recordId: string;
  action: 'add' | 'modify' | 'delete';
  /** The primary name; null where the change does not touch it. */
  name: string | null;
  /** 'Vessel', 'Entity', …; null where the change does not say. */
  type: string | null;
}

export interface OfacDelta {
  publishedAt: number | null;
  changes: OfacChange[];
}

const TITLE = 'OFAC delta file';
const ACTIONS: Readonly<Record<string, OfacChange['action']>> = {
  add: 'add',
  modify: 'modify',
  change: 'modify',
  delete: 'delete',
  remove: 'delete',
  // No action on the entity itself: something inside it changed.
  '': 'modify',
};

export async function readOfacDelta(file: ListFile): Promise<OfacDelta> {
  const delta: OfacDelta = { publishedAt: null, changes: [] };
  let published = false;
  for await (const element of xmlRecords(file, TITLE, 'sanctionsData', ['publicationInfo', 'entity'])) {
    if (element.name === 'publicationInfo') {
      published = true;
      delta.publishedAt = yearMonthDay(textAt(element, 'datePublished'));
    } else if (element.name === 'entity') delta.changes.push(changeOf(element, file.name));
  }
  if (!published && delta.changes.length === 0) {
    throw new CodedError('invalid', `${file.name} is not the ${TITLE}: it has neither publicationInfo nor entities`);
  }
  return delta;
}

function changeOf(entity: XmlElement, fileName: string): OfacChange {
  const { id, action: said = '' } = entity.attributes;
  const action = ACTIONS[said.toLowerCase()];
  if (id === undefined || action === undefined) {
    throw new CodedError(
      'invalid',
      `${fileName} has an entity with id "${id ?? ''}" and action "${said}": no known change`,
    );
  }
  return {
    recordId: id,
    action,
    name: primaryName(entity),
    type: textAt(entity, 'generalInfo', 'entityType') || null,
  };
}

function primaryName(entity: XmlElement): string | null {
  const names = elementsAt(entity, 'names', 'name');
  const name = names.find((one) => textAt(one, 'isPrimary') === 'true') ?? names[0];
  if (name === undefined) return null;
  const translations = elementsAt(name, 'translations', 'translation');
  const written = translations.find((one) => textAt(one, 'isPrimary') === 'true') ?? translations[0];
  if (written === undefined) return null;
  return textAt(written, 'formattedFullName') || textAt(written, 'formattedLastName') || null;
}
