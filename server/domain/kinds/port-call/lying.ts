// Does a slow fix show that a ship lies? One alone is no stop: it may be a stray, or a log that sends 0 kn under way. In
// comes the call with the first slow fix; out goes whether this one bears it out. Where the first was is noted in the call.

import { distanceKm, KM_PER_NM } from '../../geo.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { OpenCall } from './open-call.ts';
import { PORT_CALL_SETTINGS } from './settings.ts';

const LYING_MS = PORT_CALL_SETTINGS.lyingMinutes.value * MINUTE_MS;
const KM_PER_MS = (PORT_CALL_SETTINGS.lyingKn.value * KM_PER_NM) / HOUR_MS;
const SHIFT_KM = PORT_CALL_SETTINGS.shiftKm.value;

/** Is there a slow fix before this one, some minutes ago and where this one is? Else the stop may begin with this one. */
export function isBorneOut(call: OpenCall | null, track: Readonly<Track>): boolean {
  if (call === null) return false;
  if (call.stirs) return true;
  if (call.slowAt === 0) return false;
  const ms = track.at - call.slowAt;
  const km = distanceKm(call.slowLon, call.slowLat, track.lon, track.lat);
  if (km > SHIFT_KM || km > KM_PER_MS * Math.max(ms, LYING_MS)) {
    standSlow(call, track);
    return false;
  }
  return ms >= LYING_MS;
}

/** This fix may be the first of a stop. */
export function standSlow(call: OpenCall, { at, lon, lat }: Readonly<Track>): void {
  call.slowAt = at;
  call.slowLon = lon;
  call.slowLat = lat;
}
