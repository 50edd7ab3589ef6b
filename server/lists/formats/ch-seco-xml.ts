// Switzerland's list of sanctioned persons, entities and ships (SECO), XML. Programmes are joined to targets by the ssid
// of the *sanctions-set*. Names are read from the target's own identities only: a modification may embed an old copy of
// one. About a quarter of the ships carry an IMO number; one quoted in a company's record is that of a ship it owns, so
// it stays in the remarks.

import type { ListedRecord, NameKind } from '../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../domain/listing/publication.ts';
import type { ListFile, ListFormat, ListRead } from '../list.ts';
import { yearMonthDay } from '../reading/list-days.ts';
import { mainFile } from '../reading/list-file.ts';
import { addName, addWord, blankRecord, leaveUnread, setImo, skip } from '../reading/list-record.ts';
import { clean, imoInText, scriptOf, wordOf } from '../reading/list-words.ts';
import { uniqueIds } from '../reading/ship-cells.ts';
import { elementsAt, headHasRoot, textAt, type XmlElement, xmlRecords } from '../reading/xml-records.ts';

const TITLE = 'Swiss sanctions list (SECO)';

export const chSecoXml: ListFormat = {
  id: 'ch-seco-xml',
  list: 'ch-seco',
  title: 'Switzerland, SECO sanctions list, XML',
  authority: 'Switzerland',
  sanction: true,
  addresses: {
    main: 'https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction',
  },
  roles: ['main'],
  detect: (head) => headHasRoot(head, 'swiss-sanctions-list'),
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
};

interface Programme {
  key: string | null;
  name: string | null;
  measure: string | null;
}

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  const programmes = new Map<string, Programme>();
  for await (const element of xmlRecords(file, TITLE, 'swiss-sanctions-list', ['sanctions-program', 'target'])) {
    if (element.name === 'swiss-sanctions-list') result.mark = markOf(element.attributes.date);
    else if (element.name === 'sanctions-program') addSets(element, programmes);
    else {
      const record = recordOf(element, programmes, idOf);
      if (record === null) skip(result.skipped, 'target that is neither ship nor party', element.raw);
      else if (record.names.length === 0) skip(result.skipped, 'target without a name', element.raw);
      else result.records.push(record);
    }
  }
  return result;
}

function markOf(text: string | undefined): PublicationMark | null {
  const at = yearMonthDay(text);
  return at === null || text === undefined ? null : { text, at, basis: 'inside' };
}

/** English where there is English; sets repeat once for each language. */
function addSets(program: XmlElement, programmes: Map<string, Programme>): void {
  const said = (name: string) => {
    const texts = elementsAt(program, name);
    return wordOf((texts.find(({ attributes }) => attributes.lang === 'eng') ?? texts[0])?.text);
  };
  for (const set of elementsAt(program, 'sanctions-set')) {
    const ssid = set.attributes.ssid ?? '';
    if (programmes.has(ssid) && set.attributes.lang !== 'eng') continue;
    programmes.set(ssid, { key: said('program-key'), name: said('program-name'), measure: wordOf(set.text) });
  }
}

function recordOf(
  target: XmlElement,
  programmes: ReadonlyMap<string, Programme>,
  idOf: (id: string) => string,
): ListedRecord | null {
  const subject = target.children.find(({ name }) => name === 'object' || name === 'entity' || name === 'individual');
  if (subject === undefined) return null;
  const isObject = subject.name === 'object';
  if (isObject && subject.attributes['object-type'] !== 'vessel') return null;
  const record = blankRecord(idOf(idOfTarget(target, subject)), isObject ? 'ship' : 'party', target.raw);
  const identities = elementsAt(subject, 'identity');
  identities.sort((a, b) => Number(b.attributes.main === 'true') - Number(a.attributes.main === 'true'));
  for (const name of identities.flatMap((identity) => elementsAt(identity, 'name'))) addSpellings(record, name);

  const texts = elementsAt(subject, 'other-information').map(({ text }) => text);
  // The first text with a number speaks of the ship; others may speak of others.
  for (const text of record.kind === 'ship' ? texts.map(clean) : []) {
    if (record.imo !== null || !/\bIMO\b/i.test(text)) continue;
    const imo = imoInText(text);
    if (imo !== null) setImo(record, imo);
    else if (/\d/.test(text)) leaveUnread(record, 'IMO number', text);
  }
  const justifications = elementsAt(subject, 'justification').map(({ text }) => text);
  record.remarks = [...justifications, ...texts].flatMap((text) => wordOf(text) ?? []).join('\n') || null;

  // An element in today's files, an attribute in older ones.
  const sets = elementsAt(target, 'sanctions-set-id').map(({ text }) => text);
  for (const id of [...sets, target.attributes['sanctions-set-id'] ?? '']) {
    const programme = programmes.get(id.trim());
    addWord(record.programmes, programme?.key ?? programme?.name);
    addWord(record.measures, programme?.measure);
  }
  addDays(record, elementsAt(target, 'modification'));
  return record;
}

/** Its ssid; without one what it is called, never its place in the file. */
function idOfTarget(target: XmlElement, subject: XmlElement): string {
  const name = elementsAt(subject, 'identity', 'name', 'name-part', 'value').map(({ text }) => text);
  return wordOf(target.attributes.ssid) ?? clean(name.join(' '));
}

const KINDS: Readonly<Record<string, NameKind>> = {
  'primary-name': 'primary',
  'formerly-known-as': 'former',
  alias: 'alias',
};

/** One name with its spellings: parts in their order, and each other script or language as a name of its own. */
function addSpellings(record: ListedRecord, name: XmlElement): void {
  const parts = elementsAt(name, 'name-part').sort((a, b) => orderOf(a) - orderOf(b));
  const kind = name.attributes.quality === 'low' ? 'weak' : (KINDS[name.attributes['name-type'] ?? ''] ?? 'alias');
  addName(record, clean(parts.map((part) => textAt(part, 'value')).join(' ')), kind);
  const variants = new Map<string, string[]>();
  for (const variant of parts.flatMap((part) => elementsAt(part, 'spelling-variant'))) {
    const key = `${variant.attributes.lang ?? ''}/${variant.attributes.script ?? scriptOf(variant.text)}`;
    variants.set(key, [...(variants.get(key) ?? []), variant.text]);
  }
  // Of a name in several parts only a spelling of all of them is a name.
  for (const texts of variants.values()) {
    if (parts.length === 1) for (const text of texts) addName(record, text, 'alias');
    else if (texts.length === parts.length) addName(record, clean(texts.join(' ')), 'alias');
  }
}

function orderOf(part: XmlElement): number {
  return Number(part.attributes.order ?? 0);
}

/**
 * The earliest listing, the spans between a de-listing and the listing after it, and the de-listing that is the last word.
 * Modifications come in any order; one without a day says nothing that could be compared, and is told.
 */
function addDays(record: ListedRecord, modifications: readonly XmlElement[]): void {
  const steps: { at: number; on: boolean }[] = [];
  for (const { attributes } of modifications) {
    const type = attributes['modification-type'];
    if (type !== 'listed' && type !== 'de-listed') continue;
    const days = ['effective-date', 'publication-date', 'enactment-date'].map((name) => attributes[name] ?? '');
    const at = days.map(yearMonthDay).find((day) => day !== null) ?? null;
    if (at === null)
      leaveUnread(record, type === 'listed' ? 'day of listing' : 'day of delisting', days.join(' ').trim() || 'no day');
    else steps.push({ at, on: type === 'listed' });
  }
  steps.sort((a, b) => a.at - b.at || Number(b.on) - Number(a.on));
  const gaps: { fromAt: number; untilAt: number }[] = [];
  let offAt: number | null = null;
  for (const { at, on } of steps) {
    if (!on) offAt ??= at;
    else {
      if (record.listedAt === null) record.listedAt = at;
      else if (offAt !== null && offAt < at) gaps.push({ fromAt: offAt, untilAt: at });
      offAt = null;
    }
  }
  if (gaps.length > 0) record.gaps = gaps;
  record.delistedAt = offAt;
}
