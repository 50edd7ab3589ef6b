import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginFleet, type Fleet, feedDuring, hearFleet, othersHeard } from '../../../server/domain/fleet/fleet.ts';
import { cutFleet, restoreFleet } from '../../../server/domain/fleet/fleet-cut.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2024-02-01T00:00:00Z');

/** `ships` ships round a point, each heard once a minute in turn. */
function busy(fleet: Fleet, fromAt: number, toAt: number, ships = 8, lon = 133, lat = 42.5): void {
  for (let at = fromAt; at < toAt; at += MINUTE) {
    for (let ship = 0; ship < ships; ship++)
      hearFleet(fleet, { at: at + ship * 1000, mmsi: 273_000_001 + ship, lon, lat });
  }
}

describe('feed health', () => {
  it('is up while as much is heard as usual', () => {
    const fleet = beginFleet();
    busy(fleet, START, START + 6 * HOUR);
    expect(feedDuring(fleet, START + HOUR, START + 6 * HOUR)).toMatchObject({ health: 'up', outageMs: 0 });
  });

  it('is an outage from ten minutes under a tenth of the usual on, and no sooner', () => {
    const fleet = beginFleet();
    busy(fleet, START, START + 3 * HOUR);
    const quietAt = START + 3 * HOUR;
    expect(feedDuring(fleet, START, quietAt + 9 * MINUTE).health).toBe('up');
    expect(feedDuring(fleet, START, quietAt + 10 * MINUTE)).toMatchObject({ health: 'outage', outageMs: 10 * MINUTE });
  });

  it('remembers an outage that is over, and only for gaps that overlap it', () => {
    const fleet = beginFleet();
    busy(fleet, START, START + 3 * HOUR);
    busy(fleet, START + 5 * HOUR, START + 8 * HOUR);
    const now = START + 8 * HOUR;
    expect(feedDuring(fleet, START + 2 * HOUR, now)).toMatchObject({ health: 'outage', outageMs: 2 * HOUR });
    expect(feedDuring(fleet, START + 4.5 * HOUR, now).outageMs).toBe(0.5 * HOUR);
    expect(feedDuring(fleet, START + 5 * HOUR, now).health).toBe('up');
    expect(feedDuring(fleet, START, START + 3 * HOUR).health).toBe('up');
  });

  it('says for how long nobody at all was heard, whatever its rhythm, where enough ships had been', () => {
    /** Polled: all ships at once, every ten minutes. */
    const polled = (ships: number, quietHours: number) => {
      const fleet = beginFleet();
      const poll = (at: number) => {
        for (let ship = 0; ship < ships; ship++)
          hearFleet(fleet, { at, mmsi: 273_000_001 + ship, lon: 133, lat: 42.5 });
      };
      for (let at = START; at <= START + 12 * HOUR; at += 10 * MINUTE) poll(at);
      const backAt = START + (12 + quietHours) * HOUR;
      const during = feedDuring(fleet, START + 12 * HOUR, backAt - MINUTE).unheardMs;
      for (let at = backAt; at <= backAt + 2 * HOUR; at += 10 * MINUTE) poll(at);
      const after = feedDuring(restoreFleet(structuredClone(cutFleet(fleet).snapshot())), START, backAt + HOUR);
      return [during, after.unheardMs].map((ms) => Math.round(ms / HOUR));
    };
    expect(polled(30, 20)).toEqual([20, 20]);
    expect(polled(30, 0.5)).toEqual([0, 0]);
    // One ship, or a few, may all have sailed away or been switched off.
    expect(polled(1, 20)).toEqual([0, 0]);
  });

  it('takes a feed at a tenth of its usual rate for up, and below that for down', () => {
    const tenth = beginFleet();
    busy(tenth, START, START + 24 * HOUR, 20);
    busy(tenth, START + 24 * HOUR, START + 24 * HOUR + 30 * MINUTE, 2);
    expect(feedDuring(tenth, START, START + 24 * HOUR + 30 * MINUTE).health).toBe('up');
    const less = beginFleet();
    busy(less, START, START + 24 * HOUR, 20);
    busy(less, START + 24 * HOUR, START + 24 * HOUR + 30 * MINUTE, 1);
    expect(feedDuring(less, START, START + 24 * HOUR + 30 * MINUTE).health).toBe('outage');
  });

  it('cannot be told in a sparse replay of fewer than 20 messages an hour', () => {
    const fleet = beginFleet();
    for (let i = 0; i < 19 * 48; i++)
      hearFleet(fleet, { at: START + (i * HOUR) / 19, mmsi: 273_000_001 + (i % 12), lon: 133, lat: 42 });
    expect(feedDuring(fleet, START, START + 48 * HOUR)).toMatchObject({ health: 'unknown', outageMs: 0 });
    expect(feedDuring(fleet, START + 40 * HOUR, START + 60 * HOUR)).toMatchObject({ health: 'unknown', outageMs: 0 });
  });

  it('cannot be told from a few ships, however often they report: they may all have sailed', () => {
    const fleet = beginFleet();
    busy(fleet, START, START + 6 * HOUR, 4);
    expect(feedDuring(fleet, START, START + 8 * HOUR)).toMatchObject({ health: 'unknown', outageMs: 0 });
  });

  it('cannot be told from an archive of hourly bursts, and invents no outage in it', () => {
    const fleet = beginFleet();
    for (let hour = 0; hour < 48; hour++) {
      for (let ship = 0; ship < 500; ship++)
        hearFleet(fleet, { at: START + hour * HOUR, mmsi: 273_000_001 + ship, lon: 133, lat: 42 });
    }
    expect(feedDuring(fleet, START, START + 48 * HOUR)).toMatchObject({ health: 'unknown', outageMs: 0 });
  });

  it('is told at chance intervals of 100 messages an hour, without inventing an outage', () => {
    const fleet = beginFleet();
    let seed = 20240201;
    const chance = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return (seed + 1) / 4294967297;
    };
    let now = START;
    let calm = true;
    while (now < START + 30 * 24 * HOUR) {
      now += -Math.log(chance()) * 36_000;
      hearFleet(fleet, { at: now, mmsi: 273_000_001 + Math.floor(chance() * 12), lon: 133, lat: 42 });
      calm &&= feedDuring(fleet, START, now).health !== 'outage';
    }
    expect(calm, 'seed 20240201').toBe(true);
    expect(feedDuring(fleet, START, now).health).toBe('up');
  });

  it('cannot be told before the first hour is over', () => {
    const fleet = beginFleet();
    busy(fleet, START, START + 30 * MINUTE);
    expect(feedDuring(fleet, START, START + 50 * MINUTE).health).toBe('unknown');
  });

  it('stays plain after a year of nothing', () => {
    const fleet = beginFleet();
    busy(fleet, START, START + 3 * HOUR);
    const later = START + 365 * 24 * HOUR;
    busy(fleet, later, later + HOUR);
    expect(feedDuring(fleet, later, later + HOUR).health).toBe('up');
    expect(feedDuring(fleet, START + 2 * HOUR, later + HOUR).health).toBe('outage');
  });
});

describe('other ships heard near', () => {
  const lastAt = START + 5 * MINUTE;

  it('counts ships within 20 nm in the hour after, without the ship itself', () => {
    const fleet = beginFleet();
    hearFleet(fleet, { at: lastAt, mmsi: 273_212_120, lon: 133, lat: 42.5 });
    for (const [ship, lon] of [133.1, 133.2, 132.9].entries()) {
      hearFleet(fleet, { at: START + 30 * MINUTE, mmsi: 440_000_001 + ship, lon, lat: 42.5 });
      hearFleet(fleet, { at: START + 31 * MINUTE, mmsi: 440_000_001 + ship, lon, lat: 42.5 });
    }
    hearFleet(fleet, { at: START + 32 * MINUTE, mmsi: 273_212_120, lon: 133, lat: 42.5 });
    expect(othersHeard(fleet, lastAt, 273_212_120, 133, 42.5)).toBe(3);
  });

  it('leaves out ships 40 nm off, ships heard before and ships heard later', () => {
    const fleet = beginFleet();
    hearFleet(fleet, { at: START, mmsi: 440_000_001, lon: 133, lat: 42.5 });
    hearFleet(fleet, { at: START + 30 * MINUTE, mmsi: 440_000_002, lon: 133, lat: 43.2 });
    hearFleet(fleet, { at: START + 70 * MINUTE, mmsi: 440_000_003, lon: 133, lat: 42.5 });
    expect(othersHeard(fleet, lastAt, 273_212_120, 133, 42.5)).toBe(0);
  });

  it('says that it no longer knows after two hours of others in the same waters', () => {
    const fleet = beginFleet();
    hearFleet(fleet, { at: START + 30 * MINUTE, mmsi: 440_000_002, lon: 133, lat: 42.5 });
    hearFleet(fleet, { at: START + 3 * HOUR, mmsi: 440_000_002, lon: 133, lat: 42.5 });
    expect(othersHeard(fleet, lastAt, 273_212_120, 133, 42.5)).toBeNull();
  });

  it('looks across the antimeridian and close to the pole', () => {
    const fleet = beginFleet();
    for (const [ship, lon] of [179.9, -179.9, -179.8].entries()) {
      hearFleet(fleet, { at: START + 30 * MINUTE, mmsi: 440_000_001 + ship, lon, lat: 65 });
      hearFleet(fleet, { at: START + 30 * MINUTE, mmsi: 440_000_001 + ship, lon: lon * 0.5, lat: 89.9 });
    }
    expect(othersHeard(fleet, lastAt, 273_212_120, 179.95, 65)).toBe(3);
    expect(othersHeard(fleet, lastAt, 273_212_120, 10, 89.9)).toBe(3);
  });
});

it('answers the same after a restart at any message', () => {
  const heard = fc.record({
    step: fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 4 * HOUR })),
    ship: fc.integer({ min: 0, max: 15 }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(heard, { minLength: 1, maxLength: 200 }), fc.nat(), (messages, cut) => {
      const straight = beginFleet();
      let restarted = beginFleet();
      let at = START;
      messages.forEach(({ step, ship, lon, lat }, index) => {
        at += step;
        hearFleet(straight, { at, mmsi: 273_000_000 + ship, lon, lat });
        hearFleet(restarted, { at, mmsi: 273_000_000 + ship, lon, lat });
        if (index === cut % messages.length) restarted = restoreFleet(structuredClone(cutFleet(restarted).snapshot()));
      });
      expect(feedDuring(restarted, START, at + HOUR)).toEqual(feedDuring(straight, START, at + HOUR));
      const { lon, lat } = messages[0]!;
      expect(othersHeard(restarted, at - HOUR, 1, lon, lat)).toEqual(othersHeard(straight, at - HOUR, 1, lon, lat));
      expect(cutFleet(restarted).snapshot()).toEqual(cutFleet(straight).snapshot());
    }),
    { numRuns: 60 },
  );
});

it('is kept as it was at an instant, however it is packed while more is heard', () => {
  const heard = fc.record({
    step: fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 30 * MINUTE })),
    ship: fc.integer({ min: 0, max: 15 }),
    lon: fc.constantFrom(0.1, 0.3, 4.9, 5.1, 170),
    lat: fc.constantFrom(0.1, 4.9, 5.1),
  });
  fc.assert(
    fc.property(
      fc.array(heard, { minLength: 2, maxLength: 120 }),
      fc.nat(),
      fc.integer({ min: 0, max: 2 }),
      (messages, when, each) => {
        const fleet = beginFleet();
        const twin = beginFleet();
        let at = START;
        let cut: ReturnType<typeof cutFleet> | null = null;
        messages.forEach(({ step, ship, lon, lat }, index) => {
          at += step;
          if (index === when % messages.length) cut = cutFleet(fleet);
          else cut?.pack(each);
          hearFleet(fleet, { at, mmsi: 273_000_000 + ship, lon, lat });
          if (cut === null) hearFleet(twin, { at, mmsi: 273_000_000 + ship, lon, lat });
        });
        const kept = cut!.snapshot();
        expect(kept).toEqual(cutFleet(twin).snapshot());
        // Once packed, it lets go of the slot that it had copied.
        expect(cut!.size).toBe(kept.tiles.byteLength + twin.newest.byteLength + kept.footprint.words.byteLength);
        // Another cut packs the first: what it keeps is not lost.
        const first = cutFleet(fleet);
        const same = cutFleet(fleet).snapshot();
        hearFleet(fleet, { at: at + 3 * HOUR, mmsi: 1, lon: 0.1, lat: 0.1 });
        expect(first.snapshot()).toEqual(same);
      },
    ),
    { numRuns: 200 },
  );
});
