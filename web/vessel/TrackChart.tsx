// Speed over the days before the playhead. The line breaks where the ship was silent, and the gap is hatched: the
// chart says what was not observed as plainly as what was.

import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { Track } from '../../server/http/wire/track.ts';
import { PALETTES } from '../palette.ts';
import { Section } from '../parts/Parts.tsx';
import { GAP_MS, gapsOf, indexAt } from '../state/playback.ts';
import { useSlice } from '../state/store.ts';
import { dateText, durationText } from '../words/format.ts';
import { DAY_MS } from '../words/time.ts';

/** Days shown before the playhead. */
const WINDOW_MS = 14 * DAY_MS;
const HEIGHT = 128;

export function TrackChart({ vesselId }: { vesselId: string }) {
  const track = useSlice((state) => state.tracks.get(vesselId));
  const at = useSlice((state) => state.at);
  const theme = useSlice((state) => state.theme);
  const hue = useSlice((state) => state.hues.get(vesselId));
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ track, at });
  latest.current = { track, at };

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const palette = PALETTES[theme];
    const colour = hue === undefined ? palette.watched : palette.hues[hue]!;
    const axis = {
      stroke: palette.faint,
      font: '11px system-ui, sans-serif',
      grid: { stroke: palette.line, width: 1 },
      ticks: { show: false },
    };
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        padding: [8, 6, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
        scales: { x: { time: true }, y: { range: (_chart, _low, high) => [0, Math.max(16, high ?? 16)] } },
        axes: [
          {
            ...axis,
            size: 22,
            space: 64,
            values: (_chart, ticks) => ticks.map((seconds) => dateText(seconds * 1000).replace(/ \d{4}$/, '')),
            incrs: [86_400, 2 * 86_400, 5 * 86_400],
          },
          { ...axis, size: 34, values: (_chart, ticks) => ticks.map((knots) => `${knots}`) },
        ],
        series: [{}, { label: 'Speed', stroke: colour, width: 1.4, points: { show: false }, fill: `${colour}22` }],
        hooks: {
          drawAxes: [
            (self) => {
              const { track: shown, at: now } = latest.current;
              if (shown !== undefined) hatchGaps(self, shown, now, palette.gap);
            },
          ],
        },
      },
      columnsOf(latest.current.track, latest.current.at),
      element,
    );
    plot.current = chart;
    const resize = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [theme, hue]);

  useEffect(() => {
    plot.current?.setData(columnsOf(track, at), false);
    plot.current?.setScale('x', { min: (at - WINDOW_MS) / 1000, max: at / 1000 });
  }, [track, at]);

  return (
    <Section title="Speed, last 14 days (kn)">
      <div className="chart" ref={box} role="img" aria-label={inWords(track, at)} />
    </Section>
  );
}

/** Seconds and knots of the window, with a break inside every gap. */
function columnsOf(track: Track | undefined, at: number): [number[], (number | null)[]] {
  const seconds: number[] = [];
  const knots: (number | null)[] = [];
  if (track === undefined) return [seconds, knots];
  const end = indexAt(track.at, at);
  for (let i = Math.max(0, indexAt(track.at, at - WINDOW_MS)); i <= end; i++) {
    const time = track.at[i]!;
    const before = track.at[i - 1];
    if (before !== undefined && time - before > GAP_MS) {
      seconds.push((before + 1_000) / 1000);
      knots.push(null);
    }
    seconds.push(time / 1000);
    knots.push(track.speedKn[i] ?? null);
  }
  return [seconds, knots];
}

function hatchGaps(chart: uPlot, track: Track, at: number, colour: string): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.globalAlpha = 0.4;
  ctx.lineWidth = 1;
  for (const gap of gapsOf(track, at)) {
    const toAt = Math.min(gap.toAt ?? at, at);
    if (toAt < at - WINDOW_MS) continue;
    const left = chart.valToPos(gap.fromAt / 1000, 'x', true);
    const right = chart.valToPos(toAt / 1000, 'x', true);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, right - left, bbox.height);
    ctx.clip();
    ctx.beginPath();
    for (let x = left - bbox.height; x < right; x += 8) {
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.stroke();
    ctx.restore();
  }
  ctx.restore();
}

function inWords(track: Track | undefined, at: number): string {
  if (track === undefined || track.at.length === 0) return 'No positions in this scope.';
  const [, knots] = columnsOf(track, at);
  const sent = knots.filter((speed) => speed !== null);
  if (sent.length === 0) return 'No speed was sent in the 14 days before the playhead.';
  const gaps = gapsOf(track, at).filter((gap) => (gap.toAt ?? at) > at - WINDOW_MS);
  const silentMs = gaps.reduce(
    (sum, gap) => sum + Math.min(gap.toAt ?? at, at) - Math.max(gap.fromAt, at - WINDOW_MS),
    0,
  );
  return `Speed over the 14 days before the playhead: up to ${Math.max(...sent).toFixed(1)} knots, ${gaps.length} gaps, ${durationText(silentMs)} not observed.`;
}
