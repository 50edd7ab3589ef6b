// Decides an alert again: a fresh engine takes the inputs of a decision in their order, and what it says is held against
// what was recorded. It runs the same way on a server, on the command line and in a reader's browser, and claims nothing
// beyond what it compared.

import type { Alert } from '../../domain/alert.ts';
import { createEngine } from '../../domain/engine/engine.ts';
import { faultSentences } from '../../domain/engine/faults.ts';
import type { VesselEvent } from '../../domain/kinds/event.ts';
import { createOrder } from '../../domain/order/order.ts';
import { beginRecord, createRuleEvaluation, type VesselRecord } from '../../domain/rules/evaluation.ts';
import { subjectOf } from '../../domain/rules/subject.ts';
import { type AsRecorded, type DecisionInput, optionsOf } from './decision.ts';
import { reportsOf } from './report-table.ts';

export interface Decided {
  /** What the engine says of the alert by then; null where it raises none under its id. */
  alert: Alert | null;
  /** Newest revision of each event by then, of every ship heard. */
  events: VesselEvent[];
  /** Inputs taken. */
  inputs: number;
  /** A detector or a rule failed on the way; one sentence each. */
  faults: string[];
}

export function decide(decision: DecisionInput): Decided {
  return decision.from === 'reports' ? decideFromReports(decision) : decideFromEvents(decision);
}

function decideFromReports(decision: DecisionInput): Decided {
  const events = new Map<string, VesselEvent>();
  const said: Alert[] = [];
  let inputs = 0;
  const engine = createEngine(optionsOf(decision), {
    fix() {},
    vessel() {},
    binding() {},
    rename() {},
    event: (event) => void events.set(event.id, event),
    alert: (alert) => void (alert.id === decision.alertId && said.push(alert)),
  });
  const order = createOrder(
    { windowMs: Number.POSITIVE_INFINITY },
    {
      input(input) {
        inputs++;
        engine.take(input);
      },
      late() {},
    },
  );
  for (const input of decision.others) if (input.at <= decision.until) order.push(input);
  for (const report of reportsOf(decision.reports)) if (report.at <= decision.until) order.push(report);
  order.drain(Number.POSITIVE_INFINITY);
  order.handOver(decision.until);
  engine.take({ kind: 'time', at: decision.until });
  const alert = said.findLast(({ revision }) => revision <= decision.revision) ?? said.at(-1) ?? null;
  return { alert, events: [...events.values()], inputs, faults: faultSentences(engine.faults()) };
}

/** Asks the rules alone, about events as they were recorded. */
function decideFromEvents({ events, radio, others, until, ...decision }: DecisionInput): Decided {
  const options = optionsOf(decision as DecisionInput);
  const records = new Map<string, VesselRecord>();
  const recordOf = (vesselId: string) => {
    const record = records.get(vesselId) ?? beginRecord();
    records.set(vesselId, record);
    return record;
  };
  for (const event of events) recordOf(event.vesselId).events.push(event);
  const record = recordOf(decision.vesselId);
  for (const input of others) if (input.kind === 'sighting' && input.at <= until) record.sightings.push(input.sighting);
  const hullOf = (id: string) => decision.hulls.find((hull) => hull.id === id) ?? null;
  const evaluation = createRuleEvaluation({
    rules: decision.rules,
    ports: decision.ports,
    asOf: decision.asOf,
    hullOf,
    recordOf: (vesselId) => records.get(vesselId) ?? null,
    nameOf: (vesselId) => hullOf(vesselId)?.name ?? vesselId,
    records: () => records.values(),
  });
  const subject = subjectOf(
    decision.vesselId,
    radio?.mmsi ?? 0,
    radio?.facts ?? null,
    hullOf(decision.hullId ?? decision.vesselId),
    options.mids,
  );
  const said = evaluation.review(record, subject, null, until);
  const alert = said.find(({ id }) => id === decision.alertId) ?? null;
  return { alert, events: [...events], inputs: events.length, faults: [] };
}

/** What the hash of an alert's evidence is made of. */
export function hashedText(alert: Alert): string {
  return JSON.stringify({ ...alert.evidence, hash: '' });
}

/** The alert with the named parts as they were recorded. */
export function withRecorded(again: Alert, recorded: Alert, parts: readonly AsRecorded[]): Alert {
  const { reports, match } = recorded.evidence;
  const has = (part: AsRecorded) => parts.includes(part);
  return {
    ...again,
    ...(has('revision') ? { revision: recorded.revision } : {}),
    ...(has('raisedAt') ? { raisedAt: recorded.raisedAt } : {}),
    evidence: {
      ...again.evidence,
      ...(has('evidence.match') ? { match } : {}),
      ...(has('evidence.reports') ? { reports } : {}),
    },
  };
}

export interface Difference {
  /** E.g. 'evidence.events.2.facts.grade'. */
  path: string;
  recorded: string;
  again: string;
}

/** Differences named; beyond it they are counted. */
const MOST_NAMED = 40;
const MOST_LETTERS = 300;

export interface Comparison {
  /**
   * 'rounded': numbers differ by no more than kept positions are rounded. 'withdrawn': it was recorded as withdrawn, and by
   * what is known by then no such alert is raised.
   */
  outcome: 'same' | 'rounded' | 'differs' | 'withdrawn' | 'not raised';
  differences: Difference[];
  /** How many there are in all. */
  count: number;
  /**
   * Numbers that differ in their last digits alone, and count as the same: machines and browsers reckon sines and roots to
   * sixteen digits, and not all of them to the same last one.
   */
  lastDigits: number;
}

/**
 * Every field of the alert and its evidence, but for what people did with it (its state), and for the hash, which follows
 * from the evidence and is compared by whoever can hash.
 */
export function compare(recorded: Alert, again: Alert | null): Comparison {
  const wasWithdrawn = recorded.state === 'withdrawn';
  if (again === null)
    return { outcome: wasWithdrawn ? 'withdrawn' : 'not raised', differences: [], count: 0, lastDigits: 0 };
  const differences: Difference[] = [];
  let count = 0;
  let lastDigits = 0;
  let rounded = true;
  const note = (path: string, a: unknown, b: unknown) => {
    count++;
    rounded &&= isRounding(a, b);
    if (differences.length < MOST_NAMED) differences.push({ path, recorded: shown(a), again: shown(b) });
  };
  const walk = (path: string, a: unknown, b: unknown): void => {
    if (isObject(a) && isObject(b) && Array.isArray(a) === Array.isArray(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
        walk(path === '' ? key : `${path}.${key}`, a[key], b[key]);
    } else if (Object.is(a, b)) return;
    else if (inLastDigits(a, b)) lastDigits++;
    else note(path, a, b);
  };
  const bare = (alert: Alert) => ({
    ...alert,
    state: alert.state === 'withdrawn' ? 'withdrawn' : 'in force',
    evidence: { ...alert.evidence, hash: '' },
  });
  // Through JSON, as either came to be kept: an absent value is no value.
  walk('', asKept(bare(recorded)), asKept(bare(again)));
  return { outcome: count === 0 ? 'same' : rounded ? 'rounded' : 'differs', differences, count, lastDigits };
}

/** Nine digits agree. */
function inLastDigits(a: unknown, b: unknown): boolean {
  return typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

/** What was decided again, in the recorded digits where the two differ in the last ones alone: so that hashes can be compared. */
export function inRecordedDigits<T>(recorded: unknown, again: T): T {
  if (inLastDigits(recorded, again)) return recorded as T;
  if (Array.isArray(again)) {
    const before = Array.isArray(recorded) ? recorded : [];
    return again.map((each, index) => inRecordedDigits(before[index], each)) as T;
  }
  if (!isObject(again)) return again;
  const before = isObject(recorded) ? recorded : {};
  return Object.fromEntries(
    Object.entries(again).map(([key, each]) => [key, inRecordedDigits(before[key], each)]),
  ) as T;
}

/** Positions are kept to a millionth of a degree, a tenth of a metre: what is reckoned from them differs by as little. */
function isRounding(a: unknown, b: unknown): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return false;
  // Instants, to a second.
  if (Math.abs(a) > 1e11) return Math.abs(a - b) <= 1_000;
  return Math.abs(a - b) <= Math.max(1e-3, Math.abs(a) * 1e-4);
}

function asKept(alert: unknown): unknown {
  return JSON.parse(JSON.stringify(alert));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}
