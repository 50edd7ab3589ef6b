// The detectors, in the order they see a fix: first those that every ship passes, then those for watched ships alone.
// Adding one is a file, a line here and a test; the order of states in a snapshot is the order of these lists.

import { approach } from './approach.ts';
import { cadence } from './cadence.ts';
import { darkCall } from './dark-call.ts';
import { destinationClaim } from './destination-claim.ts';
import type { Detector, FleetDetector } from './detector.ts';
import { draughtChange } from './draught-change.ts';
import { encounter } from './encounter.ts';
import { gap } from './gap.ts';
import { identityChange } from './identity-change.ts';
import { identitySwap } from './identity-swap.ts';
import { interference } from './interference.ts';
import { loitering } from './loitering.ts';
import { portCall } from './port-call.ts';
import { positionDoubt } from './position-doubt.ts';
import { zone } from './zone.ts';

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
