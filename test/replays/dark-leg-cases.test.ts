// Silences of real and written tracks beside the repository, each for a kind of thing that was said of them and is not
// known. Replayed with the built-in watchlist, rules and places.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { loadSea } from '../../db/reference/sea.ts';
import type { Alert } from '../../server/domain/alert.ts';
import type { VesselEvent } from '../../server/domain/kinds/event.ts';
import type { DarkCall } from '../../server/domain/kinds/possible-dark-call/facts.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { readTracks } from '../../server/feeds/read-tracks.ts';
import { createFlow } from '../../server/run/flow.ts';

const folder = fileURLToPath(new URL('../../../shared/cases/detection/', import.meta.url));
const absent = !existsSync(folder);

interface Said {
  /** Newest revision of each, and every revision of alerts. */
  events: VesselEvent[];
  alerts: Alert[];
  revisions: Alert[];
}

async function replay(name: string): Promise<Said> {
  const { hulls, ports, zones, moorings, rules, mids } = loadReference();
  const events = new Map<string, VesselEvent>();
  const revisions: Alert[] = [];
  const flow = createFlow(
    {
      engine: { hulls, places: createPlaceIndex(ports, zones, moorings), rules, mids, sea: loadSea(), asOf: 'then' },
      windowMs: Number.POSITIVE_INFINITY,
    },
    {
      fix: () => undefined,
      binding: () => undefined,
      vessel: () => undefined,
      rename: () => undefined,
      event: (event) => void events.set(event.id, event),
      alert: (alert) => void revisions.push(alert),
    },
  );
  await readTracks([`${folder}${name}.csv.gz`], { report: (report) => flow.take(report) });
  while (!flow.drain(20_000));
  const alerts = [...new Map(revisions.map((alert) => [alert.id, alert])).values()];
  return { events: [...events.values()], alerts, revisions };
}

const darkCallsOf = ({ events }: Said) =>
  events.filter((event): event is DarkCall => event.kind === 'possible-dark-call' && event.state !== 'withdrawn');

describe.skipIf(absent)(`silences${absent ? ' (skipped: ../shared/cases is absent)' : ''}`, () => {
  for (const silence of ['40h', '6d']) {
    it(`of ${silence} that begins and ends off the port just left names Rajin first, and that port last`, async () => {
      const said = await replay(`leaves-vostochny-silent-${silence}-returns`);
      const [call, ...others] = darkCallsOf(said);
      expect(others).toEqual([]);
      expect(call!.facts).toMatchObject({ placeId: 'rajin', rank: 1, word: 'possible' });
      const ranked = [call!.facts.reach, ...call!.facts.alternatives];
      expect(ranked.map(({ points }) => points)).toEqual(ranked.map(({ points }) => points).sort((a, b) => b - a));
      expect(ranked.at(-1)!.placeId).toBe('vostochny');
      for (const { terms, points } of ranked) {
        expect(points).toBe(terms.reduce((sum, term) => sum + term.points, 0));
      }
      const legs = said.alerts
        .filter(({ state }) => state === 'open')
        .map(({ ruleId, placeIds }) => [ruleId, placeIds]);
      expect(Object.fromEntries(legs)).toEqual({
        'dprk-ru-arms': ['rajin', 'vostochny'],
        'ru-dprk-return': ['vostochny', 'rajin'],
      });
      // Whether the feed was up cannot be told, and only the time that was left speaks of the ship itself.
      expect(said.alerts.map(({ confidence }) => confidence)).toEqual(['low', 'low']);
    });
  }

  it('in which nobody at all was heard hide no call', async () => {
    const said = await replay('feed-outage-20h-polled-10min');
    expect(said.events.filter(({ kind }) => kind === 'possible-dark-call')).toEqual([]);
    expect(said.revisions).toEqual([]);
  });

  it('of weeks between passages of one strait name no port, make no leg and no cadence', async () => {
    const said = await replay('vlcc-singapore-as-listed-tanker');
    expect(darkCallsOf(said)).toEqual([]);
    expect(said.events.filter(({ kind }) => kind === 'cadence')).toEqual([]);
    expect(said.revisions.filter(({ severity }) => severity !== 'info' && severity !== 'low')).toEqual([]);
  });
});
