// Expected arrivals as a calendar, and what the Atom feed says of an alert that was withdrawn.

import { describe, expect, it } from 'vitest';
import type { Approach } from '../../server/domain/kinds/approach/facts.ts';
import { writeAtom } from '../../server/http/atom.ts';
import { type Arrival, writeCalendar } from '../../server/http/calendar.ts';
import { presentAlert } from '../../server/http/present/alert.ts';
import { batchOf, DAY0, HOUR, LADY_R, LADY_R_MMSI, sampleAlert } from '../contract/samples.ts';
import { DEMO, openRig } from './rig.ts';

const approach = (parts: Partial<Approach> = {}, facts: Partial<Approach['facts']> = {}): Approach => ({
  kind: 'approach',
  id: 'approach-1',
  vesselId: LADY_R,
  mmsi: LADY_R_MMSI,
  state: 'open',
  revision: 1,
  knownAt: DAY0,
  beganAt: DAY0,
  endedAt: null,
  basis: 'inferred',
  lon: 130.3,
  lat: 42.2,
  reason: null,
  ...parts,
  facts: {
    placeId: 'rajin',
    placeName: 'Rajin',
    distanceKm: 120,
    courseDeg: 220,
    speedKn: 11,
    expectedAt: DAY0 + 6 * HOUR,
    earliestArrivalAt: DAY0 + 4 * HOUR,
    alternatives: [],
    signs: [],
    outcome: 'open',
    ...facts,
  },
});
const written = (event: Arrival, name = 'LADY R', label: string | null = null) =>
  writeCalendar({ base: 'https://watch.example.org', scope: 'live', label, now: DAY0, arrivals: [{ event, name }] });
/** As a calendar reads it: lines that go on are joined. */
const lines = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

describe('an expected arrival', () => {
  it('is tentative, marked inferred, at the earliest instant', () => {
    expect(lines(written(approach()))).toEqual(
      expect.arrayContaining([
        'UID:live-approach-1@keelwatch',
        'SEQUENCE:0',
        `DTSTART:${new Date(DAY0 + 4 * HOUR).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`,
        'STATUS:TENTATIVE',
        'SUMMARY:LADY R can have reached Rajin (inferred)',
      ]),
    );
  });

  it('keeps its id when it is revised, and counts up', () => {
    const revised = lines(written(approach({ revision: 3 }, { earliestArrivalAt: DAY0 + 5 * HOUR })));
    expect(revised).toEqual(expect.arrayContaining(['UID:live-approach-1@keelwatch', 'SEQUENCE:2']));
  });

  it.each([
    ['withdrawn', approach({ state: 'withdrawn', revision: 2, reason: 'late reports' }), 'CANCELLED'],
    ['turned away', approach({ state: 'closed' }, { outcome: 'turned away' }), 'CANCELLED'],
    ['arrived', approach({ state: 'closed' }, { outcome: 'arrived' }), 'TENTATIVE'],
  ])('%s: stays in the calendar as what it is', (_, event, status) => {
    expect(lines(written(event))).toContain(`STATUS:${status}`);
  });

  it('folds at 75 octets, never within a letter, and lets no name end its line', () => {
    const text = written(approach({}, { placeName: '羅津\r\nATTACH:https://evil.example; a, b\\' }), '𝔏'.repeat(60));
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line.isWellFormed()).toBe(true);
    }
    expect(lines(text).filter((line) => line.startsWith('ATTACH'))).toEqual([]);
    expect(lines(text).find((line) => line.startsWith('LOCATION'))).toBe(
      'LOCATION:羅津\\\\u000d\\\\u000aATTACH:https://evil.example\\; a\\, b\\\\',
    );
  });

  it('of a replay says so, and comes over the API', async () => {
    const rig = await openRig();
    await rig.store.commit(batchOf(DEMO, { events: [approach()] }));
    const reply = await rig.app.inject(`/api/v1/arrivals.ics?scope=${DEMO}`);
    expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(lines(reply.body).find((line) => line.startsWith('SUMMARY'))).toMatch(
      /^SUMMARY:\[Reconstructed.*LADY R can/,
    );
    expect((await rig.app.inject('/api/v1/arrivals.ics?scope=live')).body).not.toContain('VEVENT');
    await rig.close();
  });
});

describe('an alert that was withdrawn', () => {
  it('is a deleted entry of the feed under the id that it had', () => {
    const around = { placeName: (id: string) => id, muteOf: () => null, caseOf: () => null };
    const feed = (state: 'open' | 'withdrawn') =>
      writeAtom({
        base: 'https://watch.example.org',
        now: DAY0,
        alerts: [{ ...presentAlert({ ...sampleAlert({ state }), scope: 'live' }, around), label: null }],
      });
    expect(feed('open')).toContain('<id>urn:keelwatch:live:alert:alert-1</id>');
    expect(feed('withdrawn')).toContain('<at:deleted-entry ref="urn:keelwatch:live:alert:alert-1" when="');
    expect(feed('withdrawn')).not.toContain('<entry>');
  });
});
