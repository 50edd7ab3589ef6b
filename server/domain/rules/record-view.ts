// What the rules look at in the record of one ship, kept beside it: its stays, its silences, what lies ahead, and what has
// changed since the rules were asked last. It is made of the record alone and can be made anew at any time; that it is kept
// makes the cost of an event that of the change, and not of all that the ship ever did.

import type { VesselEvent } from '../kinds/event.ts';
import type { DarkCall } from '../kinds/possible-dark-call/facts.ts';
import { isExplained } from '../kinds/stay.ts';
import type { Sighting } from '../sighting.ts';
import type { VesselRecord } from './evaluation.ts';
import { differing } from './segments.ts';
import { createStayList, type StayList } from './stay-list.ts';

/** A stretch of time in which something about the ship is known otherwise than before; to null: without end. */
export interface Span {
  fromAt: number;
  toAt: number;
}

export interface RecordView {
  /** Brings the view up to the record. Returns false where it must be made anew. */
  sync(): boolean;
  /** Times of what changed since `settle`. */
  spans(): readonly Span[];
  settle(): void;
  /** Stays at whatever places, and as a rule about these places is told of them. */
  stays(places?: ReadonlySet<string>): StayList;
  /** Events of these sorts in the order of the record. */
  silences(): readonly VesselEvent[];
  dark(): readonly DarkCall[];
  encounters(): readonly (VesselEvent & { kind: 'encounter' })[];
  ahead(): readonly VesselEvent[];
  /** What speaks of deception. */
  signs(): readonly VesselEvent[];
  /** Possible calls and encounters. */
  leads(): readonly VesselEvent[];
  /** Sighted calls and possible calls: what explains a possible call or does not. */
  seen(): readonly VesselEvent[];
  explained(event: DarkCall): boolean;
  spanOf(event: VesselEvent): Span;
  /** The earliest beginning of a silence that lasts; infinite where none does. */
  openSince(): number;
}

const SORTS = {
  silences: ({ kind, facts }: VesselEvent) =>
    kind === 'gap' || kind === 'position-doubt' || (kind === 'port-call' && facts.gaps.length > 0),
  dark: ({ kind }: VesselEvent) => kind === 'possible-dark-call',
  encounters: ({ kind }: VesselEvent) => kind === 'encounter',
  ahead: ({ kind }: VesselEvent) => kind === 'approach' || kind === 'destination-claim',
  signs: ({ kind }: VesselEvent) => kind === 'position-doubt' || kind === 'identity-change',
  leads: ({ kind }: VesselEvent) => kind === 'possible-dark-call' || kind === 'encounter',
  seen: ({ kind, basis }: VesselEvent) =>
    kind === 'possible-dark-call' || (kind === 'port-call' && basis === 'sighted'),
} as const satisfies Record<string, (event: VesselEvent) => boolean>;
type Sort = keyof typeof SORTS;

/** One list of stays for all rules while nothing is a matter of what a rule asks about. */
const ALL = 'all';

export function createRecordView(record: VesselRecord): RecordView {
  let events: readonly VesselEvent[] = [];
  let sightings: readonly Sighting[] = [];
  const sightingsAre = record.sightings;
  const sorted = new Map<Sort, VesselEvent[]>();
  const explained = new Map<VesselEvent, boolean>();
  let lists = new Map<ReadonlySet<string> | typeof ALL | undefined, StayList>();
  let spans: Span[] = [];
  let sinceAt: number | null = null;

  function of(sort: Sort): VesselEvent[] {
    let found = sorted.get(sort);
    if (found === undefined) {
      const belongs = SORTS[sort];
      found = events.filter(belongs);
      sorted.set(sort, found);
    }
    return found;
  }

  function isExplainedNow(event: DarkCall): boolean {
    let known = explained.get(event);
    if (known === undefined) {
      known = isExplained(event, of('seen'));
      explained.set(event, known);
    }
    return known;
  }

  const isWitness = (event: VesselEvent) => event.kind !== 'possible-dark-call' || !isExplainedNow(event);

  /** Possible calls that a change of what was seen can explain, or explain no more. */
  function explainAnew(changed: readonly Span[]): DarkCall[] {
    const touched = of('seen')
      .map(spanOf)
      .filter((span) => overlaps(span, changed));
    const near = [...changed, ...touched];
    const turned: DarkCall[] = [];
    for (const event of of('dark') as DarkCall[]) {
      const before = explained.get(event);
      if (before === undefined || !overlaps(spanOf(event), near)) continue;
      explained.delete(event);
      if (isExplainedNow(event) !== before) turned.push(event);
    }
    return turned;
  }

  function take(now: readonly VesselEvent[]): void {
    const { gone, come } = changeOf(events, now);
    const hadDark = of('dark').length > 0;
    events = now;
    if (gone.length === 0 && come.length === 0) return;
    sinceAt = null;
    const changed = [...gone, ...come];
    for (const sort of Object.keys(SORTS) as Sort[]) if (changed.some(SORTS[sort])) sorted.delete(sort);
    for (const event of changed) spans.push(spanOf(event));
    const turned = changed.some(SORTS.seen) && hadDark ? explainAnew(changed.filter(SORTS.seen).map(spanOf)) : [];
    for (const event of turned) spans.push(spanOf(event));
    for (const event of gone) explained.delete(event);
    const hasDark = of('dark').length > 0;
    if (hasDark !== hadDark) {
      lists = new Map();
      return;
    }
    const stillGone = [...gone, ...turned];
    const witnesses = [...come, ...turned].filter(isWitness);
    for (const list of lists.values()) list.change(stillGone, witnesses);
  }

  return {
    sync() {
      if (record.sightings !== sightingsAre) return false;
      const lost = lostFrom(sightings, record.sightings);
      for (const { fromAt, toAt } of lost) spans.push({ fromAt, toAt });
      if (lost.length > 0 || sightings.length !== record.sightings.length) sightings = [...record.sightings];
      take([...record.events]);
      return true;
    },
    spans: () => spans,
    settle() {
      spans = [];
      for (const list of lists.values()) list.settle();
    },
    stays(places) {
      const key = of('dark').length === 0 ? ALL : places;
      let list = lists.get(key);
      if (list === undefined) {
        list = createStayList(key === ALL ? undefined : places);
        list.change([], events.filter(isWitness));
        lists.set(key, list);
      }
      return list;
    },
    silences: () => of('silences'),
    dark: () => of('dark') as DarkCall[],
    encounters: () => of('encounters') as (VesselEvent & { kind: 'encounter' })[],
    ahead: () => of('ahead'),
    signs: () => of('signs'),
    leads: () => of('leads'),
    spanOf,
    seen: () => of('seen'),
    explained: isExplainedNow,
    openSince() {
      sinceAt ??= of('silences').reduce((at, event) => Math.min(at, openFrom(event)), Number.POSITIVE_INFINITY);
      return sinceAt;
    },
  };
}

/** Sightings that were let go, the oldest first. */
function lostFrom(before: readonly Sighting[], now: readonly Sighting[]): readonly Sighting[] {
  if (before.length === 0 || before[0] === now[0]) return [];
  const kept = before.indexOf(now[0]!);
  return kept < 0 ? before : before.slice(0, kept);
}

function changeOf(
  before: readonly VesselEvent[],
  now: readonly VesselEvent[],
): { gone: VesselEvent[]; come: VesselEvent[] } {
  const changed = new Set(differing(before, now));
  if (changed.size === 0) return { gone: [], come: [] };
  const here = new Set(now);
  const gone = [...changed].filter((event) => !here.has(event));
  const was = new Set(before);
  return { gone, come: [...changed].filter((event) => here.has(event) && !was.has(event)) };
}

function spanOf(event: VesselEvent): Span {
  let { beganAt: fromAt } = event;
  let toAt = event.endedAt ?? Number.POSITIVE_INFINITY;
  if (event.kind === 'possible-dark-call') {
    for (const port of [event.facts.reach, ...event.facts.alternatives]) {
      fromAt = Math.min(fromAt, port.earliestArrivalAt);
      toAt = Math.max(toAt, port.latestDepartureAt ?? Number.POSITIVE_INFINITY);
    }
  } else if (event.kind === 'port-call') {
    for (const gap of event.facts.gaps) {
      fromAt = Math.min(fromAt, gap.fromAt);
      toAt = Math.max(toAt, gap.toAt ?? Number.POSITIVE_INFINITY);
    }
  }
  return { fromAt, toAt };
}

export function overlaps({ fromAt, toAt }: Span, spans: readonly Span[]): boolean {
  return spans.some((span) => span.fromAt <= toAt && span.toAt >= fromAt);
}

/** Withdrawn ones say nothing. */
function openFrom(event: VesselEvent): number {
  if (event.state === 'withdrawn') return Number.POSITIVE_INFINITY;
  if (event.kind !== 'port-call') return event.endedAt === null ? event.beganAt : Number.POSITIVE_INFINITY;
  const open = event.facts.gaps.filter(({ toAt }) => toAt === null).map(({ fromAt }) => fromAt);
  return Math.min(Number.POSITIVE_INFINITY, ...open);
}
