// The detectors, in the order they see a fix: first those that every ship passes, then those for watched ships alone.
// Adding one is a file, a line here and a test; the order of states in a snapshot is the order of these lists.

import { approach } from './approach/approach.ts';
import { cadence } from './cadence/cadence.ts';
import { destinationClaim } from './destination-claim/destination-claim.ts';
import type { Detector, FleetDetector } from './detector.ts';
import { draughtChange } from './draught-change/draught-change.ts';
import { encounter } from './encounter/encounter.ts';
import { gap } from './gap/gap.ts';
import { identityChange } from './identity-change/identity-change.ts';
import { identitySwap } from './identity-change/identity-swap.ts';
import { interference } from './interference/interference.ts';
import { loitering } from './loitering/loitering.ts';
import { portCall } from './port-call/port-call.ts';
import { positionDoubt } from './position-doubt/position-doubt.ts';
import { darkCall } from './possible-dark-call/dark-call.ts';
import { zone } from './zone/zone.ts';

/** One state for each vessel. */
export const detectors: readonly Detector[] = [
  portCall,
  zone,
  gap,
  darkCall,
  loitering,
  positionDoubt,
  destinationClaim,
  draughtChange,
  approach,
  cadence,
  identityChange,
];

/** One state for all vessels. */
export const fleetDetectors: readonly FleetDetector[] = [
  encounter as FleetDetector,
  interference as FleetDetector,
  identitySwap as FleetDetector,
];
