// The time of an alert as one drawing (SVG): when the ship was heard and when not, its events by number, sightings, and the
// moment at which the alert was said. In come positions and events; out goes text.

import { DAY_MS, dayOf, HOUR_MS } from '../../domain/time.ts';
import type { Gathered } from '../gather.ts';
import type { Position } from '../position-files.ts';
import { sightingsOfLeg } from '../sightings-of-leg.ts';

const WIDTH = 900;
const LEFT = 84;
const ROW = 22;
/** A pause between two positions that is drawn as one. */
const PAUSE_MS = HOUR_MS;
/** Events have a row each up to so many; more share rows. */
const MOST_ROWS = 8;

export function timelineDrawing(gathered: Gathered, positions: readonly Position[]): string {
  const { alert } = gathered;
  const sightings = sightingsOfLeg(gathered);
  const own = positions.filter(({ mmsi }) => mmsi === alert.mmsi);
  const events = alert.evidence.events;
  const instants = [
    alert.fromAt,
    alert.knownAt,
    ...own.slice(0, 1).map(({ at }) => at),
    ...events.flatMap(({ beganAt, endedAt }) => [beganAt, endedAt ?? beganAt]),
    ...sightings.flatMap(({ fromAt, toAt }) => [fromAt, toAt]),
  ];
  const fromAt = instants.reduce((a, b) => Math.min(a, b)) - HOUR_MS;
  const toAt = instants.reduce((a, b) => Math.max(a, b)) + HOUR_MS;
  const x = (at: number) =>
    LEFT + ((Math.max(fromAt, Math.min(toAt, at)) - fromAt) / (toAt - fromAt)) * (WIDTH - LEFT - 12);
  const rows = Math.min(events.length, MOST_ROWS);
  const height = ROW * (rows + 2) + 30;
  const bar = (name: string, from: number, to: number, row: number) =>
    `<rect class="${name}" x="${x(from).toFixed(1)}" y="${row * ROW + 5}" width="${Math.max(2, x(to) - x(from)).toFixed(1)}" height="10"/>`;
  const parts: string[] = [days(fromAt, toAt, x, height), label('heard', 0)];
  for (const [from, to] of spells(own)) parts.push(bar('heard', from, to, 0));
  events.forEach(({ beganAt, endedAt, basis }, index) => {
    const row = 1 + (index % MOST_ROWS);
    parts.push(bar(`event ${basis}`, beganAt, endedAt ?? alert.knownAt, row));
    const left = x(beganAt) - 6;
    parts.push(`<text class="tick" x="${left.toFixed(1)}" y="${row * ROW + 14}" text-anchor="end">${index + 1}</text>`);
  });
  parts.push(label(sightings.length === 0 ? 'no sighting' : 'sightings', rows + 1));
  for (const { fromAt: from, toAt: to, withdrawn } of sightings)
    parts.push(bar(withdrawn === undefined ? 'seen' : 'seen gone', from, to, rows + 1));
  parts.push(`<path class="said" d="M${x(alert.knownAt).toFixed(1)} 2V${height - 22}"/>`);
  return `<svg class="timeline" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="When the ship was heard, its numbered events and sightings">${parts.join('')}</svg>`;
}

function label(text: string, row: number): string {
  return `<text class="row" x="2" y="${row * ROW + 14}">${text}</text>`;
}

/** Spans in which it was heard without a pause. */
function spells(own: readonly Position[]): [number, number][] {
  const found: [number, number][] = [];
  for (const { at } of own) {
    const last = found.at(-1);
    if (last !== undefined && at - last[1] <= PAUSE_MS) last[1] = at;
    else found.push([at, at]);
  }
  return found;
}

function days(fromAt: number, toAt: number, x: (at: number) => number, height: number): string {
  const span = (toAt - fromAt) / DAY_MS;
  const step = [1, 2, 5, 10, 20, 30, 60, 120].find((each) => span / each <= 8) ?? 365;
  let text = '';
  for (let day = Math.ceil(fromAt / DAY_MS); day * DAY_MS < toAt; day += step) {
    const at = x(day * DAY_MS);
    text += `<path class="grid" d="M${at.toFixed(1)} 0V${height - 18}"/>`;
    if (at < WIDTH - 60)
      text += `<text class="tick" x="${(at + 2).toFixed(1)}" y="${height - 6}">${dayOf(day * DAY_MS)}</text>`;
  }
  return text;
}
