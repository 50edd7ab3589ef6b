// What one event leads to: it is emitted, the rules judge the vessel's record with it, other detectors of the ship and of
// its partner hear of it. In come events as detectors emit them; out go events and alerts to the sink. The rules in force
// may change on the way.

import type { Alert, AlertEvidence } from '../alert.ts';
import type { Encounter } from '../kinds/encounter/facts.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { Interference } from '../kinds/interference/facts.ts';
import type { Port } from '../places/place.ts';
import type { RouteRule } from '../rule.ts';
import { createRuleEvaluation } from '../rules/evaluation.ts';
import type { DetectorRunner } from './detector-runner.ts';
import type { Recognition } from './recognition.ts';
import { type Registry, type RegistryVessel, vesselBy } from './registry.ts';
import type { EngineSink } from './sink.ts';
import type { Subjects } from './subjects.ts';
import type { Timers } from './timers.ts';

export interface RuleStepDeps {
  registry: Registry;
  recognition: Pick<Recognition, 'hullById'>;
  runner: Pick<DetectorRunner, 'hearEvent'>;
  subjects: Subjects;
  timers: Pick<Timers<RegistryVessel>, 'wish'>;
  /** The slot of the rules' own wish. */
  slot: number;
  rules: readonly RouteRule[];
  ports: readonly Port[];
  asOf: 'then' | 'now';
  sink: Pick<EngineSink, 'event' | 'alert'>;
  /** The evaluation of rules has thrown; in tests this throws again. */
  fault(vessel: RegistryVessel, error: unknown): void;
}

export interface RuleStep {
  /** `vessel` is null for an event of an area. `fromFix`: the vessel's newest fix led to the event. */
  emit(vessel: RegistryVessel | null, event: VesselEvent, fromFix: boolean, now: number): void;
  /** Asks the rules again about a vessel of which something has changed. */
  review(vessel: RegistryVessel, now: number): void;
  /** A stay has reached the length that a rule asks for. */
  wake(vessel: RegistryVessel, now: number): void;
  /** Other rules are in force; `past` are events kept elsewhere that they may need. */
  change(rules: readonly RouteRule[], past: readonly VesselEvent[], now: number): void;
  renamed(fromId: string, toId: string): void;
}

export function createRuleStep(deps: RuleStepDeps): RuleStep {
  const { registry, recognition, runner, subjects, timers, slot, ports, asOf, sink, fault } = deps;
  let evaluation = evaluationOf(deps.rules);

  function evaluationOf(rules: readonly RouteRule[]) {
    return createRuleEvaluation({
      rules,
      ports,
      asOf,
      hullOf: (vesselId) => recognition.hullById(vesselBy(registry, vesselId)?.hullId ?? vesselId),
      recordOf: (vesselId) => vesselBy(registry, vesselId)?.record ?? null,
      nameOf: (vesselId) => subjects.particulars(vesselId).name || vesselId,
      records: () => [...registry.byNumber.values()].map(({ record }) => record),
    });
  }

  function emit(vessel: RegistryVessel | null, emitted: VesselEvent, fromFix: boolean, now: number): void {
    if (vessel === null) {
      sink.event(emitted);
      if (emitted.kind === 'interference') tellMembers(emitted, now);
      return;
    }
    // An event that began before its unit was known for this vessel still carries the unit's key.
    const event = emitted.vesselId === vessel.id ? emitted : { ...emitted, vesselId: vessel.id };
    sink.event(event);
    const match = registry.units.get(vessel.mmsi)?.match ?? null;
    const report = fromFix ? reportOf(vessel) : null;
    const subject = () => subjects.subjectOf(vessel);
    judge(vessel, () => evaluation.hear(vessel.record, event, subject, match, now, report));
    judge(vessel, () => wishForStays(vessel, [event], now));
    runner.hearEvent(vessel, event, now);
    if (event.kind === 'encounter') tellPartner(event, now);
  }

  /** Asks the rules about a vessel; rules that throw say nothing, and everything else goes on. */
  function judge(vessel: RegistryVessel, ask: () => Alert[] | undefined): void {
    registry.touch(vessel);
    let alerts: Alert[] = [];
    try {
      alerts = ask() ?? [];
    } catch (error) {
      fault(vessel, error);
    }
    for (const alert of alerts) sink.alert(alert);
  }

  /** An encounter is emitted once, for one of the two ships; the detectors of both hear of it. */
  function tellPartner(event: Encounter, now: number): void {
    const partner = vesselBy(registry, event.facts.partnerId);
    if (!partner) return;
    if (partner.track.watched) runner.hearEvent(partner, event, now);
    review(partner, now, true);
  }

  /** An event of an area concerns the ships that it names. */
  function tellMembers(event: Interference, now: number): void {
    for (const mmsi of event.facts.mmsis) {
      const member = registry.units.get(mmsi)?.vessel;
      if (member) runner.hearEvent(member, event, now);
    }
  }

  /** A rule on the length of a stay is asked again when the stay is long enough. */
  function wishForStays(vessel: RegistryVessel, events: readonly VesselEvent[], now: number): undefined {
    const dues = events.map((event) => evaluation.dueAt(event, now)).filter((dueAt) => dueAt > 0);
    if (dues.length > 0) timers.wish(vessel, slot, Math.min(...dues));
  }

  function review(vessel: RegistryVessel, now: number, met = false): void {
    const { record } = vessel;
    if (record.events.length === 0 && !record.passed && !met) return;
    const match = registry.units.get(vessel.mmsi)?.match ?? null;
    judge(vessel, () => evaluation.review(record, subjects.subjectOf(vessel), match, now));
  }

  return {
    emit,
    review: (vessel, now) => review(vessel, now),
    wake(vessel, now) {
      review(vessel, now);
      judge(vessel, () => wishForStays(vessel, vessel.record.events, now));
    },
    change(rules, past, now) {
      evaluation = evaluationOf(rules);
      const byVessel = Map.groupBy(past, ({ vesselId }) => vesselId);
      for (const vessel of registry.byNumber.values()) {
        const known = byVessel.get(vessel.id) ?? [];
        if (known.length === 0 && vessel.record.events.length === 0) continue;
        judge(vessel, () => {
          evaluation.recall(vessel.record, known, now);
          return wishForStays(vessel, vessel.record.events, now);
        });
      }
    },
    renamed: (fromId, toId) => evaluation.renamed(fromId, toId),
  };
}

function reportOf({ track }: Readonly<RegistryVessel>): AlertEvidence['reports'][number] {
  const { source, line, at, lon, lat } = track;
  return { source, line, at, lon, lat };
}
