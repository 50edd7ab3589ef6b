// The state of the live monitor as it is kept: a chunk that says up to which input the monitor has heard, and the chunks of
// its flow. Chunks come in and a state goes out. A state that cannot be continued is reported as lost. It writes nothing.

import { deserialize, serialize } from 'node:v8';
import type { EngineOptions } from '../domain/engine/engine.ts';
import type { DetectorKinds } from '../domain/kinds/detector.ts';
import type { Log } from '../seams/log.ts';
import { LIVE_WINDOW_MS } from './flow.ts';
import { type FlowState, readFlow } from './stored-flow.ts';

/** The first stored chunk: where the monitor stands, for a restart. */
export interface LiveHead {
  /** The number of the last input that the monitor has heard. */
  through: number;
  /** How many records of the intake log it has heard. */
  intake: number;
  /** How long reports waited for earlier ones, ms. */
  windowMs: number;
  /** By feed, the format that it was read by. */
  formats: Readonly<Record<string, string>>;
}

/** The other chunks are those of the flow. */
export interface LiveState extends LiveHead {
  flow: FlowState;
}

export function headOf(head: LiveHead): Uint8Array {
  return serialize(head);
}

export interface KeptState {
  number: number;
  state: LiveState | null;
  /** There was a state, and it cannot be continued. */
  lost: boolean;
}

/** A state of another version, or a damaged one, is left alone: the monitor begins anew, and says so. */
export function readState(
  stored: { number: number; chunks: Uint8Array[] } | null,
  { kinds }: Pick<EngineOptions, 'kinds'>,
  log: Log,
): KeptState {
  if (!stored) return { number: 0, state: null, lost: false };
  const { number } = stored;
  let state: LiveState | null;
  try {
    state = joined(stored.chunks, kinds);
  } catch (error) {
    log.warn({ error }, 'the live state cannot be read; the monitor begins anew');
    return { number, state: null, lost: true };
  }
  if (state === null) {
    log.warn('the live state is of another version; the monitor begins anew');
    return { number, state: null, lost: true };
  }
  const { dropped, begunAnew } = state.flow.unfit;
  if (dropped.length > 0) log.warn({ kinds: dropped }, 'the live state of these kinds is not continued');
  if (begunAnew.length > 0) log.warn({ kinds: begunAnew }, 'these kinds begin anew');
  return { number, state, lost: false };
}

/** Throws where the chunks are damaged; null where they are of another version. */
function joined([head, ...chunks]: Uint8Array[], kinds?: DetectorKinds): LiveState | null {
  const first = deserialize(head ?? new Uint8Array()) as Partial<LiveHead> | undefined;
  if (typeof first?.through !== 'number') throw new Error('what was stored does not begin with a number of an input');
  const { through, intake = 0, windowMs = LIVE_WINDOW_MS, formats = {} } = first;
  const flow = readFlow(chunks, kinds);
  return flow && { through, intake, windowMs, formats, flow };
}
