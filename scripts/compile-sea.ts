// Compiles the land of Natural Earth 1:10m (npm world-atlas) and the reviewed openings into two masks in db/reference:
// which cells of the world are water, and which of them hang together. The result is committed; it changes only when
// the coast or the openings do. Says on standard error what it kept and left out.

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { latOf, lonOf, packMask, rowsTo } from '../server/domain/sea/sea-mask.ts';
import { type FineGrid, fineStrip, openWays } from './sea/fine-coast.ts';
import { OPENINGS } from './sea/openings.ts';
import { beginPieces, finish, type Sea, takeStrip } from './sea/pieces.ts';

/** Samples round the equator: some 0.6 km apart in the Sea of Japan, about what the coast itself is good to. */
const SAMPLES = 128 * 360;
/** No watch port and no rule lies beyond these parallels. */
const SOUTH = -64;
const NORTH = 82;

/** Cells round the equator of each mask; waters of fewer cells are lagoons and lakes, and the Caspian has far more. */
const MASKS = [
  // A sixteenth of a degree: 7 km at the equator, 5 km in the Sea of Japan, 3.5 km in the Baltic.
  { name: 'sea-mask', cols: 16 * 360, leastNodes: 2000 },
  // A quarter, for ways of thousands of kilometres.
  { name: 'sea-mask-coarse', cols: 4 * 360, leastNodes: 200 },
];

for (const { name, cols, leastNodes } of MASKS) compile(name, cols, SAMPLES / cols, leastNodes);

function compile(name: string, cols: number, fine: number, leastNodes: number): void {
  const firstRow = Math.floor(rowsTo({ cols, firstRow: 0 }, SOUTH));
  const rows = Math.ceil(rowsTo({ cols, firstRow }, NORTH));
  const grid: FineGrid = { cols: SAMPLES, firstRow: firstRow * fine, rows: rows * fine };
  const opened = openWays(grid, OPENINGS);
  const pieces = beginPieces(cols, rows, fine);
  for (let row = 0; row < rows; row++) {
    takeStrip(pieces, row, fineStrip(grid, opened, row * fine, fine));
    if (row % 200 === 0) process.stderr.write(`\r${name}: ${Math.round((100 * row) / rows)} % of the strips`);
  }
  const { mask, kept, dropped } = finish(pieces, leastNodes);
  const bytes = gzipSync(packMask({ ...mask, firstRow }), { level: 9 });
  writeFileSync(fileURLToPath(new URL(`../db/reference/${name}.bin.gz`, import.meta.url)), bytes);

  const tell = ({ nodes, cell }: Sea): string => {
    const lat = latOf({ cols, firstRow }, Math.floor(cell / cols) + 0.5);
    return `${nodes} cells at ${lonOf({ cols }, (cell % cols) + 0.5).toFixed(2)}, ${lat.toFixed(2)}`;
  };
  process.stderr.write(
    `\r${name}: ${cols} × ${rows} cells, ${mask.sideCells.length} side waters, ${bytes.length} bytes\n`,
  );
  process.stderr.write(`  kept: ${kept.map(tell).join('; ')}\n`);
  process.stderr.write(`  left out: ${dropped.length} waters, of them ${dropped.slice(0, 8).map(tell).join('; ')}\n`);
}
