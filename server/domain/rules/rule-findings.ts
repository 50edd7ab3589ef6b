// The findings of one rule for one ship, kept up to date: what `findingsOf` says of everything that is kept of the ship,
// while only what a change can have touched is concluded anew. A finding that nothing touched is the same object as before.

import type { VesselEvent } from '../kinds/event.ts';
import type { Stay } from '../kinds/stay.ts';
import { stayAheadFrom } from './ahead.ts';
import { deceptionFindings } from './deceptions.ts';
import type { CompiledRule, Finding, MatchOptions } from './finding.ts';
import { aheadOf, findingOfLeg, inOrder, type Leg, legReader } from './legs.ts';
import { findingOfEncounter, findingOfReach, findingOfStay } from './match.ts';
import { overlaps, type RecordView, type Span } from './record-view.ts';
import { noSegments, resegment, type Segmented } from './segments.ts';
import { beginStandIns, hasStandIns, type StandInMemo, type StandInSource, standInsFrom } from './stand-ins.ts';
import type { Subject } from './subject.ts';

/** What is known of the other ships, beside what any rule may ask. */
export interface Around extends MatchOptions, Pick<StandInSource, 'staysOf'> {
  callerStaysAt: StandInSource['callersAt'];
}

export interface RuleFindings {
  /** The same array as before where nothing has changed. */
  of(view: RecordView, subject: Subject, around: Around): readonly Finding[];
}

/** One that may be found: a leg, a stay, a gap, an encounter; with what came of it, and what that hangs on. */
interface Candidate extends Span {
  key: object;
  /** Asked again each time: it grows with time alone. */
  lasts: boolean;
  /** Who the other ship of an encounter was taken for. */
  partner: unknown;
  finding: Finding | null;
}

export function createRuleFindings(compiled: CompiledRule): RuleFindings {
  return compiled.rule.kind === 'deception' ? deceptionsOf(compiled) : candidatesOf(compiled);
}

/** Stories of many signs are told anew when a sign changes: there are few. */
function deceptionsOf(compiled: CompiledRule): RuleFindings {
  let signs: readonly VesselEvent[] | null = null;
  let findings: readonly Finding[] = [];
  return {
    of(view, subject, around) {
      const now = view.signs();
      const touched = () => findings.some(({ fromAt, toAt }) => overlaps({ fromAt, toAt }, view.spans()));
      if (now === signs && !touched()) return findings;
      signs = now;
      findings = deceptionFindings(compiled, subject, now, around);
      return findings;
    },
  };
}

function candidatesOf(compiled: CompiledRule): RuleFindings {
  const { rule, places, origins, destinations } = compiled;
  const isLeg = rule.kind === 'route' || rule.kind === 'lookback';
  const forth = createLegs(compiled, origins, destinations);
  const back = rule.bothWays && isLeg ? createLegs(compiled, destinations, origins) : null;
  const memo: StandInMemo | null = isLeg && hasStandIns(compiled) ? beginStandIns() : null;
  let begun = false;
  let keys: readonly object[] = [];
  const candidates: Candidate[] = [];
  let findings: readonly Finding[] = [];

  function legsNow(view: RecordView, subject: Subject, around: Around, touched: boolean): readonly object[] {
    const stays = view.stays(places).stays();
    let before: readonly Stay[] | null = touched ? stays : null;
    if (memo !== null) {
      const met = rule.needs.viaEncounter ? (around.metOf?.(subject) ?? []) : [];
      const source: StandInSource = {
        events: met.length === 0 ? view.leads() : [...view.leads(), ...met],
        isExplained: view.explained,
        now: around.now,
        staysOf: around.staysOf,
        callersAt: around.callerStaysAt,
      };
      const stoodIn = standInsFrom(compiled, subject, stays, source, memo);
      before = stoodIn.length === 0 ? stays : inOrder([...stays, ...stoodIn]);
    }
    const legs = forth.read(before, subject, view.ahead());
    if (back === null) return legs;
    const backs = back.read(touched ? stays : null, subject, view.ahead());
    const same = legs.length + backs.length === keys.length && [...legs, ...backs].every((leg, i) => leg === keys[i]);
    return same ? keys : [...legs, ...backs];
  }

  function keysNow(view: RecordView, subject: Subject, around: Around): readonly object[] {
    const touched = !begun || (rule.kind !== 'encounter' && view.stays(places).touched(places));
    begun = true;
    switch (rule.kind) {
      case 'route':
      case 'lookback':
        return legsNow(view, subject, around, touched);
      case 'call':
      case 'stay':
        return touched
          ? view
              .stays(places)
              .stays()
              .filter(({ placeId }) => places.has(placeId))
          : keys;
      case 'gap-reach':
        return view.dark();
      case 'deception':
        return keys;
      case 'encounter':
        return rule.ships ? [...view.encounters(), ...(around.metOf?.(subject) ?? [])] : view.encounters();
    }
  }

  function conclude(key: object, view: RecordView, subject: Subject, around: Around): Candidate {
    const silences = view.silences();
    const partner = rule.kind === 'encounter' ? around.hullOf((key as Met).facts.partnerId) : null;
    const candidate = { key, partner, lasts: false };
    switch (rule.kind) {
      case 'route':
      case 'lookback': {
        const leg = key as Leg;
        const stays = [leg.origin, ...(leg.via ? [leg.via] : []), ...leg.reached];
        const finding = findingOfLeg(compiled, subject, leg, silences, around);
        return { ...candidate, ...spanOfStays(stays), finding };
      }
      case 'call':
      case 'stay': {
        const stay = key as Stay;
        const finding = findingOfStay(compiled, subject, stay, silences, around);
        return { ...candidate, ...spanOfStays([stay]), finding, lasts: stay.toAt === null };
      }
      case 'gap-reach': {
        const finding = findingOfReach(compiled, subject, key as Dark, view.seen(), silences, around);
        return { ...candidate, ...view.spanOf(key as Dark), finding };
      }
      case 'deception':
        throw new Error('a story of signs is no candidate');
      case 'encounter': {
        const finding = findingOfEncounter(compiled, subject, key as Met, silences, around);
        return { ...candidate, ...view.spanOf(key as Met), finding };
      }
    }
  }

  /** Keeps the candidates that are still wanted; true where any came or went. */
  function adopt(wanted: readonly object[], make: (key: object) => Candidate): boolean {
    const left = candidates.findIndex(({ key }) => key === wanted[0]);
    if (left > 0) candidates.splice(0, left);
    const old = candidates.length;
    const shorter = Math.min(old, wanted.length);
    let same = 0;
    while (same < shorter && candidates[same]!.key === wanted[same]) same++;
    let sameAtEnd = 0;
    const most = shorter - same;
    while (sameAtEnd < most && candidates[old - 1 - sameAtEnd]!.key === wanted[wanted.length - 1 - sameAtEnd])
      sameAtEnd++;
    if (same === old && same === wanted.length) return left > 0;
    const between = candidates.slice(same, old - sameAtEnd);
    const known = new Map(between.map((candidate) => [candidate.key, candidate]));
    const made = wanted.slice(same, wanted.length - sameAtEnd).map((key) => known.get(key) ?? make(key));
    candidates.splice(same, between.length, ...made);
    return true;
  }

  return {
    of(view, subject, around) {
      const wanted = keysNow(view, subject, around);
      let changed = false;
      if (wanted !== keys) {
        changed = adopt(wanted, (key) => conclude(key, view, subject, around));
        keys = wanted;
      }
      const spans = view.spans();
      const openSince = view.openSince();
      for (let i = 0; i < candidates.length; i++) {
        const known = candidates[i]!;
        const stale =
          known.lasts ||
          known.toAt >= openSince ||
          overlaps(known, spans) ||
          (rule.kind === 'encounter' && around.hullOf((known.key as Met).facts.partnerId) !== known.partner);
        if (!stale) continue;
        candidates[i] = conclude(known.key, view, subject, around);
        if (known.finding !== null || candidates[i]!.finding !== null) changed = true;
      }
      if (!changed) return findings;
      findings = candidates.flatMap(({ finding }) => finding ?? []);
      if (isLeg) findings = [...findings].sort((a, b) => a.fromAt - b.fromAt);
      return findings;
    },
  };
}

type Met = VesselEvent & { kind: 'encounter' };
type Dark = VesselEvent & { kind: 'possible-dark-call' };

/** Legs one way, the newest with what lies ahead of it. */
function createLegs(compiled: CompiledRule, origins: ReadonlySet<string>, destinations: ReadonlySet<string>) {
  const read = legReader(compiled, origins, destinations);
  let legs: Segmented<Stay, Leg> = noSegments();
  let last: { leg: Leg; ahead: Stay; made: Leg } | null = null;
  let given: readonly Leg[] = [];
  let givenOf: { legs: Segmented<Stay, Leg>; made: Leg | null } | null = null;

  return {
    /** `stays` null: those of before. */
    read(stays: readonly Stay[] | null, subject: Subject, ahead: readonly VesselEvent[]): readonly Leg[] {
      if (stays !== null) legs = resegment(legs, stays, read);
      const newest = legs.results.at(-1);
      const lying = newest ? aheadOf(newest, compiled, destinations, subject, ahead) : null;
      if (!newest || !lying) last = null;
      else if (last === null || last.leg !== newest || !stayAheadFrom(lying, last.ahead)) {
        last = { leg: newest, ahead: lying, made: { ...newest, reached: [lying] } };
      }
      const made = last?.made ?? null;
      if (givenOf === null || givenOf.legs !== legs || givenOf.made !== made) {
        given = made === null ? legs.results : [...legs.results.slice(0, -1), made];
        givenOf = { legs, made };
      }
      return given;
    },
  };
}

/** From the first arrival to the last departure, the other ship's calls among them. */
function spanOfStays(stays: readonly Stay[]): Span {
  const all = stays.flatMap((stay) => {
    const { through } = stay;
    return through ? [stay, through.origin, ...(through.call ? [through.call] : [])] : [stay];
  });
  return {
    fromAt: Math.min(...all.map(({ fromAt }) => fromAt)),
    toAt: Math.max(...all.map(({ toAt }) => toAt ?? Number.POSITIVE_INFINITY)),
  };
}
