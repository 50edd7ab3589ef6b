// Moves the state: an action in, the next state out. Pure: the wall clock comes in with the action.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { CaseSummary } from '../../server/http/wire/case.ts';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import type { Replay } from '../../server/http/wire/replay.ts';
import type { StreamMessage } from '../../server/http/wire/stream.ts';
import type { TrackSet } from '../../server/http/wire/track.ts';
import { freshAfter, freshStill } from './fresh.ts';
import { extendedTracks } from './live-track.ts';
import type { PackedFixes } from './packed-fixes.ts';
import { alertsKnownBy, isQuietBetween, knownBy, newestOf, withSaid } from './said.ts';
import { type Action, emptyScope, horizonOf, LIVE, type State } from './state.ts';
import { type Ships, setFromTracks, shipsOf, takePacked } from './traffic.ts';
import { huesOf, renamedBetween, tellingNames } from './vessel-looks.ts';

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
      const keeps = state.scope === null || action.keeps === true;
      return {
        ...state,
        ...emptyScope(),
        scope: action.scope,
        loading: 'loading',
        loadError: null,
        playing: false,
        // The first scope may come with a selection in the address; a later one starts clean.
        vesselId: keeps ? state.vesselId : null,
        alertId: keeps ? state.alertId : null,
        caseId: keeps ? state.caseId : null,
        cursorId: keeps ? state.cursorId : null,
      };
    }
    case 'scope failed':
      return action.scope === state.scope ? { ...state, loading: 'failed', loadError: action.reason } : state;
    case 'tracks':
      return action.set.scope === state.scope ? withTracks(state, action.set) : state;
    case 'alerts':
      if (action.scope !== state.scope) return state;
      return withHues(withShip(withKnown({ ...state, alertsSaid: withSaid(state.alertsSaid, action.alerts) }, state)));
    case 'events':
      if (action.scope !== state.scope) return state;
      return withKnown({ ...state, eventsSaid: withSaid(state.eventsSaid, action.events) }, state);
    case 'cases':
      if (action.scope !== state.scope) return state;
      return withKnown({ ...state, casesSaid: withSaid(state.casesSaid, action.cases) }, state);
    case 'scope ready':
      return action.scope === state.scope ? { ...state, loading: 'ready' } : state;
    case 'reach told':
      return action.reach.scope === state.scope ? { ...state, reach: action.reach, reachRefused: null } : state;
    case 'reaches told':
      return action.reaches.scope === state.scope ? { ...state, reaches: action.reaches, reachRefused: null } : state;
    case 'reach refused':
      return { ...state, reachRefused: action.reason };
    case 'reach of all':
      return { ...state, reachAll: action.shown, reaches: action.shown ? state.reaches : null };
    case 'footprint shown':
      return { ...state, footprint: action.footprint };
    case 'places':
      return { ...state, ports: action.ports, zones: action.zones };
    case 'context ports':
      return { ...state, contextPorts: action.ports };
    case 'streamed':
      return streamed(state, action.messages, action.now);
    case 'ticked': {
      const next = withKnown({ ...state, at: action.at }, state);
      const passed = state.playing && state.scope !== LIVE;
      const fresh = passed
        ? freshAfter(state.fresh, state.alerts, next.alerts, action.now)
        : freshStill(state.fresh, action.now);
      return { ...next, fresh };
    }
    case 'sought':
      return withKnown({ ...state, at: action.at, fresh: new Map() }, state);
    case 'played':
      return { ...state, playing: action.playing };
    case 'paced':
      return { ...state, speed: action.speed };
    case 'viewed':
      return { ...state, view: action.view };
    case 'vessel picked':
      return { ...state, vesselId: action.vesselId, alertId: null, caseId: null };
    case 'case picked': {
      const found = state.cases.get(action.caseId);
      if (found === undefined) return state;
      return { ...state, vesselId: found.ships[0]!.id, alertId: null, caseId: found.id, cursorId: found.id };
    }
    case 'alert picked': {
      const alert = state.alerts.get(action.alertId);
      if (alert === undefined) return state;
      const caseId = caseOf(state, alert);
      return { ...state, vesselId: alert.vesselId, alertId: alert.id, caseId, cursorId: caseId ?? state.cursorId };
    }
    case 'alert shown':
      return { ...state, vesselId: action.vesselId, alertId: action.alertId };
    case 'dossier closed':
      return { ...state, vesselId: null, alertId: null, caseId: null };
    case 'cursor moved':
      return { ...state, cursorId: action.caseId };
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
    case 'corridors':
      return { ...state, corridors: action.corridors };
    case 'zones':
      return { ...state, zones: action.zones };
    case 'charted':
      return { ...state, chart: { ...state.chart, ...action.chart } };
    case 'who asked':
      return { ...state, who: action.who, feedShown: action.who === null ? state.feedShown : true };
    case 'who answered':
      return state.who === null
        ? state
        : { ...state, who: { ...state.who, outline: action.outline, marks: action.marks } };
    case 'address opened':
      return withShip({
        ...state,
        vesselId: action.address.vesselId,
        alertId: action.address.alertId,
        caseId: action.address.caseId,
        filters: action.address.filters,
        chart: action.address.chart,
        trackColour: action.address.trackColour,
      });
  }
}

/** A link names an alert alone: its ship is known once the alert is. */
function withShip(state: State): State {
  if (state.alertId === null || state.vesselId !== null) return state;
  const revisions = state.alertsSaid.byId.get(state.alertId);
  return revisions === undefined ? state : { ...state, vesselId: newestOf(revisions).vesselId };
}

/** The case that tells of an alert at the playhead: the one that it was opened from, else the one that it is in. */
function caseOf({ cases, caseId }: State, alert: AlertSummary): string | null {
  const holds = (id: string | null) =>
    id !== null && cases.get(id)?.legs.some((leg) => leg.alertIds.includes(alert.id));
  if (holds(caseId)) return caseId;
  return alert.caseId !== null && cases.has(alert.caseId) ? alert.caseId : null;
}

function withTracks(state: State, set: TrackSet): State {
  const vessels = merged(state.vessels, set.vessels);
  if (state.scope === LIVE) {
    const at = set.tracks.reduce((last, track) => Math.max(last, track.at.at(-1) ?? 0), 0);
    setFromTracks(state.traffic, set.tracks, (id) => vessels.get(id)?.watched ?? false, at);
  }
  return withHues({
    ...state,
    vessels,
    names: tellingNames(vessels.values(), horizonOf(state)),
    renamed: [...vessels.values()].filter(({ names }) => names.length > 0),
    tracks: new Map(set.tracks.map((track) => [track.vesselId, track])),
    fromAt: set.fromAt,
    toAt: set.toAt,
  });
}

function withHues(state: State): State {
  const counts = new Map<string, number>();
  for (const revisions of state.alertsSaid.byId.values()) {
    const { vesselId } = newestOf(revisions);
    counts.set(vesselId, (counts.get(vesselId) ?? 0) + 1);
  }
  // While the parts of a scope are still coming in, the order in which they come must not show.
  const given = state.loading === 'ready' ? state.hues : new Map<string, number>();
  const hues = huesOf(given, state.vessels.values(), (id) => state.tracks.has(id), counts);
  const unchanged = hues.size === state.hues.size && [...hues].every(([id, hue]) => state.hues.get(id) === hue);
  return unchanged ? state : { ...state, hues };
}

/** Brings what is known up to the playhead of `state`; the maps keep their identity while nothing is said. */
function withKnown(state: State, before: State): State {
  const at = horizonOf(state);
  const was = horizonOf(before);
  const { alertsSaid, eventsSaid, casesSaid } = state;
  const renamed = renamedBetween(state.renamed, was, at);
  const sameAlerts = alertsSaid === before.alertsSaid && isQuietBetween(alertsSaid, was, at);
  const sameEvents = eventsSaid === before.eventsSaid && isQuietBetween(eventsSaid, was, at);
  const sameCases = casesSaid === before.casesSaid && isQuietBetween(casesSaid, was, at);
  if (sameAlerts && sameEvents && sameCases && !renamed) return state;
  return {
    ...state,
    names: renamed ? tellingNames(state.vessels.values(), at) : state.names,
    alerts: sameAlerts ? state.alerts : alertsKnownBy(alertsSaid, at),
    events: sameEvents ? state.events : knownBy(eventsSaid, at),
    cases: sameCases ? state.cases : knownBy(casesSaid, at),
  };
}

/** Takes what the stream brought in one go; rows of other scopes are left out. */
function streamed(state: State, messages: readonly (StreamMessage | PackedFixes)[], now: number): State {
  const alerts: AlertSummary[] = [];
  const events: VesselEvent[] = [];
  const cases: CaseSummary[] = [];
  const replays: Replay[] = [];
  let next = state;
  for (const message of messages) {
    if (message.type === 'hello') next = { ...next, connection: 'catching-up', awayReason: null, retryAt: null };
    else if (message.type === 'live') next = { ...next, connection: 'live', awayReason: null, retryAt: null };
    else if (message.type === 'replay') replays.push(message.replay);
    else if (message.type === 'alert' && message.alert.scope === state.scope) alerts.push(message.alert);
    else if (message.type === 'event' && message.event.scope === state.scope) events.push(message.event);
    else if (message.type === 'case' && message.case.scope === state.scope) cases.push(message.case);
    else if (message.type === 'positions' && message.scope === state.scope) {
      next = { ...next, tracks: extendedTracks(next.tracks, message.fixes) };
    } else if (message.type === 'packed' && message.scope === state.scope) {
      const apart = takePacked(next.traffic, message, keptIn(next));
      if (apart.length > 0) next = { ...next, tracks: extendedTracks(next.tracks, apart) };
    }
  }
  if (replays.length > 0) next = { ...next, replays: merged(next.replays, replays) };
  next = {
    ...next,
    alertsSaid: withSaid(next.alertsSaid, alerts),
    eventsSaid: withSaid(next.eventsSaid, events),
    casesSaid: withSaid(next.casesSaid, cases),
  };
  next = withKnown(next, state);
  if (alerts.length === 0) return next;
  if (state.scope === LIVE && state.connection === 'live') {
    next = { ...next, fresh: freshAfter(state.fresh, state.alerts, next.alerts, now) };
  }
  return withShip(withHues(next));
}

/** Ships whose tracks go on: those of the page and the one that is looked at. Made once for each set of vessels. */
function keptIn({ vessels, vesselId }: State): Kept {
  let kept = keptOf.get(vessels);
  if (kept?.vesselId !== vesselId) {
    const watched = [...vessels.values()].filter((vessel) => vessel.watched).map(({ id }) => id);
    const tracked = vesselId === null ? vessels.keys() : [...vessels.keys(), vesselId];
    kept = { vesselId, watched: shipsOf(watched), tracked: shipsOf(tracked) };
    keptOf.set(vessels, kept);
  }
  return kept;
}

interface Kept {
  vesselId: string | null;
  watched: Ships;
  tracked: Ships;
}

const keptOf = new WeakMap<State['vessels'], Kept>();

function merged<T extends { id: string }>(known: ReadonlyMap<string, T>, rows: T[]): ReadonlyMap<string, T> {
  const next = new Map(known);
  for (const row of rows) next.set(row.id, row);
  return next;
}
