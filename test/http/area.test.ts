// Events of an area and no ship: they have a name, too, and nothing on their way to the page breaks.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interference } from '../../server/domain/kinds/interference/facts.ts';
import { areaName } from '../../server/http/present/area.ts';
import * as wire from '../../server/http/wire/index.ts';
import { batchOf, DAY0, HOUR } from '../contract/samples.ts';
import { referenceOptions } from '../play.ts';
import { DEMO, openRig, type Rig } from './rig.ts';

const { ports } = referenceOptions.places;

describe('the name of an area', () => {
  it('is that of the nearest port', () => {
    expect(areaName('area:51.9,4.4', ports)).toMatch(/^Area near (Rotterdam|Schiedam|Vlaardingen|Europoort)/);
  });

  it('is its place where no port is near', () => {
    expect(areaName('area:-48.5,-123.4', ports)).toBe('Area at 48.5° S, 123.4° W');
  });

  it('is nothing for a vessel', () => {
    for (const id of ['imo:9161003', 'mmsi:273212120', 'hull:area', 'area:north'])
      expect(areaName(id, ports)).toBeNull();
  });
});

describe('an event of an area', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig();
  });
  afterAll(() => rig.close());

  const event: Interference = {
    kind: 'interference',
    id: 'area-1',
    vesselId: 'area:44.7,37.8',
    mmsi: null,
    state: 'open',
    revision: 1,
    knownAt: DAY0 + HOUR,
    beganAt: DAY0,
    endedAt: null,
    basis: 'observed',
    lon: 37.8,
    lat: 44.7,
    reason: null,
    facts: { mmsis: [1, 2, 3, 4, 5].map((n) => 273_000_100 + n), radiusKm: 20.4, grounds: ['5 ships jumped'] },
  };

  it('is listed with a name and a sentence', async () => {
    await rig.store.commit(batchOf(DEMO, { events: [event] }));
    const response = await rig.app.inject({ url: `/api/v1/events?scope=${DEMO}&kind=interference` });
    expect(response.statusCode).toBe(200);
    const { rows } = wire.page(wire.VesselEvent).parse(response.json());
    expect(rows).toHaveLength(1);
    expect(rows[0]!.vesselName).toBe('Area near Novorossiysk');
    expect(rows[0]!.summary).toMatch(/^The positions of 5 ships within 20 km jumped since /);
  });
});
