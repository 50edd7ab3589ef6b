// Draws the strip of the timeline on its two canvases: what is known at the playhead, and under it, faint, what lies
// ahead. It is given everything and asks for nothing.

import type { Palette } from '../palette.ts';
import { SEVERITY_SHAPES } from '../words/words.ts';
import { type AlertMark, axisTicks, type Lane } from './timeline.ts';

export const ALERT_ROW = 20;
const LANE_ROW = 14;
const AXIS_ROW = 18;

export interface Strip {
  fromAt: number;
  toAt: number;
  lanes: Lane[];
  palette: Palette;
}

export function stripHeight(lanes: readonly Lane[]): number {
  return ALERT_ROW + lanes.length * LANE_ROW + AXIS_ROW;
}

/** What is known at the playhead. It covers what lies under it, and is cut off at the playhead by its style. */
export function drawKnown(canvas: HTMLCanvasElement, width: number, strip: Strip, marks: readonly AlertMark[]): void {
  const pen = penOf(canvas, width, strip);
  if (pen === null) return;
  const { lanes, palette } = strip;
  pen.fillStyle = palette.panel;
  pen.fillRect(0, 0, width, stripHeight(lanes));
  const x = placeOf(strip, width);
  drawAxis(pen, width, strip);
  for (const [row, lane] of lanes.entries()) {
    drawObserved(pen, x, row, lane, palette, 0.5);
    drawDoubts(pen, x, row, lane, palette);
    drawCalls(pen, x, row, lane, palette);
    drawSigns(pen, x, row, lane, palette);
  }
  for (const mark of marks) {
    pen.fillStyle = palette.severity[mark.severity];
    pen.strokeStyle = palette.severity[mark.severity];
    drawShape(pen, SEVERITY_SHAPES[mark.severity], x(mark.at), ALERT_ROW / 2, mark.severity === 'critical' ? 5 : 4);
  }
}

/** What lies ahead: when ships are heard and alerts raised, faint and without saying what. */
export function drawAhead(canvas: HTMLCanvasElement, width: number, strip: Strip, alertTimes: readonly number[]): void {
  const pen = penOf(canvas, width, strip);
  if (pen === null) return;
  const x = placeOf(strip, width);
  drawAxis(pen, width, strip);
  for (const [row, lane] of strip.lanes.entries()) drawObserved(pen, x, row, lane, strip.palette, 0.22);
  pen.fillStyle = strip.palette.faint;
  pen.globalAlpha = 0.55;
  for (const at of alertTimes) {
    pen.beginPath();
    pen.arc(x(at), ALERT_ROW / 2, 2, 0, Math.PI * 2);
    pen.fill();
  }
}

function penOf(canvas: HTMLCanvasElement, width: number, { lanes }: Strip): CanvasRenderingContext2D | null {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(stripHeight(lanes) * ratio);
  const pen = canvas.getContext('2d');
  pen?.scale(ratio, ratio);
  return pen;
}

function placeOf({ fromAt, toAt }: Strip, width: number): (at: number) => number {
  return (at) => ((at - fromAt) / (toAt - fromAt)) * width;
}

function drawAxis(pen: CanvasRenderingContext2D, width: number, strip: Strip): void {
  const { fromAt, toAt, lanes, palette } = strip;
  const x = placeOf(strip, width);
  const axisTop = stripHeight(lanes) - AXIS_ROW;
  pen.font = '10.5px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
  pen.textBaseline = 'middle';
  for (const tick of axisTicks(fromAt, toAt, Math.floor(width / 84))) {
    const left = Math.round(x(tick.at)) + 0.5;
    pen.strokeStyle = palette.line;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(left, 0);
    pen.lineTo(left, axisTop + 4);
    pen.stroke();
    pen.fillStyle = palette.faint;
    if (left < width - 40) pen.fillText(tick.label, left + 4, axisTop + AXIS_ROW / 2 + 1);
  }
}

function drawObserved(
  pen: CanvasRenderingContext2D,
  x: (at: number) => number,
  row: number,
  lane: Lane,
  palette: Palette,
  opacity: number,
): void {
  const middle = ALERT_ROW + row * LANE_ROW + LANE_ROW / 2;
  pen.fillStyle = palette.hues[lane.hue]!;
  pen.globalAlpha = opacity;
  for (const span of lane.observed) {
    pen.fillRect(x(span.fromAt), middle - 0.75, Math.max(1, x(span.toAt) - x(span.fromAt)), 1.5);
  }
  pen.globalAlpha = 1;
}

function drawCalls(
  pen: CanvasRenderingContext2D,
  x: (at: number) => number,
  row: number,
  lane: Lane,
  palette: Palette,
): void {
  const middle = ALERT_ROW + row * LANE_ROW + LANE_ROW / 2;
  const colour = palette.hues[lane.hue]!;
  for (const call of lane.calls) {
    const left = x(call.fromAt);
    const long = Math.max(3, x(call.toAt) - left);
    pen.fillStyle = colour;
    if (call.basis === 'observed') pen.fillRect(left, middle - 4, long, 8);
    // What was not observed on AIS is an outline, as it is on the map.
    const unheard = call.basis === 'observed' ? call.silent : [call];
    for (const span of unheard) {
      const from = Math.max(left, x(span.fromAt));
      drawOutline(pen, from, middle, Math.max(3, Math.min(left + long, x(span.toAt)) - from), colour, palette.panel);
    }
  }
}

/** A dotted line over the lane: positions are in doubt there. */
function drawDoubts(
  pen: CanvasRenderingContext2D,
  x: (at: number) => number,
  row: number,
  lane: Lane,
  palette: Palette,
): void {
  const middle = ALERT_ROW + row * LANE_ROW + LANE_ROW / 2;
  pen.strokeStyle = palette.doubt;
  pen.lineWidth = 2.5;
  pen.setLineDash([2.5, 2.5]);
  for (const span of lane.doubts) {
    pen.beginPath();
    pen.moveTo(x(span.fromAt), middle);
    pen.lineTo(Math.max(x(span.fromAt) + 5, x(span.toAt)), middle);
    pen.stroke();
  }
  pen.setLineDash([]);
}

/** Two small strokes for an encounter, one tall stroke for a change of identity. */
function drawSigns(
  pen: CanvasRenderingContext2D,
  x: (at: number) => number,
  row: number,
  lane: Lane,
  palette: Palette,
): void {
  const middle = ALERT_ROW + row * LANE_ROW + LANE_ROW / 2;
  for (const { at, what } of lane.signs) {
    const left = x(at);
    for (const stroke of what === 'meeting' ? [left - 1.5, left + 1.5] : [left]) {
      pen.lineCap = 'butt';
      pen.strokeStyle = palette.panel;
      pen.lineWidth = 3;
      drawStroke(pen, stroke, middle);
      pen.strokeStyle = palette.text;
      pen.lineWidth = 1.4;
      drawStroke(pen, stroke, middle);
    }
  }
}

function drawStroke(pen: CanvasRenderingContext2D, x: number, middle: number): void {
  pen.beginPath();
  pen.moveTo(x, middle - 5);
  pen.lineTo(x, middle + 5);
  pen.stroke();
}

function drawOutline(
  pen: CanvasRenderingContext2D,
  left: number,
  middle: number,
  long: number,
  colour: string,
  ground: string,
): void {
  pen.fillStyle = ground;
  pen.fillRect(left, middle - 4, long, 8);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.2;
  pen.strokeRect(left + 0.6, middle - 3.4, Math.max(1.8, long - 1.2), 6.8);
}

function drawShape(pen: CanvasRenderingContext2D, shape: string, x: number, y: number, r: number): void {
  pen.beginPath();
  if (shape === 'diamond') {
    pen.moveTo(x, y - r * 1.15);
    pen.lineTo(x + r, y);
    pen.lineTo(x, y + r * 1.15);
    pen.lineTo(x - r, y);
  } else if (shape === 'triangle') {
    pen.moveTo(x, y - r);
    pen.lineTo(x + r, y + r * 0.8);
    pen.lineTo(x - r, y + r * 0.8);
  } else if (shape === 'square') pen.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6);
  else pen.arc(x, y, r * 0.8, 0, Math.PI * 2);
  pen.closePath();
  if (shape === 'ring') pen.stroke();
  else pen.fill();
}
