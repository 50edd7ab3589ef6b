// What the canary's feed brings, and when: three sentences an hour, two from outside its zone and one from inside. They go the
// way of every feed from the intake log on. Real sentences with a real time; the number in them is replaced behind the
// decoder by one that no radio can send (hearing.ts). Plain state; the runner asks what is due.

import { encodeSentences } from '../../ais/write/encode.ts';
import { CANARY_FEED, CANARY_ZONES, canaryPlace } from '../../domain/canary.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { nmea } from '../../feeds/formats/nmea.ts';
import type { IntakeRecord } from '../intake/record.ts';

export interface Singer {
  /** What is due by now; null between two sentences. */
  due(now: number): { records: IntakeRecord[]; run: number | null } | null;
}

/** In the sentence: a ship's number of an allotment that was never made. */
const SENT_MMSI = 299_000_001;
/** After the start of a run: outside, outside, inside. Two fixes outside end the visit before. */
const STEPS_MS = [0, MINUTE_MS, 4 * MINUTE_MS];
/** The monitor has begun to hear by then. */
const FIRST_MS = 10_000;

export function createSinger(everyMs: number, beganAt: number): Singer {
  let runAt = beganAt + FIRST_MS;
  let step = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let begun = false;
  // After a restart seldom the same as before it.
  let zone = Math.floor(beganAt / 1000) % CANARY_ZONES.length;
  return {
    due(now) {
      if (now < runAt + STEPS_MS[step]!) return null;
      // A sentence's time has whole seconds, and the next one is later.
      const at = Math.floor(now / 1000) * 1000;
      if (at <= lastAt) return null;
      lastAt = at;
      const inside = step === STEPS_MS.length - 1;
      const heard: IntakeRecord = {
        kind: 'heard',
        at: now,
        feed: CANARY_FEED,
        sender: '',
        bytes: sentences(at, zone, inside),
      };
      const records: IntakeRecord[] = begun
        ? [heard]
        : [{ kind: 'begun', at: now, feed: CANARY_FEED, format: nmea.name }, heard];
      begun = true;
      step = inside ? 0 : step + 1;
      if (inside) zone = (zone + 1) % CANARY_ZONES.length;
      // What was missed while the machine slept is not made up for.
      if (inside) runAt = Math.max(runAt + everyMs, now - STEPS_MS.at(-1)! + everyMs / 2);
      return { records, run: inside ? at : null };
    },
  };
}

function sentences(at: number, zone: number, inside: boolean): Uint8Array {
  const { lon, lat } = canaryPlace(zone, inside);
  // Never the same place twice: a position that is repeated counts as an old one.
  const drift = ((at / 1000) % 1_000) * 1e-4 - 0.05;
  const message = {
    type: 1,
    mmsi: SENT_MMSI,
    lon: lon + drift,
    lat,
    speedKn: 15,
    courseDeg: 180,
    headingDeg: 180,
    navStatus: 0,
    second: (at / 1000) % 60,
  };
  return new TextEncoder().encode(`${encodeSentences(message, { at }).join('\r\n')}\r\n`);
}
