// What one report leads to: the unit is found or enrolled, its static data and its position are taken in, and the
// detectors of its vessel see both. In come reports in event-time order, each a reused record; out go fixes to keep and
// vessels to the sink. Nothing is allocated for an ordinary fix.

import type { Fleet } from '../fleet/fleet.ts';
import { hearFleet, hearWhere } from '../fleet/fleet.ts';
import type { KeptFix } from '../heard.ts';
import { CANARY_MMSI, kindOfMmsi, type MmsiKind } from '../identity/mmsi.ts';
import { hearStatic, IDENTITY, NOTHING } from '../identity/unit.ts';
import type { HeardStatic } from '../kinds/detector.ts';
import { POSITION, type Report, STATIC, STATION } from '../report.ts';
import { speedCapKn } from '../sea/reach.ts';
import { HOUR_MS } from '../time.ts';
import { countAside, JUMP_PATIENCE, shouldKeep, takeFix } from '../track/track.ts';
import type { DetectorRunner } from './detector-runner.ts';
import type { Recognition } from './recognition.ts';
import { heardVessel, isShipStation, type Registry, type RegistryUnit, type RegistryVessel } from './registry.ts';
import type { EngineCounts, EngineSink } from './sink.ts';
import type { Subjects } from './subjects.ts';

export interface ReportStepDeps {
  registry: Registry;
  recognition: Recognition;
  runner: DetectorRunner;
  fleet: Fleet;
  counts: EngineCounts;
  particulars: Subjects['particulars'];
  sink: Pick<EngineSink, 'fix' | 'vessel'>;
}

export interface ReportStep {
  take(report: Readonly<Report>): void;
  /** Emits a vessel as it is known now. */
  emitVessel(vessel: RegistryVessel): void;
}

/** A vessel's row is emitted again this often, so that its last-heard time is not far behind; its fixes are exact. */
const EMIT_AGAIN_MS = 6 * HOUR_MS;
/** Identities of shore stations, aids, aircraft and distress beacons: they report positions, and are no vessels. */
const NO_VESSELS = new Set<MmsiKind>(['coast', 'sar aircraft', 'aton', 'sart', 'man overboard', 'epirb']);

export function createReportStep(deps: ReportStepDeps): ReportStep {
  const { registry, recognition, runner, fleet, counts, sink } = deps;
  /** Reused for every static message. */
  const heardStatic = {
    unit: null,
    changed: NOTHING,
    askedAt: 0,
    report: null,
    notes: [],
    hull: null,
  } as unknown as HeardStatic;
  /** Reused for every fix that is kept. */
  const kept: KeptFix = { mmsi: 0, at: 0, lon: 0, lat: 0, speedKn: 0, courseDeg: 0, headingDeg: 0, navStatus: 0 };

  function capOf(vesselId: string): number {
    const { hullType, shipType } = deps.particulars(vesselId);
    return speedCapKn(hullType, shipType);
  }

  function emitVessel(vessel: RegistryVessel): void {
    registry.touch(vessel);
    vessel.emittedAt = vessel.lastAt;
    sink.vessel(heardVessel(vessel, registry.units, recognition.hullOf(vessel)));
  }

  function takeStatic(unit: RegistryUnit, report: Readonly<Report>): void {
    counts.statics++;
    const sentBeforeAt = unit.identity.imo === null ? Number.NaN : unit.identity.imoAt;
    const changed = hearStatic(unit.identity, report);
    if (changed & IDENTITY) recognition.ask(unit, report.at);
    recognition.hearStatic(unit, report.at, sentBeforeAt);
    const { vessel } = unit;
    // Of several units, the one that is heard speaks for the vessel.
    vessel.mmsi = report.mmsi;
    if (vessel.track.watched || changed & IDENTITY || unit.notes.length > 0) {
      heardStatic.unit = unit.identity;
      heardStatic.changed = changed;
      heardStatic.report = report;
      heardStatic.notes = unit.notes;
      heardStatic.askedAt = unit.askedAt;
      heardStatic.hull = recognition.hullOf(vessel);
      runner.hearStatic(vessel, heardStatic);
    }
    if (changed !== NOTHING) emitVessel(vessel);
  }

  function keepFix(vessel: RegistryVessel): void {
    const { track } = vessel;
    if (!shouldKeep(track)) return;
    kept.mmsi = track.mmsi;
    kept.at = track.at;
    kept.lon = track.lon;
    kept.lat = track.lat;
    kept.speedKn = track.speedKn;
    kept.courseDeg = track.courseDeg;
    kept.headingDeg = track.headingDeg;
    kept.navStatus = track.navStatus;
    sink.fix(kept);
    if (track.at - vessel.emittedAt >= EMIT_AGAIN_MS) emitVessel(vessel);
  }

  function takePosition(unit: RegistryUnit, report: Readonly<Report>): void {
    counts.positions++;
    const vessel = unit.vessel;
    const { track } = vessel;
    const { segment } = track;
    const refusal = takeFix(track, report, capOf);
    if (refusal) {
      counts.refused[refusal] = (counts.refused[refusal] ?? 0) + 1;
      // With the next fix that is kept.
      if (countAside(track, refusal, report.at)) vessel.emittedAt = Number.NEGATIVE_INFINITY;
      runner.aside(vessel, report, refusal);
    } else {
      vessel.mmsi = report.mmsi;
      // That the canary was heard says nothing of the sea.
      if (report.mmsi !== CANARY_MMSI) {
        hearFleet(fleet, report);
        hearWhere(fleet, track);
      }
      keepFix(vessel);
      runner.fix(vessel);
    }
    // Last, because the position may tell which hull the unit is.
    if (refusal === null || refusal === 'jump') {
      // It starts again beyond what any ship sails.
      const restarts = track.segment !== segment && track.patience === JUMP_PATIENCE;
      const leaps = refusal !== null || restarts;
      if (leaps || vessel.units.length > 1 || report.at >= unit.askAt) recognition.hearPosition(unit, report, leaps);
    }
  }

  /** As any other, and counted nowhere. */
  function takeCanary(report: Readonly<Report>): void {
    const before = { ...counts, refused: { ...counts.refused } };
    takeReport(report);
    Object.assign(counts, before);
  }

  function takeReport(report: Readonly<Report>): void {
    counts.reports++;
    const known = registry.units.get(report.mmsi);
    if (!isShipStation(report.station) || (known === undefined && NO_VESSELS.has(kindOfMmsi(report.mmsi)))) {
      counts.refused['no ship station'] = (counts.refused['no ship station'] ?? 0) + 1;
      return;
    }
    const unit = known ?? recognition.enrol(report);
    // What follows is on the hot path: no call where there is nothing to keep.
    if (unit.vessel.cut !== registry.cut) registry.touch(unit.vessel);
    if (unit.station === STATION.unknown) unit.station = report.station;
    if (report.at > unit.vessel.lastAt) unit.vessel.lastAt = report.at;
    if (report.parts & STATIC) takeStatic(unit, report);
    if (report.parts & POSITION) takePosition(unit, report);
  }

  return {
    take(report) {
      if (report.mmsi === CANARY_MMSI) takeCanary(report);
      else takeReport(report);
    },
    emitVessel,
  };
}
