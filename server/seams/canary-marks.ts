// How far the canary has come in the worker that hears feeds: what it tells its desk, and the words for it. Plain data.

/** In the order of the way. */
export const WORKER_STAGES = ['intake', 'decoder', 'engine', 'rule', 'store'] as const;
export type WorkerStage = (typeof WORKER_STAGES)[number];

export const CANARY_STATES = ['awake', 'waiting', 'broken', 'idle', 'off'] as const;
export type CanaryState = (typeof CANARY_STATES)[number];
export const CANARY_STAGES = ['program', 'worker', 'feed', ...WORKER_STAGES, 'log', 'channel'] as const;
export type CanaryStage = (typeof CANARY_STAGES)[number];

export interface CanaryMarks {
  /** Switched on, and how often it sails, ms. */
  on: boolean;
  everyMs: number;
  /** Is any feed on? Without one there is nothing to prove. */
  listening: boolean;
  /** The newest runs, oldest first: the time in the sentence from inside the zone. */
  sung: number[];
  passed: Record<WorkerStage, number | null>;
  /** Why sentences of the canary gave no report, by reason. */
  rejects: Record<string, number>;
}
