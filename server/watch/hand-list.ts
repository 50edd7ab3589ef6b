// Lists made by hand: records that a person enters, one by one, for what is published as prose or as a picture. Each
// change is a new version like any other, so that designations keep their dates and newly entered ships are looked back
// on. Their ids begin with 'hand'; no publisher's list can be written to.

import { CodedError } from '../domain/errors.ts';
import { stableId } from '../domain/hash.ts';
import { isShipImo } from '../domain/identity/imo.ts';
import { kindOfMmsi } from '../domain/identity/mmsi.ts';
import { compareVersions } from '../domain/listing/difference.ts';
import type { ListedRecord } from '../domain/listing/listed-record.ts';
import { dayBegin, isoDay } from '../domain/time.ts';
import { isListingDay } from '../lists/reading/list-days.ts';
import { blankRecord } from '../lists/reading/list-record.ts';
import { scriptOf } from '../lists/reading/list-words.ts';
import type { ListVersion } from '../seams/list-store.ts';
import type { Store } from '../seams/store.ts';

export interface HandRecord {
  recordId?: string | undefined;
  kind: 'ship' | 'party';
  name: string;
  aliases: string[];
  imo: number | null;
  mmsis: number[];
  callSigns: string[];
  flag: string | null;
  shipType: string | null;
  programme: string;
  measures: string[];
  listedAt: number | null;
  remarks: string | null;
  /** Where it is published: notice, page, date. */
  source: string;
}

export interface HandList {
  id: string;
  /** For a list that is new; else what it has stays. */
  title?: string | undefined;
  authority?: string | undefined;
  sanction?: boolean | undefined;
}

const HAND_LIST = /^hand(-[a-z0-9]+)*$/;

/** Adds a record, or puts it in the place of the one with its id. Returns it as it is kept. */
export async function saveHandRecord(
  store: Store,
  list: HandList,
  given: HandRecord,
  now: number,
  by?: string,
): Promise<ListedRecord> {
  mustBeHandList(list.id);
  mustBeDayOf(given.listedAt, now);
  const record = recordOf(given);
  await change(store, list, { now, by }, (before) => [
    ...before.filter(({ recordId }) => recordId !== record.recordId),
    record,
  ]);
  return record;
}

/** The record leaves the list, and stays visible with the day on which it did. */
export async function removeHandRecord(
  store: Store,
  id: string,
  recordId: string,
  now: number,
  by?: string,
): Promise<void> {
  mustBeHandList(id);
  await change(store, { id }, { now, by }, (before) => {
    const records = before.filter((record) => record.recordId !== recordId);
    if (records.length === before.length)
      throw new CodedError('not_found', `List '${id}' has no record '${recordId}'.`);
    return records;
  });
}

export function mustBeHandList(id: string): void {
  if (HAND_LIST.test(id)) return;
  throw new CodedError(
    'invalid',
    `List '${id}' is not made by hand; ids of such lists are 'hand', or begin with 'hand-'.`,
  );
}

function recordOf(given: HandRecord): ListedRecord {
  const { name, aliases, imo, mmsis, callSigns, flag, shipType, programme, measures, listedAt, remarks, source } =
    given;
  if (imo !== null && !isShipImo(imo)) throw new CodedError('invalid', `IMO ${imo} fails its check digit.`);
  for (const mmsi of mmsis) {
    if (kindOfMmsi(mmsi) !== 'ship') throw new CodedError('invalid', `${mmsi} is no MMSI of a ship.`);
  }
  const recordId = given.recordId ?? (imo === null ? stableId('hand', name, source) : `imo-${imo}`);
  const raw = JSON.stringify({ ...given, recordId });
  return {
    ...blankRecord(recordId, given.kind, raw),
    names: [name, ...aliases].map((text, i) => ({ text, kind: i === 0 ? 'primary' : 'alias', script: scriptOf(text) })),
    imo: given.kind === 'ship' ? imo : null,
    mmsis,
    callSigns,
    flag,
    shipType,
    programmes: [programme],
    measures,
    listedAt,
    remarks: [remarks, `Source: ${source}`].filter(Boolean).join(' '),
  };
}

/** How often a change is made anew because another came first. */
const MOST_TURNS = 20;

/** Two people who enter records at once must not lose one: a change is made on the version that it has read, or again. */
async function change(
  store: Store,
  list: HandList,
  at: { now: number; by: string | undefined },
  recordsAfter: (before: readonly ListedRecord[]) => ListedRecord[],
): Promise<void> {
  for (let turn = 1; ; turn++) {
    const known = (await store.listsInForce()).find((version) => version.list === list.id) ?? null;
    const before = await store.recordsInForce(list.id);
    try {
      await commit(store, list, known, before, recordsAfter(before), at);
      return;
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'conflict' || turn === MOST_TURNS) throw error;
    }
  }
}

/** What stands for the authority of a list that names none: such a record is one's own word, no legal listing. */
export const OWN_LIST = 'own list';
/** Written so by versions before, where nobody was named. */
const NOBODY = new Set([OWN_LIST, 'Entered by hand']);

function authorityOf(list: HandList, known: ListVersion | null): Pick<ListVersion, 'authority' | 'sanction'> {
  const before = known !== null && !NOBODY.has(known.authority) ? known.authority : undefined;
  const authority = list.authority ?? before ?? list.title;
  if (authority === undefined || NOBODY.has(authority)) {
    if (list.sanction === true) {
      throw new CodedError('invalid', `List '${list.id}' is to be a legal listing, but nobody is named who lists.`);
    }
    return { authority: OWN_LIST, sanction: false };
  }
  return { authority, sanction: list.sanction ?? (authority === before ? known!.sanction : true) };
}

/** A first day in force may lie a year ahead, since listings are announced; none is older than sanctions lists are. */
function mustBeDayOf(listedAt: number | null, now: number): void {
  if (listedAt === null || isListingDay(listedAt, now)) return;
  throw new CodedError('invalid', 'The first day in force lies before 1945, or more than a year ahead.');
}

async function commit(
  store: Store,
  list: HandList,
  known: ListVersion | null,
  before: readonly ListedRecord[],
  records: readonly ListedRecord[],
  { now, by }: { now: number; by: string | undefined },
): Promise<void> {
  const difference = compareVersions(before, records);
  const title = list.title ?? known?.title ?? 'Entered by hand';
  const hash = stableId(...records.map(({ raw }) => raw).sort());
  const day = dayBegin(now);
  const ships = records.filter(({ kind }) => kind === 'ship').length;
  const version: ListVersion = {
    id: 0,
    list: list.id,
    format: 'hand-made',
    title,
    ...authorityOf(list, known),
    importedAt: now,
    mark: { text: isoDay(day), at: day, basis: 'inside' },
    hash,
    files: [],
    ships,
    parties: records.length - ships,
    classes: 0,
    skipped: {},
    difference: {
      ships: difference.ships,
      parties: difference.parties,
      hullsAdded: difference.hullsAdded.length,
      hullsRemoved: difference.hullsRemoved.length,
    },
  };
  const attempt = {
    list: list.id,
    at: now,
    how: 'hand' as const,
    origin: 'entered by hand',
    status: null,
    bytes: 0,
    hash,
    outcome: 'in force' as const,
    says: null,
  };
  const comparedWith = known?.id ?? null;
  await store.commitList({ version, records, difference, attempt, validators: [], comparedWith, by });
}
