// The detectors that every vessel passes, in the order they see a fix. Adding one is a file, a line here and a test;
// the order of states in a snapshot is the order of this list.

import { darkCall } from './dark-call.ts';
import type { Detector } from './detector.ts';
import { gap } from './gap.ts';
import { portCall } from './port-call.ts';
import { zone } from './zone.ts';

export const detectors: readonly Detector[] = [portCall, zone, gap, darkCall];
