// The figures of truth, one file each. A new one is its file and a line here.

import { approaches } from './approaches.ts';
import { darkLegs } from './dark-legs.ts';
import { joins } from './joins.ts';
import { rim } from './rim.ts';
import { stays } from './stays.ts';
import type { TruthFigure } from './truth.ts';

export const FIGURES: readonly TruthFigure[] = [joins, stays, darkLegs, rim, approaches];
