// Compiles the reviewed facts tables into db/reference/*.json: watched hulls, ports, zones, context ports, anchorages,
// rules, MIDs and lists. Argument: a folder with `facts/` and `data/ports/` (default: ../shared beside the repository).
// The result is committed; it changes only when the tables do, and one row stands on one line so that a change can be
// read. The anchorages are packed: 44,000 points.

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { packPoints } from '../db/reference/anchorages.ts';
import { ANCHORAGE_DEFAULTS, ANCHORAGE_SOURCE, compileAnchorages, withoutDefaults } from './reference/anchorages.ts';
import { readFacts } from './reference/facts.ts';
import { compileHarbours } from './reference/harbours.ts';
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
const contextPorts = compileContextPorts(facts, ports);
const charted = [...ports, ...contextPorts.map((port) => ({ ...CONTEXT_DEFAULTS, ...port }))];
const anchorages = compileAnchorages(facts.anchorages, charted);
const harbours = compileHarbours(facts.locodes, [...charted, ...anchorages.ports], anchorages.moorings);

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
write('context-ports', contextPorts, {
  about: 'World Port Index ports that are not watch ports; they name where an ordinary call was.',
  asOf: '2026-03-31',
  source: 'US National Geospatial-Intelligence Agency, World Port Index (Pub. 150), public domain; copy of 2026-03-31',
  defaults: CONTEXT_DEFAULTS,
});
write('anchorage-ports', anchorages.ports.map(withoutDefaults), {
  about: 'Ports and anchorages that only the anchorage points name; they name where an ordinary call was.',
  asOf: ANCHORAGE_SOURCE.asOf,
  source: ANCHORAGE_SOURCE.source,
  defaults: ANCHORAGE_DEFAULTS,
});
writePacked(
  'anchorages',
  [...anchorages.moorings, ...harbours].map(({ points, ...mooring }) => ({ ...mooring, points: packPoints(points) })),
  {
    about:
      'Berths and anchorages: points where ships lie, by the port that a stay there counts for. Points are longitude and ' +
      'latitude by turns in hundred thousandths of a degree, each pair as its difference from the one before.',
    ...ANCHORAGE_SOURCE,
    source: `${ANCHORAGE_SOURCE.source}. Second harbours of ports: UN/LOCODE, UNECE`,
  },
);
const { counts } = anchorages;
process.stderr.write(
  `  of ${counts.rows} rows ${counts.points} points are taken; ${counts.doubled} stand twice, ${counts.nameless} have ` +
    `a number for a name and no port near, ${counts.unplaced} lie nowhere\n`,
);
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
  writeFileSync(resolve(root, `db/reference/${name}.json`), textOf(rows, head));
  process.stderr.write(`db/reference/${name}.json: ${rows.length} rows\n`);
}

function writePacked(name: string, rows: readonly object[], head: Head): void {
  const bytes = gzipSync(textOf(rows, head), { level: 9 });
  writeFileSync(resolve(root, `db/reference/${name}.json.gz`), bytes);
  process.stderr.write(`db/reference/${name}.json.gz: ${rows.length} rows, ${bytes.length} bytes\n`);
}

function textOf(rows: readonly object[], head: Head): string {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  const fields = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return `{\n${fields.join('')}  "rows": [\n${lines}\n  ]\n}\n`;
}
