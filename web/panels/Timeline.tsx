// The timeline: a lane per coloured vessel (line where it was heard, nothing where it was silent, a bar for a port call),
// alerts above as shapes, and the playhead. A range input lies over it, so that it is scrubbed by pointer and by keyboard
// alike. The picture is drawn when something changes; the playhead alone moves every frame, without React.

import { type PointerEvent as ReactPointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useControls } from '../controls.ts';
import { dateText, timeText } from '../format.ts';
import { PALETTES, type Palette } from '../palette.ts';
import { LIVE } from '../state.ts';
import { useSlice } from '../store.ts';
import { type AlertMark, alertMarks, axisTicks, type Lane, lanesOf } from '../timeline.ts';
import { SEVERITY_SHAPES } from '../words.ts';
import { HueDot } from './Marks.tsx';

const ALERT_ROW = 20;
const LANE_ROW = 14;
const AXIS_ROW = 18;
/** The range input moves in steps of ten minutes. */
const STEP_MS = 600_000;

export function Timeline() {
  const scope = useSlice((state) => state.scope);
  const fromAt = useSlice((state) => state.fromAt);
  const toAt = useSlice((state) => state.toAt);
  const alerts = useSlice((state) => state.alerts);
  const hues = useSlice((state) => state.hues);
  const names = useSlice((state) => state.names);
  const tracks = useSlice((state) => state.tracks);
  const events = useSlice((state) => state.events);
  const theme = useSlice((state) => state.theme);
  const lanes = useMemo(() => lanesOf(hues, names, tracks, events), [hues, names, tracks, events]);
  const marks = useMemo(() => alertMarks(alerts.values()), [alerts]);
  if (scope === LIVE) {
    return <p className="timeline-quiet">Live: the map follows the clock. Pick a replay to scrub through time.</p>;
  }
  if (fromAt === null || toAt === null || toAt <= fromAt) {
    return <p className="timeline-quiet">The timeline appears with the first positions.</p>;
  }
  return (
    <div className="timeline">
      <ul className="lane-names" aria-hidden="true">
        <li className="lane-alerts">Alerts</li>
        {lanes.map((lane) => (
          <li key={lane.vesselId}>
            <HueDot hue={lane.hue} />
            {lane.name}
          </li>
        ))}
      </ul>
      <Strip fromAt={fromAt} toAt={toAt} lanes={lanes} marks={marks} palette={PALETTES[theme]} />
    </div>
  );
}

interface StripProps {
  fromAt: number;
  toAt: number;
  lanes: Lane[];
  marks: AlertMark[];
  palette: Palette;
}

function Strip({ fromAt, toAt, lanes, marks, palette }: StripProps) {
  const controls = useControls();
  const at = useSlice((state) => state.at);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const veil = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [near, setNear] = useState<{ x: number; title: string; at: number } | null>(null);
  const height = ALERT_ROW + lanes.length * LANE_ROW + AXIS_ROW;

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const resize = new ResizeObserver(() => setWidth(element.clientWidth));
    resize.observe(element);
    return () => resize.disconnect();
  }, []);

  useEffect(() => {
    if (canvas.current !== null && width > 0) {
      draw(canvas.current, width, height, { fromAt, toAt, lanes, marks, palette });
    }
  }, [width, height, fromAt, toAt, lanes, marks, palette]);

  useEffect(
    () =>
      controls.onFrame((now) => {
        const part = Math.min(1, Math.max(0, (now - fromAt) / (toAt - fromAt)));
        const x = part * width;
        if (head.current !== null) head.current.style.transform = `translateX(${x}px)`;
        if (veil.current !== null) veil.current.style.transform = `translateX(${x}px)`;
      }),
    [controls, fromAt, toAt, width],
  );

  const point = (event: ReactPointerEvent) => {
    const rect = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - rect.left;
    const time = fromAt + (x / rect.width) * (toAt - fromAt);
    const mark =
      event.clientY - rect.top < ALERT_ROW + 2 ? nearest(marks, time, (6 / rect.width) * (toAt - fromAt)) : null;
    setNear({ x, at: mark?.at ?? time, title: mark?.title ?? '' });
  };

  return (
    <div className="strip" ref={box} style={{ height }} onPointerMove={point} onPointerLeave={() => setNear(null)}>
      <canvas ref={canvas} />
      <div className="veil" ref={veil} />
      <div className="head" ref={head} />
      <input
        type="range"
        className="scrub"
        aria-label="Playhead"
        min={fromAt}
        max={toAt}
        step={STEP_MS}
        value={Math.min(toAt, Math.max(fromAt, at))}
        aria-valuetext={timeText(at)}
        onChange={(event) => controls.seek(Number(event.target.value))}
      />
      {near !== null && (
        <div className="strip-tip" style={{ transform: `translateX(${Math.min(Math.max(near.x, 90), width - 90)}px)` }}>
          {near.title !== '' && <strong>{near.title}</strong>}
          <span className="number">{near.title === '' ? dateText(near.at) : timeText(near.at)}</span>
        </div>
      )}
    </div>
  );
}

function nearest(marks: AlertMark[], at: number, reach: number): AlertMark | null {
  let best: AlertMark | null = null;
  for (const mark of marks) {
    const off = Math.abs(mark.at - at);
    // Later marks are drawn on top, so they win a tie.
    if (off <= reach && (best === null || off <= Math.abs(best.at - at))) best = mark;
  }
  return best;
}

function draw(canvas: HTMLCanvasElement, width: number, height: number, strip: StripProps): void {
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.scale(ratio, ratio);
  const { fromAt, toAt, lanes, marks, palette } = strip;
  const x = (at: number) => ((at - fromAt) / (toAt - fromAt)) * width;
  const axisTop = height - AXIS_ROW;

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

  for (const [row, lane] of lanes.entries()) {
    const middle = ALERT_ROW + row * LANE_ROW + LANE_ROW / 2;
    const colour = palette.hues[lane.hue]!;
    pen.fillStyle = colour;
    pen.globalAlpha = 0.5;
    for (const span of lane.observed) {
      pen.fillRect(x(span.fromAt), middle - 0.75, Math.max(1, x(span.toAt) - x(span.fromAt)), 1.5);
    }
    pen.globalAlpha = 1;
    for (const call of lane.calls) {
      const left = x(call.fromAt);
      const long = Math.max(3, x(call.toAt) - left);
      if (call.basis === 'observed') pen.fillRect(left, middle - 4, long, 8);
      else {
        // What was not observed on AIS is an outline, as it is on the map.
        pen.fillStyle = palette.panel;
        pen.fillRect(left, middle - 4, long, 8);
        pen.fillStyle = colour;
        pen.strokeStyle = colour;
        pen.lineWidth = 1.2;
        pen.strokeRect(left + 0.6, middle - 3.4, Math.max(1.8, long - 1.2), 6.8);
      }
    }
  }

  for (const mark of marks) {
    pen.fillStyle = palette.severity[mark.severity];
    pen.strokeStyle = palette.severity[mark.severity];
    drawShape(pen, SEVERITY_SHAPES[mark.severity], x(mark.at), ALERT_ROW / 2, mark.severity === 'critical' ? 5 : 4);
  }
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
