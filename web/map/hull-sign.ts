// The sign of a watched ship, seen from above with the bow up: filled while it is heard, hollow with a broken outline while it
// is silent, striped while its position is in doubt. Colour repeats what the filling says. A ship that sends no course, or lies
// still, is a round mark filled in the same way, since nobody knows where its bow points.

import type { Palette } from '../palette.ts';

export type ShipState = 'heard' | 'silent' | 'doubted';

export function shipColour(state: ShipState, palette: Palette): string {
  return { heard: palette.heard, silent: palette.silent, doubted: palette.doubt }[state];
}

export function drawHull(
  pen: CanvasRenderingContext2D,
  size: number,
  { state, round }: { state: ShipState; round: boolean },
  palette: Palette,
): void {
  const unit = size / 2;
  const colour = shipColour(state, palette);
  pen.translate(unit, unit);
  pen.lineJoin = 'round';
  outline(pen, unit, round);
  pen.strokeStyle = palette.letterHalo;
  pen.lineWidth = unit * 0.3;
  pen.stroke();
  if (state === 'heard') {
    pen.fillStyle = colour;
    pen.fill();
    pen.strokeStyle = palette.letterHalo;
    pen.lineWidth = unit * 0.05;
    pen.stroke();
    if (!round) bridge(pen, unit, palette.letterHalo);
    return;
  }
  pen.fillStyle = palette.sea;
  pen.fill();
  if (state === 'doubted') stripes(pen, unit, colour);
  pen.strokeStyle = colour;
  pen.lineWidth = unit * 0.15;
  if (state === 'silent') pen.setLineDash([unit * 0.3, unit * 0.17]);
  outline(pen, unit, round);
  pen.stroke();
}

function outline(pen: CanvasRenderingContext2D, unit: number, round: boolean): void {
  pen.beginPath();
  if (round) {
    pen.arc(0, 0, unit * 0.46, 0, Math.PI * 2);
    return;
  }
  const beam = unit * 0.36;
  pen.moveTo(0, -unit * 0.86);
  pen.quadraticCurveTo(beam, -unit * 0.5, beam, -unit * 0.08);
  pen.lineTo(beam, unit * 0.58);
  pen.quadraticCurveTo(beam, unit * 0.78, beam * 0.6, unit * 0.78);
  pen.lineTo(-beam * 0.6, unit * 0.78);
  pen.quadraticCurveTo(-beam, unit * 0.78, -beam, unit * 0.58);
  pen.lineTo(-beam, -unit * 0.08);
  pen.quadraticCurveTo(-beam, -unit * 0.5, 0, -unit * 0.86);
  pen.closePath();
}

/** Where the bridge stands, aft: it tells the bow from the stern where the sign is small. */
function bridge(pen: CanvasRenderingContext2D, unit: number, colour: string): void {
  pen.fillStyle = colour;
  pen.fillRect(-unit * 0.21, unit * 0.34, unit * 0.42, unit * 0.16);
}

function stripes(pen: CanvasRenderingContext2D, unit: number, colour: string): void {
  pen.save();
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = unit * 0.13;
  for (let shift = -2; shift < 2; shift += 0.38) {
    pen.beginPath();
    pen.moveTo(-unit, unit * shift);
    pen.lineTo(unit, unit * (shift + 1.1));
    pen.stroke();
  }
  pen.restore();
}
