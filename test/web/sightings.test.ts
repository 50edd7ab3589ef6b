import { describe, expect, it } from 'vitest';
import { Sighting, SightingRequest } from '../../server/http/wire/sighting.ts';
import { NO_SIGHTING, portOf, readSightingDraft, type SightingDraft, sightingsAt } from '../../web/vessel/sightings.ts';
import { DAY, portRow, T0 } from './wire-rows.ts';

const ports = [
  portRow('rajin', 130.3, 42.23, { name: 'Rajin (Najin, Rason)', locode: 'KPRJN' }),
  portRow('dunay', 132.36, 42.87, { name: 'Dunay' }),
];
const draft: SightingDraft = {
  ...NO_SIGHTING,
  fromDay: '2024-02-04',
  place: 'Rajin',
  what: ' loading ',
  source: 'NK Pro',
};
const read = (more: Partial<SightingDraft> = {}) => readSightingDraft({ ...draft, ...more }, 'imo:9161003', ports);

describe('a sighting as it is typed', () => {
  it('is a request that the server takes', () => {
    const reading = read({
      toDay: '2024-02-05',
      toTime: '06:30',
      lon: '130.3',
      lat: '42.2',
      link: 'https://example.org/x',
    });
    expect(reading).toEqual({
      request: {
        vesselId: 'imo:9161003',
        from: '2024-02-04',
        to: '2024-02-05T06:30:00Z',
        placeId: 'rajin',
        lon: 130.3,
        lat: 42.2,
        what: 'loading',
        means: 'satellite',
        grade: 'possible',
        source: 'NK Pro',
        link: 'https://example.org/x',
      },
    });
    if ('request' in reading) expect(SightingRequest.safeParse(reading.request).success).toBe(true);
  });

  it('finds the port by id, name or UN/LOCODE, in any case', () => {
    for (const text of ['rajin', 'RAJIN', 'Rajin (Najin, Rason)', 'KP RJN'])
      expect(portOf(text, ports)?.id).toBe('rajin');
    expect(portOf('raj', ports)).toBeUndefined();
  });

  it.each<[Partial<SightingDraft>, RegExp]>([
    [{ fromDay: '' }, /the day/],
    [{ toTime: '06:30' }, /last day/],
    [{ place: 'Atlantis' }, /No port is called “Atlantis”/],
    [{ place: '' }, /Say where/],
    [{ lon: '130' }, /both longitude and latitude/],
    [{ lon: '130', lat: 'north' }, /Degrees are numbers/],
  ])('with %j is told what is missing', (more, sentence) => {
    const reading = read(more);
    expect('problem' in reading && reading.problem).toMatch(sentence);
  });
});

describe('sightings in the dossier', () => {
  const row = (id: string, more: Partial<Sighting>): Sighting =>
    Sighting.parse({
      id,
      vesselId: 'imo:9161003',
      fromAt: T0,
      toAt: T0,
      placeId: 'rajin',
      lon: 130,
      lat: 42,
      what: 'x',
      means: 'other',
      grade: 'possible',
      source: 'y',
      link: null,
      arrivedAt: T0 + DAY,
      ...more,
    });

  it('are those known at the playhead, newest first; one withdrawn later still stands', () => {
    const rows = [
      row('old', {}),
      row('new', { fromAt: T0 + DAY, withdrawn: { at: T0 + 3 * DAY, reason: 'z' } }),
      row('later', { arrivedAt: T0 + 9 * DAY }),
    ];
    expect(sightingsAt(rows, T0 + 2 * DAY).map(({ id, withdrawn }) => [id, withdrawn])).toEqual([
      ['new', undefined],
      ['old', undefined],
    ]);
    expect(sightingsAt(rows, T0 + 4 * DAY)[0]!.withdrawn).toEqual({ at: T0 + 3 * DAY, reason: 'z' });
  });
});
