// Reports that wait, kept in columns instead of objects: copied in by `put`, copied out by `take`, the places used
// again. A million of them weigh about 170 MB and give the garbage collector nothing to walk through but their texts.
// They are compared in the total order of the flow: event time, arrival, MMSI, content, and for equal content the
// receiver, source and line.

import { type Report, STATIC, type Station } from '../report.ts';
import { contentHash } from './content-hash.ts';

export interface ReportPool {
  /** Copies a report in; returns its place. Static fields are kept where `parts` says STATIC. */
  put(report: Readonly<Report>): number;
  /** Copies the report at a place out. The place stays taken until `free`. */
  take(place: number, to: Report): void;
  free(place: number): void;
  /** Below zero when the report at `a` comes before that at `b`. */
  compare(a: number, b: number): number;
  at(place: number): number;
  /** The order key up to the content, for comparisons with reports that are gone. */
  key(place: number, to: OrderKey): void;
  /** The linked list that the caller threads through the places. */
  next(place: number): number;
  link(place: number, next: number): void;
  /** From now on until `release` no freed place is used again, so that the report that lay there can still be packed. */
  hold(): () => void;
  /** The reports at some places in columns, plain data. */
  pack(places: Int32Array): PackedReports;
  /** Copies packed reports in; returns their places. */
  unpack(packed: PackedReports): number[];
}

/** Reports in columns: the rows of a pool, and each text once. */
export interface PackedReports {
  ats: Float64Array;
  floats: Float64Array;
  ints: Int32Array;
  texts: string[];
  /** For each text of each row its place in `texts`. */
  textOf: Int32Array;
}

export interface OrderKey {
  at: number;
  arrivedAt: number;
  mmsi: number;
  hashA: number;
  hashB: number;
}

/** Before everything. */
export function firstKey(): OrderKey {
  return { at: Number.NEGATIVE_INFINITY, arrivedAt: Number.NEGATIVE_INFINITY, mmsi: 0, hashA: 0, hashB: 0 };
}

export function compareKeys(a: Readonly<OrderKey>, b: Readonly<OrderKey>): number {
  return (
    compareNumbers(a.at, b.at) ||
    compareNumbers(a.arrivedAt, b.arrivedAt) ||
    a.mmsi - b.mmsi ||
    compareNumbers(a.hashA, b.hashA) ||
    compareNumbers(a.hashB, b.hashB)
  );
}

const INTS = 6;
const MMSI = 0;
const HASH_A = 1;
const HASH_B = 2;
const FLAGS = 3;
const LINE = 4;
const NEXT = 5;
/** Numbers besides the event time. */
const FLOATS = 12;
const TEXTS = 5;
const FIRST_PLACES = 1024;

export function createReportPool(): ReportPool {
  let places = FIRST_PLACES;
  let ats = new Float64Array(places);
  let floats = new Float64Array(places * FLOATS);
  let ints = new Int32Array(places * INTS);
  const texts: string[] = [];
  let used = 0;
  // Free places are chained through NEXT, but for those freed while somebody holds the rows.
  let firstFree = -1;
  let holders = 0;
  const parked: number[] = [];

  function grow(): void {
    places *= 2;
    ats = copied(ats, new Float64Array(places));
    floats = copied(floats, new Float64Array(places * FLOATS));
    const wider = new Int32Array(places * INTS);
    wider.set(ints);
    ints = wider;
  }

  function takePlace(): number {
    const place = firstFree;
    if (place >= 0) {
      firstFree = ints[place * INTS + NEXT]!;
      return place;
    }
    if (++used > places) grow();
    return used - 1;
  }

  function put(report: Readonly<Report>): number {
    const place = takePlace();
    ats[place] = report.at;
    const f = place * FLOATS;
    floats[f] = report.arrivedAt;
    // Adding zero makes −0 into 0: they are the same content and must come out the same.
    floats[f + 1] = report.lon + 0;
    floats[f + 2] = report.lat + 0;
    floats[f + 3] = report.speedKn + 0;
    floats[f + 4] = report.courseDeg + 0;
    floats[f + 5] = report.headingDeg;
    floats[f + 6] = report.navStatus;
    const t = place * TEXTS;
    texts[t] = report.source;
    texts[t + 1] = report.receiver;
    if ((report.parts & STATIC) !== 0) {
      floats[f + 7] = report.imo;
      floats[f + 8] = report.shipType;
      floats[f + 9] = report.lengthM;
      floats[f + 10] = report.beamM;
      floats[f + 11] = report.draughtM;
      texts[t + 2] = report.callSign;
      texts[t + 3] = report.name;
      texts[t + 4] = report.destination;
    }
    const i = place * INTS;
    ints[i + MMSI] = report.mmsi;
    contentHash(report, ints, i + HASH_A);
    ints[i + FLAGS] = report.parts | (report.coarse ? 4 : 0) | (report.station << 3);
    ints[i + LINE] = report.line;
    ints[i + NEXT] = -1;
    return place;
  }

  function take(place: number, to: Report): void {
    const f = place * FLOATS;
    const i = place * INTS;
    const t = place * TEXTS;
    const flags = ints[i + FLAGS]!;
    to.parts = flags & 3;
    to.mmsi = ints[i + MMSI]!;
    to.station = (flags >> 3) as Station;
    to.at = ats[place]!;
    to.arrivedAt = floats[f]!;
    to.lon = floats[f + 1]!;
    to.lat = floats[f + 2]!;
    to.speedKn = floats[f + 3]!;
    to.courseDeg = floats[f + 4]!;
    to.headingDeg = floats[f + 5]!;
    to.navStatus = floats[f + 6]!;
    to.coarse = (flags & 4) !== 0;
    const hasStatic = (flags & STATIC) !== 0;
    to.imo = hasStatic ? floats[f + 7]! : Number.NaN;
    to.callSign = hasStatic ? texts[t + 2]! : '';
    to.name = hasStatic ? texts[t + 3]! : '';
    to.shipType = hasStatic ? floats[f + 8]! : Number.NaN;
    to.lengthM = hasStatic ? floats[f + 9]! : Number.NaN;
    to.beamM = hasStatic ? floats[f + 10]! : Number.NaN;
    to.draughtM = hasStatic ? floats[f + 11]! : Number.NaN;
    to.destination = hasStatic ? texts[t + 4]! : '';
    to.source = texts[t]!;
    to.line = ints[i + LINE]!;
    to.receiver = texts[t + 1]!;
  }

  function free(place: number): void {
    if (holders > 0) {
      parked.push(place);
      return;
    }
    ints[place * INTS + NEXT] = firstFree;
    firstFree = place;
  }

  function hold(): () => void {
    holders++;
    return () => {
      if (--holders > 0) return;
      for (const place of parked.splice(0)) free(place);
    };
  }

  function pack(which: Int32Array): PackedReports {
    const { length } = which;
    const packed: PackedReports = {
      ats: new Float64Array(length),
      floats: new Float64Array(length * FLOATS),
      ints: new Int32Array(length * INTS),
      texts: [],
      textOf: new Int32Array(length * TEXTS),
    };
    const known = new Map<string, number>();
    for (let row = 0; row < length; row++) {
      const place = which[row]!;
      packed.ats[row] = ats[place]!;
      packed.floats.set(floats.subarray(place * FLOATS, (place + 1) * FLOATS), row * FLOATS);
      packed.ints.set(ints.subarray(place * INTS, (place + 1) * INTS), row * INTS);
      const last = (ints[place * INTS + FLAGS]! & STATIC) !== 0 ? TEXTS : 2;
      for (let n = 0; n < last; n++) {
        const text = texts[place * TEXTS + n]!;
        let number = known.get(text);
        if (number === undefined) {
          number = packed.texts.push(text) - 1;
          known.set(text, number);
        }
        packed.textOf[row * TEXTS + n] = number;
      }
    }
    return packed;
  }

  function unpack(packed: PackedReports): number[] {
    const where: number[] = [];
    for (let row = 0; row < packed.ats.length; row++) {
      const place = takePlace();
      ats[place] = packed.ats[row]!;
      floats.set(packed.floats.subarray(row * FLOATS, (row + 1) * FLOATS), place * FLOATS);
      ints.set(packed.ints.subarray(row * INTS, (row + 1) * INTS), place * INTS);
      ints[place * INTS + NEXT] = -1;
      for (let n = 0; n < TEXTS; n++) texts[place * TEXTS + n] = packed.texts[packed.textOf[row * TEXTS + n]!] ?? '';
      where.push(place);
    }
    return where;
  }

  function compare(a: number, b: number): number {
    const atA = ats[a]!;
    const atB = ats[b]!;
    if (atA !== atB) return atA < atB ? -1 : 1;
    const arrivedA = floats[a * FLOATS]!;
    const arrivedB = floats[b * FLOATS]!;
    if (arrivedA !== arrivedB) return arrivedA < arrivedB ? -1 : 1;
    const i = a * INTS;
    const j = b * INTS;
    if (ints[i + MMSI] !== ints[j + MMSI]) return ints[i + MMSI]! - ints[j + MMSI]!;
    if (ints[i + HASH_A] !== ints[j + HASH_A]) return ints[i + HASH_A]! < ints[j + HASH_A]! ? -1 : 1;
    if (ints[i + HASH_B] !== ints[j + HASH_B]) return ints[i + HASH_B]! < ints[j + HASH_B]! ? -1 : 1;
    return (
      compareTexts(texts[a * TEXTS + 1]!, texts[b * TEXTS + 1]!) ||
      compareTexts(texts[a * TEXTS]!, texts[b * TEXTS]!) ||
      ints[i + LINE]! - ints[j + LINE]!
    );
  }

  function key(place: number, to: OrderKey): void {
    const i = place * INTS;
    to.at = ats[place]!;
    to.arrivedAt = floats[place * FLOATS]!;
    to.mmsi = ints[i + MMSI]!;
    to.hashA = ints[i + HASH_A]!;
    to.hashB = ints[i + HASH_B]!;
  }

  return {
    put,
    take,
    free,
    compare,
    at: (place) => ats[place]!,
    key,
    next: (place) => ints[place * INTS + NEXT]!,
    link: (place, next) => {
      ints[place * INTS + NEXT] = next;
    },
    hold,
    pack,
    unpack,
  };
}

function copied(from: Float64Array<ArrayBuffer>, to: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  to.set(from);
  return to;
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
