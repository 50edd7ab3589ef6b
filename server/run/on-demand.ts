// A worker that is begun when the first question for it comes, and again when it has ended. Whoever asks the worker does
// not see the difference. One that fails is a problem until it has answered again: the next question begins it anew.

import type { Bus } from '../seams/bus.ts';
import type { Problems } from '../seams/problems.ts';
import type { Worker, WorkerOrder, Workers } from './workers.ts';

export interface OnDemandOptions {
  bus: Bus;
  workers: Workers;
  order: WorkerOrder;
  /** "The clerk, who works out long questions,": begins a sentence. */
  called: string;
  problems: Pick<Problems, 'open' | 'close'>;
}

/** Answers on the bus under the order's name. */
export function onDemand({ bus, workers, order, called, problems }: OnDemandOptions): void {
  const inner = { name: `${order.name} at work` };
  const problem = `worker/${order.name}`;
  let worker: Worker | null = null;

  function failed(says: string): void {
    problems.open({
      id: problem,
      says: `${called} has stopped (${says}); what was asked of it got no answer.`,
      remedy: 'Ask again: the next question begins it anew. If it stops again, read the log and report it.',
    });
  }

  function atWork(): Worker {
    if (worker !== null) return worker;
    const begun = workers.begin({ ...order, name: inner.name });
    worker = begun;
    void begun.ended.then((ending) => {
      worker = null;
      if (ending.how === 'failed') failed(ending.says);
    });
    return begun;
  }

  bus.answer(order.name, async (command, body) => {
    const asked = atWork();
    try {
      await asked.begun;
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
      throw error;
    }
    try {
      return await bus.ask(inner, command as never, body as never);
    } finally {
      // A refusal is an answer, too. One that has ended meanwhile is told by its end.
      if (worker === asked) problems.close(problem);
    }
  });
}
