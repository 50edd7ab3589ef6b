// The content of the timeline: a lane for each coloured vessel with its observed spans and the port calls known at the
// playhead, and the alerts above. Ahead of the playhead it shows when something comes, not what. Pure: state in, spans in
// UTC ms out.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import type { Track } from '../../server/http/wire/track.ts';
import { GAP_MS } from '../state/playback.ts';
import { newestOf, type Said } from '../state/said.ts';
import type { State } from '../state/state.ts';
import { DAY_MS, HOUR_MS } from '../words/time.ts';
import type { Basis, Severity } from '../words/words.ts';
import { severityRank } from '../words/words.ts';

export interface Span {
  fromAt: number;
  toAt: number;
}

export interface Lane {
  vesselId: string;
  name: string;
  hue: number;
  observed: Span[];
  /** `silent`: parts of the call in which the ship was not heard. */
  calls: (Span & { basis: Basis; placeName: string; silent: Span[] })[];
  /** In which its positions are in doubt. */
  doubts: Span[];
  /** When the ship lay beside another, or changed its identity. */
  signs: { at: number; what: 'meeting' | 'identity' }[];
}

export interface AlertMark {
  id: string;
  at: number;
  severity: Severity;
  title: string;
}

/**
 * A lane for each coloured vessel, with the calls that are known at the playhead. Which vessels have a lane is decided
 * by the whole scope, so that the strip keeps its height while it plays: a ship that only passed by needs none while
 * others called somewhere or were doubted. A call that is not over goes on to `endAt`; the strip shows it up to the playhead.
 */
export function lanesOf(
  scope: Pick<State, 'hues' | 'names' | 'tracks' | 'eventsSaid' | 'events'>,
  endAt: number,
): Lane[] {
  const callers = new Set<string>();
  for (const revisions of scope.eventsSaid.byId.values()) {
    const event = newestOf(revisions);
    if (isCall(event) || event.kind === 'position-doubt') callers.add(event.vesselId);
  }
  const coloured = [...scope.hues].sort((a, b) => a[1] - b[1]);
  const chosen = coloured.some(([id]) => callers.has(id)) ? coloured.filter(([id]) => callers.has(id)) : coloured;
  const lanes = new Map<string, Lane>();
  for (const [vesselId, hue] of chosen) {
    const track = scope.tracks.get(vesselId);
    const name = scope.names.get(vesselId) ?? vesselId;
    lanes.set(vesselId, { vesselId, name, hue, observed: track ? observedSpans(track) : [], ...emptyLane() });
  }
  // Without a watched vessel one lane holds the calls of all ships.
  const shared: Lane = { vesselId: '', name: 'Port calls', hue: 0, observed: [], ...emptyLane() };
  if (lanes.size === 0 && callers.size > 0) lanes.set('', shared);
  for (const event of scope.events.values()) {
    noteSign(lanes.get(event.vesselId), event, endAt);
    if (!isCall(event)) continue;
    (lanes.get('') ?? lanes.get(event.vesselId))?.calls.push({
      fromAt: event.beganAt,
      toAt: event.endedAt ?? endAt,
      basis: event.basis,
      placeName: event.facts.placeName,
      silent: event.facts.gaps.map((gap) => ({ fromAt: gap.fromAt, toAt: gap.toAt ?? endAt })),
    });
  }
  return [...lanes.values()];
}

function emptyLane(): Pick<Lane, 'calls' | 'doubts' | 'signs'> {
  return { calls: [], doubts: [], signs: [] };
}

/** Of the other kinds only doubts, encounters and changes of identity are marked on the lane. */
function noteSign(lane: Lane | undefined, event: VesselEvent, endAt: number): void {
  if (lane === undefined || event.state === 'withdrawn') return;
  if (event.kind === 'position-doubt') lane.doubts.push({ fromAt: event.beganAt, toAt: event.endedAt ?? endAt });
  else if (event.kind === 'encounter') lane.signs.push({ at: event.beganAt, what: 'meeting' });
  else if (event.kind === 'identity-change' && event.facts.weight !== 'note') {
    lane.signs.push({ at: event.beganAt, what: 'identity' });
  }
}

function isCall(event: VesselEvent): event is VesselEvent & { kind: 'port-call' } {
  return event.kind === 'port-call' && event.state !== 'withdrawn' && !event.facts.waiting;
}

/** When each alert of the whole scope is first raised: that something comes, and not what. */
export function alertTimes(said: Said<AlertSummary>): number[] {
  return [...said.byId.values()].map((revisions) => revisions[0]!.knownAt);
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

/** Spans in which no two fixes are further apart than a gap. */
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
  const wanted = (toAt - fromAt) / Math.max(1, count);
  const ticks: { at: number; label: string }[] = [];
  if (wanted > 20 * DAY_MS) {
    const months = [1, 2, 3, 6, 12].find((step) => step * 30 * DAY_MS >= wanted) ?? 12;
    const first = new Date(fromAt);
    for (let i = 0; i < 600; i += 1) {
      const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i, 1);
      if (at > toAt) break;
      const month = new Date(at).getUTCMonth();
      if (at >= fromAt && month % months === 0) ticks.push({ at, label: monthLabel(at) });
    }
    return ticks;
  }
  const step = [
    HOUR_MS,
    3 * HOUR_MS,
    6 * HOUR_MS,
    12 * HOUR_MS,
    DAY_MS,
    2 * DAY_MS,
    5 * DAY_MS,
    10 * DAY_MS,
    20 * DAY_MS,
  ].find((length) => length >= wanted)!;
  for (let at = Math.ceil(fromAt / step) * step; at <= toAt; at += step) {
    ticks.push({ at, label: step < DAY_MS && at % DAY_MS !== 0 ? hourLabel(at) : dayLabel(at) });
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
