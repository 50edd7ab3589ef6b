// What the page takes of a base map of the configuration.

import { describe, expect, it } from 'vitest';
import { ownBase } from '../../web/map/own-base.ts';

describe('a base map of the configuration', () => {
  it('gives areas, lines and pictures under ids of its own, with whole addresses, and no letters', () => {
    const { sources, layers } = ownBase(
      {
        sources: {
          sea: { type: 'vector', tiles: ['tiles/{z}/{x}/{y}.pbf'] },
          archive: { type: 'vector', url: 'pmtiles://https://maps.example/coast.pmtiles' },
        },
        layers: [
          { id: 'land', type: 'fill', source: 'sea', 'source-layer': 'land', paint: { 'fill-color': '#ccc' } },
          { id: 'park', type: 'fill', source: 'sea', 'source-layer': 'park', paint: { 'fill-pattern': 'tree' } },
          { id: 'names', type: 'symbol', source: 'sea', 'source-layer': 'place' },
          { id: 'ground', type: 'background' },
        ],
      },
      'https://maps.example/styles/chart.json',
    );
    expect(sources['base-sea']).toMatchObject({ tiles: ['https://maps.example/styles/tiles/{z}/{x}/{y}.pbf'] });
    expect(sources['base-archive']).toMatchObject({ url: 'pmtiles://https://maps.example/coast.pmtiles' });
    expect(layers.map((layer) => [layer.id, 'source' in layer ? layer.source : null])).toEqual([
      ['base-land', 'base-sea'],
      ['base-ground', null],
    ]);
  });
});
