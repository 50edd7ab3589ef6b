// The timeline: a lane per coloured vessel (line where it was heard, nothing where it was silent, a bar for a port call),
// alerts above as shapes, and the playhead. Behind the playhead stands what is known there; ahead of it only that
// something comes. A range input lies over it, so that it is scrubbed by pointer and by keyboard
// alike. The picture is drawn when something changes; the playhead alone moves every frame, without React.

import { type PointerEvent as ReactPointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { PALETTES } from '../palette.ts';
import { HueDot } from '../parts/Marks.tsx';
import { useControls } from '../state/controls.ts';
import { LIVE } from '../state/state.ts';
import { useSlice } from '../state/store.ts';
import { dateText, timeText } from '../words/format.ts';
import { type AlertMark, alertMarks, alertTimes, lanesOf } from './timeline.ts';
import { ALERT_ROW, drawAhead, drawKnown, type Strip as StripShown, stripHeight } from './timeline-drawing.ts';

/** The range input moves in steps of ten minutes. */
const STEP_MS = 600_000;

export function Timeline() {
  const scope = useSlice((state) => state.scope);
  const fromAt = useSlice((state) => state.fromAt);
  const toAt = useSlice((state) => state.toAt);
  const alerts = useSlice((state) => state.alerts);
  const alertsSaid = useSlice((state) => state.alertsSaid);
  const hues = useSlice((state) => state.hues);
  const names = useSlice((state) => state.names);
  const tracks = useSlice((state) => state.tracks);
  const eventsSaid = useSlice((state) => state.eventsSaid);
  const events = useSlice((state) => state.events);
  const theme = useSlice((state) => state.theme);
  const lanes = useMemo(
    () => lanesOf({ hues, names, tracks, eventsSaid, events }, toAt ?? 0),
    [hues, names, tracks, eventsSaid, events, toAt],
  );
  const marks = useMemo(() => alertMarks(alerts.values()), [alerts]);
  // Those behind the playhead are covered by what is known, so that all are drawn once.
  const ahead = useMemo(() => alertTimes(alertsSaid), [alertsSaid]);
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
      <Strip fromAt={fromAt} toAt={toAt} lanes={lanes} marks={marks} ahead={ahead} palette={PALETTES[theme]} />
    </div>
  );
}

interface StripProps extends StripShown {
  marks: AlertMark[];
  ahead: number[];
}

function Strip({ fromAt, toAt, lanes, marks, ahead, palette }: StripProps) {
  const controls = useControls();
  const at = useSlice((state) => state.at);
  const box = useRef<HTMLDivElement>(null);
  const known = useRef<HTMLCanvasElement>(null);
  const coming = useRef<HTMLCanvasElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [near, setNear] = useState<{ x: number; title: string; at: number } | null>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const resize = new ResizeObserver(() => setWidth(element.clientWidth));
    resize.observe(element);
    return () => resize.disconnect();
  }, []);

  useEffect(() => {
    if (known.current === null || width === 0) return;
    drawKnown(known.current, width, { fromAt, toAt, lanes, palette }, marks);
  }, [width, fromAt, toAt, lanes, marks, palette]);

  useEffect(() => {
    if (coming.current === null || width === 0) return;
    drawAhead(coming.current, width, { fromAt, toAt, lanes, palette }, ahead);
  }, [width, fromAt, toAt, lanes, ahead, palette]);

  useEffect(
    () =>
      controls.onFrame((now) => {
        const part = Math.min(1, Math.max(0, (now - fromAt) / (toAt - fromAt)));
        const x = part * width;
        if (head.current !== null) head.current.style.transform = `translateX(${x}px)`;
        if (known.current !== null) known.current.style.clipPath = `inset(0 ${width - x}px 0 0)`;
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
    <div
      className="strip"
      ref={box}
      style={{ height: stripHeight(lanes) }}
      onPointerMove={point}
      onPointerLeave={() => setNear(null)}
    >
      <canvas ref={coming} />
      <canvas ref={known} />
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
