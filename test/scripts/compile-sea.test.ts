// The compiler of the sea masks on a coast of our own making: cells of four samples a side.

import { expect, it } from 'vitest';
import { fineStrip, openWays, type Strip } from '../../scripts/sea/fine-coast.ts';
import { CLOSED, OPENINGS } from '../../scripts/sea/openings.ts';
import { beginPieces, finish, takeStrip } from '../../scripts/sea/pieces.ts';
import { EAST, INLAND, NORTH, SIDES, SOUTH, WATER, WEST } from '../../server/domain/sea/sea-mask.ts';

const FINE = 4;

/** Strips from a drawing of samples, northernmost line first; '|' in a line cuts the sample before it from the next. */
function strips(lines: readonly string[]): Strip[] {
  const rows = [...lines].reverse();
  const made: Strip[] = [];
  for (let south = 0; south < rows.length; south += FINE) {
    const texts = rows.slice(south, south + FINE);
    const cols = texts[0]!.replaceAll('|', '').length;
    const strip: Strip = {
      south,
      height: FINE,
      water: new Uint8Array(cols * FINE),
      cutEast: new Uint8Array(cols * FINE),
      cutSouth: new Uint8Array(cols * FINE),
    };
    texts.forEach((text, row) => {
      let col = -1;
      for (const letter of text) {
        if (letter === '|') strip.cutEast[row * cols + col] = 1;
        else strip.water[row * cols + ++col] = letter === '.' ? 1 : 0;
      }
    });
    made.push(strip);
  }
  return made;
}

function compile(lines: readonly string[], leastNodes = 1) {
  const made = strips(lines);
  const pieces = beginPieces(made[0]!.water.length / FINE / FINE, made.length, FINE);
  made.forEach((strip, row) => {
    takeStrip(pieces, row, strip);
  });
  return finish(pieces, leastNodes);
}

it('links cells where water leads over the side they share, and round the world', () => {
  const { mask } = compile(['........####', '........####', '........####', '........####']);
  expect([...mask.cells]).toEqual([WATER | EAST, WATER | WEST, 0]);
  const round = compile(['....####....', '....####....', '....####....', '....####....']);
  expect([...round.mask.cells]).toEqual([WATER | WEST, 0, WATER | EAST]);
});

it('parts two waters by a spit that is thinner than a sample', () => {
  const spit = compile(['....|....####', '....|....####', '....|....####', '....|....####']);
  expect(spit.kept.length).toBe(2);
  expect(spit.mask.cells[0]! & EAST).toBe(0);
  const open = compile(['........####', '....|....####', '....|....####', '....|....####']);
  expect(open.kept.length).toBe(1);
});

it('gives a cell that an isthmus cuts in two a node for either water', () => {
  const { mask, kept } = compile([
    '............####',
    '............####',
    '############....',
    '............####',
    '............####',
    '############....',
    '............####',
    '............####',
  ]);
  expect(kept.length).toBeGreaterThan(1);
  expect(mask.sideCells.length).toBeGreaterThan(0);
  for (const cell of mask.sideCells) expect(mask.cells[cell]! & SIDES).toBe(SIDES);
  for (let i = 0; i < mask.linkPairs.length; i++) {
    expect(mask.linkPairs[i]).toBeLessThan(mask.cells.length + mask.sideCells.length);
  }
});

it('calls the largest water the ocean, any other inland, and leaves out the small', () => {
  const lines = ['........########....', '........########....', '........########....', '........########....'];
  const wide = lines.map((line) => `${line}####`);
  const { mask, kept } = compile(wide);
  expect(kept.map(({ nodes }) => nodes)).toEqual([2, 1]);
  expect(mask.cells[4]! & INLAND).toBe(INLAND);
  const { mask: without, dropped } = compile(wide, 2);
  expect(without.cells[4]).toBe(0);
  expect(dropped).toHaveLength(1);
});

it('links cells that lie one above the other', () => {
  const { mask } = compile([
    '....####',
    '....####',
    '....####',
    '....####',
    '....####',
    '....####',
    '....####',
    '....####',
  ]);
  expect(mask.cells[0]).toBe(WATER | NORTH);
  expect(mask.cells[2]).toBe(WATER | SOUTH);
});

it('opens a canal through the coast from end to end, one side at a time', () => {
  const grid = { cols: 128 * 360, firstRow: 0, rows: 30_000 };
  const suez = OPENINGS.find(({ name }) => name === 'Suez Canal')!;
  const opened = openWays(grid, [suez]);
  let samples = 0;
  for (const [row, line] of opened) {
    const strip = fineStrip(grid, opened, row, 1);
    for (const col of line.keys()) {
      samples++;
      if (line.get(col)! & 1) expect(strip.water[col]).toBe(1);
    }
    if (samples > 60) break;
  }
  expect(samples).toBeGreaterThan(60);
});

it('says of every opening, and of what is closed, why', () => {
  expect(new Set(OPENINGS.map(({ name }) => name)).size).toBe(OPENINGS.length);
  for (const { way, why } of OPENINGS) {
    expect(way.length).toBeGreaterThan(2);
    expect(why.length).toBeGreaterThan(20);
  }
  expect(CLOSED.map(({ name }) => name)).toContain('Volga–Don Canal');
});
