// Watched vessels at the playhead: a hull turned to its course, by state (heard, silent, doubted), with its name in the colour of
// its track. Names give way to each other, the selected ship's last; the card under the pointer says what a name left out says.
// In the world view ships that would cover each other are one number. Other traffic is drawn by traffic/.

import type { Feature } from 'geojson';
import type { VesselSummary } from '../../../server/http/wire/vessel.ts';
import { eventsOfKind } from '../../state/events-by-kind.ts';
import { type Standing, standingAt } from '../../state/playback.ts';
import type { State } from '../../state/state.ts';
import { courseText, durationText, speedText, timeText } from '../../words/format.ts';
import type { ShipState } from '../hull-sign.ts';
import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';

/** Up to this zoom ships that would cover each other are one number. */
const CLUSTER_ZOOM = 3;
/** Below this speed a course over ground is noise. */
const STILL_KN = 0.5;

export const STATE_WORDS: Record<ShipState, string> = {
  heard: 'Heard',
  silent: 'Silent',
  doubted: 'Position in doubt',
};

export const vessels: MapLayer = {
  id: 'vessels',
  anchor: 'watched',
  promoteId: 'id',
  picks: { layers: ['vessels-signs'], kind: 'vessel' },
  clusters: {
    maxZoom: CLUSTER_ZOOM,
    radius: 26,
    properties: {
      silent: ['+', ['case', ['==', ['get', 'state'], 'silent'], 1, 0]],
      doubted: ['+', ['case', ['==', ['get', 'state'], 'doubted'], 1, 0]],
    },
  },
  layers: (palette, theme) => [
    {
      id: 'vessels-clusters',
      type: 'circle',
      source: 'vessels',
      filter: ['has', 'point_count'],
      paint: {
        'circle-radius': ['step', ['get', 'point_count'], 12, 10, 15, 100, 19],
        'circle-color': palette.panel,
        'circle-stroke-color': ['case', ['>', ['get', 'doubted'], 0], palette.doubt, palette.heard],
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'vessels-counts',
      type: 'symbol',
      source: 'vessels',
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': FONTS.strong,
        'text-size': 12,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': palette.text },
    },
    {
      id: 'vessels-ring',
      type: 'circle',
      source: 'vessels',
      filter: ['!', ['has', 'point_count']],
      paint: {
        'circle-radius': 18,
        'circle-color': palette.accent,
        'circle-opacity': ['case', ['boolean', ['feature-state', 'selected'], false], 0.14, 0],
        'circle-stroke-color': palette.accent,
        'circle-stroke-width': 1.6,
        'circle-stroke-opacity': [
          'case',
          ['boolean', ['feature-state', 'selected'], false],
          1,
          ['boolean', ['feature-state', 'hover'], false],
          0.6,
          0,
        ],
      },
    },
    {
      id: 'vessels-signs',
      type: 'symbol',
      source: 'vessels',
      filter: ['!', ['has', 'point_count']],
      layout: {
        'icon-image': ['concat', ['get', 'sign'], `:${theme}`],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 1, 0.62, 6, 0.86, 9, 1],
        'icon-rotate': ['get', 'courseDeg'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'symbol-sort-key': ['-', 0, ['get', 'order']],
      },
    },
    {
      id: 'vessels-names',
      type: 'symbol',
      source: 'vessels',
      filter: ['!', ['has', 'point_count']],
      layout: {
        'text-field': [
          'format',
          ['get', 'name'],
          { 'text-font': ['literal', FONTS.strong] },
          ['get', 'age'],
          { 'font-scale': 0.86, 'text-font': ['literal', FONTS.plain] },
        ],
        'text-font': FONTS.strong,
        'text-size': ['interpolate', ['linear'], ['zoom'], 2, 10.5, 7, 12.5],
        'text-variable-anchor': [
          'left',
          'right',
          'top',
          'bottom',
          'top-left',
          'top-right',
          'bottom-left',
          'bottom-right',
        ],
        'text-radial-offset': 1.3,
        'text-justify': 'auto',
        'text-padding': 2,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: {
        'text-color': [
          'match',
          ['get', 'hue'],
          ...palette.hues.flatMap((colour, hue) => [hue, colour]),
          palette.watched,
        ] as unknown as string,
        'text-halo-color': palette.letterHalo,
        'text-halo-width': 1.6,
      },
    },
  ],
  key: (state, at) => [
    // A live page moves by positions and minutes; frames of the same second show the same.
    state.playing ? at : Math.floor(at / 1_000),
    state.tracks,
    state.names,
    state.hues,
    state.events,
    state.vesselId,
  ],
  features: (state, at) => ({ ...EMPTY, features: vesselFeatures(state, at) }),
};

function vesselFeatures(state: State, at: number): Feature[] {
  const features: Feature[] = [];
  const doubted = doubtedAt(state, at);
  for (const vessel of watchedOf(state.vessels)) {
    const track = state.tracks.get(vessel.id);
    const standing = track === undefined ? null : standingAt(track, at);
    if (standing === null) continue;
    features.push(vesselFeature(state, vessel, standing, doubted.has(vessel.id)));
  }
  return features;
}

const watchedIn = new WeakMap<State['vessels'], VesselSummary[]>();

/** Found once for each set of vessels: of many few are watched, and the map asks every frame. */
function watchedOf(vessels: State['vessels']): readonly VesselSummary[] {
  let found = watchedIn.get(vessels);
  if (found === undefined) {
    found = [...vessels.values()].filter(({ watched }) => watched);
    watchedIn.set(vessels, found);
  }
  return found;
}

/** Ships whose place cannot be told for sure: both accounts are drawn by doubt.ts. */
function doubtedAt(state: State, at: number): ReadonlySet<string> {
  const doubted = new Set<string>();
  for (const event of eventsOfKind(state.events, 'position-doubt')) {
    if (event.endedAt === null || event.endedAt >= at) doubted.add(event.vesselId);
  }
  return doubted;
}

function vesselFeature(state: State, vessel: VesselSummary, standing: Standing, doubted: boolean): Feature {
  const { id } = vessel;
  const name = state.names.get(id) ?? id.replace(/^mmsi:/, 'MMSI ');
  const silent = !standing.observed;
  const word: ShipState = doubted ? 'doubted' : silent ? 'silent' : 'heard';
  const round = standing.courseDeg === null || (standing.speedKn !== null && standing.speedKn < STILL_KN);
  return {
    type: 'Feature',
    properties: {
      id,
      name,
      state: word,
      sign: `ship:${word}:${round ? 'round' : 'hull'}`,
      courseDeg: round ? 0 : (standing.courseDeg ?? 0),
      age: `${silent ? `\nsilent ${durationText(standing.ageMs)}` : ''}${doubted ? '\nposition in doubt' : ''}`,
      order: id === state.vesselId ? 0 : silent ? 2 : 1,
      hue: state.hues.get(id) ?? -1,
      title: name,
      note: noteOf(vessel, standing, doubted),
    },
    geometry: { type: 'Point', coordinates: [standing.lon, standing.lat] },
  };
}

/** What the card under the pointer says, a line each. */
function noteOf({ imo, mmsi, flag }: VesselSummary, standing: Standing, doubted: boolean): string {
  const numbers = [imo === null ? null : `IMO ${imo}`, mmsi === null ? null : `MMSI ${mmsi}`, flag && `flag ${flag}`];
  const silent = !standing.observed;
  const states = [silent ? 'Silent' : 'Heard', ...(doubted ? ['position in doubt'] : [])].join(', ');
  const heard = `last heard ${timeText(standing.lastAt)}, ${durationText(standing.ageMs)} ago`;
  const going = `${speedText(standing.speedKn)}, ${courseText(standing.courseDeg)}`;
  return [
    numbers.filter(Boolean).join(' · '),
    `${states}; ${heard}`,
    silent ? `Then ${going}. Not observed since; the sign stands where it was last heard.` : going,
  ].join('\n');
}
