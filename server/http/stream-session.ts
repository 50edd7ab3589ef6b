// One reader of the live stream, without its socket. Alerts, events and replays come from the log and are never
// thinned: a page is sent, flushed, and only then the next one is read. Positions are conflated to the newest of each
// unit in the reader's viewport and sent at most once a tick; a reader that is behind gets fewer of them. A reader that
// does not take what it is sent is closed with a named code and resumes from the seq it saw. A watched ship is told of wherever
// it is: to a page that only saw its own waters every other ship would fall silent.

import type { Alert } from '../domain/alert.ts';
import type { Case } from '../domain/cases/case.ts';
import type { KeptFix } from '../domain/heard.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import { openOutbox } from '../run/log-reader.ts';
import type { LogRow, ReplayRow, Scope } from '../seams/store.ts';
import type { ServerDeps } from './deps.ts';
import type { Hold } from './held.ts';
import type { Lookup } from './lookup.ts';
import { packFixes } from './packed-fixes.ts';
import { type AlertSurroundings, presentAlert, presentEvent } from './present/alert.ts';
import { presentCase } from './present/case.ts';
import { presentReplay } from './present/replay.ts';
import { presentFix } from './present/vessel.ts';
import { type StreamMessage, StreamRequest } from './wire/stream.ts';

/** Close codes of ours (4000–4999 are free for applications, RFC 6455 7.4.2). */
export const CLOSE = {
  slowReader: { code: 4008, reason: 'slow-reader' },
  badRequest: { code: 4000, reason: 'invalid-request' },
  broken: { code: 1011, reason: 'internal-error' },
  signedOut: { code: 4001, reason: 'signed-out' },
  full: { code: 1013, reason: 'too-many-streams' },
} as const;

/** The socket as far as a session sees it. */
export interface Sink {
  /** Resolves when the message has left for the network, or the socket is gone. */
  send(message: string | Uint8Array): Promise<void>;
  /** Bytes waiting to leave. */
  buffered(): number;
  close(code: number, reason: string): void;
}

export interface SessionLimits {
  /** More than this waiting, bytes, after the backfill: the reader is too slow. */
  maxBuffered: number;
  /** A page not flushed for this long: the reader is too slow. ms */
  maxFlushMs: number;
  /** Positions wait while more than this is waiting to leave, bytes. */
  positionsBuffered: number;
  /** Positions in one message; the rest goes with the next tick. */
  maxFixes: number;
}

export const SESSION_LIMITS: SessionLimits = {
  maxBuffered: 8 * 1024 * 1024,
  maxFlushMs: 20_000,
  positionsBuffered: 256 * 1024,
  maxFixes: 10_000,
};

export interface SessionOptions {
  deps: Pick<ServerDeps, 'store' | 'bus' | 'clock' | 'version' | 'opensScope'>;
  lookup: Lookup;
  sink: Sink;
  after: number;
  /** Of the log and, until the reader asks otherwise, of positions. Absent: the whole log, positions of the page's scope. */
  scope: Scope | undefined;
  /** Of a token that is held to watchlists: what names another ship is not sent. */
  hold?: Hold | null;
  limits?: SessionLimits;
}

export interface Session {
  /** Runs until the session is closed; rejects when the store fails. */
  run(): Promise<void>;
  /** A message of the reader. */
  take(text: string): void;
  /** Called about once a second. */
  tick(): Promise<void>;
  close(): void;
}

type Bounds = [west: number, south: number, east: number, north: number];

export function openSession({
  deps,
  lookup,
  sink,
  after,
  scope,
  hold = null,
  limits = SESSION_LIMITS,
}: SessionOptions): Session {
  const outbox = openOutbox({ store: deps.store, bus: deps.bus, after, scope });
  const waiting = new Map<number, KeptFix>();
  let positionScope = scope ?? deps.opensScope();
  let bounds: Bounds | null = null;
  let packed = false;
  let live = false;
  let flushingSince: number | null = null;
  let closed = false;

  const unsubscribe = deps.bus.subscribe('positions', (update) => {
    if (update.scope !== positionScope) return;
    for (const fix of update.fixes) waiting.set(fix.mmsi, fix);
  });

  function close(): void {
    closed = true;
    unsubscribe();
    outbox.close();
  }

  function drop({ code, reason }: { code: number; reason: string }): void {
    if (closed) return;
    close();
    sink.close(code, reason);
  }

  function send(message: StreamMessage): Promise<void> {
    return closed ? Promise.resolve() : sink.send(JSON.stringify(message));
  }

  /** Takes from those that wait: within the viewport, and beside it as many again that may be of watched ships. */
  function nextFixes(): { fixes: KeptFix[]; elsewhere: KeptFix[] } {
    const fixes: KeptFix[] = [];
    const elsewhere: KeptFix[] = [];
    for (const [mmsi, fix] of waiting) {
      const into = bounds === null || within(bounds, fix) ? fixes : elsewhere;
      if (into.length === limits.maxFixes) continue;
      into.push(fix);
      waiting.delete(mmsi);
    }
    return { fixes, elsewhere };
  }

  async function flushed(last: Promise<void>): Promise<void> {
    flushingSince = deps.clock.now();
    await last;
    flushingSince = null;
  }

  async function sendRows(rows: readonly LogRow[]): Promise<void> {
    const events = rows.filter((row) => row.kind === 'event');
    const nameOf = await lookup.names(
      events.map((row) => ({ scope: row.scope, vesselId: (row.body as VesselEvent).vesselId })),
    );
    const around = await lookup.alertSurroundings(rows.filter(({ kind }) => kind === 'alert'));
    let last = Promise.resolve();
    for (const row of rows) {
      const message = present(row, around, nameOf);
      // A replay may be called after any ship.
      if (hold !== null && (row.kind === 'replay' || !(await hold.fits(row.scope, message)))) continue;
      last = send(message);
    }
    if (live && sink.buffered() > limits.maxBuffered) drop(CLOSE.slowReader);
    await flushed(last);
  }

  return {
    close,

    async run() {
      await send({ type: 'hello', seq: await deps.store.lastSeq(), version: deps.version });
      for await (const step of outbox.steps()) {
        if (closed) return;
        if (step.kind === 'rows') {
          await sendRows(step.rows);
        } else {
          live = true;
          await send({ type: 'live', seq: step.seq });
        }
      }
    },

    take(text) {
      const request = readRequest(text);
      if (request === null) return drop(CLOSE.badRequest);
      if (request.bounds !== undefined) bounds = request.bounds;
      if (request.positions !== undefined) packed = request.positions === 'packed';
      if (request.scope !== undefined && request.scope !== positionScope) {
        positionScope = request.scope;
        waiting.clear();
      }
    },

    async tick() {
      if (closed) return;
      if (flushingSince !== null && deps.clock.now() - flushingSince > limits.maxFlushMs) return drop(CLOSE.slowReader);
      if (!live || waiting.size === 0 || sink.buffered() > limits.positionsBuffered) return;
      const said = positionScope;
      const { fixes, elsewhere } = nextFixes();
      const speakers = await deps.store.speakers(
        said,
        [...fixes, ...elsewhere].map((fix) => fix.mmsi),
      );
      const vesselIds = speakers.slice(0, fixes.length);
      elsewhere.forEach((fix, i) => {
        const id = speakers[fixes.length + i]!;
        if (!lookup.hulls.has(id)) return;
        fixes.push(fix);
        vesselIds.push(id);
      });
      if (hold !== null) {
        for (let i = fixes.length - 1; i >= 0; i--) {
          if (await hold.isOfIt(said, vesselIds[i]!)) continue;
          fixes.splice(i, 1);
          vesselIds.splice(i, 1);
        }
      }
      if (fixes.length === 0 || closed) return;
      if (packed) return sink.send(packFixes(said, fixes, vesselIds));
      const named = fixes.map((fix, i) => ({ ...presentFix(fix), vesselId: vesselIds[i]! }));
      await send({ type: 'positions', scope: said, fixes: named });
    },
  };
}

function present(
  row: LogRow,
  around: AlertSurroundings,
  nameOf: (scope: Scope, vesselId: string) => string,
): StreamMessage {
  switch (row.kind) {
    case 'alert':
      return {
        type: 'alert',
        seq: row.seq,
        alert: presentAlert({ ...(row.body as Alert), scope: row.scope }, around),
      };
    case 'case': {
      const said = row.body as Case;
      return { type: 'case', seq: row.seq, case: presentCase({ ...said, scope: row.scope }, said.knownAt) };
    }
    case 'event': {
      const event = row.body as VesselEvent;
      return { type: 'event', seq: row.seq, event: presentEvent(event, row.scope, nameOf(row.scope, event.vesselId)) };
    }
    case 'replay':
      return { type: 'replay', seq: row.seq, replay: presentReplay(row.body as ReplayRow) };
  }
}

function readRequest(text: string): StreamRequest | null {
  try {
    return StreamRequest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** West may lie east of east: then the viewport spans the antimeridian. */
function within([west, south, east, north]: Bounds, { lon, lat }: KeptFix): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}
