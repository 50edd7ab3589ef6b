// A part of the sea that travels with a decision: the cells of a mask within a box, with the links among them. Cut from the
// program's mask, written as plain JSON, and opened again as a mask of the whole world in which everything else is land.
// Whether the part was large enough is not known here: whoever cuts decides again with it and compares.

import { openMask, type PlainMask, type SeaMask } from '../../domain/sea/sea-mask.ts';

/** Rows and columns of a mask, `toRow` and `toCol` not included. */
export interface SeaBox {
  fromRow: number;
  toRow: number;
  fromCol: number;
  toCol: number;
}

export interface SeaCut extends SeaBox {
  cols: number;
  rows: number;
  firstRow: number;
  /** Row by row: a value, and how many cells in a row have it, by turns. */
  runs: number[];
  /** Cells with side waters, and the links of these, two by two; a side water n is the node "cells of the mask + n". */
  sideCells: number[];
  linkPairs: number[];
}

export function cutSea(mask: SeaMask, box: SeaBox): SeaCut {
  const { cols, rows, firstRow, cells } = mask;
  const runs: number[] = [];
  for (let row = box.fromRow; row < box.toRow; row++) {
    for (let col = box.fromCol; col < box.toCol; col++) {
      const value = cells[row * cols + col]!;
      if (runs.length > 0 && runs.at(-2) === value) runs[runs.length - 1]!++;
      else runs.push(value, 1);
    }
  }
  const isInside = (cell: number) => {
    const row = Math.floor(cell / cols);
    const col = cell % cols;
    return row >= box.fromRow && row < box.toRow && col >= box.fromCol && col < box.toCol;
  };
  const numbers = new Map<number, number>();
  const sideCells: number[] = [];
  mask.sideCells.forEach((cell, side) => {
    if (!isInside(cell)) return;
    numbers.set(cells.length + side, cells.length + sideCells.length);
    sideCells.push(cell);
  });
  const linkPairs: number[] = [];
  const nodeOf = (node: number) => (node < cells.length ? (isInside(node) ? node : undefined) : numbers.get(node));
  for (const [from, ends] of mask.sideLinks) {
    for (const to of ends) {
      const [a, b] = [nodeOf(from), nodeOf(to)];
      // Links stand both ways; each is carried once.
      if (from < to && a !== undefined && b !== undefined) linkPairs.push(a, b);
    }
  }
  return { ...box, cols, rows, firstRow, runs, sideCells, linkPairs };
}

export function openSeaCut({ fromRow, toRow, fromCol, toCol, runs, ...cut }: SeaCut): SeaMask {
  const { cols, rows, firstRow, sideCells, linkPairs } = cut;
  const cells = new Uint8Array(cols * rows);
  let at = 0;
  let left = 0;
  for (let row = fromRow; row < toRow; row++) {
    for (let col = fromCol; col < toCol; col++) {
      if (left === 0) {
        left = runs[at + 1] ?? Number.POSITIVE_INFINITY;
        at += 2;
      }
      cells[row * cols + col] = runs[at - 2] ?? 0;
      left--;
    }
  }
  const plain: PlainMask = {
    cols,
    rows,
    firstRow,
    cells,
    sideCells: Int32Array.from(sideCells),
    linkPairs: Int32Array.from(linkPairs),
  };
  return openMask(plain);
}
