// What each live feed hears: which ships, lately, and where. It stands beside the live monitor and takes each report as it is
// heard; engine and store know nothing of it. It is written to a file beside the intake log every few minutes, and a restart
// goes on from there: what was heard is a fact of the feeds, and not of one run of the program.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { zstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { POSITION, type Report } from '../../domain/report.ts';
import type { VesselCounts } from '../../seams/feed-status.ts';
import { beginCells, type Cells, forgetCells, hearCell } from './cells.ts';
import { beginUnits, countUnits, forgetUnits, hearUnit, isShipMmsi, lastHeard, type Units } from './units.ts';

export interface FeedReception {
  units: Units;
  cells: Cells;
}

export interface Reception {
  hear(feed: string, report: Readonly<Report>): void;
  /** How many ships a feed heard lately; counted at most every ten seconds. */
  vessels(feed: string, now: number): VesselCounts;
  /** By feed, when each of these units was heard last, UTC ms; those not heard within a day are missing. */
  heardBy(mmsis: readonly number[]): HeardBy;
  cells(): Map<string, Readonly<Cells>>;
  /** Forgets what is over. */
  tidy(now: number): void;
  /** Writes it beside what else is done. */
  keep(path: string): Promise<void>;
  keepNow(path: string): void;
}

export type HeardBy = { feed: string; mmsi: number; at: number }[];

/** Feeds that were removed are forgotten beyond this; those that run are fewer. */
const MOST_FEEDS = 60;
const COUNT_MS = 10_000;
const VERSION = 1;
const pack = promisify(zstdCompress);

interface Stored {
  version: number;
  feeds: { feed: string; mmsis: Int32Array; minutes: Int32Array; cells: Int32Array; days: Uint16Array }[];
}

/** Goes on from a file; where there is none, or it cannot be read, it begins anew. */
export function openReception(path: string | null): Reception {
  const feeds = path === null ? new Map<string, FeedReception>() : readStored(path);
  const counted = new Map<string, { at: number; counts: VesselCounts }>();

  function of(feed: string): FeedReception {
    const known = feeds.get(feed);
    if (known !== undefined) return known;
    if (feeds.size >= MOST_FEEDS) feeds.delete(feeds.keys().next().value!);
    const begun = { units: beginUnits(), cells: beginCells() };
    feeds.set(feed, begun);
    return begun;
  }

  return {
    hear(feed, { mmsi, at, parts, lon, lat }) {
      const { units, cells } = of(feed);
      hearUnit(units, mmsi, at);
      if ((parts & POSITION) !== 0 && isShipMmsi(mmsi)) hearCell(cells, at, lon, lat);
    },
    vessels(feed, now) {
      const last = counted.get(feed);
      if (last !== undefined && now >= last.at && now - last.at < COUNT_MS) return last.counts;
      const counts = countUnits(feeds.get(feed)?.units ?? beginUnits(), now);
      counted.set(feed, { at: now, counts });
      return counts;
    },
    heardBy: (mmsis) =>
      [...feeds].flatMap(([feed, { units }]) =>
        mmsis.flatMap((mmsi) => {
          const at = lastHeard(units, mmsi);
          return at === null ? [] : [{ feed, mmsi, at }];
        }),
      ),
    cells: () => new Map([...feeds].map(([feed, { cells }]) => [feed, cells])),
    tidy(now) {
      for (const [feed, { units, cells }] of feeds) {
        forgetUnits(units, now);
        forgetCells(cells, now);
        if (units.minutes.size === 0 && cells.places.size === 0) feeds.delete(feed);
      }
    },
    async keep(to) {
      await writeFile(`${to}.part`, await pack(stored(feeds)));
      await rename(`${to}.part`, to);
    },
    keepNow(to) {
      writeFileSync(`${to}.part`, zstdCompressSync(stored(feeds)));
      renameSync(`${to}.part`, to);
    },
  };
}

function stored(feeds: ReadonlyMap<string, FeedReception>): Buffer {
  const rows = [...feeds].map(([feed, { units, cells }]) => ({
    feed,
    mmsis: Int32Array.from(units.minutes.keys()),
    minutes: Int32Array.from(units.minutes.values()),
    cells: Int32Array.from(cells.places.keys()),
    days: cells.days.slice(0, cells.places.size * 24),
  }));
  return serialize({ version: VERSION, feeds: rows } satisfies Stored);
}

function readStored(path: string): Map<string, FeedReception> {
  const feeds = new Map<string, FeedReception>();
  try {
    const { version, feeds: rows } = deserialize(zstdDecompressSync(readFileSync(path))) as Stored;
    if (version !== VERSION) return feeds;
    for (const { feed, mmsis, minutes, cells, days } of rows) {
      const units = beginUnits();
      mmsis.forEach((mmsi, i) => void units.minutes.set(mmsi, minutes[i]!));
      const begun = beginCells();
      cells.forEach((cell, i) => void begun.places.set(cell, i));
      if (days.length > begun.days.length)
        begun.days = new Uint16Array(2 ** Math.ceil(Math.log2(days.length / 24)) * 24);
      begun.days.set(days);
      feeds.set(feed, { units, cells: begun });
    }
    return feeds;
  } catch {
    return new Map();
  }
}
