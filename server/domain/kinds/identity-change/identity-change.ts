// Identity changes: a vessel that says it is somebody else than before, or somebody that it can hardly be. In come the
// static messages of watched ships, and of any unit whose identity touches a listed hull; out goes one event per change
// of identity, per clash and per run of new flags. It matches nothing and believes nothing: every event is what the ship
// claims, with its values and dates.
//
// Almost every static message repeats the one before it: then a handful of comparisons are all it costs.

import { stableId } from '../../hash.ts';
import { IDENTITY } from '../../identity/unit.ts';
import { portAround } from '../../places/around.ts';
import { momentOf } from '../../time.ts';
import { MOTION, type Track } from '../../track/track.ts';
import type { Detector, DetectorContext, HeardStatic } from '../detector.ts';
import { areClashesSettled, type Clash, factsOfClash, forgetClashes, hearNotes, isOf } from './clash.ts';
import { addChanges, beginEpisode, type Episode, flagOf, isOpen, takeBack } from './episode.ts';
import type { IdentityChange, IdentityChangeFacts } from './facts.ts';
import { areSettled, type Change, type Held, type HeldField, hearFields } from './fields.ts';
import { EPISODE_MS, FORGET_MS, HOP_FLAGS, HOP_MS, IDENTITY_SETTINGS } from './settings.ts';

/** A flag taken on. */
interface FlagChange {
  at: number;
  from: string;
  to: string;
}

interface Hopping {
  id: string;
  revision: number;
  beganAt: number;
  lon: number;
  lat: number;
  isDue: boolean;
}

/** Plain data; instants are UTC ms, 0 is never. */
export interface IdentityChangeState {
  /** The unit that spoke last, when, and when it was last asked who it is. */
  mmsi: number;
  heardAt: number;
  askedAt: number;
  /** Nothing is being counted, on trial, or waits for a position to be told: a repeated message is nothing new. */
  settled: boolean;
  held: Held[];
  /** Two fields count at once from here on: not for a day after that has proved wrong. */
  hastyFromAt: number;
  episode: Episode | null;
  clashes: Clash[];
  /** Flags taken on within the year, oldest first. */
  flags: FlagChange[];
  hopping: Hopping | null;
}

/** A ship that takes on more flags in a year is told with the newest of them. */
const MOST_FLAGS = 12;

export const identityChange: Detector<IdentityChangeState> = {
  name: 'identity-change',
  ships: 'watched',
  hears: 'every',
  settings: Object.values(IDENTITY_SETTINGS),

  begin: () => ({
    mmsi: 0,
    heardAt: 0,
    askedAt: 0,
    settled: true,
    held: [],
    hastyFromAt: 0,
    episode: null,
    clashes: [],
    flags: [],
    hopping: null,
  }),

  tick(state, track, at, context) {
    if (state.mmsi === 0) return;
    renew(state);
    forgetClashes(state.clashes, at);
    speak(state, track, at, context);
  },

  /** What a watched ship said before its first position is told with it; others tell it with their next message. */
  fix(state, track, context) {
    if (!state.settled && isWaiting(state)) speak(state, track, track.at, context);
  },

  hearStatic(state, track, heard, context) {
    const { unit, changed, askedAt, report } = heard;
    const repeats = unit.mmsi === state.mmsi && askedAt === state.askedAt && (changed & IDENTITY) === 0;
    if (repeats && state.settled) {
      state.heardAt = report.at;
      return;
    }
    if (!track.watched && heard.notes.length === 0 && state.clashes.length === 0) return;
    renew(state);
    if (track.watched) hearChanges(state, track, heard, context);
    hearNotes(state.clashes, heard, track.vesselId, track.watched);
    state.mmsi = unit.mmsi;
    state.heardAt = report.at;
    state.askedAt = askedAt;
    speak(state, track, report.at, context);
  },

  cut(state, track, reason, at, context) {
    for (const clash of state.clashes) {
      clash.isOver = true;
      if (clash.revision > 0) sayClash(clash, track, at, context, reason);
    }
    const { episode, hopping } = state;
    if (episode !== null && episode.revision > 0) sayEpisode(episode, track, 'closed', at, context, reason);
    if (hopping !== null && hopping.revision > 0) sayHopping(state, hopping, track, 'closed', at, context, reason);
    Object.assign(state, identityChange.begin());
  },
};

/** Carries the time of repeated messages, which is kept once for all, to where it belongs. */
function renew(state: IdentityChangeState): void {
  const { mmsi, heardAt } = state;
  for (const held of state.held) if (held.rival === '' && held.lastAt < heardAt) held.lastAt = heardAt;
  for (const clash of state.clashes) if (isOf(clash, mmsi) && clash.lastAt < heardAt) clash.lastAt = heardAt;
}

function hearChanges(
  state: IdentityChangeState,
  track: Readonly<Track>,
  { unit, report }: Readonly<HeardStatic>,
  context: DetectorContext,
): void {
  const { at } = report;
  const { refuted, changes } = hearFields(state.held, unit, at, at >= state.hastyFromAt);
  if (refuted.length > 0) refute(state, track, refuted, at, context);
  if (changes.length === 0) return;
  if (state.episode !== null && !isOpen(state.episode, at)) closeEpisode(state, track, at, context);
  state.episode ??= beginEpisode(track.vesselId, unit.mmsi, changes);
  addChanges(state.episode, changes, context.mids, at, unit.mmsi, whereOf(track, context));
  for (const change of changes) if (change.field === 'MMSI') takeFlag(state, change, track.vesselId, context);
}

function refute(
  state: IdentityChangeState,
  track: Readonly<Track>,
  fields: readonly HeldField[],
  at: number,
  context: DetectorContext,
): void {
  state.hastyFromAt = at + EPISODE_MS;
  if (fields.includes('MMSI')) {
    state.flags.pop();
    if (state.flags.length < HOP_FLAGS && state.hopping !== null) {
      const reason = 'the MMSI went back to what it was';
      if (state.hopping.revision > 0) sayHopping(state, state.hopping, track, 'withdrawn', at, context, reason);
      state.hopping = null;
    }
  }
  const { episode } = state;
  if (episode === null || !takeBack(episode, fields, at)) return;
  if (episode.revision > 0) sayEpisode(episode, track, 'withdrawn', at, context, episode.reason);
  state.episode = null;
}

function takeFlag(state: IdentityChangeState, change: Change, vesselId: string, { mids }: DetectorContext): void {
  const from = flagOf(change.from, mids);
  const to = flagOf(change.to, mids);
  if (from === to) return;
  const at = change.sinceAt;
  state.flags = state.flags.filter((flag) => at - flag.at <= HOP_MS).slice(1 - MOST_FLAGS);
  state.flags.push({ at, from, to });
  if (state.flags.length < HOP_FLAGS) return;
  const beganAt = state.flags[0]!.at;
  const id = stableId('identity-change', 'flag-hopping', vesselId, beganAt);
  state.hopping ??= { id, revision: 0, beganAt, lon: 0, lat: 0, isDue: true };
  state.hopping.isDue = true;
}

/** Where the vessel was, for a change in port is the yard's and one at sea is not. */
function whereOf(track: Readonly<Track>, { places }: DetectorContext): { words: string; atSea?: boolean } {
  if (track.fixes === 0) return { words: '' };
  const portId = portAround(places, track.lon, track.lat);
  const seen = `Its last position is of ${momentOf(track.at)}`;
  if (portId !== null) return { words: `${seen}, at ${places.port(portId)?.name ?? portId}.`, atSea: false };
  const speed = track.motion === MOTION.moving ? `, at ${track.speedKn.toFixed(1)} kn` : '';
  return { words: `${seen}, at sea${speed}.`, atSea: true };
}

function isWaiting({ episode, clashes, hopping }: Readonly<IdentityChangeState>): boolean {
  return episode?.isDue === true || hopping?.isDue === true || clashes.some(({ isDue }) => isDue);
}

/** Says what is due and ends what is over, once it is known where. */
function speak(state: IdentityChangeState, track: Readonly<Track>, at: number, context: DetectorContext): void {
  if (track.fixes > 0) {
    if (state.episode?.isDue) sayEpisode(state.episode, track, 'open', at, context, state.episode.reason);
    if (state.hopping?.isDue) sayHopping(state, state.hopping, track, 'open', at, context, null);
    for (const clash of state.clashes) if (clash.isDue) sayClash(clash, track, at, context, null);
  }
  for (const clash of state.clashes) {
    if (clash.isOver && clash.revision > 0 && clash.change !== 'imo') sayClash(clash, track, at, context, null);
  }
  state.clashes = state.clashes.filter(({ isOver }) => !isOver);
  if (state.episode !== null && !isOpen(state.episode, at)) closeEpisode(state, track, at, context);
  const lastFlagAt = state.flags.at(-1)?.at ?? 0;
  if (state.hopping !== null && at - lastFlagAt > HOP_MS) {
    if (state.hopping.revision > 0) sayHopping(state, state.hopping, track, 'closed', at, context, null);
    state.hopping = null;
  }
  state.settled = areSettled(state.held) && areClashesSettled(state.clashes) && !isWaiting(state);
  plan(state, context);
}

function plan(
  { episode, clashes, hopping, flags, mmsi, heardAt }: IdentityChangeState,
  context: DetectorContext,
): void {
  let dueAt = episode === null ? Number.POSITIVE_INFINITY : episode.lastAt + EPISODE_MS;
  for (const clash of clashes) {
    const lastAt = isOf(clash, mmsi) ? Math.max(clash.lastAt, heardAt) : clash.lastAt;
    dueAt = Math.min(dueAt, lastAt + FORGET_MS);
  }
  if (hopping !== null) dueAt = Math.min(dueAt, flags.at(-1)!.at + HOP_MS + 1);
  if (dueAt < Number.POSITIVE_INFINITY) context.wakeAt(dueAt);
}

function closeEpisode(state: IdentityChangeState, track: Readonly<Track>, at: number, context: DetectorContext): void {
  if (state.episode!.revision > 0) sayEpisode(state.episode!, track, 'closed', at, context, null);
  state.episode = null;
}

type Ending = IdentityChange['state'];

function sayEpisode(
  episode: Episode,
  track: Readonly<Track>,
  ending: Ending,
  at: number,
  context: DetectorContext,
  reason: string | null,
): void {
  const { facts, beganAt, mmsi } = episode;
  const endedAt = ending === 'open' ? null : Math.min(episode.lastAt, at);
  // The object that is handed out is never changed afterwards.
  const told = { ...facts, fields: facts.fields.map((field) => ({ ...field })), grounds: [...facts.grounds] };
  say(
    episode,
    { vesselId: track.vesselId, mmsi, state: ending, beganAt, endedAt, reason, facts: told },
    track,
    at,
    context,
  );
}

function sayClash(
  clash: Clash,
  track: Readonly<Track>,
  at: number,
  context: DetectorContext,
  reason: string | null,
): void {
  const vesselId = clash.vesselId ?? track.vesselId;
  const isChange = clash.change === 'imo';
  const ending = isChange || clash.isOver ? 'closed' : 'open';
  const endedAt = isChange ? clash.lastAt : clash.isOver ? clash.lastAt : null;
  const { mmsi, fromAt: beganAt } = clash;
  say(
    clash,
    { vesselId, mmsi, state: ending, beganAt, endedAt, reason, facts: factsOfClash(clash, vesselId) },
    track,
    at,
    context,
  );
}

function sayHopping(
  { flags, mmsi }: IdentityChangeState,
  hopping: Hopping,
  track: Readonly<Track>,
  ending: Ending,
  at: number,
  context: DetectorContext,
  reason: string | null,
): void {
  const facts: IdentityChangeFacts = {
    change: 'flag-hopping',
    fields: [],
    weight: 'suspicion',
    hullId: null,
    messages: 0,
    grounds: [
      `${flags.length} new flags within ${IDENTITY_SETTINGS.flagDays.value} days.`,
      ...flags.map((flag) => `${flag.from} gave way to ${flag.to} on ${momentOf(flag.at)}.`),
    ],
  };
  const { beganAt } = hopping;
  const endedAt = ending === 'open' ? null : (flags.at(-1)?.at ?? at);
  say(hopping, { vesselId: track.vesselId, mmsi, state: ending, beganAt, endedAt, reason, facts }, track, at, context);
}

interface Said {
  id: string;
  revision: number;
  lon: number;
  lat: number;
  isDue: boolean;
}

type Telling = Pick<IdentityChange, 'vesselId' | 'mmsi' | 'state' | 'beganAt' | 'endedAt' | 'reason' | 'facts'>;

/** Where it was first told is where it happened, as far as is known. */
function say(said: Said, telling: Telling, track: Readonly<Track>, at: number, context: DetectorContext): void {
  if (said.revision === 0) {
    said.lon = track.lon;
    said.lat = track.lat;
  }
  said.revision++;
  said.isDue = false;
  const { id, revision, lon, lat } = said;
  context.say({ kind: 'identity-change', id, revision, knownAt: at, basis: 'claimed', lon, lat, ...telling });
}
