// Position doubt: positions of a watched vessel that cannot all be true, or that are not how ships lie and sail. In come
// its fixes, the positions set aside, its length, sightings, and what is said of the area it is in; out goes one event
// per episode, with every sign and what was measured. Each sign is a file beside this one, which asks them all
// and tells. It chooses no track. A receiver that hears a ship beyond radio range would be a sign, too; no feed that we
// read tells where its receivers stand.

import { STATION } from '../../report.ts';
import { MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import { type Accounts, beginAccounts, doubtedTracks, hearAside, hearFix } from './accounts.ts';
import { beginStay, followStay, type Stay } from './box.ts';
import { beginCircle, type Circle, followCircle } from './circle.ts';
import { beginEpisode, drop, type Episode, QUIET_MS, take, tell } from './episode.ts';
import type { Finding } from './finding.ts';
import { beginHelm, beginSteady, followHelm, followSteady, HAIRPIN_LENGTH_M, type Helm, type Steady } from './helm.ts';
import { asideOnLand, beginLandfall, type Landfall, sampleLand } from './land.ts';
import {
  beginSeen,
  fallsInto,
  judgeAwaited,
  judgeSighting,
  remember,
  type Seen,
  tellPast,
  untellPast,
} from './seen-elsewhere.ts';
import { DOUBT_SETTINGS } from './settings.ts';
import { beginLog, beginStop, followLog, followStop, type Log, STOP_LENGTH_M, type Stop } from './speed.ts';
import { beginWay, keepWay, type Way } from './whereabouts.ts';

const SETTLED = DOUBT_SETTINGS.settledFixes.value;
/** A ship doubts with others when they jumped this near in time to its own sign; as far back as they are counted. */
const AREA_MS = 30 * MINUTE_MS;

export interface DoubtState {
  /** Null until a watched vessel is first heard, or somebody sees it: most vessels never need what is kept here. */
  doubt: Doubt | null;
  /** Overall length; 0 while unknown. */
  lengthM: number;
}

interface Doubt {
  episode: Episode | null;
  accounts: Accounts;
  landfall: Landfall;
  circle: Circle;
  helm: Helm;
  steady: Steady;
  stay: Stay;
  log: Log;
  stop: Stop;
  way: Way;
  seen: Seen;
  /** The newest area event that names this ship; its end, or null while it is open. */
  area: { id: string; others: number; endedAt: number | null } | null;
}

export const positionDoubt: Detector<DoubtState> = {
  name: 'position-doubt',
  ships: 'watched',
  settings: Object.values(DOUBT_SETTINGS),

  begin: () => ({ doubt: null, lengthM: 0 }),

  tick({ doubt }, track, at, context) {
    const episode = doubt?.episode ?? null;
    if (doubt === null || episode === null) return;
    if (at < episode.lastAt + QUIET_MS) context.wakeAt(episode.lastAt + QUIET_MS);
    else close(doubt, episode, track, at, context);
  },

  fix(state, track, context) {
    state.doubt ??= beginDoubt();
    const { doubt, lengthM } = state;
    keepWay(doubt.way, track);
    if (doubt.accounts.followed !== null) {
      for (const finding of hearFix(doubt.accounts, track)) note(doubt, track, finding, track.at, context);
    }
    if (doubt.seen.awaited.length > 0) {
      for (const finding of judgeAwaited(doubt.seen, doubt.way, track)) note(doubt, track, finding, track.at, context);
    }
    noteIf(doubt, track, sampleLand(doubt.landfall, track, context), context);
    noteIf(doubt, track, followCircle(doubt.circle, track), context);
    noteIf(doubt, track, followSteady(doubt.steady, track), context);
    noteIf(doubt, track, followStay(doubt.stay, track, track.segmentFixes === 1, context.places), context);
    noteIf(doubt, track, followLog(doubt.log, track), context);
    if (lengthM >= HAIRPIN_LENGTH_M) noteIf(doubt, track, followHelm(doubt.helm, track, lengthM), context);
    if (lengthM >= STOP_LENGTH_M) {
      const found = followStop(doubt.stop, track);
      if (found !== null && isClassA(track, context)) note(doubt, track, found, track.at, context);
    }
  },

  aside(state, track, report, refusal, context) {
    if (!track.watched) return;
    state.doubt ??= beginDoubt();
    const { doubt } = state;
    // Positions that fill a box are set aside, too, where they lie far apart: the ship says that it lies.
    if (refusal === 'against its speed') {
      const found = followStay(doubt.stay, report, false, context.places);
      if (found !== null) note(doubt, track, found, report.at, context);
    }
    if (refusal !== 'jump' && refusal !== 'too fast') return;
    for (const finding of hearAside(doubt.accounts, track, report)) note(doubt, track, finding, report.at, context);
    const { other } = doubt.accounts;
    if (doubt.episode === null || other === null || other.fixes !== SETTLED || other.at !== report.at) return;
    const found = asideOnLand(other.lon, other.lat, other.firstAt, other.at, context);
    if (found !== null) note(doubt, track, found, report.at, context);
  },

  hearStatic(state, _track, { unit, hull }) {
    state.lengthM = unit.lengthM ?? hull?.lengthM ?? state.lengthM;
  },

  hearEvent(state, track, event, at, context) {
    if (event.kind !== 'interference') return;
    state.doubt ??= beginDoubt();
    const { doubt } = state;
    const others = event.facts.mmsis.length - 1;
    doubt.area = { id: event.id, others, endedAt: event.endedAt };
    const { episode } = doubt;
    if (episode === null || event.beganAt > episode.lastAt + AREA_MS) return;
    const isNews = episode.area === null;
    episode.area = { id: event.id, others };
    if (isNews) say(doubt, episode, track, at, context);
  },

  sighted(state, track, sighting, context) {
    state.doubt ??= beginDoubt();
    const { doubt } = state;
    const finding = judgeSighting(doubt.seen, doubt.way, track, sighting);
    if (finding !== null) note(doubt, track, finding, sighting.arrivedAt, context);
  },

  unsighted({ doubt }, track, sighting, reason, at, context) {
    if (doubt === null) return;
    const { episode } = doubt;
    if (episode !== null && drop(episode, sighting.id)) say(doubt, episode, track, at, context, reason);
    const event = untellPast(doubt.seen, track, sighting.id, reason, at);
    if (event !== null) context.say(event);
  },

  join(state, sighted) {
    if (sighted.doubt === null) return;
    state.doubt ??= beginDoubt();
    state.doubt.seen.awaited.push(...sighted.doubt.seen.awaited);
  },

  cut({ doubt }, track, reason, at, context) {
    if (doubt === null) return;
    if (doubt.episode !== null) close(doubt, doubt.episode, track, at, context, reason);
    doubt.accounts = beginAccounts();
  },
};

function beginDoubt(): Doubt {
  return {
    episode: null,
    accounts: beginAccounts(),
    landfall: beginLandfall(),
    circle: beginCircle(),
    helm: beginHelm(),
    steady: beginSteady(),
    stay: beginStay(),
    log: beginLog(),
    stop: beginStop(),
    way: beginWay(),
    seen: beginSeen(),
    area: null,
  };
}

function isClassA({ vesselId }: Readonly<Track>, context: DetectorContext): boolean {
  return context.particulars(vesselId).station === STATION.classA;
}

function noteIf(doubt: Doubt, track: Readonly<Track>, finding: Finding | null, context: DetectorContext): void {
  if (finding !== null) note(doubt, track, finding, track.at, context);
}

/** A sighting may speak of a time that is long over; everything else speaks of now. */
function note(
  doubt: Doubt,
  track: Readonly<Track>,
  finding: Readonly<Finding>,
  at: number,
  context: DetectorContext,
): void {
  const { episode } = doubt;
  if (finding.sightingId !== undefined && (episode === null || !fallsInto(finding, episode))) {
    const event = tellPast(doubt.seen, doubt.way, track, finding, at);
    if (event !== null) context.say(event);
    return;
  }
  if (episode === null) {
    const begun = beginEpisode(finding, track.vesselId, track.lon, track.lat);
    doubt.episode = begun;
    take(begun, finding);
    begun.area = areaAt(doubt, finding.at);
    say(doubt, begun, track, at, context);
  } else if (take(episode, finding)) say(doubt, episode, track, at, context);
  context.wakeAt(doubt.episode!.lastAt + QUIET_MS);
}

function areaAt({ area }: Readonly<Doubt>, at: number): Episode['area'] {
  if (area === null || (area.endedAt !== null && at > area.endedAt + AREA_MS)) return null;
  return { id: area.id, others: area.others };
}

function say(
  doubt: Readonly<Doubt>,
  episode: Episode,
  track: Readonly<Track>,
  at: number,
  context: DetectorContext,
  reason?: string,
): void {
  keepTracks(doubt, episode);
  context.say(tell(episode, 'open', { at, track, reason }));
}

function close(
  doubt: Doubt,
  episode: Episode,
  track: Readonly<Track>,
  at: number,
  context: DetectorContext,
  reason?: string,
): void {
  doubt.episode = null;
  keepTracks(doubt, episode);
  remember(doubt.seen, episode);
  context.say(tell(episode, 'closed', { at, track, reason }));
}

/** The accounts may be given up, having gone quiet, before the event is over: then those said last stay. */
function keepTracks({ accounts }: Readonly<Doubt>, episode: Episode): void {
  const tracks = doubtedTracks(accounts);
  if (tracks.length > 0) episode.tracks = tracks;
}
