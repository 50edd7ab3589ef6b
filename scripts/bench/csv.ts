// How fast daily CSV files become reports: bytes in memory to the reused record, all checks, one core. The rows are made
// here, in the shape of the real files, with ships whose names repeat as they do over a day.

import type { ReportSink, TrackFormat } from '../../server/feeds/feed.ts';
import { dmaCsv } from '../../server/feeds/formats/dma-csv.ts';
import { genericCsv } from '../../server/feeds/formats/generic-csv.ts';
import { marineCadastreCsv } from '../../server/feeds/formats/marine-cadastre-csv.ts';
import type { Bench } from './bench.ts';

/** A tenth of a Danish day: enough that reading each ship's particulars once weighs as little as it does there. */
const ROWS = 1_200_000;
const SHIPS = 5_000;
/** Rows made at once, so that making them leaves no garbage behind. */
const PART_ROWS = 50_000;
const CHUNK_BYTES = 256 * 1024;
const DAY_AT = Date.UTC(2023, 2, 18);

interface Table {
  header: string;
  row(n: number): string;
}

function bench(name: string, format: TrackFormat, table: Table): Bench {
  return {
    name,
    unit: 'rows/s',
    atLeast: 1_500_000,
    reachFor: 3_000_000,
    prepare: async () => {
      const bytes = bytesOf(table);
      return () => read(format, bytes);
    },
  };
}

function bytesOf({ header, row }: Table): Uint8Array {
  const parts = [Buffer.from(`${header}\n`)];
  for (let from = 0; from < ROWS; from += PART_ROWS) {
    parts.push(Buffer.from(`${Array.from({ length: PART_ROWS }, (_, n) => row(from + n)).join('\n')}\n`));
  }
  return Buffer.concat(parts);
}

function read(format: TrackFormat, bytes: Uint8Array): number {
  let reports = 0;
  let rejects = 0;
  // Touching a few fields keeps the work from being dropped as unused.
  let sum = 0;
  const sink: ReportSink = {
    report: (report) => {
      reports++;
      sum += report.lon + report.parts;
    },
    reject: () => rejects++,
  };
  const parser = format.open({
    source: 'bench',
    startAt: null,
    linesPerSecond: 100,
    columns: null,
    mmsi: null,
    dateOrder: null,
  });
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    parser.push(bytes.subarray(from, from + CHUNK_BYTES), sink);
  }
  parser.end(sink);
  if (reports !== ROWS || rejects !== 0 || Number.isNaN(sum)) {
    throw new Error(`bench read ${reports} reports and ${rejects} rejects from ${ROWS} rows`);
  }
  return reports;
}

function ships(row: number) {
  const ship = (row * 7919) % SHIPS;
  const at = new Date(DAY_AT + Math.floor((row / ROWS) * 86_400_000)).toISOString();
  return {
    ship,
    mmsi: 219_000_000 + ship,
    date: at.slice(0, 10),
    clock: at.slice(11, 19),
    lat: (54 + (ship % 400) / 100 + (row % 97) / 10_000).toFixed(5),
    lon: (8 + (ship % 700) / 100 + (row % 89) / 10_000).toFixed(5),
    sog: ((row % 180) / 10).toFixed(1),
    cog: ((row * 13) % 3600) / 10,
    heading: (row * 13) % 360,
    imo: 9_000_000 + ship,
  };
}

const marineCadastreTable: Table = {
  header:
    'MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass',
  row(n) {
    const s = ships(n);
    return (
      `${s.mmsi},${s.date}T${s.clock},${s.lat},${s.lon},${s.sog},${s.cog.toFixed(1)},${s.heading}.0,` +
      `NORTHERN STAR ${s.ship},IMO${s.imo},OX${s.ship},70,0.0,142.0,21.0,9.7,70.0,A`
    );
  },
};

const danishTable: Table = {
  header:
    '# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,A,B,C,D',
  row(n) {
    const s = ships(n);
    const [year, month, day] = s.date.split('-');
    // Real rows carry the static data with each position once it was heard; here all do.
    return (
      `${day}/${month}/${year} ${s.clock},Class A,${s.mmsi},${s.lat},${s.lon},Under way using engine,0.0,${s.sog},` +
      `${s.cog.toFixed(1)},${s.heading},${s.imo},OX${s.ship},NORTHERN STAR ${s.ship},Cargo,,21,142,GPS,9.7,` +
      `SKAW ${s.ship % 300},,AIS,100,42,11,10`
    );
  },
};

const genericTable: Table = {
  header: 'Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots',
  row(n) {
    const s = ships(n);
    return `${s.date} ${s.clock}.218,${s.mmsi},${s.lat},${s.lon},${s.cog.toFixed(1)},${s.sog}`;
  },
};

export const benches: readonly Bench[] = [
  bench('MarineCadastre CSV → report', marineCadastreCsv, marineCadastreTable),
  bench('Danish CSV → report', dmaCsv, danishTable),
  bench('generic CSV → report', genericCsv, genericTable),
];
