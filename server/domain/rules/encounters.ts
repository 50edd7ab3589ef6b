// Encounters from the other side. An encounter is told once, of one of the two ships, and a rule may be about the other:
// this table knows which ships' records hold encounters with a radio unit. It is made anew like `callers.ts`, and bounded.

import type { Encounter } from '../kinds/encounter/facts.ts';
import type { VesselEvent } from '../kinds/event.ts';

export interface Encounters {
  hear(event: VesselEvent): void;
  renamed(fromId: string, toId: string): void;
  /** Vessels of which encounters with this unit were told. */
  toldOf(mmsi: number | null): string[];
}

/** Units with encounters that are remembered; the one heard of longest ago goes first. */
const MOST_UNITS = 20_000;
const MOST_PARTNERS = 100;

export function createEncounters(past: Iterable<VesselEvent>): Encounters {
  const partners = new Map<number, Set<string>>();

  function hear(event: VesselEvent): void {
    if (event.kind !== 'encounter') return;
    const { partnerMmsi } = event.facts;
    const known = partners.get(partnerMmsi) ?? new Set<string>();
    known.delete(event.vesselId);
    known.add(event.vesselId);
    if (known.size > MOST_PARTNERS) dropFirst(known);
    partners.delete(partnerMmsi);
    partners.set(partnerMmsi, known);
    if (partners.size > MOST_UNITS) dropFirst(partners);
  }

  const known = [...past].filter(({ kind }) => kind === 'encounter');
  for (const event of known.sort((a, b) => a.knownAt - b.knownAt || (a.id < b.id ? -1 : 1))) hear(event);
  return {
    hear,
    renamed(fromId, toId) {
      for (const vessels of partners.values()) if (vessels.delete(fromId)) vessels.add(toId);
    },
    toldOf: (mmsi) => (mmsi === null ? [] : [...(partners.get(mmsi) ?? [])].sort()),
  };
}

function dropFirst(keyed: Set<string> | Map<number, unknown>): void {
  for (const first of keyed.keys()) return void (keyed as Set<string | number>).delete(first);
}

/** The same encounter, as told of the partner. `name` is that of the ship it was told of. */
export function fromTheOtherSide(event: Encounter, partnerId: string, name: string): Encounter {
  const { facts } = event;
  return {
    ...event,
    vesselId: partnerId,
    mmsi: facts.partnerMmsi,
    facts: { ...facts, partnerId: event.vesselId, partnerName: name, partnerMmsi: event.mmsi ?? 0 },
  };
}

/** Encounters with the ship among what is kept of another. */
export function encountersWith(mmsi: number | null, vesselId: string, events: readonly VesselEvent[]): Encounter[] {
  return events.filter(
    (event): event is Encounter =>
      event.kind === 'encounter' &&
      event.vesselId !== vesselId &&
      event.state !== 'withdrawn' &&
      event.facts.partnerMmsi === mmsi,
  );
}
