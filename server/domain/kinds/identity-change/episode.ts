// One change of identity as one event: fields that change within a day of each other belong together, whoever typed them
// in and in whichever order. In come changes that count; out goes one event, said at once, revised while the day lasts,
// closed when it has passed, withdrawn when the values before come back at once.

import { stableId } from '../../hash.ts';
import type { MidTable } from '../../identity/watch-index.ts';
import { MINUTE_MS, momentOf } from '../../time.ts';
import type { FieldChange, IdentityChangeFacts, IdentityChangeKind } from './facts.ts';
import type { Change, HeldField } from './fields.ts';
import { EPISODE_MS } from './settings.ts';

/** Grounds beyond these are not added: an episode that needs more is no change but two ships. */
const MOST_GROUNDS = 12;

export interface Episode {
  id: string;
  mmsi: number;
  revision: number;
  beganAt: number;
  /** When its newest change came to count. */
  lastAt: number;
  facts: IdentityChangeFacts;
  /** Where it was told first; of no meaning before. */
  lon: number;
  lat: number;
  /** It has changed since it was said. */
  isDue: boolean;
  reason: string | null;
}

export function beginEpisode(vesselId: string, mmsi: number, changes: readonly Change[]): Episode {
  const beganAt = Math.min(...changes.map(({ sinceAt }) => sinceAt));
  const first = changes.find(({ sinceAt }) => sinceAt === beganAt)!;
  return {
    id: stableId('identity-change', 'episode', vesselId, beganAt, first.field, first.to),
    mmsi,
    revision: 0,
    beganAt,
    lastAt: beganAt,
    facts: { change: 'several', fields: [], weight: 'note', hullId: null, messages: 0, grounds: [] },
    lon: 0,
    lat: 0,
    isDue: false,
    reason: null,
  };
}

/** Is a change that counts at `at` still part of it? */
export function isOpen(episode: Readonly<Episode>, at: number): boolean {
  return at - episode.lastAt < EPISODE_MS;
}

/** `where`: a sentence on where the vessel was, '' when that is not known, and whether that was at sea. */
export function addChanges(
  episode: Episode,
  changes: readonly Change[],
  mids: MidTable,
  at: number,
  mmsi: number,
  where: { words: string; atSea?: boolean },
): void {
  const { facts } = episode;
  for (const change of changes) {
    addField(facts, change);
    if (change.field === 'MMSI') addFlag(facts, change, mids);
    facts.messages = Math.max(facts.messages, change.messages);
    ground(facts, groundOf(change, at));
  }
  if (changes.length > 1) ground(facts, `${changes.map(({ field }) => field).join(', ')} changed together.`);
  if (where.words !== '') ground(facts, where.words);
  if (where.atSea !== undefined) facts.atSea = where.atSea;
  settle(facts);
  episode.mmsi = mmsi;
  episode.lastAt = at;
  episode.reason = episode.revision > 0 ? 'more fields have changed' : null;
  episode.isDue = true;
}

/** Takes back fields whose former values have come back. True when nothing is left of it. */
export function takeBack(episode: Episode, fields: readonly HeldField[], at: number): boolean {
  const { facts } = episode;
  const gone = new Set<string>(fields);
  if (gone.has('MMSI')) gone.add('flag');
  facts.fields = facts.fields.filter(({ field }) => !gone.has(field));
  episode.reason = `${fields.join(', ')} went back to what it was before the change could count, ${momentOf(at)}`;
  episode.isDue = true;
  ground(facts, `${fields.join(', ')} went back at ${momentOf(at)}.`);
  if (facts.fields.length === 0) return true;
  settle(facts);
  return false;
}

/** Flag of an MMSI: the registry that its first three digits serve. */
export function flagOf(mmsi: string, mids: MidTable): string {
  const mid = Number(mmsi.slice(0, 3));
  return mids.get(mid)?.name ?? `MID ${mid}`;
}

/** A value that comes back to where the episode began stays told as it was, with its return among the grounds. */
function addField(facts: IdentityChangeFacts, { field, from, to }: Readonly<FieldChange>): void {
  const known = facts.fields.find((each) => each.field === field);
  if (known === undefined) facts.fields.push({ field, from, to });
  else if (known.from !== to) known.to = to;
}

function addFlag(facts: IdentityChangeFacts, { from, to }: Change, mids: MidTable): void {
  const before = flagOf(from, mids);
  const after = flagOf(to, mids);
  if (before !== after) addField(facts, { field: 'flag', from: before, to: after });
}

function ground(facts: IdentityChangeFacts, text: string): void {
  if (facts.grounds.length < MOST_GROUNDS && !facts.grounds.includes(text)) facts.grounds.push(text);
}

function groundOf({ field, from, to, untilAt, sinceAt, messages }: Change, at: number): string {
  const minutes = Math.round((at - sinceAt) / MINUTE_MS);
  const counted = messages === 1 ? 'in 1 static message' : `in ${messages} static messages over ${minutes} min`;
  return `${field} ${from} was last heard ${momentOf(untilAt)}, ${to} is heard since ${momentOf(sinceAt)}, ${counted}.`;
}

const KINDS: Readonly<Record<string, IdentityChangeKind>> = {
  name: 'name',
  'call sign': 'call-sign',
  flag: 'flag',
  MMSI: 'mmsi',
  'ship type': 'type',
  size: 'size',
};

/** A new flag brings a new MMSI, so these two are one field. Names that change with a number are worth a look. */
function settle(facts: IdentityChangeFacts): void {
  const told = facts.fields.map(({ field }) => field);
  const apart = told.filter((field) => field !== 'MMSI' || !told.includes('flag'));
  facts.change = apart.length > 1 ? 'several' : KINDS[apart[0]!]!;
  facts.weight = apart.length > 1 ? 'suspicion' : 'note';
}
