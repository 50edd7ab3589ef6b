// What a visit to a zone says: which zone, and how well its two ends are known.

import type { EventOf } from '../../event.ts';
import type { Window } from '../port-call/facts.ts';

export interface ZoneFacts {
  zoneId: string;
  zoneName: string;
  entry: Window | null;
  exit: Window | null;
}

export type ZoneVisit = EventOf<'zone', ZoneFacts>;
