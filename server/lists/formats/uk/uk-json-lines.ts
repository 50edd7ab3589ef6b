// The UK Sanctions List as the JSON lines that open converters make of its XML: one designation a line, snake-case field
// names. A converter may have dropped the ship's block; then the IMO number stands in the name or the reasons only. The
// lines carry no date of publication, so the newest change inside them is taken.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../../domain/listing/publication.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { fieldsOf, type JsonLine, jsonLines, listIn, textIn } from '../../reading/json-lines.ts';
import { yearMonthDay } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import { keep, skip } from '../../reading/list-record.ts';
import { kindOfUk, recordOfUk, UK_LIST, type UkEntry, type UkName } from './uk-entry.ts';

const TITLE = 'UK Sanctions List (JSON lines)';

export const ukJsonLines: ListFormat = {
  ...UK_LIST,
  id: 'uk-sanctions-list-jsonl',
  title: 'UK Sanctions List, JSON lines made of its XML',
  // Made by others of the XML: it has no address of the publisher.
  addresses: {},
  detect: (head) => {
    const text = new TextDecoder().decode(head);
    return /^\s*\{/.test(text) && /"individual_entity_ship"\s*:/.test(text) && /"unique_id"\s*:/.test(text);
  },
  read,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const main = mainFile(files, TITLE);
  const skipped: ListRead['skipped'] = {};
  const records = new Map<string, ListedRecord>();
  let newest = '';
  for await (const { fields, raw } of jsonLines(main)) {
    const entry = entryOf(fields);
    const kind = kindOfUk(entry.kind);
    if (entry.uniqueId === '') skip(skipped, 'line without unique_id', raw);
    else if (kind === null) skip(skipped, `type "${entry.kind}" is neither ship nor party`, raw);
    else keep(records, recordOfUk(entry, kind, raw), skipped);
    const updated = textIn(fields, 'last_updated');
    if (yearMonthDay(updated) !== null && updated > newest) newest = updated;
  }
  if (records.size === 0) {
    throw new CodedError(
      'invalid',
      `${main.name} is not the ${TITLE}: no line has unique_id and individual_entity_ship`,
    );
  }
  const at = yearMonthDay(newest);
  const mark: PublicationMark | null = at === null ? null : { text: newest, at, basis: 'newest-listing' };
  return { records: [...records.values()], mark, skipped };
}

function entryOf(fields: JsonLine['fields']): UkEntry {
  const ship = fieldsOf(fieldsOf(fields?.ship_details)?.ship ?? fields?.ship_details);
  return {
    uniqueId: textIn(fields, 'unique_id'),
    kind: textIn(fields, 'individual_entity_ship'),
    names: namesOf(fields),
    regime: textIn(fields, 'regime_name'),
    sanctionsImposed: textIn(fields, 'sanctions_imposed'),
    dateDesignated: textIn(fields, 'date_designated'),
    otherInformation: textIn(fields, 'other_information'),
    reasons: textIn(fields, 'uk_statement_of_reasons'),
    imos: textsIn(ship, 'imo_numbers'),
    owners: textsIn(ship, 'current_owner_operators'),
    formerOwners: textsIn(ship, 'previous_owner_operators'),
    flags: textsIn(ship, 'current_believed_flag_of_ships'),
    formerFlags: textsIn(ship, 'previous_flags'),
    shipTypes: textsIn(ship, 'type_of_ship_details'),
    tonnages: textsIn(ship, 'tonnage_of_ship_details'),
    lengths: textsIn(ship, 'length_of_ship_details'),
    yearsBuilt: textsIn(ship, 'years_built'),
  };
}

/** Texts under a name, however deep the converter has wrapped them: `{imo_numbers: [{imo_number: 'IMO9161003'}]}`. */
function textsIn(fields: JsonLine['fields'], name: string): string[] {
  return listIn(fields, name).flatMap(textsOf);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return Object.values(fieldsOf(value) ?? {}).flatMap(textsOf);
}

/** `{names: {names: [{name6, name_type}]}}`; persons have their given names in name1 to name5. */
function namesOf(fields: JsonLine['fields']): UkName[] {
  const wrapped = fieldsOf(fields?.names);
  const names = (wrapped === null ? listIn(fields, 'names') : listIn(wrapped, 'names')).map((name) => {
    const parts = fieldsOf(name);
    return {
      text: [1, 2, 3, 4, 5, 6].map((i) => textIn(parts, `name${i}`)).join(' '),
      type: textIn(parts, 'name_type'),
      strength: textIn(parts, 'alias_strength'),
    };
  });
  return names.filter((name) => name.text.trim() !== '');
}
