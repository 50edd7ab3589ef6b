// The desk's workers: each in a thread of its own, or in a process where the configuration says so; the desk sees no
// difference. An order says what a worker is to do. The worker answers on the bus under its name until it ends, and tells
// how it ended: done, stopped by the desk, or failed with a sentence. A failure in a worker ends that worker alone.

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker as Thread } from 'node:worker_threads';
import type { CodedError } from '../domain/errors.ts';
import type { AnswerAny, Bus } from '../seams/bus.ts';
import { type Line, type Message, openLine, type Port } from '../seams/line.ts';
import type { LogLevel } from '../seams/log.ts';

/** What every worker of a desk is told before anything else. */
export interface WorkerSetting {
  /** The database. */
  path: string;
  logLevel: LogLevel;
  /** Memory that all threads share; a process has none of it. */
  shared: { turns: SharedArrayBuffer; sea: { fine: SharedArrayBuffer; coarse: SharedArrayBuffer } } | null;
}

export interface WorkerOrder {
  /** Under which it answers on the bus; two of one name do not run at once. */
  name: string;
  role: string;
  /** Plain data. */
  task: unknown;
  /** Its place among those that must not wait to write (db/turns.ts); null stands back for them. */
  turn: number | null;
}

export type Ending = { how: 'done' } | { how: 'stopped' } | { how: 'failed'; says: string };

export interface Worker {
  /** Resolves when it has taken up its order; rejects with a CodedError when it cannot. */
  begun: Promise<void>;
  /** Always resolves. */
  ended: Promise<Ending>;
  /** Asks the worker to end, and kills it if it has not ended by `graceMs`. Resolves when it has ended. */
  stop(graceMs?: number): Promise<Ending>;
}

export interface Workers {
  begin(order: WorkerOrder): Worker;
  /** Loads what every worker needs into one that waits for its order: the next one begins at once. */
  warm(): void;
  /** Stops all that run. */
  close(): Promise<void>;
}

export interface WorkersOptions {
  bus: Bus;
  setting: WorkerSetting;
  as?: 'threads' | 'processes';
  /** Most memory that the objects of a thread may take, MB. Default: what Node takes. */
  mostMb?: number;
}

/** A stop answers within a second, whatever the worker does. */
const GRACE_MS = 900;
const ENTRY = new URL('../worker.ts', import.meta.url);

/** Whatever carries a worker: how to speak with it, how to end it, how it ended. */
interface Carrier {
  port: Port;
  /** null: it came to its end by itself; else what is to be said of it. */
  gone: Promise<string | null>;
  kill(): void;
}

interface Crew {
  carrier: Carrier;
  line: Line;
}

export function createWorkers({ bus, setting, as = 'threads', mostMb }: WorkersOptions): Workers {
  const running = new Set<Worker>();
  let spare: Crew | null = null;

  function carry(): Crew {
    const carrier = as === 'threads' ? startThread(mostMb) : startProcess(mostMb);
    const line = openLine(carrier.port, {
      hear: (topic, news) => bus.publish(topic, news),
      answer: async (command) => {
        throw new Error(`a worker asks its desk for '${command}', which nobody answers`);
      },
    });
    void carrier.gone.then((says) =>
      line.cut(`A worker has ended before its answer${says === null ? '' : `: ${says}`}.`),
    );
    return { carrier, line };
  }

  function begin({ name, ...order }: WorkerOrder): Worker {
    const { carrier, line } = spare ?? carry();
    spare = null;
    let stopping = false;
    const silence = bus.answer(name, (command, body) => line.ask(command, body));
    const ended = carrier.gone.then((says): Ending => {
      silence();
      running.delete(worker);
      if (setting.shared && order.turn !== null) Atomics.store(new Int32Array(setting.shared.turns), order.turn, 0);
      if (stopping) return { how: 'stopped' };
      return says === null ? { how: 'done' } : { how: 'failed', says };
    });
    const begun = line.ask('begin', { setting: as === 'threads' ? setting : { ...setting, shared: null }, order });
    const worker: Worker = {
      begun: begun.then(
        () => undefined,
        (error: CodedError) => {
          // The worker may wait on with nothing to do.
          carrier.kill();
          throw error;
        },
      ),
      ended,
      async stop(graceMs = GRACE_MS) {
        stopping = true;
        const timer = setTimeout(carrier.kill, graceMs);
        line.ask('close', null).catch(() => undefined);
        const ending = await ended;
        clearTimeout(timer);
        return ending;
      },
    };
    worker.begun.catch(() => undefined);
    running.add(worker);
    return worker;
  }

  return {
    begin,
    warm() {
      spare ??= carry();
    },
    async close() {
      spare?.carrier.kill();
      await Promise.all([spare?.carrier.gone, ...[...running].map((worker) => worker.stop())]);
    },
  };
}

function startThread(mostMb: number | undefined): Carrier {
  const thread = new Thread(ENTRY, {
    execArgv: [],
    ...(mostMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: mostMb } }),
  });
  let says: string | null = null;
  thread.on('error', (error: NodeJS.ErrnoException) => {
    says =
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? 'it needed more memory than it may take'
        : `it failed: ${error instanceof Error ? error.message : String(error)}`;
  });
  return {
    port: {
      post: (message) => thread.postMessage(message),
      listen: (hear) => void thread.on('message', (message: Message) => hear(message)),
    },
    gone: new Promise((resolve) =>
      thread.once('exit', (code) => resolve(says ?? (code === 0 ? null : 'it was ended'))),
    ),
    kill: () => void thread.terminate(),
  };
}

function startProcess(mostMb: number | undefined): Carrier {
  const limits = mostMb === undefined ? [] : [`--max-old-space-size=${mostMb}`];
  const child: ChildProcess = fork(fileURLToPath(ENTRY), {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: limits,
  });
  return {
    port: {
      // A worker that is gone answers nothing; its end is told elsewhere.
      post: (message) => void (child.connected && child.send(message, () => undefined)),
      listen: (hear) => void child.on('message', (message) => hear(message as Message)),
    },
    gone: new Promise((resolve) => {
      child.once('error', (error) => resolve(`it could not be started: ${error.message}`));
      child.once('exit', (code, signal) => resolve(code === 0 ? null : `its process ended (${signal ?? code})`));
    }),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** What a role does in its worker. */
export interface Work {
  answer: AnswerAny;
  /** Resolves when there is nothing left to do; rejects where the worker is to end as failed. */
  done: Promise<void>;
  /** Brings it to its end, after which `done` resolves. */
  close(): Promise<void>;
}

/** Work on this very thread, for tests and for whoever has but one. */
export function workHere(
  prepare: () => Promise<void>,
  work: (signal: AbortSignal) => Promise<void>,
): Pick<Worker, 'begun' | 'ended' | 'stop'> {
  const abort = new AbortController();
  const begun = prepare();
  const ended = begun
    .then(() => work(abort.signal))
    .then(
      (): Ending => ({ how: 'done' }),
      (error: unknown): Ending => ({ how: 'failed', says: error instanceof Error ? error.message : String(error) }),
    );
  return {
    begun,
    ended,
    stop() {
      abort.abort();
      return ended;
    },
  };
}
