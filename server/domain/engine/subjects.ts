// What is known of a vessel beside its track: the particulars that detectors ask for, and the subject that rules judge.
// In come the registry's vessels and units; each answer is made anew, and nothing is kept.

import type { MidTable } from '../identity/watch-index.ts';
import type { Particulars } from '../kinds/detector.ts';
import { STATION } from '../report.ts';
import { type Subject, subjectOf } from '../rules/subject.ts';
import type { WatchedHull } from '../vessel.ts';
import type { Registry, RegistryVessel } from './registry.ts';

export interface SubjectDeps {
  registry: Registry;
  mids: MidTable;
  hullOf(vessel: Readonly<RegistryVessel>): WatchedHull | null;
  hullById(id: string): WatchedHull | null;
}

export interface Subjects {
  particulars(vesselId: string): Particulars;
  subjectOf(vessel: Readonly<RegistryVessel>): Subject;
}

export function createSubjects({ registry, mids, hullOf, hullById }: SubjectDeps): Subjects {
  return {
    particulars(vesselId) {
      const vessel = registry.vessels.get(vesselId);
      const unit = vessel && registry.units.get(vessel.mmsi);
      const hull = vessel ? hullOf(vessel) : hullById(vesselId);
      return {
        name: unit?.identity.name || hull?.name || '',
        station: unit?.station ?? STATION.unknown,
        hullType: hull?.shipType ?? null,
        shipType: unit?.identity.shipType ?? Number.NaN,
        destination: unit?.identity.destination ?? '',
        draughtM: unit?.identity.draughtM ?? Number.NaN,
      };
    },

    subjectOf(vessel) {
      const unit = registry.units.get(vessel.mmsi);
      const radio = unit ? { ...unit.identity, matchLevel: unit.match?.level ?? null } : null;
      return subjectOf(vessel.id, vessel.mmsi, radio, hullOf(vessel), mids);
    },
  };
}
