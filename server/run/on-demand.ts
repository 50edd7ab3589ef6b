// A worker that is begun when the first question for it comes, and again when it has ended. Whoever asks the worker does
// not see the difference.

import type { Bus } from '../seams/bus.ts';
import type { Worker, WorkerOrder, Workers } from './workers.ts';

/** Answers on the bus under the order's name. */
export function onDemand(bus: Bus, workers: Workers, order: WorkerOrder): void {
  const inner = { name: `${order.name} at work` };
  let worker: Worker | null = null;

  function atWork(): Worker {
    if (worker !== null) return worker;
    const begun = workers.begin({ ...order, name: inner.name });
    worker = begun;
    void begun.ended.then(() => {
      worker = null;
    });
    return begun;
  }

  bus.answer(order.name, async (command, body) => {
    await atWork().begun;
    return bus.ask(inner, command as never, body as never);
  });
}
