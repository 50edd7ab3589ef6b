// Every real list and every sample through the whole import: the ship counts that their README states, nothing new in a
// second import, and what one copy of OFAC's list changed in the other. The files lie beside the repository; without
// them this says so and skips.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import type { ListedRecord } from '../../server/domain/listing/listed-record.ts';
import { listFormats } from '../../server/lists/index.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { loadWatch } from '../../server/watch/hulls.ts';
import { importFiles } from '../../server/watch/list-import.ts';

const folder = fileURLToPath(new URL('../../../shared/data/lists/', import.meta.url));
const absent = !existsSync(folder);
const NOW = Date.UTC(2026, 8, 1);

const rig = () => ({ store: openStore(':memory:'), clock: manualClock(NOW), formats: listFormats });
const real = (...names: string[]) => ({ source: 'auto', files: names.map((name) => folder + name) });
const ofac = (day: string) => real(...['sdn', 'alt', 'add', 'sdn_comments'].map((part) => `us-ofac/${part}-${day}`));

type Row = [format: string, request: ReturnType<typeof real>, ships: number, more?: Record<string, number>];

/** Ships, and where the README says more: with a number, distinct numbers, with an MMSI, classes. */
const FILES: Row[] = [
  ['ofac-sdn-csv', real('us-ofac/sdn-2024-04.csv.gz'), 526, { imo: 520, mmsi: 80 }],
  ['ofac-sdn-csv', ofac('2021-07.csv.gz'), 406, { imo: 399 }],
  ['ofac-sdn-csv', ofac('extract-2025.csv'), 4],
  [
    'ofac-sdn-csv',
    real('us-ofac/sdn-2024-04.csv.gz', 'us-ofac/alt-2025-02.csv.gz', 'us-ofac/sdn_comments-2025-02.csv.gz'),
    526,
  ],
  ['ofac-consolidated-xml', real('us-ofac/consolidated-nonsdn-2025-03.xml.gz'), 0, { party: 443 }],
  ['us-csl-csv', real('us-csl/csl-2019.csv'), 2],
  ['us-csl-csv', real('us-csl/csl-extract-2025.csv'), 0],
  ['eu-833-oj-csv', real('eu/oj-32014R0833-2026-08.csv.gz'), 633, { distinct: 632 }],
  ['eu-dprk-oj-csv', real('eu/oj-32017R1509-2026-08.csv.gz'), 75],
  ['uk-sanctions-list-jsonl', real('uk/ships-2026-08.jsonl.gz'), 666, { imo: 629 }],
  ['un-1718-html', real('un/1718-vessels-2020-06.html.gz'), 59],
  ['un-1718-rows', real('un/1718-vessels-2020-06.pdf'), 59],
  ['un-consolidated-xml', real('un/consolidated-2026-02.xml.gz'), 0],
  ['ca-sema-xml', real('ca/sema-lmes-2025-05.xml.gz'), 109],
  ['au-dfat-jsonl', real('au/vessels-2026-08.jsonl.gz'), 262, { class: 1 }],
  ['ua-gur-csv', real('ua-gur/mmsi-imo-2026-03.csv'), 804],
  ['opensanctions-merged-json', real('merged/shadowfleet-2026-08-shared.json.gz'), 1306],
  ['ca-sema-xml', real('samples/ca-sema.sample.xml'), 1],
  ['ch-seco-xml', real('samples/ch-seco.sample.xml'), 1],
  ['eu-dma-csv', real('samples/eu-dma.sample.csv'), 3],
  ['ofac-sdn-advanced-xml', real('samples/ofac-sdn-advanced.sample.xml'), 1],
  ['ofac-sdn-xml', real('samples/ofac-sdn.sample.xml'), 3],
  ['opensanctions-maritime-csv', real('samples/opensanctions-maritime.sample.csv'), 4],
  ['uk-sanctions-list-csv', real('samples/uk-sanctions-list.sample.csv'), 4],
  ['uk-sanctions-list-xml', real('samples/uk-sanctions-list.sample.xml'), 3],
];

function countsOf(records: readonly ListedRecord[]): Record<string, number> {
  const ships = records.filter(({ kind }) => kind === 'ship');
  const imos = ships.flatMap(({ imo }) => imo ?? []);
  const mmsi = ships.filter(({ mmsis }) => mmsis.length > 0).length;
  const of = (kind: string) => records.filter((record) => record.kind === kind).length;
  return { imo: imos.length, distinct: new Set(imos).size, mmsi, party: of('party'), class: of('class') };
}

describe.skipIf(absent)(`the real lists${absent ? ' (skipped: ../shared/data/lists is absent)' : ''}`, () => {
  test.each(
    FILES.map(([format, request, ships, more]) => ({
      format,
      request,
      ships,
      more: more ?? {},
      names: request.files.map((path) => path.slice(folder.length)).join(' + '),
    })),
  )('$names gives $ships ships, and again no change', async ({ format, request, ships, more }) => {
    const deps = rig();
    const first = await importFiles(deps, request);
    expect(first).toMatchObject({
      format,
      outcome: 'in force',
      says: null,
      ships,
      // A class entry counts among the ships that changed.
      difference: { ships: { added: ships + (more.class ?? 0) } },
    });
    const records = await deps.store.recordsInForce(first.list);
    expect(countsOf(records)).toMatchObject(more);
    expect(records.every(({ raw }) => raw.length > 0)).toBe(true);
    const again = await importFiles(deps, request);
    expect(again).toMatchObject({ outcome: 'no change', ships });
    expect(again.difference!.rows).toEqual([]);
  });

  test('OFAC of July 2021 to April 2024: one ship removed, 121 added, SAND SWAN is EBANO, and no day is made up', async () => {
    const deps = rig();
    await importFiles(deps, real('us-ofac/sdn-2021-07.csv.gz'));
    const { difference } = await importFiles(deps, real('us-ofac/sdn-2024-04.csv.gz'));
    expect(difference!.ships).toMatchObject({ added: 121, removed: 1, renamed: 1 });
    const named = difference!.rows.filter(
      ({ kind, change }) => kind === 'ship' && (change === 'removed' || change === 'renamed'),
    );
    expect(named.map(({ change, name }) => `${change} ${name}`).sort()).toEqual(['removed HERMANN', 'renamed EBANO']);

    const { known } = await loadWatch(deps.store, { hulls: [], mids: new Map() }, NOW);
    const listing = (name: string) =>
      known
        .find((hull) => hull.name === name)!
        .designations.map(({ precision, listedAt, delistedAt, source }) => ({
          copy: source.replace(/^.*, /, ''),
          precision,
          listed: new Date(listedAt!).toISOString().slice(0, 10),
          gone: delistedAt && new Date(delistedAt).toISOString().slice(0, 10),
        }));
    // The files name their month alone: by its last day the copy was out.
    expect(listing('LADY R')).toEqual([{ copy: 'Apr 2024', precision: 'by', listed: '2024-04-30', gone: null }]);
    expect(listing('EBANO')).toEqual([{ copy: 'Apr 2024', precision: 'by', listed: '2021-07-31', gone: null }]);
    expect(listing('HERMANN')).toEqual([
      { copy: 'Apr 2024', precision: 'by', listed: '2021-07-31', gone: '2024-04-30' },
    ]);
  });
});
