// How fast sentences become records, records a vessel table, and sentences objects: on the public sample ten times over,
// on one core. Where the recordings are missing, encoded messages stand in for them, and it says so.

import { decodeChunks, decodeSentences } from '../../server/ais/decode-sentences.ts';
import { createDecoder } from '../../server/ais/decoder.ts';
import type { AisRecord } from '../../server/ais/message/record.ts';
import { mmsiKind } from '../../server/ais/mmsi.ts';
import type { Bench } from './bench.ts';
import { sampleBytes } from './sample.ts';

const CHUNK = 65_536;
const TIMES = 10;

/** The sample with a station and a time in front of every sentence, as live feeds send it. */
function tagged(bytes: Uint8Array): Uint8Array {
  const block = '\\s:2573010,c:1787234980*03\\';
  const lines = Buffer.from(bytes).toString('latin1').trimEnd().split('\n');
  return Buffer.from(`${lines.map((line) => block + line).join('\n')}\n`, 'latin1');
}

function decodeBench(name: string, atLeast: number, reachFor: number, bytesOf: () => Uint8Array): Bench {
  return {
    name,
    unit: 'msg/s',
    atLeast,
    reachFor,
    prepare: async () => {
      const bytes = Buffer.concat(Array<Uint8Array>(TIMES).fill(bytesOf()));
      let checked = 0;
      const onMessage = (r: AisRecord): void => {
        if (r.lon >= 0) checked++;
      };
      return () => {
        const decoder = createDecoder();
        for (let i = 0; i < bytes.length; i += CHUNK) decoder.push(bytes.subarray(i, i + CHUNK), onMessage);
        decoder.end(onMessage);
        if (checked === 0) throw new Error('no message had a position');
        return decoder.summary().messages;
      };
    },
  };
}

interface TableRow {
  mmsi: number;
  isShip: boolean;
  imo: number;
  name: string;
  callSign: string;
  shipType: number;
  lon: number;
  lat: number;
  speedKn: number;
  courseDeg: number;
  heard: number;
}

/** Who it is and where it was last: the least that a monitor does with a record. */
function tableBench(): Bench {
  return {
    name: 'NMEA bytes → record → vessel table',
    unit: 'msg/s',
    atLeast: 1_500_000,
    reachFor: 3_000_000,
    prepare: async () => {
      const bytes = Buffer.concat(Array<Uint8Array>(TIMES).fill(sampleBytes()));
      return () => {
        const table = new Map<number, TableRow>();
        const onMessage = (r: AisRecord): void => {
          let row = table.get(r.mmsi);
          if (row === undefined) {
            row = newRow(r.mmsi);
            table.set(r.mmsi, row);
          }
          update(row, r);
        };
        const decoder = createDecoder();
        for (let i = 0; i < bytes.length; i += CHUNK) decoder.push(bytes.subarray(i, i + CHUNK), onMessage);
        decoder.end(onMessage);
        return decoder.summary().messages;
      };
    },
  };
}

function newRow(mmsi: number): TableRow {
  return {
    mmsi,
    isShip: mmsiKind(mmsi) === 'ship',
    imo: Number.NaN,
    name: '',
    callSign: '',
    shipType: Number.NaN,
    lon: Number.NaN,
    lat: Number.NaN,
    speedKn: Number.NaN,
    courseDeg: Number.NaN,
    heard: 0,
  };
}

/** An absent value never erases a known one. */
function update(row: TableRow, r: AisRecord): void {
  row.heard++;
  if ((r.parts & 1) !== 0) {
    row.lon = r.lon;
    row.lat = r.lat;
    row.speedKn = r.speedKn;
    row.courseDeg = r.courseDeg;
  }
  if ((r.parts & 2) !== 0) {
    if (r.name !== '') row.name = r.name;
    if (r.callSign !== '') row.callSign = r.callSign;
    if (!Number.isNaN(r.imo)) row.imo = r.imo;
    if (!Number.isNaN(r.shipType)) row.shipType = r.shipType;
  }
}

/** Objects that live as long as it takes to look at them, as when a stream is printed or passed on. */
function objectBench(): Bench {
  return {
    name: 'NMEA bytes → one object a message',
    unit: 'msg/s',
    atLeast: 800_000,
    reachFor: 1_500_000,
    prepare: async () => {
      const bytes = Buffer.concat(Array<Uint8Array>(TIMES).fill(sampleBytes()));
      return () => {
        let messages = 0;
        for (const message of decodeChunks(chunksOf(bytes))) if (message.mmsi >= 0) messages++;
        return messages;
      };
    },
  };
}

/** The same with all objects of a file kept in one list. */
function objectListBench(): Bench {
  return {
    name: 'the same, all kept in a list',
    unit: 'msg/s',
    atLeast: 800_000,
    reachFor: 1_500_000,
    prepare: async () => {
      const bytes = sampleBytes();
      return () => {
        let messages = 0;
        for (let i = 0; i < TIMES; i++) messages += decodeSentences(bytes).length;
        return messages;
      };
    },
  };
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += CHUNK) yield bytes.subarray(i, i + CHUNK);
}

export const benches: Bench[] = [
  decodeBench('NMEA bytes → record', 2_000_000, 4_500_000, sampleBytes),
  decodeBench('the same with tag blocks on every line', 2_000_000, 4_500_000, () => tagged(sampleBytes())),
  tableBench(),
  objectBench(),
  objectListBench(),
];
