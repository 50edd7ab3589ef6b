// Gathers what a run from a checkpoint emits until the run has caught up with the present, and says what makes two
// revisions of an event or an alert the same.

import type { Alert } from '../alert.ts';
import type { EngineSink } from '../engine/sink.ts';
import type { Binding, HeardVessel, KeptFix } from '../heard.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { PublishOptions } from './published.ts';

/** Gathers what is emitted; from `goOn` on everything is passed to a sink. */
export function gatherEmission() {
  const events: { epoch: number; body: VesselEvent }[] = [];
  const alerts: { epoch: number; body: Alert }[] = [];
  const bindings: { epoch: number; binding: Binding }[] = [];
  const renames: { fromId: string; toId: string }[] = [];
  const vessels = new Map<string, HeardVessel>();
  const fixes: KeptFix[] = [];
  let caughtUp: EngineSink | null = null;
  return {
    events,
    alerts,
    bindings,
    renames,
    vessels,
    fixes,
    /** `units` are those whose positions are kept anew. */
    sink: (epoch: () => number, units: ReadonlySet<number>): EngineSink => ({
      fix(fix) {
        if (caughtUp) caughtUp.fix(fix);
        else if (units.has(fix.mmsi)) fixes.push({ ...fix });
      },
      vessel(vessel) {
        if (caughtUp) caughtUp.vessel(vessel);
        else vessels.set(vessel.id, vessel);
      },
      rename(fromId, toId) {
        if (caughtUp) caughtUp.rename(fromId, toId);
        else renames.push({ fromId, toId });
      },
      binding(binding) {
        if (caughtUp) caughtUp.binding(binding);
        else bindings.push({ epoch: epoch(), binding });
      },
      event(event) {
        if (caughtUp) caughtUp.event(event);
        else events.push({ epoch: epoch(), body: event });
      },
      alert(alert) {
        if (caughtUp) caughtUp.alert(alert);
        else alerts.push({ epoch: epoch(), body: alert });
      },
    }),
    goOn(sink: EngineSink): void {
      caughtUp = sink;
    },
  };
}

/** Two revisions of an event are the same whenever the event was known, and however often it was revised. */
export function eventPublishing(sink: EngineSink): PublishOptions<VesselEvent> {
  return {
    content: (event) => JSON.stringify({ ...event, revision: 0, knownAt: 0, reason: null }),
    revise: (event, knownAt, reason) => ({
      ...event,
      knownAt,
      reason: event.reason === null ? reason : `${reason}; ${event.reason}`,
    }),
    keep: (event) => event,
    emit: (event) => sink.event(event),
  };
}

/** The same goes for alerts, whenever they were raised; that instant is kept. Events in the evidence are compared as events. */
export function alertPublishing(sink: EngineSink): PublishOptions<Alert> {
  return {
    content(alert) {
      const events = alert.evidence.events.map((event) => ({ ...event, revision: 0, knownAt: 0, reason: null }));
      return JSON.stringify({
        ...alert,
        revision: 0,
        knownAt: 0,
        raisedAt: 0,
        evidence: { ...alert.evidence, events, hash: '' },
      });
    },
    revise: (alert, knownAt) => ({ ...alert, knownAt, raisedAt: knownAt }),
    keep: (alert, before) => (alert.raisedAt === before.raisedAt ? alert : { ...alert, raisedAt: before.raisedAt }),
    emit: (alert) => sink.alert(alert),
  };
}
