// Zone visits: when a watched vessel is told to be in an area, and when it is not.

import { describe, expect, it } from 'vitest';
import type { ZoneVisit } from '../../../server/domain/kinds/zone/facts.ts';
import { zone } from '../../../server/domain/kinds/zone/zone.ts';
import { createPlaceIndex } from '../../../server/domain/places/place-index.ts';
import { at, away, boxZone, ms, type Ship, standing, vessel, type WatchOptions, watch } from '../../scenario.ts';

const places = createPlaceIndex([], [boxZone('sts', 131.8, 41.9, 132.6, 42.5), boxZone('drawn', 132, 42, 133, 42.2)]);
const START = '2024-02-01T00:00Z';
const inside = { lon: 131.9, lat: 42.4 };
const outside = { lon: 131.7, lat: 42.4 };

function told(ship: Ship, options: Partial<WatchOptions> = {}): ZoneVisit[] {
  return watch(zone, ship, { places, ...options }).filter((event) => event.kind === 'zone');
}

const visits = (ship: Ship) => standing(told(ship)).filter((event) => event.kind === 'zone');
const ship = () => vessel('LADY R', { imo: 9161003 });

describe('zone visits', () => {
  it('are told on entry and closed on exit, under one id', () => {
    const story = ship()
      .at(outside, START)
      .sails({ to: { lon: 132.8, lat: 42.45 }, kn: 12 });
    const events = told(story);
    expect(events.map(({ state, revision }) => [state, revision])).toEqual([
      ['open', 1],
      ['closed', 2],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
    const { entry, exit } = events[1]!.facts;
    expect(entry!.fromAt).toBe(entry!.toAt);
    expect(exit!.fromAt).toBe(exit!.toAt);
    expect(exit!.toAt).toBeGreaterThan(entry!.toAt);
  });

  it('are not told of a vessel that passes outside, or that nobody watches', () => {
    expect(
      told(
        ship()
          .at({ lon: 131.7, lat: 41 }, START)
          .sails({ to: { lon: 131.7, lat: 43 }, kn: 12 }),
      ),
    ).toEqual([]);
    expect(told(ship().at(inside, START).stops('2 h'), { watched: false })).toEqual([]);
  });

  it('go on after one fix outside and end with the first of two', () => {
    const once = ship().at(outside, START).sends(5);
    once
      .goesSilent('1 h')
      .arrives(inside, 5)
      .goesSilent('1 h')
      .arrives(outside, 5)
      .goesSilent('1 h')
      .arrives(inside, 5);
    expect(visits(once)).toMatchObject([{ state: 'open' }]);
    const twice = ship().at(inside, START).sends(5);
    twice.goesSilent('1 h').arrives(outside, 5).goesSilent('1 h').arrives(outside, 5);
    expect(visits(twice)).toMatchObject([{ state: 'closed', endedAt: at(START) + ms('1 h'), knownAt: twice.now }]);
  });

  it('that begin or end in a gap of 4 h have a window there', () => {
    const dark = (length: string) => {
      const story = ship().at(outside, START).sends(5).goesSilent(length).arrives(inside, 5);
      story.goesSilent(length).arrives(outside, 5).goesSilent('10 min').arrives(outside, 5);
      return visits(story)[0]!.facts;
    };
    expect(dark('3 h 59 min').entry).toMatchObject({ fromAt: at(START) + ms('3 h 59 min') });
    expect(dark('4 h').entry).toEqual({ fromAt: at(START), toAt: at(START) + ms('4 h') });
    expect(dark('4 h').exit).toEqual({ fromAt: at(START) + ms('4 h'), toAt: at(START) + ms('8 h') });
  });

  it('have no entry when the vessel is first heard inside', () => {
    expect(visits(ship().at(inside, START).stops('1 h'))[0]!.facts).toMatchObject({ zoneId: 'sts', entry: null });
  });

  it('overlap: a vessel in two zones is told in both', () => {
    const story = ship().at({ lon: 132.5, lat: 42.1 }, START).stops('1 h');
    expect(visits(story).map(({ facts }) => facts.zoneId)).toEqual(['sts', 'drawn']);
  });

  it('of a vessel recognised inside keep the true entry', () => {
    const story = ship().at(outside, START).sails({ to: inside, kn: 6 }).stops('1 h');
    const state = zone.begin();
    const detector = { ...zone, begin: () => state };
    expect(watch(detector, story, { places, watched: false })).toEqual([]);
    expect(state.visits).toHaveLength(1);
    const next = ship()
      .at(inside, story.now + ms('1 h'))
      .sends(0);
    expect(watch(detector, next, { places })).toMatchObject([
      { beganAt: state.visits[0]!.beganAt, facts: { entry: {} } },
    ]);
  });

  it('come out the same when state goes through JSON after every fix', () => {
    const story = ship()
      .at(outside, START)
      .sails({ to: { lon: 133.2, lat: 42.1 }, kn: 9 });
    story.goesSilent('7 h').arrives(away(inside, 2), 0).stops('3 h').sails({ to: outside, kn: 4 });
    expect(told(story, { restartAfter: 'every' })).toEqual(told(story));
  });
});
