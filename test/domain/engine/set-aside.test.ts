import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../server/domain/engine/engine.ts';
import { emptyReport, POSITION, type Report, STATIC, STATION } from '../../../server/domain/report.ts';
import { HOUR_MS, MINUTE_MS } from '../../../server/domain/time.ts';
import { collect, referenceOptions } from '../../play.ts';

const LADY_R = { mmsi: 273213010, imo: 9161003, name: 'LADY R' };
const START = Date.UTC(2024, 1, 1);

/** A day east of Vostochny at 10 kn, a report every ten minutes; `stray` moves some of them. */
function sail(stray: (n: number) => { lat?: number; at?: number } | null) {
  const { sink, ...said } = collect();
  const engine = createEngine(referenceOptions, sink);
  const report: Report = { ...emptyReport(), station: STATION.classA, source: 'made', mmsi: LADY_R.mmsi };
  engine.take({ ...report, ...LADY_R, at: START, parts: STATIC });
  for (let n = 0; n < 144; n++) {
    const moved = stray(n);
    const at = START + n * 10 * MINUTE_MS + (moved?.at ?? 0);
    const lat = 42 + (moved?.lat ?? 0);
    engine.take({
      ...report,
      at,
      arrivedAt: at,
      parts: POSITION,
      lat,
      lon: 133.5 + n * 0.0375,
      speedKn: 10,
      courseDeg: 90,
    });
  }
  return { vessel: said.vessels.get('imo:9161003')!, refused: engine.counts().refused };
}

describe('positions that were set aside', () => {
  it('are counted with the vessel, by reason, with the time of the first and the newest', () => {
    const { vessel } = sail((n) => (n === 20 || n === 60 ? { lat: 1 } : null));
    expect(vessel.setAside).toEqual([
      {
        reason: 'jump',
        count: 2,
        firstAt: START + 200 * MINUTE_MS,
        lastAt: START + 10 * HOUR_MS,
      },
    ]);
  });

  it('leave no word where there were none', () => {
    expect(sail(() => null).vessel).not.toHaveProperty('setAside');
  });

  it('add up to what the engine counts, whatever strays', () => {
    const { vessel, refused } = sail((n) =>
      n % 16 === 3 ? { lat: 1 + n / 100 } : n % 16 === 11 ? { at: -30 * MINUTE_MS } : null,
    );
    const counts = Object.fromEntries(vessel.setAside!.map(({ reason, count }) => [reason, count]));
    expect(Object.keys(refused).length).toBeGreaterThan(1);
    for (const [reason, count] of Object.entries(refused)) {
      // The row is emitted again at the first of a reason, the second, the fourth, the eighth.
      expect(counts[reason]).toBe(2 ** Math.floor(Math.log2(count)));
    }
  });
});
