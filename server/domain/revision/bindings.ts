// Which radio unit spoke for which vessel, as published since the oldest checkpoint. When the engine has been run again from
// a checkpoint, the bindings of that run replace the earlier ones; a binding that no longer holds is taken back.

import type { EngineSink } from '../engine/sink.ts';
import type { Binding } from '../heard.ts';

/** With the epoch in which each was published, oldest first; never changed in place. */
export type BoundUnits = readonly { epoch: number; binding: Binding }[];

export interface Bindings {
  take(binding: Binding, epoch: number): void;
  /** `after` are those of the run from the checkpoint that began `epoch`; only what concerns `units` is published. */
  reconcile(epoch: number, after: BoundUnits, units: ReadonlySet<number>): void;
  since(epoch: number): BoundUnits;
  forgetBefore(epoch: number): void;
}

export function createBindings(sink: Pick<EngineSink, 'binding'>, from: BoundUnits = []): Bindings {
  let bound = [...from];
  return {
    take(binding, epoch) {
      bound.push({ epoch, binding });
      sink.binding(binding);
    },
    reconcile(epoch, after, units) {
      const before = bound.filter((each) => each.epoch >= epoch);
      bound = [...bound.filter((each) => each.epoch < epoch), ...after];
      const holds = new Set(after.map(({ binding }) => keyOf(binding)));
      for (const { binding } of before) {
        // The unit spoke for that vessel at no time.
        if (units.has(binding.mmsi) && !holds.has(keyOf(binding))) sink.binding({ ...binding, toAt: binding.fromAt });
      }
      for (const { binding } of after) if (units.has(binding.mmsi)) sink.binding(binding);
    },
    since: (epoch) => bound.filter((each) => each.epoch >= epoch),
    forgetBefore(epoch) {
      bound = bound.filter((each) => each.epoch >= epoch);
    },
  };
}

function keyOf({ mmsi, vesselId, fromAt }: Binding): string {
  return `${mmsi} ${vesselId} ${fromAt}`;
}
