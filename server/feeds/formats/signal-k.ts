// The delta stream of a Signal K server. What a ship sent in one message comes as several deltas with one context, source and
// time: they are gathered and become a report when a delta of another comes, or one without any update. Sources are kept
// apart. Values are in SI units: metres a second and radians. A vessel that is known by a UUID alone is nobody's track.

import type { TrackFormat } from '../feed.ts';
import { REJECT } from '../reading/field-limits.ts';
import { identifierOf } from '../reading/field-values.ts';
import { createJsonParser, type ObjectSink } from '../reading/json-track.ts';
import { isJson, type Json, pick, type Values } from '../reading/table-report.ts';

export const signalK: TrackFormat = {
  name: 'signal-k',
  title: 'Signal K deltas in JSON (context, updates, values)',
  detect: (head) => /"updates"\s*:\s*\[/.test(head) && /"context"\s*:\s*"(vessels|aircraft|atons|sar)\./.test(head),
  open: (options) => {
    const deltas = createDeltas();
    let last: ObjectSink | null = null;
    const parser = createJsonParser(options, '\0', (object, _lead, to) => {
      last = to;
      deltas.take(object, to);
    });
    return {
      get lines() {
        return parser.lines;
      },
      get otherLines() {
        return parser.otherLines ?? 0;
      },
      get damage() {
        return parser.damage ?? null;
      },
      push: parser.push,
      end: (sink) => {
        parser.end(sink);
        if (last !== null) deltas.settle(last);
      },
    };
  },
};

/** Vessels whose number came apart from their context, kept at most. */
const MOST_NAMED = 10_000;

interface Pending {
  key: string;
  values: Values;
  /** Whether it says more than a number. */
  says: boolean;
}

function createDeltas() {
  const mmsiOf = new Map<string, string>();
  let self = '';
  let pending: Pending | null = null;

  function settle(to: ObjectSink): void {
    const settled = pending;
    pending = null;
    if (settled === null) return;
    if (!settled.says) to.pass();
    else if (settled.values.mmsi === undefined) to.reject(REJECT.noIdentity);
    else to.values(settled.values);
  }

  function take(object: unknown, to: ObjectSink): void {
    if (!isJson(object)) {
      to.reject(REJECT.notMessage);
      return;
    }
    if (!Array.isArray(object.updates)) {
      // The greeting of the server, and its answers.
      if (typeof object.self === 'string') self = object.self;
      if ('version' in object || 'requestId' in object) to.pass();
      else to.reject(REJECT.notMessage);
      return;
    }
    if (object.updates.length === 0) settle(to);
    const named = typeof object.context === 'string' ? object.context : self;
    const context = named === 'vessels.self' ? self : named;
    for (const update of object.updates) {
      if (isJson(update)) takeUpdate(context, update, to);
      else to.reject(REJECT.notMessage);
    }
  }

  function takeUpdate(context: string, update: Json, to: ObjectSink): void {
    // Descriptions of paths come in updates without values.
    if (!Array.isArray(update.values)) {
      to.pass();
      return;
    }
    const source = String(pick(update, '$source') ?? '');
    const at = pick(update, 'timestamp');
    const key = `${context} ${source} ${at}`;
    if (pending?.key !== key) settle(to);
    for (const value of update.values) {
      if (!isJson(value) || typeof value.path !== 'string') {
        to.reject(REJECT.notMessage);
        continue;
      }
      const read = valuesAt(value.path, value.value);
      if (read === null) continue;
      if (typeof read.mmsi === 'string') rename(context, read.mmsi);
      pending ??= { key, says: false, values: { at, receiver: source, ...ofContext(context) } };
      pending.says ||= Object.keys(read).some((field) => field !== 'mmsi' && field !== 'station');
      Object.assign(pending.values, read);
    }
    if (pending !== null && pending.values.mmsi === undefined) {
      const mmsi = mmsiOf.get(context);
      if (mmsi !== undefined) pending.values.mmsi = mmsi;
    }
  }

  function rename(context: string, mmsi: string): void {
    if (!mmsiOf.has(context) && mmsiOf.size >= MOST_NAMED) mmsiOf.delete(mmsiOf.keys().next().value!);
    mmsiOf.set(context, mmsi);
  }

  return { take, settle };
}

function ofContext(context: string): Values {
  const mmsi = /:mmsi:(\d{1,9})$/.exec(context)?.[1];
  return {
    ...(mmsi === undefined ? {} : { mmsi }),
    ...(context.startsWith('aircraft.') || context.startsWith('sar.') ? { messageType: 9 } : {}),
    ...(context.startsWith('atons.') ? { messageType: 21 } : {}),
  };
}

const KNOTS = 3600 / 1852;
const DEGREES = 180 / Math.PI;

/** Our values of a path; null: it is not one that is read. */
function valuesAt(path: string, value: unknown): Values | null {
  if (path === '') return isJson(value) ? identity(value) : null;
  const object = isJson(value) ? value : {};
  switch (path) {
    case 'navigation.position':
      return { lon: pick(object, 'longitude'), lat: pick(object, 'latitude') };
    case 'navigation.speedOverGround':
      return { speedKn: scaled(value, KNOTS) };
    case 'navigation.courseOverGroundTrue':
      return { courseDeg: scaled(value, DEGREES) };
    case 'navigation.headingTrue':
      return { headingDeg: scaled(value, DEGREES) };
    case 'navigation.state':
      return { navStatus: typeof value === 'string' ? STATES[value] : undefined };
    case 'navigation.destination.commonName':
      return typeof value === 'string' ? { destination: value } : null;
    case 'design.draft':
      return { draughtM: pick(object, 'current') ?? pick(object, 'maximum') };
    case 'design.length':
      return { lengthM: pick(object, 'overall') };
    case 'design.beam':
      return typeof value === 'number' ? { beamM: value } : null;
    case 'design.aisShipType':
      return { shipType: pick(object, 'id') };
    case 'sensors.ais.class':
      return CLASSES[String(value)] ?? null;
    default:
      return null;
  }
}

function identity(value: Json): Values | null {
  const communication = isJson(value.communication) ? value.communication : {};
  const registrations = isJson(value.registrations) ? value.registrations : {};
  const read: Values = {};
  const told = pick(value, 'mmsi');
  const mmsi = told === undefined ? Number.NaN : identifierOf(told);
  if (Number.isFinite(mmsi)) read.mmsi = String(told);
  const imo = pick(registrations, 'imo');
  if (imo !== undefined) read.imo = String(imo).replace(/^IMO\s*/i, '');
  const name = pick(value, 'name');
  if (name !== undefined) read.name = name;
  const callSign = pick(communication, 'callsignVhf');
  if (callSign !== undefined) read.callSign = callSign;
  return Object.keys(read).length === 0 ? null : read;
}

/** Of a class; a base station and an aid to navigation stand among the aids. */
const CLASSES: Readonly<Record<string, Values>> = {
  A: { station: 'A' },
  B: { station: 'B' },
  BASE: { messageType: 4 },
  ATON: { messageType: 21 },
};

const STATES: Readonly<Record<string, number>> = {
  motoring: 0,
  anchored: 1,
  'not under command': 2,
  'restricted manouverability': 3,
  'restricted maneuverability': 3,
  'constrained by draft': 4,
  moored: 5,
  aground: 6,
  fishing: 7,
  sailing: 8,
  'ais-sart': 14,
};

/** Floating point leaves a trace in the last places: 360° must be known again as such. */
function scaled(value: unknown, by: number): number {
  return typeof value === 'number' ? Math.round(value * by * 10_000) / 10_000 : Number.NaN;
}
