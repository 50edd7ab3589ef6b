// The layers of the map in drawing order, bottom first within an anchor. A new layer is one file, one line here, one test.

import { alerts, legs } from './alerts.ts';
import { calls } from './calls.ts';
import { doubt } from './doubt.ts';
import { encounters } from './encounters.ts';
import { footprint } from './footprint.ts';
import { gaps } from './gaps.ts';
import { interference } from './interference.ts';
import type { MapLayer } from './layer.ts';
import { portCircles, ports } from './ports.ts';
import { reach, reachWords } from './reach.ts';
import { sightings } from './sightings.ts';
import { stops } from './stops.ts';
import { tracks } from './tracks.ts';
import { traffic, vessels } from './vessels.ts';
import { who } from './who.ts';
import { zones } from './zones.ts';

export const LAYERS: readonly MapLayer[] = [
  footprint,
  reach,
  zones,
  portCircles,
  interference,
  reachWords,
  legs,
  gaps,
  tracks,
  doubt,
  ports,
  stops,
  calls,
  encounters,
  traffic,
  alerts,
  sightings,
  who,
  vessels,
];
