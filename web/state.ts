// The one plain state of the page, and the reducer that moves it. Everything on screen is a function of this state; the
// map and the stream only feed it. Pure: the wall clock comes in with the action.

import type {
  AlertSummary,
  Health,
  Port,
  PositionFix,
  Replay,
  StreamMessage,
  Track,
  TrackSet,
  VesselEvent,
  VesselSummary,
  Zone,
} from '../server/http/wire.ts';
import type { Filters } from './feed.ts';
import type { Address, View } from './url.ts';

/** 'away': the server does not answer; what is shown is what was known before. */
export type Connection = 'connecting' | 'catching-up' | 'live' | 'away';
export type Theme = 'dark' | 'light';
export type Dialog = 'help' | 'sources' | 'vessels';
export type TrackColour = 'vessel' | 'speed';

export const LIVE = 'live';
/** How long an alert that has just been raised is shown as new, wall ms. */
export const FRESH_MS = 7_000;
/** Points of one live track that the page keeps; at the bound the older half is dropped (the store has them all). */
const MAX_POINTS = 6_000;
/** Vessels that get a colour of their own; the rest of the watched ones share one. */
export const HUES = 6;

export interface State {
  connection: Connection;
  /** Why, while it is away; and when the next attempt is made, wall ms. */
  awayReason: string | null;
  retryAt: number | null;
  health: Health | null;

  scope: string | null;
  /** Loading of the scope's tracks, alerts and events. */
  loading: 'idle' | 'loading' | 'ready' | 'failed';
  loadError: string | null;

  replays: ReadonlyMap<string, Replay>;
  vessels: ReadonlyMap<string, VesselSummary>;
  tracks: ReadonlyMap<string, Track>;
  alerts: ReadonlyMap<string, AlertSummary>;
  events: ReadonlyMap<string, VesselEvent>;
  fromAt: number | null;
  toAt: number | null;
  /** Names for map and timeline; ships that share one carry their number with it. */
  names: ReadonlyMap<string, string>;
  /** Colour number of the watched vessels with most alerts. */
  hues: ReadonlyMap<string, number>;

  ports: readonly Port[];
  contextPorts: readonly Port[];
  zones: readonly Zone[];

  /** Playhead as the panels see it, UTC ms, at most four times a second. */
  at: number;
  playing: boolean;
  speed: number;
  /** Alerts raised a moment ago in play, with the wall time at which that was. */
  fresh: ReadonlyMap<string, number>;

  view: View | null;
  vesselId: string | null;
  alertId: string | null;
  /** Card that the keyboard stands on. */
  cursorId: string | null;
  filters: Filters;
  theme: Theme;
  dialog: Dialog | null;
  feedShown: boolean;
  legendShown: boolean;
  trackColour: TrackColour;
}

export type Action =
  | { type: 'connection'; connection: Connection; reason?: string; retryAt?: number }
  | { type: 'health'; health: Health }
  | { type: 'replays'; replays: Replay[] }
  | { type: 'scope opened'; scope: string }
  | { type: 'scope failed'; scope: string; reason: string }
  | { type: 'tracks'; set: TrackSet }
  | { type: 'alerts'; scope: string; alerts: AlertSummary[] }
  | { type: 'events'; scope: string; events: VesselEvent[] }
  | { type: 'scope ready'; scope: string }
  | { type: 'places'; ports: Port[]; zones: Zone[] }
  | { type: 'context ports'; ports: Port[] }
  | { type: 'streamed'; messages: StreamMessage[]; now: number }
  | { type: 'ticked'; at: number; now: number }
  | { type: 'sought'; at: number }
  | { type: 'played'; playing: boolean }
  | { type: 'paced'; speed: number }
  | { type: 'viewed'; view: View }
  | { type: 'vessel picked'; vesselId: string }
  | { type: 'alert picked'; alertId: string }
  | { type: 'alert shown'; vesselId: string; alertId: string | null }
  | { type: 'dossier closed' }
  | { type: 'cursor moved'; alertId: string | null }
  | { type: 'filtered'; filters: Partial<Filters> }
  | { type: 'themed'; theme: Theme }
  | { type: 'dialog'; dialog: Dialog | null }
  | { type: 'feed shown'; shown: boolean }
  | { type: 'legend shown'; shown: boolean }
  | { type: 'tracks coloured'; by: TrackColour }
  | { type: 'address opened'; address: Address };

export function initialState(theme: Theme, address: Address): State {
  return {
    connection: 'connecting',
    awayReason: null,
    retryAt: null,
    health: null,
    scope: null,
    loading: 'idle',
    loadError: null,
    replays: new Map(),
    ...emptyScope(),
    ports: [],
    contextPorts: [],
    zones: [],
    at: address.at ?? 0,
    playing: false,
    speed: 3_600,
    view: address.view,
    vesselId: address.vesselId,
    alertId: address.alertId,
    cursorId: address.alertId,
    filters: address.filters,
    theme,
    dialog: null,
    feedShown: true,
    legendShown: false,
    trackColour: 'vessel',
  };
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'connection':
      return {
        ...state,
        connection: action.connection,
        awayReason: action.reason ?? null,
        retryAt: action.retryAt ?? null,
      };
    case 'health':
      return { ...state, health: action.health };
    case 'replays':
      return { ...state, replays: merged(state.replays, action.replays) };
    case 'scope opened': {
      const first = state.scope === null;
      return {
        ...state,
        ...emptyScope(),
        scope: action.scope,
        loading: 'loading',
        loadError: null,
        playing: false,
        // The first scope may come with a selection in the address; a later one starts clean.
        vesselId: first ? state.vesselId : null,
        alertId: first ? state.alertId : null,
        cursorId: first ? state.cursorId : null,
      };
    }
    case 'scope failed':
      return action.scope === state.scope ? { ...state, loading: 'failed', loadError: action.reason } : state;
    case 'tracks':
      return action.set.scope === state.scope ? withTracks(state, action.set) : state;
    case 'alerts':
      if (action.scope !== state.scope) return state;
      return withHues({ ...state, alerts: newest(state.alerts, action.alerts) });
    case 'events':
      return action.scope === state.scope ? { ...state, events: newest(state.events, action.events) } : state;
    case 'scope ready':
      return action.scope === state.scope ? { ...state, loading: 'ready' } : state;
    case 'places':
      return { ...state, ports: action.ports, zones: action.zones };
    case 'context ports':
      return { ...state, contextPorts: action.ports };
    case 'streamed':
      return streamed(state, action.messages, action.now);
    case 'ticked':
      return { ...state, at: action.at, fresh: freshAfter(state, action.at, action.now) };
    case 'sought':
      return { ...state, at: action.at, fresh: new Map() };
    case 'played':
      return { ...state, playing: action.playing };
    case 'paced':
      return { ...state, speed: action.speed };
    case 'viewed':
      return { ...state, view: action.view };
    case 'vessel picked':
      return { ...state, vesselId: action.vesselId, alertId: null };
    case 'alert picked': {
      const alert = state.alerts.get(action.alertId);
      if (alert === undefined) return state;
      return { ...state, vesselId: alert.vesselId, alertId: alert.id, cursorId: alert.id };
    }
    case 'alert shown':
      return { ...state, vesselId: action.vesselId, alertId: action.alertId };
    case 'dossier closed':
      return { ...state, vesselId: null, alertId: null };
    case 'cursor moved':
      return { ...state, cursorId: action.alertId };
    case 'filtered':
      return { ...state, filters: { ...state.filters, ...action.filters } };
    case 'themed':
      return { ...state, theme: action.theme };
    case 'dialog':
      return { ...state, dialog: action.dialog };
    case 'feed shown':
      return { ...state, feedShown: action.shown };
    case 'legend shown':
      return { ...state, legendShown: action.shown };
    case 'tracks coloured':
      return { ...state, trackColour: action.by };
    case 'address opened':
      return {
        ...state,
        vesselId: action.address.vesselId,
        alertId: action.address.alertId,
        filters: action.address.filters,
      };
  }
}

/** The replay on screen, or null when the scope is live. */
export function currentReplay(state: State): Replay | null {
  return state.scope === null ? null : (state.replays.get(state.scope) ?? null);
}

/** Times the playhead can step to: alerts raised and events begun, ascending, each once. */
export function marksOf(state: Pick<State, 'alerts' | 'events'>): number[] {
  const marks = new Set<number>();
  for (const alert of state.alerts.values()) marks.add(alert.raisedAt);
  for (const event of state.events.values()) if (event.state !== 'withdrawn') marks.add(event.beganAt);
  return [...marks].sort((a, b) => a - b);
}

function emptyScope() {
  return {
    vessels: new Map<string, VesselSummary>(),
    tracks: new Map<string, Track>(),
    alerts: new Map<string, AlertSummary>(),
    events: new Map<string, VesselEvent>(),
    names: new Map<string, string>(),
    hues: new Map<string, number>(),
    fresh: new Map<string, number>(),
    fromAt: null,
    toAt: null,
  };
}

function withTracks(state: State, set: TrackSet): State {
  const vessels = merged(state.vessels, set.vessels);
  return withHues({
    ...state,
    vessels,
    names: tellingNames(vessels.values()),
    tracks: new Map(set.tracks.map((track) => [track.vesselId, track])),
    fromAt: set.fromAt,
    toAt: set.toAt,
  });
}

/** Two ships of one name are two ships: both then go by name and number. A ship without a name goes by its number. */
function tellingNames(vessels: Iterable<VesselSummary>): Map<string, string> {
  const rows = [...vessels];
  const counts = new Map<string, number>();
  for (const { name } of rows) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    rows.map(({ id, name, imo, mmsi }) => {
      if (name === '') return [id, mmsi === null ? id : `MMSI ${mmsi}`];
      return [id, counts.get(name) === 1 ? name : `${name} ${imo ?? mmsi ?? ''}`.trim()];
    }),
  );
}

/** Colours go to the watched vessels with tracks that have most alerts; then by name, so that they stay put. */
function withHues(state: State): State {
  const counts = new Map<string, number>();
  for (const alert of state.alerts.values()) counts.set(alert.vesselId, (counts.get(alert.vesselId) ?? 0) + 1);
  const ranked = [...state.vessels.values()]
    .filter((vessel) => vessel.watched && (state.tracks.has(vessel.id) || counts.has(vessel.id)))
    .sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0) || (a.name < b.name ? -1 : 1))
    .slice(0, HUES);
  // While the parts of a scope are still coming in, the order in which they come must not show.
  const hues = new Map(state.loading === 'ready' ? state.hues : []);
  const taken = new Set(hues.values());
  for (const vessel of ranked) {
    if (hues.has(vessel.id)) continue;
    const free = Array.from({ length: HUES }, (_, hue) => hue).find((hue) => !taken.has(hue));
    if (free === undefined) break;
    hues.set(vessel.id, free);
    taken.add(free);
  }
  const unchanged = hues.size === state.hues.size && [...hues].every(([id, hue]) => state.hues.get(id) === hue);
  return unchanged ? state : { ...state, hues };
}

/** Takes what the stream brought in one go; rows of other scopes are left out. */
function streamed(state: State, messages: StreamMessage[], now: number): State {
  const alerts: AlertSummary[] = [];
  const events: VesselEvent[] = [];
  const replays: Replay[] = [];
  let next = state;
  for (const message of messages) {
    if (message.type === 'hello') next = { ...next, connection: 'catching-up', awayReason: null, retryAt: null };
    else if (message.type === 'live') next = { ...next, connection: 'live', awayReason: null, retryAt: null };
    else if (message.type === 'replay') replays.push(message.replay);
    else if (message.type === 'alert' && message.alert.scope === state.scope) alerts.push(message.alert);
    else if (message.type === 'event' && message.event.scope === state.scope) events.push(message.event);
    else if (message.type === 'positions' && message.scope === state.scope) {
      next = { ...next, tracks: extended(next.tracks, message.fixes) };
    }
  }
  if (replays.length > 0) next = { ...next, replays: merged(next.replays, replays) };
  if (events.length > 0) next = { ...next, events: newest(next.events, events) };
  if (alerts.length === 0) return next;
  if (state.scope === LIVE && state.connection === 'live') {
    const fresh = new Map(next.fresh);
    for (const alert of alerts) if (!state.alerts.has(alert.id)) fresh.set(alert.id, now);
    next = { ...next, fresh };
  }
  return withHues({ ...next, alerts: newest(next.alerts, alerts) });
}

/** Adds positions to the ends of their tracks; an older or repeated one is left out. */
function extended(
  tracks: ReadonlyMap<string, Track>,
  fixes: (PositionFix & { vesselId: string })[],
): ReadonlyMap<string, Track> {
  const next = new Map(tracks);
  for (const fix of fixes) {
    const whole = next.get(fix.vesselId) ?? emptyTrack(fix.vesselId);
    const track = whole.at.length < MAX_POINTS ? whole : shortened(whole);
    if (fix.at <= (track.at[track.at.length - 1] ?? Number.NEGATIVE_INFINITY)) continue;
    next.set(fix.vesselId, {
      vesselId: fix.vesselId,
      at: [...track.at, fix.at],
      lon: [...track.lon, fix.lon],
      lat: [...track.lat, fix.lat],
      speedKn: [...track.speedKn, fix.speedKn],
      courseDeg: [...track.courseDeg, fix.headingDeg ?? fix.courseDeg],
    });
  }
  return next;
}

function shortened(track: Track): Track {
  const keep = -MAX_POINTS / 2;
  return {
    vesselId: track.vesselId,
    at: track.at.slice(keep),
    lon: track.lon.slice(keep),
    lat: track.lat.slice(keep),
    speedKn: track.speedKn.slice(keep),
    courseDeg: track.courseDeg.slice(keep),
  };
}

function emptyTrack(vesselId: string): Track {
  return { vesselId, at: [], lon: [], lat: [], speedKn: [], courseDeg: [] };
}

/** Alerts that the playhead has just passed, and those still new from before. */
function freshAfter(state: State, at: number, now: number): ReadonlyMap<string, number> {
  const fresh = new Map<string, number>();
  for (const [id, since] of state.fresh) if (now - since < FRESH_MS) fresh.set(id, since);
  if (state.playing && state.scope !== LIVE) {
    for (const alert of state.alerts.values()) {
      if (alert.raisedAt > state.at && alert.raisedAt <= at && alert.state !== 'withdrawn') fresh.set(alert.id, now);
    }
  }
  const unchanged = fresh.size === state.fresh.size && [...fresh.keys()].every((id) => state.fresh.has(id));
  return unchanged ? state.fresh : fresh;
}

function merged<T extends { id: string }>(known: ReadonlyMap<string, T>, rows: T[]): ReadonlyMap<string, T> {
  const next = new Map(known);
  for (const row of rows) next.set(row.id, row);
  return next;
}

/** Takes rows in unless a later revision is known already: the stream may overtake a page of the list. */
function newest<T extends { id: string; revision: number }>(
  known: ReadonlyMap<string, T>,
  rows: T[],
): ReadonlyMap<string, T> {
  const next = new Map(known);
  for (const row of rows) {
    const before = next.get(row.id);
    if (before === undefined || row.revision >= before.revision) next.set(row.id, row);
  }
  return next;
}
