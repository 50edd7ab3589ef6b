// The one plain state of the page and what can happen to it. Everything on screen is a function of this state; the map
// and the stream only feed it. It moves in reduce.ts and nowhere else.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { CaseSummary } from '../../server/http/wire/case.ts';
import type { Footprint } from '../../server/http/wire/feed.ts';
import type { Health } from '../../server/http/wire/health.ts';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import type { Port, Zone } from '../../server/http/wire/place.ts';
import type { Reach, ReachSet } from '../../server/http/wire/reach.ts';
import type { Replay } from '../../server/http/wire/replay.ts';
import type { StreamMessage } from '../../server/http/wire/stream.ts';
import type { Track, TrackSet } from '../../server/http/wire/track.ts';
import type { VesselSummary } from '../../server/http/wire/vessel.ts';
import { type Mark, NOBODY_ASKED, type Who } from '../whereabouts/who.ts';
import type { Chart } from './chart.ts';
import type { Filters } from './feed.ts';
import type { Fresh } from './fresh.ts';
import type { PackedFixes } from './packed-fixes.ts';
import { NOTHING_SAID, type Said } from './said.ts';
import { emptyTraffic, type Traffic } from './traffic.ts';
import type { Address, View } from './url.ts';

/** 'away': the server does not answer; the page shows what was known before. */
export type Connection = 'connecting' | 'catching-up' | 'live' | 'away';
export type Theme = 'dark' | 'light';
export type Dialog =
  | 'account'
  | 'audit'
  | 'differences'
  | 'events'
  | 'help'
  | 'lists'
  | 'notify'
  | 'replays'
  | 'rules'
  | 'search'
  | 'sources'
  | 'vessels'
  | 'watchlists';
export type TrackColour = 'vessel' | 'speed' | 'leg';

export const LIVE = 'live';

export interface Corridor {
  title: string;
  fromIds: readonly string[];
  toIds: readonly string[];
  /** The rule looks at what happens from here up to there; null: open. */
  fromAt: number | null;
  toAt: number | null;
}

export interface State {
  connection: Connection;
  /** Why the server is away, and when the next attempt is made, wall ms. */
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
  /** Every other ship of a live scope, in columns that are written in place: look at their version. */
  traffic: Traffic;
  /** Everything published in the scope, early and late; panels that speak of the playhead do not read this. */
  alertsSaid: Said<AlertSummary>;
  eventsSaid: Said<VesselEvent>;
  casesSaid: Said<CaseSummary>;
  /** Each alert and event as it was at the playhead, without those not known then. */
  alerts: ReadonlyMap<string, AlertSummary>;
  events: ReadonlyMap<string, VesselEvent>;
  cases: ReadonlyMap<string, CaseSummary>;
  fromAt: number | null;
  toAt: number | null;
  /** Names for map and timeline; ships that share one carry their number with it. */
  names: ReadonlyMap<string, string>;
  /** The vessels that have sent more than one name: their names follow the playhead. */
  renamed: readonly VesselSummary[];
  /** Colour number of the watched vessels with most alerts. */
  hues: ReadonlyMap<string, number>;

  /** What the selected ship can have reached in its gap, as last told; null before, and for a ship that is heard. */
  reach: Reach | null;
  /** Of all silent ships, while they are wanted. */
  reaches: ReachSet | null;
  /** Why the last question about it was refused, or null. */
  reachRefused: string | null;

  ports: readonly Port[];
  contextPorts: readonly Port[];
  zones: readonly Zone[];
  /** From which ports to which the rules look, once somebody has asked to see it. */
  corridors: readonly Corridor[];

  /** Playhead as the panels see it, UTC ms, at most four times a second. */
  at: number;
  playing: boolean;
  speed: number;
  /** Alerts raised or updated a moment ago in play. */
  fresh: ReadonlyMap<string, Fresh>;

  view: View | null;
  vesselId: string | null;
  alertId: string | null;
  /** The case that is open, or that the open alert was opened from. */
  caseId: string | null;
  /** Card that the keyboard stands on. */
  cursorId: string | null;
  filters: Filters;
  theme: Theme;
  dialog: Dialog | null;
  feedShown: boolean;
  legendShown: boolean;
  trackColour: TrackColour;
  chart: Chart;
  /** Areas of all silent ships on the map, not of the selected one alone. */
  reachAll: boolean;
  /** Where anybody was heard, on the map; null while it is not wanted. */
  footprint: Footprint | null;
  /** The panel "Who was here?" with what it shows on the map; null while it is closed. */
  who: Who | null;
}

export type Action =
  | { type: 'connection'; connection: Connection; reason?: string; retryAt?: number }
  | { type: 'health'; health: Health }
  | { type: 'replays'; replays: Replay[] }
  /** `keeps`: the selection stays, since the scope is the same input on other lists. */
  | { type: 'scope opened'; scope: string; keeps?: boolean }
  | { type: 'scope failed'; scope: string; reason: string }
  | { type: 'tracks'; set: TrackSet }
  | { type: 'alerts'; scope: string; alerts: AlertSummary[] }
  | { type: 'events'; scope: string; events: VesselEvent[] }
  | { type: 'cases'; scope: string; cases: CaseSummary[] }
  | { type: 'scope ready'; scope: string }
  | { type: 'reach told'; reach: Reach }
  | { type: 'reaches told'; reaches: ReachSet }
  | { type: 'reach refused'; reason: string }
  | { type: 'reach of all'; shown: boolean }
  | { type: 'footprint shown'; footprint: Footprint | null }
  | { type: 'places'; ports: Port[]; zones: Zone[] }
  | { type: 'context ports'; ports: Port[] }
  | { type: 'streamed'; messages: (StreamMessage | PackedFixes)[]; now: number }
  | { type: 'ticked'; at: number; now: number }
  | { type: 'sought'; at: number }
  | { type: 'played'; playing: boolean }
  | { type: 'paced'; speed: number }
  | { type: 'viewed'; view: View }
  | { type: 'vessel picked'; vesselId: string }
  | { type: 'case picked'; caseId: string }
  | { type: 'alert picked'; alertId: string }
  | { type: 'alert shown'; vesselId: string; alertId: string | null }
  | { type: 'dossier closed' }
  | { type: 'cursor moved'; caseId: string | null }
  | { type: 'filtered'; filters: Partial<Filters> }
  | { type: 'themed'; theme: Theme }
  | { type: 'dialog'; dialog: Dialog | null }
  | { type: 'feed shown'; shown: boolean }
  | { type: 'legend shown'; shown: boolean }
  | { type: 'tracks coloured'; by: TrackColour }
  | { type: 'corridors'; corridors: Corridor[] }
  | { type: 'zones'; zones: Zone[] }
  | { type: 'charted'; chart: Partial<Chart> }
  | { type: 'who asked'; who: Who | null }
  | { type: 'who answered'; outline: Who['outline']; marks: Mark[] }
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
    corridors: [],
    at: address.at ?? 0,
    playing: false,
    speed: 3_600,
    view: address.view,
    vesselId: address.vesselId,
    alertId: address.alertId,
    caseId: address.caseId,
    cursorId: address.caseId,
    filters: address.filters,
    theme,
    dialog: null,
    feedShown: true,
    legendShown: false,
    trackColour: address.trackColour,
    chart: address.chart,
    reachAll: false,
    footprint: null,
    who: address.whoArea === null ? null : { ...NOBODY_ASKED, area: address.whoArea },
  };
}

/** The replay on screen, or null when the scope is live. */
export function currentReplay(state: State): Replay | null {
  return state.scope === null ? null : (state.replays.get(state.scope) ?? null);
}

/** Up to when the rows of the scope are shown: the playhead, and in the live scope all that was said. */
export function horizonOf(state: Pick<State, 'scope' | 'at'>): number {
  return state.scope === LIVE ? Number.POSITIVE_INFINITY : state.at;
}

/** A scope of which nothing has come in yet. */
export function emptyScope() {
  return {
    vessels: new Map<string, VesselSummary>(),
    tracks: new Map<string, Track>(),
    traffic: emptyTraffic(),
    alertsSaid: NOTHING_SAID as Said<AlertSummary>,
    eventsSaid: NOTHING_SAID as Said<VesselEvent>,
    casesSaid: NOTHING_SAID as Said<CaseSummary>,
    alerts: new Map<string, AlertSummary>(),
    events: new Map<string, VesselEvent>(),
    cases: new Map<string, CaseSummary>(),
    names: new Map<string, string>(),
    renamed: [] as readonly VesselSummary[],
    hues: new Map<string, number>(),
    fresh: new Map<string, Fresh>(),
    reach: null as Reach | null,
    reaches: null as ReachSet | null,
    reachRefused: null as string | null,
    fromAt: null,
    toAt: null,
  };
}
