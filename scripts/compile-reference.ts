// Compiles the reviewed facts tables into db/reference/*.json: watched hulls, ports, zones, context ports, rules, MIDs
// and lists. Argument: a folder with `facts/` and `data/ports/` (default: ../shared beside the repository). The result
// is committed; it changes only when the tables do, and one row stands on one line so that a change can be read.

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFacts } from './reference/facts.ts';
import { CONTEXT_DEFAULTS, compileContextPorts, compileWatchPorts, compileZones } from './reference/places.ts';
import { compileRules } from './reference/rules.ts';
import { compileHulls, compileLists } from './reference/vessels.ts';

interface Head {
  about: string;
  asOf: string;
  source: string;
  defaults?: object;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const facts = readFacts(resolve(process.argv[2] ?? resolve(root, '../shared')));
const hulls = compileHulls(facts);
const ports = compileWatchPorts(facts);

write('vessels', hulls, {
  about: `Watched hulls and their designations. ${facts.vessels.caution}`,
  asOf: '2026-08-22',
  source: facts.vessels.compiled,
});
write('lists', compileLists(hulls), {
  about:
    'The lists that the hulls were compiled from: publication mark of each copy, and what it holds of the watchlist.',
  asOf: '2026-08-22',
  source: facts.vessels.compiled,
});
write('ports', ports, {
  about: `Watch ports. ${facts.ports.precision}. enterKm is our proposal, leaveKm adds 1 km.`,
  asOf: '2026',
  source: 'World Port Index, UN/LOCODE, OpenStreetMap and others, as named in each row',
});
write('zones', compileZones(facts), {
  about: 'Ship-to-ship transfer zones: boxes drawn loosely round published points or descriptions, no evidence alone.',
  asOf: '2026',
  source: 'press, UN panel reports and open repositories, as named in each row',
});
write('context-ports', compileContextPorts(facts, ports), {
  about: 'World Port Index ports that are not watch ports; they name where an ordinary call was.',
  asOf: '2026-03-31',
  source: 'US National Geospatial-Intelligence Agency, World Port Index (Pub. 150), public domain; copy of 2026-03-31',
  defaults: CONTEXT_DEFAULTS,
});
write('rules', compileRules(facts), {
  about: facts.routes.note,
  asOf: '2026',
  source: 'public law and cases, as named in `legal` and `why` of each row',
});
write(
  'mids',
  Object.entries(facts.mids.mid).map(([mid, row]) => ({ mid: Number(mid), ...row, state: row.state ?? null })),
  { about: facts.mids.about, asOf: facts.mids.asOf, source: facts.mids.source },
);

function write(name: string, rows: readonly object[], head: Head): void {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  const fields = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  writeFileSync(resolve(root, `db/reference/${name}.json`), `{\n${fields.join('')}  "rows": [\n${lines}\n  ]\n}\n`);
  process.stderr.write(`db/reference/${name}.json: ${rows.length} rows\n`);
}
