// The state of the live monitor as it is kept: a chunk that says up to which input it has heard, and those of its flow.
// Chunks come in and a state goes out; one that cannot be gone on from is said to be lost. It writes nothing.

import { deserialize, serialize } from 'node:v8';
import type { EngineOptions } from '../domain/engine/engine.ts';
import type { DetectorKinds } from '../domain/kinds/detector.ts';
import type { Log } from '../seams/log.ts';
import { type FlowState, readFlow } from './stored-flow.ts';

/** Where it stands, for a restart. The first chunk of what is stored says `through`, those after it are the flow's. */
export interface LiveState {
  /** The number of the last input that it has heard. */
  through: number;
  flow: FlowState;
}

/** The first chunk of a state that has heard the inputs up to this number. */
export function headOf(through: number): Uint8Array {
  return serialize({ through });
}

export interface KeptState {
  number: number;
  state: LiveState | null;
  /** There was a state, and it cannot be gone on from. */
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
  const first = deserialize(head ?? new Uint8Array()) as { through?: unknown };
  if (typeof first?.through !== 'number') throw new Error('what was stored does not begin with a number of an input');
  const flow = readFlow(chunks, kinds);
  return flow && { through: first.through, flow };
}
