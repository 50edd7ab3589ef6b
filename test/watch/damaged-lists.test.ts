// Damaged and hostile copies of real formats, from the file to what the list says of itself: each is refused with one
// sentence, the version in force stays. Good copies are the hand-written samples, whole.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { listFormats } from '../../server/lists/index.ts';
import { manualClock } from '../../server/seams/clock.ts';
import type { Store } from '../../server/seams/store.ts';
import { listStatuses } from '../../server/watch/list-status.ts';
import { createListSync, type ListSync } from '../../server/watch/list-sync.ts';
import { lookBackHere } from '../../server/watch/look-back.ts';
import { referenceOptions } from '../play.ts';

const NOW = Date.UTC(2026, 8, 1);
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-damage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Entries in the shape of OFAC's SDN.XML (public domain), shortened. */
const entry = (uid: number, name: string, imo: number) =>
  `<sdnEntry><uid>${uid}</uid><lastName>${name}</lastName><sdnType>Vessel</sdnType><programList><program>RUSSIA-EO14024</program></programList>` +
  `<idList><id><uid>1</uid><idType>Vessel Registration Identification</idType><idNumber>IMO ${imo}</idNumber></id></idList>` +
  '<vesselInfo><vesselFlag>Russia</vesselFlag></vesselInfo></sdnEntry>';
const head = '<?xml version="1.0" standalone="yes"?>\n';
const space = 'xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"';
const info =
  '<publshInformation><Publish_Date>08/28/2026</Publish_Date><Record_Count>3</Record_Count></publshInformation>';
const entries = entry(37095, 'LADY R', 9161003) + entry(37059, 'ANGARA', 9179842) + entry(37096, 'MAIA-1', 9358010);
const good = `${head}<sdnList ${space}>${info}${entries}</sdnList>\n`;

let store: Store;
let sync: ListSync;
beforeAll(async () => {
  store = openStore(':memory:');
  sync = await createListSync({
    store,
    clock: manualClock(NOW),
    log: pino({ level: 'silent' }),
    formats: listFormats,
    builtIn: loadReference(),
    lookBack: lookBackHere(store, () => referenceOptions),
    live: null,
    scheduled: 'off',
  });
  expect(await take('good.xml', good)).toMatchObject({ outcome: 'in force', ships: 3 });
});

function take(name: string, content: string | Buffer) {
  writeFileSync(join(folder, name), content);
  return sync.importFiles({ source: 'ofac-sdn', files: [join(folder, name)] });
}

const bomb =
  `${head}<!DOCTYPE sdnList [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>` +
  `<sdnList ${space}>${info}${entry(1, '&b;', 9161003)}</sdnList>`;

test.each([
  ['truncated XML', 'cut.xml', good.slice(0, good.length - 300)],
  ['XML cut in its first entry', 'short.xml', good.slice(0, 500)],
  ['an entity bomb', 'entities.xml', bomb],
  ['wrong columns', 'columns.csv', 'name,imo\n"LADY R",9161003\n'],
  [
    'a list cut to a third',
    'third.xml',
    good.replace(entry(37059, 'ANGARA', 9179842), '').replace(entry(37096, 'MAIA-1', 9358010), ''),
  ],
  ['a web page', 'page.xml', '<!DOCTYPE html><html><head><title>Access denied</title></head></html>'],
  ['an older copy', 'old.xml', good.replace('08/28/2026', '08/01/2026')],
  ['zeros', 'zeros.bin', Buffer.alloc(100_000)],
])('%s is refused with one sentence', async (_title, name, content) => {
  const result = await take(name, content);
  expect(result.outcome).toBe('refused');
  expect(result.says, name).toMatch(/^[^\n]{10,400}[.!?]$/);
  const list = (await listStatuses(store, listFormats, NOW)).find(({ id }) => id === 'ofac-sdn')!;
  expect(list).toMatchObject({ state: 'failing', says: result.says, version: { ships: 3 } });
});

test('after all of that a good copy puts it right', async () => {
  expect(await take('next.xml', good.replace('08/28/2026', '08/29/2026'))).toMatchObject({
    outcome: 'in force',
    ships: 3,
  });
  const list = (await listStatuses(store, listFormats, NOW)).find(({ id }) => id === 'ofac-sdn')!;
  expect(list).toMatchObject({ state: 'in force', says: null });
});
