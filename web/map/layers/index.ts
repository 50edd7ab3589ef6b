// The layers of the map in drawing order, bottom first within an anchor. A new layer is one file, one line here, one test.

import { alerts, legs } from './alerts.ts';
import { calls } from './calls.ts';
import { corridors } from './corridors.ts';
import { doubt } from './doubt.ts';
import { encounters } from './encounters.ts';
import { footprint } from './footprint.ts';
import { gaps } from './gaps.ts';
import { interference } from './interference.ts';
import type { MapLayer } from './layer.ts';
import { measure } from './measure.ts';
import { night } from './night.ts';
import { overlays } from './overlays.ts';
import { portCircles, ports } from './ports.ts';
import { reach, reachWords } from './reach.ts';
import { sightings } from './sightings.ts';
import { stops } from './stops.ts';
import { trackDates, tracks } from './tracks.ts';
import { vessels } from './vessels.ts';
import { who } from './who.ts';
import { zones } from './zones.ts';

export const LAYERS: readonly MapLayer[] = [
  footprint,
  reach,
  zones,
  portCircles,
  interference,
  reachWords,
  corridors,
  night,
  legs,
  gaps,
  tracks,
  doubt,
  trackDates,
  ports,
  stops,
  calls,
  encounters,
  alerts,
  sightings,
  who,
  overlays,
  vessels,
  measure,
];
