// How sure an alert is: the one place that judges it. In come the ends of a finding with everything kept of the ship,
// and how surely the ship is the hull; out go high, medium or low with a sentence for each link, the weakest deciding. It
// never asks how grave the matter is: that is the rule's (`severity.ts`).

import { CONFIDENCES, type Confidence } from '../alert.ts';
import type { MatchLevel } from '../heard.ts';
import type { Encounter } from '../kinds/encounter/facts.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { Gap, GapGrade } from '../kinds/gap/facts.ts';
import type { IdentityChange } from '../kinds/identity-change/facts.ts';
import type { PortCall } from '../kinds/port-call/facts.ts';
import type { DoubtSign, PositionDoubt } from '../kinds/position-doubt/facts.ts';
import type { DarkCall } from '../kinds/possible-dark-call/facts.ts';
import { isContradicted, isSurer, type Stay } from '../kinds/stay.ts';
import { isSurerGrade, type Sighting, type SightingGrade } from '../sighting.ts';

export interface Judgement {
  confidence: Confidence;
  /** One sentence for each link, with the confidence that it bears. */
  grounds: string[];
}

interface Link {
  bears: Confidence;
  what: string;
}

/**
 * The two ends of a finding: where the leg began, and of the stays that it led to the surest, so that a destination that
 * is only guessed at makes one that was seen no less sure.
 */
export function endsOf(stays: readonly Stay[]): Stay[] {
  const [origin, ...reached] = stays;
  if (origin === undefined) return [];
  const [first, ...others] = reached;
  return first === undefined ? [origin] : [origin, others.reduce((a, b) => (isSurer(b.basis, a.basis) ? b : a), first)];
}

/** How many ends nobody observed, saw or was told of. */
export function guessesIn(stays: readonly Stay[]): number {
  return endsOf(stays).filter(isGuess).length;
}

/** That cargo changed ships in a port is a guess of its own. */
function isGuess({ basis, through }: Stay): boolean {
  return basis === 'inferred' || through?.how === 'port' || through?.origin.basis === 'inferred';
}

/** The grade of the less sure sighted end; null where none is sighted. */
export function leastGrade(stays: readonly Stay[]): SightingGrade | null {
  const grades = endsOf(stays).flatMap(({ basis, grade }) => (basis === 'sighted' ? (grade ?? []) : []));
  return grades.reduce<SightingGrade | null>(
    (least, grade) => (least && isSurerGrade(grade, least) ? least : grade),
    null,
  );
}

/** Of a finding about places; `events` is everything kept of the ship. */
export function confidenceOf(
  stays: readonly Stay[],
  events: readonly VesselEvent[],
  match: MatchLevel | undefined,
): Judgement {
  const ends = endsOf(stays);
  const links = [...matchLinks(match), ...ends.flatMap((stay) => endLinks(stay, events))];
  if (ends.filter(isGuess).length > 1) {
    links.push({ bears: 'low', what: 'both ends of the leg are inferred: a guess that rests on a guess' });
  }
  return judged(links);
}

/** Of a finding about an encounter. */
export function confidenceOfEncounter(
  { beganAt, endedAt, facts }: Encounter,
  events: readonly VesselEvent[],
  match: MatchLevel | undefined,
): Judgement {
  const met: Link = { bears: 'high', what: 'AIS positions of both ships show them side by side' };
  const links = [...matchLinks(match), met];
  if (facts.alone !== null) {
    links.push({ bears: 'medium', what: 'for part of the time one of the two was silent' });
  }
  return judged([...links, ...doubtLinks(beganAt, endedAt, events)]);
}

/** How sure each sign of doubt is by itself: a second one of another kind makes it surer. */
const BY_SIGN: Record<DoubtSign, Confidence> = {
  'two-places': 'medium',
  box: 'medium',
  'sighted-elsewhere': 'medium',
  'too-perfect': 'low',
  'on-land': 'low',
  jump: 'low',
  'speed-mismatch': 'low',
  'sudden-stop': 'low',
};

/** Of positions that cannot be true, or of a change of identity. */
export function confidenceOfDeception(
  story: readonly (PositionDoubt | IdentityChange)[],
  sightings: readonly Sighting[],
  match: MatchLevel | undefined,
): Judgement {
  const links = matchLinks(match);
  const doubts = story.flatMap((event) => (event.kind === 'position-doubt' ? [event.facts] : []));
  const signs = new Set(doubts.flatMap((facts) => facts.signs));
  const seen = new Set(doubts.flatMap(({ sightingIds }) => sightingIds));
  const isSeen = sightings.some(({ id, grade }) => seen.has(id) && grade !== 'possible');
  if (signs.size > 0) {
    const bears = [...signs].map((sign) => (sign === 'sighted-elsewhere' && !isSeen ? 'low' : BY_SIGN[sign]));
    const best = bears.includes('medium') ? 'medium' : 'low';
    const strong = bears.filter((each) => each === 'medium').length;
    links.push(
      strong > 1
        ? { bears: 'high', what: `${strong} signs of different kinds speak against its positions` }
        : { bears: best, what: 'one sign alone speaks against its positions' },
    );
  }
  for (const event of story) {
    if (event.kind !== 'identity-change') continue;
    const { weight, messages } = event.facts;
    const often = `${messages} static message${messages === 1 ? '' : 's'}`;
    links.push({ bears: weight === 'note' && messages < 3 ? 'medium' : 'high', what: `sent in ${often} so far` });
  }
  return judged(links);
}

/** Of an account of what a ship did, event by event: as sure as the least sure of them. */
export function confidenceOfAccount(events: readonly VesselEvent[], match: MatchLevel | undefined): Judgement {
  const inferred = events.filter(({ basis }) => basis === 'inferred').length;
  const unsure = events.filter(
    (event) =>
      event.kind === 'port-call' &&
      event.basis === 'sighted' &&
      (event.facts.grade === 'possible' || isContradicted(event)),
  ).length;
  const links = matchLinks(match);
  if (inferred > 0) links.push({ bears: 'low', what: `${inferred} of ${events.length} events are inferred` });
  if (unsure > 0) links.push({ bears: 'low', what: `${unsure} of ${events.length} events rest on doubtful sightings` });
  if (inferred + unsure === 0) links.push({ bears: 'high', what: 'every event was observed or sighted' });
  return judged(links);
}

function judged(links: readonly Link[]): Judgement {
  const confidence = links.reduce<Confidence>((least, { bears }) => weaker(least, bears), 'high');
  return { confidence, grounds: links.map(({ bears, what }) => `${what} (${bears}).`) };
}

export function weaker(a: Confidence, b: Confidence): Confidence {
  return CONFIDENCES.indexOf(a) < CONFIDENCES.indexOf(b) ? a : b;
}

const BY_MATCH: Record<MatchLevel, Confidence> = { confident: 'high', probable: 'medium', possible: 'low' };

/** A ship that is taken for no hull, or that was only sighted, has no such link: the sighting names it. */
function matchLinks(match: MatchLevel | undefined): Link[] {
  return match === undefined ? [] : [{ bears: BY_MATCH[match], what: `the ship heard is this hull: a ${match} match` }];
}

function endLinks(stay: Stay, events: readonly VesselEvent[]): Link[] {
  const name = stay.placeName.replace(/\s*\(.*$/, '');
  if (stay.ahead) return [{ bears: 'low', what: `${name}: not reached yet, ${stay.basis}` }];
  const links = [ownLink(stay, name, events)];
  if (stay.basis === 'observed') {
    links.push(...doubtLinks(stay.fromAt, stay.toAt, events));
    const call = stay.events.find(
      (event): event is PortCall => event.kind === 'port-call' && event.basis === 'observed',
    );
    if (call !== undefined && call.facts.runnerUpId !== null && call.facts.stops.length === 0) {
      links.push({ bears: 'medium', what: `${name}: the call may belong to another port close by` });
    }
  }
  const { through } = stay;
  if (through?.how === 'port') {
    links.push({ bears: 'low', what: `${name}: that cargo changed ships there was seen by nobody` });
  }
  if (through) links.push(...endLinks(through.origin, events));
  return links;
}

/** The link of the surest witness. */
function ownLink(stay: Stay, name: string, events: readonly VesselEvent[]): Link {
  switch (stay.basis) {
    case 'claimed':
      return { bears: 'low', what: `${name}: the crew's own text` };
    case 'sighted':
      return sightedLink(stay, name);
    case 'observed':
      return { bears: 'high', what: `${name}: AIS positions show it there` };
    case 'inferred':
      return inferredLink(stay, name, events);
  }
}

function sightedLink({ grade, events }: Stay, name: string): Link {
  const calls = events.filter((event) => event.kind === 'port-call' && event.basis === 'sighted');
  if (calls.length > 0 && calls.every(isContradicted)) {
    return { bears: 'low', what: `${name}: sighted, and AIS positions of that time speak against it` };
  }
  if (grade === 'possible') return { bears: 'low', what: `${name}: possibly sighted` };
  if (grade === 'probable') return { bears: 'medium', what: `${name}: probably sighted` };
  return { bears: 'high', what: `${name}: sighted` };
}

const BY_GAP: Record<GapGrade, { bears: Confidence; word: string }> = {
  unknown: { bears: 'low', word: 'the cause of the gap is not known' },
  'probably-coverage': { bears: 'low', word: 'the gap is probably poor reception' },
  'probably-off': { bears: 'medium', word: 'AIS was probably switched off' },
  'off-near-place': { bears: 'medium', word: 'AIS was probably switched off near a place of interest' },
};

/** What is inferred is never more than medium: as the gap is graded, and as the port fits among those in reach. */
function inferredLink(stay: Stay, name: string, events: readonly VesselEvent[]): Link {
  const dark = stay.events.find((event): event is DarkCall => event.kind === 'possible-dark-call');
  if (dark === undefined) {
    const { bears, word } = BY_GAP[gradeOfSilence(stay, events)];
    return { bears, what: `${name}: it fell silent there, and sailing on does not explain the silence; ${word}` };
  }
  const gap = events.find((event): event is Gap => event.kind === 'gap' && event.id === dark.facts.gapId);
  const { bears, word } = BY_GAP[gap?.facts.grade ?? 'unknown'];
  const others = dark.facts.alternatives.length;
  if (dark.facts.placeId !== stay.placeId) {
    return { bears: 'low', what: `${name}: in reach during a gap, behind ${dark.facts.placeName}; ${word}` };
  }
  if (dark.facts.word !== 'likely') {
    return {
      bears: 'low',
      what: `${name}: ${others === 0 ? 'the only port' : `one of ${others + 1} ports`} in reach during the gap, and little else speaks for it; ${word}`,
    };
  }
  const best =
    others === 0
      ? 'the only port in reach during the gap'
      : `of ${others + 1} ports in reach during the gap it fits best`;
  return { bears, what: `${name}: ${best}; ${word}` };
}

/** Of the gap in which the ship must have lain, as far as it is told. */
function gradeOfSilence(stay: Stay, events: readonly VesselEvent[]): GapGrade {
  const silences = stay.events.flatMap((event) => (event.kind === 'port-call' ? event.facts.gaps : []));
  const gap = events.find(
    (event): event is Gap => event.kind === 'gap' && silences.some(({ fromAt }) => fromAt === event.beganAt),
  );
  return gap?.facts.grade ?? 'unknown';
}

/** Positions that are in doubt show nothing for sure. */
function doubtLinks(fromAt: number, toAt: number | null, events: readonly VesselEvent[]): Link[] {
  const doubted = events.some(
    (event) =>
      event.kind === 'position-doubt' &&
      event.state !== 'withdrawn' &&
      event.beganAt <= (toAt ?? Number.POSITIVE_INFINITY) &&
      (event.endedAt ?? Number.POSITIVE_INFINITY) >= fromAt,
  );
  return doubted ? [{ bears: 'low', what: 'positions of that time are in doubt' }] : [];
}
