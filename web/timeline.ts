// What the timeline draws: a lane for each coloured vessel with its observed spans, silences and port calls, and the
// alerts above. Pure: state in, spans in UTC ms out.

import type { AlertSummary, Track, VesselEvent } from '../server/http/wire.ts';
import { GAP_MS } from './playback.ts';
import type { Basis, Severity } from './words.ts';
import { severityRank } from './words.ts';

export interface Span {
  fromAt: number;
  toAt: number;
}

export interface Lane {
  vesselId: string;
  name: string;
  hue: number;
  observed: Span[];
  calls: (Span & { basis: Basis; placeName: string })[];
}

export interface AlertMark {
  id: string;
  at: number;
  severity: Severity;
  title: string;
}

export function lanesOf(
  hues: ReadonlyMap<string, number>,
  names: ReadonlyMap<string, string>,
  tracks: ReadonlyMap<string, Track>,
  events: ReadonlyMap<string, VesselEvent>,
): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const [vesselId, hue] of [...hues].sort((a, b) => a[1] - b[1])) {
    const track = tracks.get(vesselId);
    const name = names.get(vesselId) ?? vesselId;
    lanes.set(vesselId, { vesselId, name, hue, observed: track ? observedSpans(track) : [], calls: [] });
  }
  for (const event of events.values()) {
    if (event.kind !== 'port-call' || event.state === 'withdrawn' || event.facts.waiting) continue;
    lanes.get(event.vesselId)?.calls.push({
      fromAt: event.beganAt,
      toAt: event.endedAt ?? event.beganAt,
      basis: event.basis,
      placeName: event.facts.placeName,
    });
  }
  // A ship that only passed by needs no lane while others called somewhere.
  const called = [...lanes.values()].filter((lane) => lane.calls.length > 0);
  return called.length > 0 ? called : [...lanes.values()];
}

/** Alerts in time order; of those at one time the most severe is drawn last, on top. */
export function alertMarks(alerts: Iterable<AlertSummary>): AlertMark[] {
  return [...alerts]
    .filter((alert) => alert.state !== 'withdrawn')
    .sort((a, b) => a.raisedAt - b.raisedAt || severityRank(a.severity) - severityRank(b.severity))
    .map((alert) => ({
      id: alert.id,
      at: alert.raisedAt,
      severity: alert.severity,
      title: `${alert.vesselName}: ${alert.ruleTitle}`,
    }));
}

/** Spans in which no two fixes are further apart than a silence. */
export function observedSpans(track: Track): Span[] {
  const spans: Span[] = [];
  let fromAt = track.at[0];
  for (let i = 1; i <= track.at.length; i++) {
    const before = track.at[i - 1]!;
    const next = track.at[i];
    if (fromAt !== undefined && (next === undefined || next - before > GAP_MS)) {
      spans.push({ fromAt, toAt: before });
      fromAt = next;
    }
  }
  return spans;
}

/** Round instants for an axis of about `count` labels between the ends: hours, days, months or years. */
export function axisTicks(fromAt: number, toAt: number, count: number): { at: number; label: string }[] {
  const HOUR = 3_600_000;
  const DAY = 24 * HOUR;
  const wanted = (toAt - fromAt) / Math.max(1, count);
  const ticks: { at: number; label: string }[] = [];
  if (wanted > 20 * DAY) {
    const months = [1, 2, 3, 6, 12].find((step) => step * 30 * DAY >= wanted) ?? 12;
    const first = new Date(fromAt);
    for (let i = 0; i < 600; i += 1) {
      const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i, 1);
      if (at > toAt) break;
      const month = new Date(at).getUTCMonth();
      if (at >= fromAt && month % months === 0) ticks.push({ at, label: monthLabel(at) });
    }
    return ticks;
  }
  const step = [HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 20 * DAY].find(
    (length) => length >= wanted,
  )!;
  for (let at = Math.ceil(fromAt / step) * step; at <= toAt; at += step) {
    ticks.push({ at, label: step < DAY && at % DAY !== 0 ? hourLabel(at) : dayLabel(at) });
  }
  return ticks;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function monthLabel(at: number): string {
  const date = new Date(at);
  const name = MONTHS[date.getUTCMonth()]!;
  return date.getUTCMonth() === 0 ? `${name} ${date.getUTCFullYear()}` : name;
}

function dayLabel(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

function hourLabel(at: number): string {
  return `${String(new Date(at).getUTCHours()).padStart(2, '0')}:00`;
}
