// Harbours: the ports of the watch rules always, with their entry circles from near; the other harbours of the world
// from zoom 7, small.

import { circle } from '@turf/circle';
import type { Feature } from 'geojson';
import type { Port } from '../../../server/http/wire/place.ts';
import { PORT_KIND_WORDS } from '../../words/words.ts';
import { EMPTY, FONTS } from '../style.ts';
import type { MapLayer } from './layer.ts';

/** Zoom from which the harbours outside the rules are asked for and shown. */
export const CONTEXT_ZOOM = 7;
/** Zoom from which the entry circle of a port is more than a dot. */
const CIRCLE_ZOOM = 6.5;

export const portCircles: MapLayer = {
  id: 'port-circles',
  anchor: 'areas',
  layers: (palette) => [
    {
      id: 'port-circles-fill',
      type: 'fill',
      source: 'port-circles',
      minzoom: CIRCLE_ZOOM,
      paint: { 'fill-color': palette.port, 'fill-opacity': 0.08 },
    },
    {
      id: 'port-circles-line',
      type: 'line',
      source: 'port-circles',
      minzoom: CIRCLE_ZOOM,
      paint: { 'line-color': palette.port, 'line-opacity': 0.45, 'line-width': 1 },
    },
  ],
  key: (state) => [state.ports],
  features: (state) => ({
    ...EMPTY,
    features: state.ports
      .filter((port) => port.enterKm > 0)
      .map((port) => circle([port.lon, port.lat], port.enterKm, { units: 'kilometers', steps: 48 })),
  }),
};

export const ports: MapLayer = {
  id: 'ports',
  anchor: 'harbours',
  promoteId: 'id',
  picks: { layers: ['ports-context', 'ports-watch'], kind: 'port' },
  layers: (palette) => [
    {
      id: 'ports-context',
      type: 'circle',
      source: 'ports',
      minzoom: CONTEXT_ZOOM,
      filter: ['!', ['get', 'watch']],
      paint: { 'circle-radius': 1.8, 'circle-color': palette.port, 'circle-opacity': 0.55 },
    },
    {
      id: 'ports-watch',
      type: 'circle',
      source: 'ports',
      filter: ['get', 'watch'],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 1, 0.9, 3, 1.6, 7, 3.4],
        'circle-color': palette.sea,
        'circle-stroke-color': palette.port,
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 1, 0.6, 3, 1, 7, 1.6],
      },
    },
    {
      id: 'ports-names',
      type: 'symbol',
      source: 'ports',
      filter: ['any', ['all', ['get', 'watch'], ['>=', ['zoom'], 5]], ['>=', ['zoom'], 8.5]],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONTS.plain,
        'text-size': ['case', ['get', 'watch'], 11.5, 10],
        'text-variable-anchor': [
          'left',
          'right',
          'bottom',
          'top',
          'bottom-left',
          'top-left',
          'bottom-right',
          'top-right',
        ],
        'text-radial-offset': 0.75,
        'text-justify': 'auto',
        'text-padding': 3,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: {
        'text-color': palette.portName,
        'text-opacity': ['case', ['get', 'watch'], 1, 0.7],
        'text-halo-color': palette.letterHalo,
        'text-halo-width': 1.2,
      },
    },
  ],
  key: (state) => [state.ports, state.contextPorts],
  features: (state) => {
    const watched = new Set(state.ports.map((port) => port.id));
    const context = state.contextPorts.filter((port) => !watched.has(port.id) && !port.watch);
    return { ...EMPTY, features: [...state.ports, ...context].map(portFeature) };
  },
};

function portFeature(port: Port): Feature {
  return {
    type: 'Feature',
    properties: {
      id: port.id,
      name: shortName(port.name),
      watch: port.watch,
      order: (port.watch ? 0 : 100) + (port.kind === 'anchorage' ? 10 : port.kind === 'terminal' ? 5 : 0),
      title: port.name,
      note: `${PORT_KIND_WORDS[port.kind]}, ${port.country}${port.confidence === 'ok' ? '' : ' (place approximate)'}`,
    },
    geometry: { type: 'Point', coordinates: [port.lon, port.lat] },
  };
}

/** "Rajin (Najin, Rason)" is "Rajin" on the map; other names are in the tables. */
function shortName(name: string): string {
  return name.replace(/\s*\(.*\)\s*$/, '');
}
