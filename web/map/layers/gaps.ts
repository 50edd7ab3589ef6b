// Closed gaps: dashes between the two fixes that frame a gap, since nobody saw the path. The dashes grow longer with the
// grade, the grade is written beside them, and a gap without a grade (in port, or too short for an event) is faint. An open
// gap has no line: see reach.ts.

import type { Feature } from 'geojson';
import type { VesselEvent } from '../../../server/http/wire/kinds/index.ts';
import { eventsOfKind } from '../../state/events-by-kind.ts';
import { type GapSpan, gapSpans, indexAt } from '../../state/playback.ts';
import type { State } from '../../state/state.ts';
import { durationText, spanText } from '../../words/format.ts';
import { GRADE_WORDS } from '../../words/words.ts';
import { lineOf } from '../lines.ts';
import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';
import { recentMs, trailMs } from './tracks.ts';

type Grade = (VesselEvent & { kind: 'gap' })['facts']['grade'];

/** Dashes and width by grade: dots where it may be our own ears, long dashes where the ship probably switched off. */
const DASHES: Record<Grade | 'none', { dash: [number, number]; width: number }> = {
  none: { dash: [1, 4], width: 1.2 },
  unknown: { dash: [2, 3], width: 1.4 },
  'probably-coverage': { dash: [1, 2], width: 1.6 },
  'probably-off': { dash: [5, 2], width: 1.8 },
  'off-near-place': { dash: [5, 1.2], width: 2.4 },
};
const GRADES = Object.keys(DASHES) as (Grade | 'none')[];

export const gaps: MapLayer = {
  id: 'gaps',
  anchor: 'lines',
  promoteId: 'id',
  picks: { layers: GRADES.map((grade) => `gaps-${grade}`), kind: 'vessel' },
  layers: (palette) => [
    ...GRADES.map((grade) => ({
      id: `gaps-${grade}`,
      type: 'line' as const,
      source: 'gaps',
      filter: ['==', ['get', 'grade'], grade] as ['==', ['get', string], string],
      paint: {
        'line-color': grade.includes('off') ? palette.text : palette.gap,
        'line-width': DASHES[grade].width,
        'line-opacity': ['case', ['get', 'selected'], 0.95, 0.45] as unknown as number,
        'line-dasharray': DASHES[grade].dash,
      },
    })),
    {
      id: 'gaps-words',
      type: 'symbol',
      source: 'gaps',
      filter: ['get', 'selected'],
      layout: {
        'symbol-placement': 'line-center',
        'text-field': ['get', 'words'],
        'text-font': FONTS.plain,
        'text-size': 10.5,
        'text-offset': [0, 0.9],
        'text-keep-upright': true,
      },
      paint: { 'text-color': palette.text, 'text-halo-color': palette.letterHalo, 'text-halo-width': 1.4 },
    },
  ],
  key: (state, at) => [countShown(state, at), state.tracks, state.vessels, state.vesselId, state.events],
  features: (state, at) => {
    const graded = new Map<string, VesselEvent & { kind: 'gap' }>();
    for (const event of eventsOfKind(state.events, 'gap')) graded.set(`${event.vesselId} ${event.beganAt}`, event);
    const features: Feature[] = [];
    for (const id of new Set([...watchedGaps(state).ids, state.vesselId])) {
      if (id === null) continue;
      for (const span of shownSpans(state, id, at)) {
        features.push(gapFeature(state, id, span, graded.get(`${id} ${span.fromAt}`)));
      }
    }
    return { ...EMPTY, features };
  },
};

function gapFeature(
  state: State,
  vesselId: string,
  { fromAt, toAt, from, to }: GapSpan,
  event: (VesselEvent & { kind: 'gap' }) | undefined,
): Feature {
  const grade = event?.facts.grade;
  const words = grade === undefined ? 'no gap of note' : GRADE_WORDS[grade].toLowerCase();
  return {
    type: 'Feature',
    properties: {
      id: vesselId,
      grade: grade ?? 'none',
      selected: vesselId === state.vesselId,
      words: grade === undefined ? '' : `silent ${durationText(toAt - fromAt)}, ${words}`,
      title: `${state.names.get(vesselId) ?? vesselId}: silent for ${durationText(toAt - fromAt)}`,
      note: `${spanText(fromAt, toAt)}; ${words}. The path was not observed.`,
    },
    geometry: { type: 'LineString', coordinates: lineOf([from, to]) },
  };
}

function shownSpans(state: State, vesselId: string, at: number): readonly GapSpan[] {
  const length = trailMs(state, vesselId);
  const track = state.tracks.get(vesselId);
  if (length === null || track === undefined) return [];
  return gapSpans(track).filter(({ toAt }) => toAt <= at && toAt > at - length);
}

/** The watched ships that fell silent at all, and when each gap ended, in order. */
interface Gaps {
  vessels: State['vessels'];
  ids: string[];
  endedAt: number[];
}

const gapsOf = new WeakMap<State['tracks'], Gaps>();

/** Found once for each set of tracks: of a hundred thousand ships few are watched, and the key is asked every frame. */
function watchedGaps({ tracks, vessels }: State): Gaps {
  const known = gapsOf.get(tracks);
  if (known?.vessels === vessels) return known;
  const found: Gaps = { vessels, ids: [], endedAt: [] };
  for (const [id, track] of tracks) {
    if (!vessels.get(id)?.watched) continue;
    const spans = gapSpans(track);
    if (spans.length === 0) continue;
    found.ids.push(id);
    for (const { toAt } of spans) found.endedAt.push(toAt);
  }
  found.endedAt.sort((a, b) => a - b);
  gapsOf.set(tracks, found);
  return found;
}

/** Moves when a gap ends at the playhead, or falls off the end of a trail. */
function countShown(state: State, at: number): string {
  const { endedAt } = watchedGaps(state);
  const counts = [indexAt(endedAt, at), indexAt(endedAt, at - recentMs(state))];
  if (state.vesselId !== null) counts.push(shownSpans(state, state.vesselId, at).length);
  return counts.join(' ');
}
