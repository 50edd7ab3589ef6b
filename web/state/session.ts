// Opens a scope: asks for its tracks, alerts and events, listens to the stream, and asks again when a replay is done. Every
// answer is dispatched; a server that is away is tried again with growing pauses. Nothing is drawn here.

import type { QueryClient } from '@tanstack/react-query';
import type { Replay } from '../../server/http/wire/replay.ts';
import type { StreamMessage } from '../../server/http/wire/stream.ts';
import { ApiError, api } from '../api.ts';
import type { PackedFixes } from './packed-fixes.ts';
import { newestOf } from './said.ts';
import { currentReplay, LIVE, type State } from './state.ts';
import type { PageStore } from './store.ts';
import { Stream, type Viewport, waitAfter } from './stream.ts';

/** Between two readings of the tracks of a replay that is still running. */
const REFETCH_MS = 3_000;
/** Stream messages are taken into the state together, this often: a backfill may bring thousands. */
const FLUSH_MS = 50;
/** Updates are gathered this long before a dossier is asked for again. */
const GATHER_MS = 400;

export class Session {
  #store: PageStore;
  #queries: QueryClient;
  #stream: Stream | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refetch: ReturnType<typeof setTimeout> | undefined;
  #gather: ReturnType<typeof setTimeout> | undefined;
  #incoming: (StreamMessage | PackedFixes)[] = [];
  #viewport: Viewport | null = null;
  #flush: ReturnType<typeof setTimeout> | undefined;
  #lastTracksAt = 0;
  #contextAsked = false;
  /** The address named a time: play does not start by itself. */
  #heldAt: number | null;
  #started = false;

  constructor(store: PageStore, queries: QueryClient, heldAt: number | null) {
    this.#store = store;
    this.#queries = queries;
    this.#heldAt = heldAt;
  }

  /** First contact: health says on which scope to open unless the address named one. */
  async start(wanted: string | null): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const [health, replays] = await Promise.all([api.health(), api.replays()]);
      this.#store.dispatch({ type: 'health', health });
      this.#store.dispatch({ type: 'replays', replays });
      const known = wanted === LIVE || replays.some((replay) => replay.id === wanted);
      void this.#places();
      await this.open(wanted !== null && known ? wanted : health.opens);
      this.#failures = 0;
    } catch (error) {
      this.#failures++;
      const waitMs = waitAfter(this.#failures + 1);
      this.#store.dispatch({
        type: 'connection',
        connection: 'away',
        reason: sentence(error),
        retryAt: Date.now() + waitMs,
      });
      this.#timer = setTimeout(() => void this.start(wanted), waitMs);
    }
  }

  retry(wanted: string | null): void {
    if (this.#store.get().scope === null) void this.start(wanted);
    else if (this.#store.get().loading === 'failed') void this.open(this.#store.get().scope!);
    else this.#stream?.retry();
  }

  /** `heldAt`: the playhead is put there and stays; the selection stays too, since the scope is the same input. */
  async open(scope: string, heldAt: number | null = null): Promise<void> {
    this.#stream?.close();
    clearTimeout(this.#refetch);
    this.#started = false;
    if (heldAt !== null) this.#heldAt = heldAt;
    this.#store.dispatch({ type: 'scope opened', scope, keeps: heldAt !== null });
    const after = this.#store.get().health?.lastSeq ?? 0;
    // The stream starts from the seq of the health answer, before the lists are read: nothing falls between.
    this.#stream = new Stream(scope, after, {
      message: (message) => this.#take(message),
      away: (reason, waitMs) =>
        this.#store.dispatch({ type: 'connection', connection: 'away', reason, retryAt: Date.now() + waitMs }),
    });
    if (this.#viewport !== null) this.#stream.look(this.#viewport);
    this.#stream.open();
    this.#begin();
    try {
      await Promise.all([this.#tracks(scope), this.#alerts(scope), this.#cases(scope), this.#events(scope)]);
      this.#store.dispatch({ type: 'scope ready', scope });
      this.#begin();
    } catch (error) {
      this.#store.dispatch({ type: 'scope failed', scope, reason: sentence(error) });
    }
  }

  async startScenario(scenario: string): Promise<void> {
    const replay = await api.startReplay({ scenario });
    this.#store.dispatch({ type: 'replays', replays: [replay] });
    await this.open(replay.id);
  }

  async replayFiles(files: readonly string[]): Promise<void> {
    const replay = await api.startReplay({ files: [...files] });
    this.#store.dispatch({ type: 'replays', replays: [replay] });
    await this.open(replay.id);
  }

  async replayHeard(heardHours: number): Promise<void> {
    const replay = await api.startReplay({ heardHours });
    this.#store.dispatch({ type: 'replays', replays: [replay] });
    await this.open(replay.id);
  }

  /** The replay on screen on the lists and rules of the other day, at the same playhead; run now if nobody has yet. */
  async replayAsOf(asOf: Replay['asOf']): Promise<string | null> {
    const state = this.#store.get();
    const shown = currentReplay(state);
    if (shown === null || shown.asOf === asOf) return null;
    const replay = await api.startReplay({ like: shown.id, asOf, keep: true });
    this.#store.dispatch({ type: 'replays', replays: [replay] });
    return replay.id;
  }

  /** Where the map looks: the stream brings positions from there. */
  look(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#stream?.look(viewport);
  }

  /** Asked for by the map once it is near enough for the other harbours to matter. */
  contextPorts(): void {
    if (this.#contextAsked) return;
    this.#contextAsked = true;
    api.contextPorts().then(
      (ports) => this.#store.dispatch({ type: 'context ports', ports }),
      () => {
        this.#contextAsked = false;
      },
    );
  }

  close(): void {
    this.#stream?.close();
    clearTimeout(this.#timer);
    clearTimeout(this.#refetch);
    clearTimeout(this.#gather);
    clearTimeout(this.#flush);
  }

  async #places(): Promise<void> {
    const [ports, zones] = await Promise.all([api.ports(), api.zones()]);
    this.#store.dispatch({ type: 'places', ports, zones });
  }

  async #tracks(scope: string): Promise<void> {
    this.#lastTracksAt = Date.now();
    this.#store.dispatch({ type: 'tracks', set: await api.tracks(scope) });
  }

  /** In a replay with every revision, so that each playhead has its own; the live scope speaks of now. */
  async #alerts(scope: string): Promise<void> {
    const read = scope === LIVE ? api.alerts : api.alertRevisions;
    this.#store.dispatch({ type: 'alerts', scope, alerts: await read(scope) });
  }

  async #cases(scope: string): Promise<void> {
    const read = scope === LIVE ? api.cases : api.caseRevisions;
    this.#store.dispatch({ type: 'cases', scope, cases: await read(scope) });
  }

  async #events(scope: string): Promise<void> {
    const read = scope === LIVE ? api.events : api.eventRevisions;
    this.#store.dispatch({ type: 'events', scope, events: await read(scope) });
  }

  /** Puts the playhead where the replay wants to be opened, once it is known, and plays. */
  #begin(): void {
    const state = this.#store.get();
    const replay = currentReplay(state);
    if (this.#started || state.scope === LIVE || replay === null) return;
    const linkedAt = this.#heldAt === null ? linkedAtOf(state) : null;
    if (linkedAt === 'not known yet') return;
    const opensAt = this.#heldAt ?? linkedAt ?? replay.opensAt ?? state.fromAt;
    if (opensAt === null) return;
    this.#started = true;
    this.#store.dispatch({ type: 'paced', speed: replay.speed > 0 ? replay.speed : 3_600 });
    this.#store.dispatch({ type: 'sought', at: opensAt });
    this.#store.dispatch({
      type: 'played',
      playing: this.#heldAt === null && linkedAt === null && replay.state !== 'failed',
    });
    this.#heldAt = null;
  }

  #take(message: StreamMessage | PackedFixes): void {
    this.#incoming.push(message);
    this.#flush ??= setTimeout(() => {
      this.#flush = undefined;
      const messages = this.#incoming;
      this.#incoming = [];
      this.#store.dispatch({ type: 'streamed', messages, now: performance.now() });
      for (const each of messages) if (each.type === 'replay') this.#replayMoved(each.replay);
      if (messages.some((each) => each.type === 'alert' || each.type === 'event')) this.#invalidate();
    }, FLUSH_MS);
  }

  #replayMoved(replay: Replay): void {
    if (replay.id !== this.#store.get().scope) return;
    this.#begin();
    this.#refetchIn(replay.id, replay.state === 'running' ? this.#lastTracksAt + REFETCH_MS - Date.now() : 0);
  }

  #refetchIn(scope: string, waitMs: number): void {
    clearTimeout(this.#refetch);
    this.#refetch = setTimeout(() => {
      this.#tracks(scope).then(
        () => this.#begin(),
        () => this.#refetchIn(scope, REFETCH_MS),
      );
    }, waitMs);
  }

  #invalidate(): void {
    clearTimeout(this.#gather);
    this.#gather = setTimeout(() => {
      void this.#queries.invalidateQueries({ queryKey: ['dossier'] });
      void this.#queries.invalidateQueries({ queryKey: ['alert'] });
      void this.#queries.invalidateQueries({ queryKey: ['case'] });
    }, GATHER_MS);
  }
}

/** When the alert that a link names was as it stands now; null where none is named, or it is not in this scope. */
function linkedAtOf({ alertId, alertsSaid, loading }: State): number | 'not known yet' | null {
  if (alertId === null) return null;
  const revisions = alertsSaid.byId.get(alertId);
  if (revisions !== undefined) return newestOf(revisions).knownAt;
  return loading === 'loading' ? 'not known yet' : null;
}

function sentence(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
