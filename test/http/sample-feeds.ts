// A desk of feeds without files and workers: one feed that is heard, and whatever a test sets up.

import type { FeedRow } from '../../server/desk/feeds.ts';
import { CodedError } from '../../server/domain/errors.ts';
import type { ServerDeps } from '../../server/http/deps.ts';
import { beginCells, type Cells, hearCell } from '../../server/run/reception/cells.ts';
import { RelaySettings } from '../../server/run/relay/relay-settings.ts';

/** Heard by night at the quay, and by day off it. */
export function sampleCells(now: number): Map<string, Cells> {
  const quay = beginCells();
  hearCell(quay, now - 12 * 3_600_000, 10.1, 59.1);
  hearCell(quay, now, 10.6, 59.1);
  const far = beginCells();
  hearCell(far, now - 40 * 86_400_000, 100, 1);
  hearCell(far, now, -179.9, 51);
  return new Map([
    ['quay', quay],
    ['far', far],
  ]);
}

export function sampleFeeds(heardAt: number): ServerDeps['feeds'] {
  const rows = new Map<string, FeedRow>();
  let relay = RelaySettings.parse({});
  rows.set('quay', {
    id: 'quay',
    kind: 'tcp-client',
    title: 'Sentences from a TCP server',
    on: true,
    settings: { host: '127.0.0.1', listenPort: 10110 },
    status: {
      id: 'quay',
      kind: 'tcp-client',
      on: true,
      condition: 'ok',
      says: 'Connected; 5 reports a minute in the last minutes.',
      sinceAt: heardAt - 60_000,
      lastHeardAt: heardAt,
      reports: 5,
      bytes: 500,
      vessels: { hour: 3, day: 4, atLeast: false },
      perMinute: 5,
      usualPerMinute: null,
      minutes: [0, 5],
      lagMs: 800,
      connections: 1,
      rejects: { 'bad checksum': 2 },
      lost: {},
      discarded: {},
      notes: [],
    },
  });
  const found = (id: string) => {
    const row = rows.get(id);
    if (!row) throw new CodedError('not_found', `There is no feed "${id}".`);
    return row;
  };
  return {
    rows: () => [...rows.values()],
    kinds: () => [
      { kind: 'tcp-client', title: 'Sentences from a TCP server', about: 'A receiver.', needsNothing: false, form: {} },
    ],
    async save(feed) {
      const row = { ...feed, title: feed.kind, status: null };
      rows.set(feed.id, row);
      return row;
    },
    async turn(id, on) {
      const row = { ...found(id), on };
      rows.set(id, row);
      return row;
    },
    async remove(id) {
      rows.delete(found(id).id);
    },
    relay: () => ({ settings: relay, status: null, form: {} }),
    async setRelay(settings) {
      relay = settings;
      return { settings, status: null, form: {} };
    },
    test: async () => ({ connected: true, says: 'Nothing was heard within 15 s.', reports: [], rejects: {} }),
  };
}
