// Starts the page: one store, one session with the server, one playhead, one map; React draws the panels round them.

import './styles/tokens.css';
import './styles/page.css';
import './styles/feed.css';
import './styles/cases.css';
import './styles/side.css';
import './styles/events.css';
import './styles/replay.css';
import './styles/reach.css';
import './styles/sources.css';
import './styles/lists.css';
import './styles/sightings.css';
import './styles/rules.css';
import './styles/tell.css';
import './styles/who.css';
import './styles/map.css';
import './styles/desk.css';
import './styles/search.css';
import './styles/replays.css';
import './styles/narrow.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api.ts';
import { look } from './cases/looked.ts';
import { alertBounds, type Place, trackBounds } from './map/bounds.ts';
import type { KeelMap, MapListener, Padding } from './map/map.ts';
import { closedRing, polygonText } from './map/tools/rings.ts';
import { Page } from './page/Page.tsx';
import { applyPalette, preferredTheme, THEME_KEY } from './palette.ts';
import { Playhead } from './replay/playhead.ts';
import { MOST_MEASURED } from './state/chart.ts';
import { type Controls, ControlsContext } from './state/controls.ts';
import { standingAt } from './state/playback.ts';
import { newestOf } from './state/said.ts';
import { Session } from './state/session.ts';
import { currentReplay, initialState } from './state/state.ts';
import { createPageStore, StoreContext } from './state/store.ts';
import { type Address, readAddress, writeAddress } from './state/url.ts';
import { ReachWatch } from './vessel/reach-watch.ts';
import { boxRing, boxText } from './whereabouts/who.ts';

/** The newest legs of a case whose places are brought into view. */
const MOST_REVEALED = 8;
/** Zoom at which one place is shown: the port and its neighbours. */
const PLACE_ZOOM = 7.2;
/** Nearest zoom at which a whole scope is shown: the places of its alerts, or the tracks of its ships. */
const ALERTS_ZOOM = 8;
const TRACKS_ZOOM = 11;

const address = readAddress(location.search);
const store = createPageStore(initialState(preferredTheme(), address));
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A refusal will not change by asking again; gap may.
      retry: (failures, error) => error instanceof ApiError && error.code === 'unreachable' && failures < 4,
    },
  },
});
const session = new Session(store, queries, address.at);
const reachWatch = new ReachWatch(store.dispatch);
const frameListeners = new Set<(at: number) => void>();
const pointerListeners = new Set<(place: Place | null) => void>();
let map: KeelMap | null = null;
let padding: Padding = { top: 0, right: 0, bottom: 0, left: 0 };
let fitted: string | null = null;
let lookedElsewhere = false;
/** The id of a scope whose view was chosen in another scope: it is not shown whole. */
let heldScope: string | null = null;

const playhead = new Playhead(store, (at, now) => {
  reachWatch.look(store.get(), at, now);
  map?.frame(store.get(), at, now);
  for (const listener of frameListeners) listener(at);
});

const controls: Controls = {
  seek: (at) => playhead.seek(at),
  openScope: (scope) => session.open(scope),
  startScenario: (id) => session.startScenario(id),
  replayFiles: (files) => session.replayFiles(files),
  replayHeard: (hours) => session.replayHeard(hours),
  replayAsOf: async (asOf) => {
    const scope = await session.replayAsOf(asOf);
    if (scope === null) return;
    heldScope = scope;
    await session.open(scope, playhead.at);
  },
  retry: () => session.retry(address.scope),
  showCase: (caseId) => {
    const opened = store.get().cases.get(caseId);
    if (opened !== undefined) look(opened);
    store.dispatch({ type: 'case picked', caseId });
    const legs = opened?.legs ?? [];
    if (legs.length > 0) reveal(legs.slice(-MOST_REVEALED));
  },
  showAlert: (alert) => {
    // An alert may be opened from a table while the playhead is before it: go to the instant at which the alert is known.
    if (alert.raisedAt > playhead.at) playhead.seek(alert.raisedAt);
    store.dispatch({ type: 'alert picked', alertId: alert.id });
    const { ports, alerts } = store.get();
    const ids = alerts.get(alert.id)?.placeIds ?? [];
    reveal([alert, ...ports.filter((port) => ids.includes(port.id))]);
  },
  showVessel: (vesselId) => {
    store.dispatch({ type: 'vessel picked', vesselId });
    const track = store.get().tracks.get(vesselId);
    const standing = track === undefined ? null : standingAt(track, playhead.at);
    if (standing !== null) reveal([standing]);
  },
  showPlace: (lon, lat, zoom = PLACE_ZOOM) => map?.flyTo(lon, lat, zoom),
  fitScope: showWhole,
  onPointer: (listener) => {
    pointerListeners.add(listener);
    return () => pointerListeners.delete(listener);
  },
  onFrame: (listener) => {
    frameListeners.add(listener);
    return () => frameListeners.delete(listener);
  },
};

store.subscribe(() => {
  const state = store.get();
  if (document.documentElement.dataset.theme !== state.theme) {
    applyPalette(document.documentElement, state.theme);
    localStorage.setItem(THEME_KEY, state.theme);
  }
  lookAtScope();
});

function lookAtScope(): void {
  const state = store.get();
  // A scope is shown whole once it is loaded, unless the address says where to look; and again when a replay that was
  // still running has all its alerts, unless somebody has looked elsewhere by then.
  const stage = `${state.scope} ${currentReplay(state)?.state === 'running' ? 'running' : 'done'}`;
  if (map !== null && state.loading === 'ready' && fitted !== stage && state.tracks.size > 0) {
    const held = state.scope === heldScope;
    const kept =
      held || (fitted === null ? address.view !== null : fitted.startsWith(`${state.scope} `) && lookedElsewhere);
    fitted = stage;
    lookedElsewhere = kept;
    // A link names an alert and not where to look.
    const linked = state.scope === address.scope && state.alertId === address.alertId ? state.alertId : null;
    const alert = linked === null ? undefined : state.alerts.get(linked);
    if (linked === null && address.caseId !== null && state.caseId === address.caseId)
      controls.showCase(address.caseId);
    if (!kept && alert !== undefined) controls.showAlert(alert);
    else if (!kept) showWhole();
  }
}

applyPalette(document.documentElement, store.get().theme);
createRoot(document.getElementById('page')!).render(
  <StoreContext value={store}>
    <ControlsContext value={controls}>
      <QueryClientProvider client={queries}>
        <Page mountMap={mountMap} padMap={padMap} />
      </QueryClientProvider>
    </ControlsContext>
  </StoreContext>,
);
playhead.start();
void session.start(address.scope);
keepAddress();

/** The map and its library are a chunk of their own: cases and tables are there before it. */
function mountMap(container: HTMLElement, pointed: MapListener['pointed']): () => void {
  let gone = false;
  void import('./map/map.ts').then(({ KeelMap }) => {
    if (gone) return;
    map = makeMap(KeelMap, container, pointed);
    // The panels were measured before there was a map.
    map.pad(padding);
    map.open();
    lookAtScope();
  });
  return () => {
    gone = true;
    map?.close();
    map = null;
  };
}

function padMap(room: Padding): void {
  padding = room;
  map?.pad(room);
}

function makeMap(Made: typeof KeelMap, container: HTMLElement, pointed: MapListener['pointed']): KeelMap {
  return new Made(container, store.get().theme, address.view, {
    picked: (kind, id) => {
      const state = store.get();
      if (kind === 'vessel') store.dispatch({ type: 'vessel picked', vesselId: id });
      else if (kind === 'alert') store.dispatch({ type: 'alert picked', alertId: id });
      else {
        const port = [...state.ports, ...state.contextPorts].find((each) => each.id === id);
        if (port !== undefined) controls.showPlace(port.lon, port.lat);
      }
    },
    movedByHand: () => {
      lookedElsewhere = true;
    },
    pickedNothing: () => store.dispatch({ type: 'dossier closed' }),
    viewed: (view) => store.dispatch({ type: 'viewed', view }),
    nearHarbours: () => session.contextPorts(),
    pointed,
    looked: (viewport) => session.look(viewport),
    finerBase: (finer) => {
      if (finer) store.dispatch({ type: 'charted', chart: { finerBase: true } });
    },
    over: (place) => {
      for (const listener of pointerListeners) listener(place);
    },
    boxed: (from, to) => {
      store.dispatch({ type: 'charted', chart: { tool: 'none' } });
      store.dispatch({ type: 'who asked', who: { area: boxText(from, to), outline: boxRing(from, to), marks: [] } });
    },
    ringDrawn: (ring, tool) => {
      if (tool === 'zone') {
        const zoneId = store.get().chart.draft?.zoneId ?? null;
        store.dispatch({ type: 'charted', chart: { draft: { zoneId, ring } } });
        return;
      }
      store.dispatch({ type: 'charted', chart: { tool: 'none' } });
      const outline = [[closedRing(ring)]];
      store.dispatch({ type: 'who asked', who: { area: polygonText(ring), outline, marks: [] } });
    },
    measured: (place) => {
      const measured = [...store.get().chart.measured, place].slice(-MOST_MEASURED);
      store.dispatch({ type: 'charted', chart: { measured } });
    },
    toolFailed: (why) => {
      store.dispatch({ type: 'charted', chart: { tool: 'none', refusal: why } });
    },
    drawn: () => {
      document.documentElement.dataset.map = 'drawn';
    },
  });
}

function showWhole(): void {
  const { alertsSaid, ports, tracks, vessels } = store.get();
  const all = alertBounds([...alertsSaid.byId.values()].map(newestOf), ports);
  const bounds = all ?? trackBounds(tracks.values(), vessels);
  if (bounds !== null) map?.fit(bounds, all === null ? TRACKS_ZOOM : ALERTS_ZOOM);
}

/** After the panel of the selection has opened, so that what it covers counts as out of view. */
function reveal(places: { lon: number; lat: number }[]): void {
  requestAnimationFrame(() => map?.reveal(places, PLACE_ZOOM));
}

/** Writes the address at most twice a second, and follows the browser's back and forward. */
function keepAddress(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let selection = '';
  store.subscribe(() => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      const state = store.get();
      if (state.scope === null) return;
      const here: Address = {
        scope: state.scope,
        view: state.view,
        vesselId: state.vesselId,
        alertId: state.alertId,
        caseId: state.caseId,
        // While the replay plays, the time is no place where somebody stopped to look.
        at: state.playing || state.scope === 'live' || state.at === 0 ? null : state.at,
        filters: state.filters,
        chart: state.chart,
        whoArea: state.who?.area ?? null,
        trackColour: state.trackColour,
      };
      const written = location.pathname + writeAddress(here);
      if (written === location.pathname + location.search) return;
      const picked = `${state.vesselId} ${state.alertId} ${state.caseId}`;
      if (picked !== selection && selection !== '') history.pushState(null, '', written);
      else history.replaceState(null, '', written);
      selection = picked;
    }, 500);
  });
  addEventListener('popstate', () => store.dispatch({ type: 'address opened', address: readAddress(location.search) }));
}
