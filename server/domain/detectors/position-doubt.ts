// Position doubt: positions of a watched vessel that cannot all be true, or that are not how ships lie and sail. In come
// its fixes, the positions set aside, its length, sightings, and what is said of the area it is in; out goes one event
// per episode, with every sign and what was measured. Each sign is a file in server/domain/doubt; this one asks them all
// and tells. It chooses no track. A receiver that hears a ship beyond radio range would be a sign, too; no feed that we
// read tells where its receivers stand.

import { type Accounts, beginAccounts, doubtedTracks, hearAside, hearFix } from '../doubt/accounts.ts';
import { beginStay, followStay, type Stay } from '../doubt/box.ts';
import { beginCircle, type Circle, followCircle } from '../doubt/circle.ts';
import { beginEpisode, drop, type Episode, QUIET_MS, take, tell } from '../doubt/episode.ts';
import type { Finding } from '../doubt/finding.ts';
import {
  beginHelm,
  beginSteady,
  followHelm,
  followSteady,
  HAIRPIN_LENGTH_M,
  type Helm,
  type Steady,
} from '../doubt/helm.ts';
import { asideOnLand, beginLandfall, type Landfall, sampleLand } from '../doubt/land.ts';
import {
  beginSeen,
  fallsInto,
  judgeAwaited,
  judgeSighting,
  remember,
  type Seen,
  tellPast,
  untellPast,
} from '../doubt/seen-elsewhere.ts';
import { DOUBT_SETTINGS } from '../doubt/settings.ts';
import { beginLog, beginStop, followLog, followStop, type Log, STOP_LENGTH_M, type Stop } from '../doubt/speed.ts';
import { beginWay, keepWay, type Way } from '../doubt/whereabouts.ts';
import { STATION } from '../report.ts';
import type { Track } from '../track.ts';
import type { Detector, DetectorContext } from './detector.ts';

const SETTLED = DOUBT_SETTINGS.settledFixes.value;
/** A ship doubts with others when they jumped this near in time to its own sign; as far back as they are counted. */
const AREA_MS = 30 * 60_000;

export interface DoubtState {
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
  /** Overall length; 0 while unknown. */
  lengthM: number;
  /** The newest area event that names this ship; its end, or null while it is open. */
  area: { id: string; others: number; endedAt: number | null } | null;
}

export const positionDoubt: Detector<DoubtState> = {
  name: 'position-doubt',
  ships: 'watched',
  settings: Object.values(DOUBT_SETTINGS),

  begin: () => ({
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
    lengthM: 0,
    area: null,
  }),

  tick(state, track, at, context) {
    const { episode } = state;
    if (episode === null) return;
    if (at < episode.lastAt + QUIET_MS) context.wakeAt(episode.lastAt + QUIET_MS);
    else close(state, episode, track, at, context);
  },

  fix(state, track, context) {
    keepWay(state.way, track);
    if (state.accounts.followed !== null) {
      for (const finding of hearFix(state.accounts, track)) note(state, track, finding, track.at, context);
    }
    if (state.seen.awaited.length > 0) {
      for (const finding of judgeAwaited(state.seen, state.way, track)) note(state, track, finding, track.at, context);
    }
    noteIf(state, track, sampleLand(state.landfall, track, context), context);
    noteIf(state, track, followCircle(state.circle, track), context);
    noteIf(state, track, followSteady(state.steady, track), context);
    noteIf(state, track, followStay(state.stay, track, context.places), context);
    noteIf(state, track, followLog(state.log, track), context);
    if (state.lengthM >= HAIRPIN_LENGTH_M) noteIf(state, track, followHelm(state.helm, track, state.lengthM), context);
    if (state.lengthM >= STOP_LENGTH_M) {
      const found = followStop(state.stop, track);
      if (found !== null && isClassA(track, context)) note(state, track, found, track.at, context);
    }
  },

  aside(state, track, report, refusal, context) {
    if (refusal !== 'jump' || !track.watched) return;
    for (const finding of hearAside(state.accounts, track, report)) note(state, track, finding, report.at, context);
    const { other } = state.accounts;
    if (state.episode === null || other === null || other.fixes !== SETTLED || other.at !== report.at) return;
    const found = asideOnLand(other.lon, other.lat, other.firstAt, other.at, context);
    if (found !== null) note(state, track, found, report.at, context);
  },

  hearStatic(state, _track, { unit, hull }) {
    state.lengthM = unit.lengthM ?? hull?.lengthM ?? state.lengthM;
  },

  hearEvent(state, track, event, at, context) {
    if (event.kind !== 'interference') return;
    const others = event.facts.mmsis.length - 1;
    state.area = { id: event.id, others, endedAt: event.endedAt };
    const { episode } = state;
    if (episode === null || event.beganAt > episode.lastAt + AREA_MS) return;
    const isNews = episode.area === null;
    episode.area = { id: event.id, others };
    if (isNews) say(state, episode, track, at, context);
  },

  sighted(state, track, sighting, context) {
    const finding = judgeSighting(state.seen, state.way, track, sighting);
    if (finding !== null) note(state, track, finding, sighting.arrivedAt, context);
  },

  unsighted(state, track, sighting, reason, at, context) {
    const { episode } = state;
    if (episode !== null && drop(episode, sighting.id)) say(state, episode, track, at, context, reason);
    const event = untellPast(state.seen, track, sighting.id, reason, at);
    if (event !== null) context.say(event);
  },

  join(state, sighted) {
    state.seen.awaited.push(...sighted.seen.awaited);
  },

  cut(state, track, reason, at, context) {
    if (state.episode !== null) close(state, state.episode, track, at, context, reason);
    state.accounts = beginAccounts();
  },
};

function isClassA({ vesselId }: Readonly<Track>, context: DetectorContext): boolean {
  return context.particulars(vesselId).station === STATION.classA;
}

function noteIf(state: DoubtState, track: Readonly<Track>, finding: Finding | null, context: DetectorContext): void {
  if (finding !== null) note(state, track, finding, track.at, context);
}

/** A sighting may speak of a time that is long over; everything else speaks of now. */
function note(
  state: DoubtState,
  track: Readonly<Track>,
  finding: Readonly<Finding>,
  at: number,
  context: DetectorContext,
): void {
  const { episode } = state;
  if (finding.sightingId !== undefined && (episode === null || !fallsInto(finding, episode))) {
    const event = tellPast(state.seen, state.way, track, finding, at);
    if (event !== null) context.say(event);
    return;
  }
  if (episode === null) {
    const begun = beginEpisode(finding, track.vesselId, track.lon, track.lat);
    state.episode = begun;
    take(begun, finding);
    begun.area = areaAt(state, finding.at);
    say(state, begun, track, at, context);
  } else if (take(episode, finding)) say(state, episode, track, at, context);
  context.wakeAt(state.episode!.lastAt + QUIET_MS);
}

function areaAt({ area }: Readonly<DoubtState>, at: number): Episode['area'] {
  if (area === null || (area.endedAt !== null && at > area.endedAt + AREA_MS)) return null;
  return { id: area.id, others: area.others };
}

function say(
  state: Readonly<DoubtState>,
  episode: Episode,
  track: Readonly<Track>,
  at: number,
  context: DetectorContext,
  reason?: string,
): void {
  keepTracks(state, episode);
  context.say(tell(episode, 'open', { at, track, reason }));
}

function close(
  state: DoubtState,
  episode: Episode,
  track: Readonly<Track>,
  at: number,
  context: DetectorContext,
  reason?: string,
): void {
  state.episode = null;
  keepTracks(state, episode);
  remember(state.seen, episode);
  context.say(tell(episode, 'closed', { at, track, reason }));
}

/** The accounts may be given up, having gone quiet, before the event is over: then those said last stay. */
function keepTracks({ accounts }: Readonly<DoubtState>, episode: Episode): void {
  const tracks = doubtedTracks(accounts);
  if (tracks.length > 0) episode.tracks = tracks;
}
