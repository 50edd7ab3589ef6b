// What an event costs as a ship's history grows: one watched ship calls by AIS at two ports in turn, or is sighted there by
// the rows of one table, and the processor time of the last calls is said at ten, a hundred, a thousand and ten thousand of
// them. The engine runs with all its detectors and the rules of the table; nothing is stored.

import { builtInKnown, liveOptions, loadTables } from '../../server/assembly.ts';
import { sightingOf } from '../../server/desk/sighting-entry.ts';
import { createEngine, type Engine } from '../../server/domain/engine/engine.ts';
import type { EngineSink } from '../../server/domain/engine/sink.ts';
import { boundBesides } from '../../server/domain/identity/identify.ts';
import { emptyReport, POSITION, STATION } from '../../server/domain/report.ts';

export interface EventCost {
  name: string;
  /** Ships' calls or sightings so far, with the processor time of one of the last. */
  costs: { after: number; ms: number }[];
  /** How many times the dearest may cost what the first costs. */
  atMostTimes: number;
  alerts: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MMSI = 273_212_120;
const HULL = 'imo:9161003';
const START = Date.UTC(2006, 0, 1);
const STEPS = [10, 100, 1_000, 10_000];
/** Of so many of the last the middle is taken. */
const LAST = 200;

export function measureEvents(say: (cost: EventCost) => void): void {
  say(measure('events: sightings of one ship by one table', sightingOfCall));
  say(measure('events: calls of one ship by AIS', reportsOfCall));
}

type Call = (engine: Engine, number: number, port: { id: string; lon: number; lat: number }) => void;

function measure(name: string, call: Call): EventCost {
  const tables = loadTables();
  const ports = ['rajin', 'vostochny'].map((id) => tables.reference.ports.find((port) => port.id === id)!);
  // Once to warm up: what is first run is run slowly.
  for (let n = 0, engine = engineOf(tables).engine; n < 600; n++) call(engine, n, ports[n % 2]!);
  const costs: EventCost['costs'] = [];
  const whole = engineOf(tables);
  for (let n = 0, took: number[] = []; n < STEPS.at(-1)!; n++) {
    const before = process.cpuUsage();
    call(whole.engine, n, ports[n % 2]!);
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1000);
    if (took.length > LAST) took.shift();
    if (STEPS.includes(n + 1)) costs.push({ after: n + 1, ms: [...took].sort((a, b) => a - b)[took.length >> 1]! });
  }
  return { name, costs, atMostTimes: 2, alerts: whole.alerts() };
}

function engineOf(tables: ReturnType<typeof loadTables>): { engine: Engine; alerts(): number } {
  let alerts = 0;
  const sink: EngineSink = {
    fix() {},
    vessel() {},
    binding() {},
    rename() {},
    event() {},
    alert() {
      alerts++;
    },
  };
  const known = builtInKnown(tables);
  const bindings = boundBesides(known.bindings, [{ mmsi: MMSI, hullId: HULL }]);
  const engine = createEngine({ ...liveOptions(tables, known), bindings, fence: 'throw' }, sink);
  return { engine, alerts: () => alerts };
}

function sightingOfCall(engine: Engine, number: number, { id, lon, lat }: Parameters<Call>[2]): void {
  const fromAt = START + number * 2 * DAY_MS;
  const at = START + 30_000 * DAY_MS + number;
  const seen = { vesselId: HULL, fromAt, toAt: fromAt + DAY_MS - 1000, placeId: id, lon, lat, what: 'at the quay' };
  const sighting = sightingOf({ ...seen, means: 'satellite', grade: 'confirmed', source: 'a table', link: null }, at);
  engine.take({ kind: 'sighting', at, sighting });
}

/** In from the sea, six hours at the quay, and out again. */
function reportsOfCall(engine: Engine, number: number, { lon, lat }: Parameters<Call>[2]): void {
  const report = emptyReport();
  const beginAt = START + number * 2 * DAY_MS;
  for (let hour = 0; hour < 24; hour++) {
    const off = Math.max(0, 8 - hour, hour - 14);
    const moves = off > 0;
    Object.assign(report, {
      mmsi: MMSI,
      at: beginAt + hour * HOUR_MS,
      parts: POSITION,
      station: STATION.classA,
      lon: lon + off * 0.12,
      lat: lat - off * 0.12,
      speedKn: moves ? 9 : 0,
      courseDeg: 135,
      source: 'bench',
      line: 1,
    });
    engine.take(report);
  }
}
