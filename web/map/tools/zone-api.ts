// Asks the server about zones that people draw.

import type { DrawnZone, Zone, ZoneRequest } from '../../../server/http/wire/place.ts';
import { post, put, remove, rows } from '../../api.ts';

export const zoneApi = {
  all: () => rows<Zone>('/zones'),
  drawn: () => rows<DrawnZone>('/zones/drawn'),
  make: (request: ZoneRequest) => post<DrawnZone>('/zones', request),
  change: (id: string, request: ZoneRequest) => put<DrawnZone>(`/zones/${encodeURIComponent(id)}`, request),
  remove: (id: string) => remove(`/zones/${encodeURIComponent(id)}`),
};
