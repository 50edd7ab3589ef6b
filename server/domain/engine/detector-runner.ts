// The detector runner: which detectors are called with what, in which order, and for which vessel. In come steps of the
// engine (a fix, static data, a sighting, time); out go events and wishes to be woken. It judges nothing itself and
// allocates nothing per fix.

import type { DetectorContext, FleetState, HeardStatic } from '../kinds/detector.ts';
import type { VesselEvent } from '../kinds/event.ts';
import { detectors, fleetDetectors } from '../kinds/index.ts';
import type { PlaceIndex } from '../places/place-index.ts';
import type { Report } from '../report.ts';
import type { Sighting } from '../sighting.ts';
import type { FixRefusal } from '../track.ts';
import type { Registry, RegistryVessel, StateKeeper } from './registry.ts';
import type { Timers } from './timers.ts';

/** What the detectors are given to ask, beside what the runner itself provides. */
export type Surroundings = Omit<DetectorContext, 'say' | 'wakeAt'>;

export interface DetectorRunnerDeps {
  registry: Registry;
  fleetStates: FleetState[];
  timers: Pick<Timers<RegistryVessel>, 'wish'>;
  surroundings: Surroundings;
  /** `vessel` is null for what is emitted of an area. `fromFix`: its newest fix led to it. */
  emit(vessel: RegistryVessel | null, event: VesselEvent, fromFix: boolean): void;
}

export interface DetectorRunner {
  /** Wishes of detectors are in the slots below this one, which is that of the rules. */
  readonly ruleSlot: number;
  fix(vessel: RegistryVessel): void;
  aside(vessel: RegistryVessel, report: Readonly<Report>, refusal: FixRefusal): void;
  hearStatic(vessel: RegistryVessel, heard: Readonly<HeardStatic>): void;
  sighted(vessel: RegistryVessel, sighting: Readonly<Sighting>): void;
  unsighted(vessel: RegistryVessel, sighting: Readonly<Sighting>, reason: string, at: number): void;
  /** Lets the detectors of the vessel hear what one of them, or a fleet detector, has emitted. */
  hearEvent(vessel: RegistryVessel, event: VesselEvent, at: number): void;
  /** A wish of the detector in `slot` falls due. */
  wake(vessel: RegistryVessel, slot: number, dueAt: number): void;
  /** Lets fleet detectors know the time. */
  advance(at: number): void;
  /** Zones that vessels may be in are no more, or have another outline. */
  zonesGone(vessel: RegistryVessel, zoneIds: ReadonlySet<string>, at: number): void;
  /** Other places hold from now on. */
  changePlaces(places: PlaceIndex): void;
  renamed(fromId: string, toId: string): void;
  /** The unit behind `left` goes on as `vessel`: what lasts of `left` ends. */
  joined(left: RegistryVessel, vessel: RegistryVessel, reason: string, at: number): void;
}

/** In place of the slot of a vessel's detector: a fleet detector runs. */
const NO_SLOT = -1;

/** The first so many detectors of the registry see every ship, the others watched ships alone. */
const EVERY_SHIP = detectors.filter(({ ships }) => ships === 'every').length;
if (detectors.slice(0, EVERY_SHIP).some(({ ships }) => ships !== 'every')) {
  throw new Error('the registry must name the detectors for every ship first');
}

/** The fleet detectors that see every fix, by their place in the registry. */
const SEE_FIXES = fleetDetectors.flatMap(({ fix }, which) => (fix === undefined ? [] : [which]));

/**
 * What the registry asks of the detectors' states. Those for watched ships alone are made when such a ship first needs them:
 * of a hundred thousand ships few are watched, and what nobody reads is in the way of what is read at every fix.
 */
export const STATES: StateKeeper = {
  begin: () => detectors.map((detector, which) => (which < EVERY_SHIP ? detector.begin() : null)),
  join(heard, sighted) {
    for (let which = 0; which < detectors.length; which++) {
      const { join } = detectors[which]!;
      if (join === undefined || sighted[which] === null) continue;
      heard[which] ??= detectors[which]!.begin();
      join(heard[which]!, sighted[which]!);
    }
  },
};

function stateOf({ states }: RegistryVessel, which: number): object {
  const known = states[which];
  if (known) return known;
  const begun = detectors[which]!.begin();
  states[which] = begun;
  return begun;
}

export function beginFleetStates(): FleetState[] {
  return fleetDetectors.map((detector) => detector.begin());
}

export function createDetectorRunner({
  registry,
  fleetStates,
  timers,
  surroundings,
  emit,
}: DetectorRunnerDeps): DetectorRunner {
  // One context serves every call; these three tell for whom it is made.
  let current: RegistryVessel | null = null;
  let slot = NO_SLOT;
  let fromFix = false;
  const context = {
    ...surroundings,
    say(event: VesselEvent) {
      // An encounter may end with a fix of the other ship; what is emitted of an area is no ship's.
      const { vesselId, mmsi } = event;
      const unit = mmsi === null ? undefined : registry.units.get(mmsi);
      const vessel = registry.vessels.get(vesselId) ?? unit?.vessel ?? null;
      const owner = vessel ?? (mmsi === null ? null : current);
      emit(owner, event, fromFix && owner === current);
    },
    wakeAt: (dueAt: number) => timers.wish(current!, slot, dueAt),
  } satisfies DetectorContext;

  function sees(which: number, vessel: Readonly<RegistryVessel>): boolean {
    return which < EVERY_SHIP || vessel.track.watched;
  }

  /** Runs a step for a vessel, also in the midst of another's step. */
  function forVessel(vessel: RegistryVessel, step: () => void): void {
    const before = [current, slot, fromFix] as const;
    current = vessel;
    fromFix = false;
    step();
    [current, slot, fromFix] = before;
  }

  return {
    ruleSlot: detectors.length,

    fix(vessel) {
      const { track, states } = vessel;
      current = vessel;
      fromFix = true;
      for (slot = 0; slot < EVERY_SHIP; slot++) detectors[slot]!.fix(states[slot]!, track, context);
      if (track.watched) {
        for (; slot < detectors.length; slot++) detectors[slot]!.fix(stateOf(vessel, slot), track, context);
      }
      slot = NO_SLOT;
      for (let n = 0; n < SEE_FIXES.length; n++) {
        const which = SEE_FIXES[n]!;
        fleetDetectors[which]!.fix!(fleetStates[which]!, track, context);
      }
    },

    aside(vessel, report, refusal) {
      const { track } = vessel;
      current = vessel;
      fromFix = false;
      for (slot = 0; slot < detectors.length; slot++) {
        const detector = detectors[slot]!;
        if (detector.aside && sees(slot, vessel))
          detector.aside(stateOf(vessel, slot), track, report, refusal, context);
      }
      slot = NO_SLOT;
      for (let which = 0; which < fleetDetectors.length; which++) {
        fleetDetectors[which]!.aside?.(fleetStates[which]!, track, report, refusal, context);
      }
    },

    hearStatic(vessel, heard) {
      current = vessel;
      fromFix = false;
      for (slot = 0; slot < detectors.length; slot++) {
        const detector = detectors[slot]!;
        if (!detector.hearStatic || !(sees(slot, vessel) || detector.hears === 'every')) continue;
        detector.hearStatic(stateOf(vessel, slot), vessel.track, heard, context);
      }
      slot = NO_SLOT;
      for (let which = 0; which < fleetDetectors.length; which++) {
        fleetDetectors[which]!.hearStatic?.(fleetStates[which]!, vessel.track, heard, context);
      }
    },

    sighted(vessel, sighting) {
      forVessel(vessel, () => {
        for (slot = 0; slot < detectors.length; slot++) {
          const detector = detectors[slot]!;
          if (detector.sighted) detector.sighted(stateOf(vessel, slot), vessel.track, sighting, context);
        }
      });
    },

    unsighted(vessel, sighting, reason, at) {
      forVessel(vessel, () => {
        for (slot = 0; slot < detectors.length; slot++) {
          const detector = detectors[slot]!;
          if (!detector.unsighted) continue;
          detector.unsighted(stateOf(vessel, slot), vessel.track, sighting, reason, at, context);
        }
      });
    },

    hearEvent(vessel, event, at) {
      const emitter = vessel === current ? slot : NO_SLOT;
      forVessel(vessel, () => {
        for (slot = 0; slot < detectors.length; slot++) {
          const detector = detectors[slot]!;
          if (slot === emitter || !detector.hearEvent || !sees(slot, vessel)) continue;
          detector.hearEvent(stateOf(vessel, slot), vessel.track, event, at, context);
        }
      });
    },

    wake(vessel, dueSlot, dueAt) {
      if (!sees(dueSlot, vessel) && detectors[dueSlot]!.hears !== 'every') return;
      current = vessel;
      slot = dueSlot;
      fromFix = false;
      detectors[dueSlot]!.tick(stateOf(vessel, dueSlot), vessel.track, dueAt, context);
    },

    advance(at) {
      for (let which = 0; which < fleetDetectors.length; which++) {
        const state = fleetStates[which]!;
        if (at < state.dueAt) continue;
        current = null;
        slot = NO_SLOT;
        fromFix = false;
        fleetDetectors[which]!.tick(state, at, context);
      }
    },

    zonesGone(vessel, zoneIds, at) {
      forVessel(vessel, () => {
        for (slot = 0; slot < detectors.length; slot++) {
          const state = vessel.states[slot];
          if (state) detectors[slot]!.zonesGone?.(state, vessel.track, zoneIds, at, context);
        }
      });
    },

    changePlaces(places) {
      context.places = places;
    },

    renamed(fromId, toId) {
      for (let which = 0; which < fleetDetectors.length; which++) {
        fleetDetectors[which]!.rename?.(fleetStates[which]!, fromId, toId);
      }
    },

    joined(left, vessel, reason, at) {
      forVessel(vessel, () => {
        for (slot = 0; slot < detectors.length; slot++) {
          const state = left.states[slot];
          if (state) detectors[slot]!.cut?.(state, left.track, reason, at, context);
        }
      });
    },
  };
}
