// The detector runner: which detectors are called with what, in which order, and for which vessel. In come steps of the
// engine (a fix, static data, a sighting, time); out go events and wishes to be woken. It judges nothing itself and
// allocates nothing per fix. A detector that throws is fenced: its state for that vessel is set aside and begun anew, and
// all others go on. An error thrown by the taker of its events is no fault of the detector, and is passed on.

import type { DetectorContext, DetectorKinds, FleetState, HeardStatic } from '../kinds/detector.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { PlaceIndex } from '../places/place-index.ts';
import type { Report } from '../report.ts';
import type { Sighting } from '../sighting.ts';
import type { FixRefusal } from '../track/track.ts';
import type { FaultStep } from './faults.ts';
import type { Registry, RegistryVessel, StateKeeper } from './registry.ts';
import type { Timers } from './timers.ts';

/** What the detectors are given to ask, beside what the runner itself provides. */
export type Surroundings = Omit<DetectorContext, 'say' | 'wakeAt'>;

export interface DetectorRunnerDeps {
  kinds: DetectorKinds;
  registry: Registry;
  fleetStates: FleetState[];
  timers: Pick<Timers<RegistryVessel>, 'wish'>;
  surroundings: Surroundings;
  /** `vessel` is null for an event of an area. `fromFix`: the vessel's newest fix led to the event. */
  emit(vessel: RegistryVessel | null, event: VesselEvent, fromFix: boolean): void;
  /** A detector has thrown; in tests this throws again. `vessel` is null for a fleet detector. */
  fault(kind: string, step: FaultStep, vessel: RegistryVessel | null, error: unknown, state: object | null): void;
}

export interface DetectorRunner {
  fix(vessel: RegistryVessel): void;
  aside(vessel: RegistryVessel, report: Readonly<Report>, refusal: FixRefusal): void;
  hearStatic(vessel: RegistryVessel, heard: Readonly<HeardStatic>): void;
  sighted(vessel: RegistryVessel, sighting: Readonly<Sighting>): void;
  unsighted(vessel: RegistryVessel, sighting: Readonly<Sighting>, reason: string, at: number): void;
  /** Lets the detectors of the vessel hear what one of them, or a fleet detector, has emitted. */
  hearEvent(vessel: RegistryVessel, event: VesselEvent, at: number): void;
  /** The wish of the detector in `slot` falls due. */
  wake(vessel: RegistryVessel, slot: number, dueAt: number): void;
  /** Lets fleet detectors know the time. */
  advance(at: number): void;
  /** Zones that vessels may be in are gone, or have another outline. */
  zonesGone(vessel: RegistryVessel, zoneIds: ReadonlySet<string>, at: number): void;
  /** Other places are in force from now on. */
  changePlaces(places: PlaceIndex): void;
  renamed(fromId: string, toId: string): void;
  /** The unit behind `left` goes on as `vessel`: events of `left` that last end here. */
  joined(left: RegistryVessel, vessel: RegistryVessel, reason: string, at: number): void;
}

/** In place of the slot of a vessel's detector: a fleet detector runs. */
const NO_SLOT = -1;

export function createDetectorRunner(deps: DetectorRunnerDeps): DetectorRunner {
  const { registry, fleetStates, timers, surroundings, emit, fault } = deps;
  const { detectors, fleetDetectors } = deps.kinds;
  const everyShip = countForEveryShip(deps.kinds);
  /** The fleet detectors that see every fix, by their place in the registry. */
  const seeFixes = fleetDetectors.flatMap(({ fix }, which) => (fix === undefined ? [] : [which]));

  // One context serves every call; these three tell for whom it is made.
  let current: RegistryVessel | null = null;
  let slot = NO_SLOT;
  let fromFix = false;
  /** Thrown by whoever takes the events. */
  let notOurs: unknown = null;
  const context = {
    ...surroundings,
    say(event: VesselEvent) {
      // An encounter may end with a fix of the other ship; an event of an area belongs to no ship.
      const { vesselId, mmsi } = event;
      const unit = mmsi === null ? undefined : registry.units.get(mmsi);
      const vessel = registry.vessels.get(vesselId) ?? unit?.vessel ?? null;
      const owner = vessel ?? (mmsi === null ? null : current);
      try {
        emit(owner, event, fromFix && owner === current);
      } catch (error) {
        notOurs = error;
        throw error;
      }
    },
    wakeAt: (dueAt: number) => timers.wish(current!, slot, dueAt),
  } satisfies DetectorContext;

  function sees(which: number, vessel: Readonly<RegistryVessel>): boolean {
    return which < everyShip || vessel.track.watched;
  }

  function stateOf({ states }: RegistryVessel, which: number): object {
    const known = states[which];
    if (known) return known;
    const begun = detectors[which]!.begin();
    states[which] = begun;
    return begun;
  }

  /** The detector in `slot` has thrown: its state may be half changed. */
  function fence(vessel: RegistryVessel, which: number, step: FaultStep, error: unknown): void {
    if (error === notOurs) throw error;
    const aside = vessel.states[which] ?? null;
    fault(detectors[which]!.name, step, vessel, error, aside);
    vessel.states[which] = null;
    timers.wish(vessel, which, 0);
  }

  function fenceFleet(which: number, step: FaultStep, error: unknown): void {
    if (error === notOurs) throw error;
    fault(fleetDetectors[which]!.name, step, current, error, fleetStates[which]!);
    fleetStates[which] = fleetDetectors[which]!.begin();
  }

  /** Runs a step of each detector of a vessel, also while another detector's step is running. */
  function forEach(vessel: RegistryVessel, step: FaultStep, run: (which: number) => void): void {
    registry.touch(vessel);
    const before = [current, slot, fromFix] as const;
    current = vessel;
    fromFix = false;
    for (let which = 0; which < detectors.length; which++) {
      slot = which;
      try {
        run(which);
      } catch (error) {
        fence(vessel, which, step, error);
      }
    }
    [current, slot, fromFix] = before;
  }

  return {
    fix(vessel) {
      const { track, states } = vessel;
      current = vessel;
      fromFix = true;
      slot = 0;
      // The fences are round the loops, which go on behind a detector that threw. There are two loops so that the first,
      // which every fix passes, calls few functions and can be compiled into one.
      while (slot < everyShip) {
        try {
          for (; slot < everyShip; slot++) {
            const detector = detectors[slot]!;
            const state = states[slot];
            if (state) detector.fix(state, track, context);
            else if (detector.concerns === undefined || detector.concerns(track, context)) {
              detector.fix(stateOf(vessel, slot), track, context);
            }
          }
        } catch (error) {
          fence(vessel, slot++, 'fix', error);
        }
      }
      const last = track.watched ? detectors.length : everyShip;
      while (slot < last) {
        try {
          for (; slot < last; slot++) detectors[slot]!.fix(states[slot] ?? stateOf(vessel, slot), track, context);
        } catch (error) {
          fence(vessel, slot++, 'fix', error);
        }
      }
      slot = NO_SLOT;
      let which = 0;
      while (which < seeFixes.length) {
        try {
          for (; which < seeFixes.length; which++) {
            fleetDetectors[seeFixes[which]!]!.fix!(fleetStates[seeFixes[which]!]!, track, context);
          }
        } catch (error) {
          fenceFleet(seeFixes[which++]!, 'fix', error);
        }
      }
    },

    aside(vessel, report, refusal) {
      const { track } = vessel;
      current = vessel;
      fromFix = false;
      for (slot = 0; slot < detectors.length; slot++) {
        const detector = detectors[slot]!;
        if (!detector.aside || !sees(slot, vessel)) continue;
        try {
          detector.aside(stateOf(vessel, slot), track, report, refusal, context);
        } catch (error) {
          fence(vessel, slot, 'aside', error);
        }
      }
      slot = NO_SLOT;
      for (let which = 0; which < fleetDetectors.length; which++) {
        try {
          fleetDetectors[which]!.aside?.(fleetStates[which]!, track, report, refusal, context);
        } catch (error) {
          fenceFleet(which, 'aside', error);
        }
      }
    },

    hearStatic(vessel, heard) {
      const { track } = vessel;
      current = vessel;
      fromFix = false;
      for (slot = 0; slot < detectors.length; slot++) {
        const detector = detectors[slot]!;
        if (!detector.hearStatic || !(sees(slot, vessel) || detector.hears === 'every')) continue;
        try {
          detector.hearStatic(stateOf(vessel, slot), track, heard, context);
        } catch (error) {
          fence(vessel, slot, 'static', error);
        }
      }
      slot = NO_SLOT;
      for (let which = 0; which < fleetDetectors.length; which++) {
        try {
          fleetDetectors[which]!.hearStatic?.(fleetStates[which]!, track, heard, context);
        } catch (error) {
          fenceFleet(which, 'static', error);
        }
      }
    },

    sighted(vessel, sighting) {
      forEach(vessel, 'sighted', (which) => {
        const detector = detectors[which]!;
        if (detector.sighted) detector.sighted(stateOf(vessel, which), vessel.track, sighting, context);
      });
    },

    unsighted(vessel, sighting, reason, at) {
      forEach(vessel, 'unsighted', (which) => {
        const detector = detectors[which]!;
        if (!detector.unsighted) return;
        detector.unsighted(stateOf(vessel, which), vessel.track, sighting, reason, at, context);
      });
    },

    hearEvent(vessel, event, at) {
      const emitter = vessel === current ? slot : NO_SLOT;
      forEach(vessel, 'event', (which) => {
        const detector = detectors[which]!;
        if (which === emitter || !detector.hearEvent || !sees(which, vessel)) return;
        detector.hearEvent(stateOf(vessel, which), vessel.track, event, at, context);
      });
    },

    wake(vessel, dueSlot, dueAt) {
      const detector = detectors[dueSlot]!;
      if (!sees(dueSlot, vessel) && detector.hears !== 'every') return;
      current = vessel;
      slot = dueSlot;
      fromFix = false;
      try {
        detector.tick(stateOf(vessel, dueSlot), vessel.track, dueAt, context);
      } catch (error) {
        fence(vessel, dueSlot, 'tick', error);
      }
    },

    advance(at) {
      for (let which = 0; which < fleetDetectors.length; which++) {
        const state = fleetStates[which]!;
        if (at < state.dueAt) continue;
        current = null;
        slot = NO_SLOT;
        fromFix = false;
        try {
          fleetDetectors[which]!.tick(state, at, context);
        } catch (error) {
          fenceFleet(which, 'tick', error);
        }
      }
    },

    zonesGone(vessel, zoneIds, at) {
      const isIn = (which: number) => {
        const state = vessel.states[which];
        return state !== null && state !== undefined && detectors[which]!.isIn?.(state, zoneIds) === true;
      };
      if (!detectors.some((_, which) => isIn(which))) return;
      forEach(vessel, 'zones', (which) => {
        if (!isIn(which)) return;
        detectors[which]!.zonesGone?.(vessel.states[which]!, vessel.track, zoneIds, at, context);
      });
    },

    changePlaces(places) {
      context.places = places;
    },

    renamed(fromId, toId) {
      for (let which = 0; which < fleetDetectors.length; which++) {
        try {
          fleetDetectors[which]!.rename?.(fleetStates[which]!, fromId, toId);
        } catch (error) {
          fenceFleet(which, 'rename', error);
        }
      }
    },

    joined(left, vessel, reason, at) {
      forEach(vessel, 'cut', (which) => {
        const state = left.states[which];
        if (state) detectors[which]!.cut?.(state, left.track, reason, at, context);
      });
    },
  };
}

/** The first so many detectors of the registry see every ship, the others watched ships alone. */
function countForEveryShip({ detectors }: DetectorKinds): number {
  const count = detectors.filter(({ ships }) => ships === 'every').length;
  if (detectors.slice(0, count).some(({ ships }) => ships !== 'every')) {
    throw new Error('the registry must name the detectors for every ship first');
  }
  return count;
}

/**
 * What the registry asks of the detectors' states. Each is made when its vessel first needs it: of a hundred thousand ships
 * few are watched and most are at sea, and states that nobody reads would slow down every fix.
 */
export function stateKeeper({ detectors }: DetectorKinds): StateKeeper {
  return {
    begin: () => detectors.map(() => null),
    join(heard, sighted) {
      for (let which = 0; which < detectors.length; which++) {
        const { join } = detectors[which]!;
        if (join === undefined || !sighted[which]) continue;
        heard[which] ??= detectors[which]!.begin();
        join(heard[which]!, sighted[which]!);
      }
    },
  };
}
