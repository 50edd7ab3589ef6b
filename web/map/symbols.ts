// Draws the signs of the map on small canvases: ships, alert shapes, sightings, doubts and encounters. A sign is asked for by
// its name, so that a layer can say which sign it wants and the holder draws each sign once. Shapes repeat what colours say.

import { hueColour, type Palette } from '../palette.ts';
import { SEVERITY_SHAPES, type Severity } from '../words/words.ts';
import { drawHull, type ShipState } from './hull-sign.ts';

/** Device pixels per CSS pixel that signs are drawn with. */
export const SIGN_RATIO = 2;

/**
 * Draws the sign `name` (e.g. "ship:silent:hull:dark", "alert:critical:light"), or null when there is no such sign.
 * The theme in the name keeps two themes' signs apart in the map's image store; the palette is that theme's.
 */
export function drawSign(name: string, palette: Palette): ImageData | null {
  const [kind, what, state] = name.split(':');
  if (kind === 'ship') {
    return drawn(32, (pen, size) =>
      drawHull(pen, size, { state: what as ShipState, round: state === 'round' }, palette),
    );
  }
  if (kind === 'alert') return drawn(24, (pen, size) => alertShape(pen, size, what as Severity, palette));
  if (kind === 'sighting') return drawn(20, (pen, size) => eye(pen, size, palette));
  if (kind === 'doubt') return drawn(16, (pen, size) => doubtMark(pen, size, what === 'followed', palette));
  if (kind === 'meeting') return drawn(20, (pen, size) => meeting(pen, size, palette));
  if (kind === 'hatch') return drawn(12, (pen, size) => hatch(pen, size, palette.doubt, 0.07, 0.7));
  if (kind === 'reach') return drawn(16, (pen, size) => hatch(pen, size, reachColour(what!, palette), 0.05, 0.42));
  return null;
}

function reachColour(hue: string, palette: Palette): string {
  return hue === 'watched' ? palette.watched : hueColour(palette, Number(hue));
}

function alertShape(pen: CanvasRenderingContext2D, size: number, severity: Severity, palette: Palette): void {
  const r = size * 0.36;
  pen.translate(size / 2, size / 2);
  pen.lineJoin = 'round';
  pen.beginPath();
  outline(pen, SEVERITY_SHAPES[severity], r);
  pen.strokeStyle = palette.letterHalo;
  pen.lineWidth = size * 0.14;
  pen.stroke();
  const colour = palette.severity[severity];
  if (severity === 'info') {
    pen.strokeStyle = colour;
    pen.lineWidth = size * 0.1;
    pen.stroke();
    return;
  }
  pen.fillStyle = colour;
  pen.fill();
}

function outline(pen: CanvasRenderingContext2D, shape: string, r: number): void {
  if (shape === 'diamond') polygon(pen, [0, -r * 1.15, r * 1.15, 0, 0, r * 1.15, -r * 1.15, 0]);
  else if (shape === 'triangle') polygon(pen, [0, -r * 1.05, r * 1.05, r * 0.8, -r * 1.05, r * 0.8]);
  else if (shape === 'square')
    polygon(pen, [-r * 0.8, -r * 0.8, r * 0.8, -r * 0.8, r * 0.8, r * 0.8, -r * 0.8, r * 0.8]);
  else pen.arc(0, 0, r * 0.85, 0, Math.PI * 2);
}

function polygon(pen: CanvasRenderingContext2D, points: number[]): void {
  for (let i = 0; i < points.length; i += 2) {
    if (i === 0) pen.moveTo(points[i]!, points[i + 1]!);
    else pen.lineTo(points[i]!, points[i + 1]!);
  }
  pen.closePath();
}

/** An eye: somebody saw it. */
function eye(pen: CanvasRenderingContext2D, size: number, palette: Palette): void {
  const r = size * 0.42;
  pen.translate(size / 2, size / 2);
  pen.beginPath();
  pen.moveTo(-r, 0);
  pen.quadraticCurveTo(0, -r * 1.25, r, 0);
  pen.quadraticCurveTo(0, r * 1.25, -r, 0);
  pen.closePath();
  pen.fillStyle = palette.letterHalo;
  pen.fill();
  pen.strokeStyle = palette.sighting;
  pen.lineWidth = size * 0.09;
  pen.stroke();
  pen.beginPath();
  pen.arc(0, 0, r * 0.34, 0, Math.PI * 2);
  pen.fillStyle = palette.sighting;
  pen.fill();
}

/** A filled square on the track that is followed, an open ring on the other. */
function doubtMark(pen: CanvasRenderingContext2D, size: number, followed: boolean, palette: Palette): void {
  const r = size * 0.26;
  pen.translate(size / 2, size / 2);
  pen.beginPath();
  if (followed) pen.rect(-r, -r, 2 * r, 2 * r);
  else pen.arc(0, 0, r * 1.1, 0, Math.PI * 2);
  pen.strokeStyle = palette.letterHalo;
  pen.lineWidth = size * 0.3;
  pen.stroke();
  pen.fillStyle = followed ? palette.doubt : palette.letterHalo;
  pen.fill();
  pen.strokeStyle = palette.doubt;
  pen.lineWidth = size * 0.12;
  pen.stroke();
}

/** Two hulls side by side. */
function meeting(pen: CanvasRenderingContext2D, size: number, palette: Palette): void {
  pen.translate(size / 2, size / 2);
  for (const side of [-1, 1]) {
    pen.beginPath();
    pen.ellipse(side * size * 0.15, 0, size * 0.12, size * 0.32, 0, 0, Math.PI * 2);
    pen.strokeStyle = palette.letterHalo;
    pen.lineWidth = size * 0.16;
    pen.stroke();
    pen.fillStyle = palette.letterHalo;
    pen.fill();
    pen.strokeStyle = palette.text;
    pen.lineWidth = size * 0.08;
    pen.stroke();
  }
}

/** Slanting lines that meet themselves when the tile is repeated. */
function hatch(pen: CanvasRenderingContext2D, size: number, colour: string, width: number, alpha: number): void {
  pen.strokeStyle = colour;
  pen.lineWidth = size * width;
  pen.globalAlpha = alpha;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
    pen.stroke();
  }
}

function drawn(cssSize: number, draw: (pen: CanvasRenderingContext2D, size: number) => void): ImageData {
  const size = cssSize * SIGN_RATIO;
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new Error('the browser gives no 2D canvas to draw the map signs on');
  draw(pen, size);
  return pen.getImageData(0, 0, size, size);
}
