// Chooses the smallest inputs with which an engine decides the same: the ships of the alert alone, the places near their
// way, and the sea around. Every choice is decided again and compared with what was recorded; the first that gives the same
// is taken, else the one that comes nearest, with what differs. Nothing is claimed that was not compared here.

import type { EngineOptions } from '../domain/engine/engine.ts';
import { colsTo, rowsTo, type SeaMask } from '../domain/sea/sea-mask.ts';
import { type Comparison, compare, type Decided, decide, withRecorded } from './again/decide.ts';
import { AS_RECORDED, type AsRecorded, DECISION_FORMAT, type DecisionInput } from './again/decision.ts';
import { tableOf } from './again/report-table.ts';
import { cutSea, type SeaCut } from './again/sea-cut.ts';
import type { Gathered } from './gather.ts';

export interface Chosen {
  decision: DecisionInput;
  decided: Decided;
  comparison: Comparison;
}

export interface SeaMasks {
  fine: SeaMask;
  coarse: SeaMask;
}

/** How far around the way of the ships places and sea are carried, degrees; tried one after the other. */
const AROUND_DEG = [2.5, 8, 25, 180] as const;
/** Ways on the fine mask are no longer than this. */
const MOST_FINE_DEG = 25;

export function chooseDecision(gathered: Gathered, masks: SeaMasks): Chosen {
  let best: Chosen | null = null as Chosen | null;
  const isGood = (chosen: Chosen) => distance(chosen) === 0 || chosen.comparison.outcome === 'rounded';
  const consider = (inputs: DecisionInput) => {
    // As a reader will have it: through JSON.
    const decision = JSON.parse(JSON.stringify(inputs)) as DecisionInput;
    const decided = decide(decision);
    const chosen = { decision, decided, comparison: compare(gathered.alert, decided.alert) };
    const nearer = best === null || distance(chosen) < distance(best);
    if (nearer) best = chosen;
    return { good: isGood(chosen), nearer };
  };
  let enough = false;
  for (const aroundDeg of AROUND_DEG) {
    const { good, nearer } = consider(decisionOf(gathered, masks, aroundDeg));
    enough = good;
    // Where more of the world changes nothing, the difference is of another kind.
    if (good || !nearer) break;
  }
  if (!enough) consider(fromEvents(gathered, masks));
  const { decision, decided } = best!;
  if (decided.alert === null) return best!;
  // Parts that the inputs cannot tell are taken as recorded, by name; whatever else differs stays a difference.
  const asRecorded = partsThatDiffer(best!);
  const alert = withRecorded(decided.alert, gathered.alert, asRecorded);
  return {
    decision: { ...decision, asRecorded },
    decided: { ...decided, alert },
    comparison: compare(gathered.alert, alert),
  };
}

/** The rules alone, about events as recorded: where what was heard is not kept well enough. */
function fromEvents(gathered: Gathered, masks: SeaMasks): DecisionInput {
  const { vessel, alert, events } = gathered;
  const facts = vessel && {
    name: vessel.name,
    imo: vessel.imo,
    shipType: vessel.shipType,
    matchLevel: vessel.match?.level ?? null,
  };
  return {
    ...decisionOf(gathered, masks, AROUND_DEG[0]),
    from: 'events',
    events,
    radio: { mmsi: alert.mmsi ?? vessel?.mmsi ?? 0, facts },
    sea: null,
    moorings: [],
    reports: tableOf([]),
  };
}

function partsThatDiffer({ comparison }: Chosen): AsRecorded[] {
  const names = Object.keys(AS_RECORDED) as AsRecorded[];
  return names.filter((name) =>
    comparison.differences.some(({ path }) => path === name || path.startsWith(`${name}.`)),
  );
}

/** Differences that are not parts taken as recorded. */
function distance({ comparison: { outcome, count, differences } }: Chosen): number {
  if (outcome === 'not raised') return Number.POSITIVE_INFINITY;
  const told = differences.filter(({ path }) => Object.keys(AS_RECORDED).some((name) => path.startsWith(name)));
  return count - told.length;
}

function decisionOf(gathered: Gathered, masks: SeaMasks, aroundDeg: number): DecisionInput {
  const { alert, vessel, options, heard, others, hulls, mmsis } = gathered;
  const way = wayOf(gathered);
  const { bindings } = options;
  const units = new Set(mmsis);
  const isOf = ([key]: readonly [string, unknown]) => units.has(Number.parseInt(key, 10));
  const ports = portsNear(options, way, aroundDeg);
  const kept = new Set(ports.map(({ id }) => id));
  return {
    format: DECISION_FORMAT,
    alertId: alert.id,
    vesselId: alert.vesselId,
    hullId: vessel?.hullId ?? null,
    revision: alert.revision,
    asRecorded: [],
    from: 'reports',
    events: [],
    radio: null,
    until: alert.knownAt,
    asOf: options.asOf,
    hulls,
    bindings: {
      bound: [...(bindings?.bound ?? [])].filter(([mmsi]) => units.has(mmsi)),
      refused: [...(bindings?.refused ?? [])].filter((key) => isOf([key, null])),
      decidedAt: [...(bindings?.decidedAt ?? [])].filter(isOf),
    },
    rules: options.rules,
    ports,
    moorings: options.places.moorings.filter(({ portId }) => kept.has(portId)),
    zones: options.places.zones,
    mids: [...options.mids].map(([mid, { name, iso2 }]) => ({ mid, name, iso2 })),
    sea: {
      fine: seaAround(masks.fine, way, Math.min(aroundDeg, MOST_FINE_DEG)),
      coarse: seaAround(masks.coarse, way, aroundDeg),
    },
    others,
    reports: tableOf(heard.reports),
  };
}

/** Cells of a whole degree that the ships were in, by "lon lat". */
function wayOf({ heard, alert }: Gathered): { lon: number; lat: number }[] {
  const cells = new Map<string, { lon: number; lat: number }>();
  const add = (lon: number, lat: number) => {
    if (Number.isNaN(lon + lat)) return;
    const cell = { lon: Math.floor(lon), lat: Math.floor(lat) };
    cells.set(`${cell.lon} ${cell.lat}`, cell);
  };
  for (const { lon, lat } of heard.reports) add(lon, lat);
  for (const { lon, lat } of [alert, ...alert.evidence.events]) add(lon, lat);
  return [...cells.values()];
}

/** Ports near the way, those that are watched, and those that any rule names. Their order decides among equals: it stays. */
function portsNear({ places, rules }: EngineOptions, way: readonly { lon: number; lat: number }[], aroundDeg: number) {
  const named = new Set(rules.flatMap(({ origin, destination, via = [] }) => [...origin, ...destination, ...via]));
  return places.ports.filter(
    (port) =>
      port.watch ||
      named.has(port.id) ||
      way.some(({ lon, lat }) => {
        const off = Math.abs(port.lon - lon - 0.5);
        return Math.min(off, 360 - off) <= aroundDeg + 0.5 && Math.abs(port.lat - lat - 0.5) <= aroundDeg + 0.5;
      }),
  );
}

/** Round the whole world where the way crosses the antimeridian: a box cannot. */
function seaAround(mask: SeaMask, way: readonly { lon: number; lat: number }[], aroundDeg: number): SeaCut {
  const lons = way.map(({ lon }) => lon);
  const lats = way.map(({ lat }) => lat);
  const west = Math.min(...lons) - aroundDeg;
  const east = Math.max(...lons) + 1 + aroundDeg;
  const round = way.length === 0 || aroundDeg >= 180 || west < -180 || east > 180;
  const rowAt = (lat: number) => Math.min(mask.rows, Math.max(0, Math.floor(rowsTo(mask, lat))));
  return cutSea(mask, {
    fromRow: rowAt(Math.max(-80, Math.min(...lats) - aroundDeg)),
    toRow: Math.min(mask.rows, rowAt(Math.min(84, Math.max(...lats) + 1 + aroundDeg)) + 1),
    fromCol: round ? 0 : Math.floor(colsTo(mask, west)),
    toCol: round ? mask.cols : Math.min(mask.cols, Math.floor(colsTo(mask, Math.min(east, 179.999))) + 1),
  });
}
