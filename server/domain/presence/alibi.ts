// Was a ship at a place within a period, could it have been, or could it not? In come what its positions allow
// (`passages.ts`), its port calls, sightings and doubts; out goes one word with its grounds in plain sentences. "Could
// not" is said only of a ship whose identity and positions nothing contradicts; one that was never heard has no alibi.

import { KM_PER_NM } from '../geo.ts';
import type { HeardVessel } from '../heard.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { PortCall } from '../kinds/port-call/facts.ts';
import { LEAST_CONFIDENCE } from '../kinds/stay.ts';
import type { Sighting } from '../sighting.ts';
import { HOUR_MS, utcMinute } from '../time.ts';
import type { HeardFix, Leap, Passage, Passages } from './passages.ts';

/**
 * 'was': positions, a port call or a sighting put it there. 'could': the time allows it. 'could-not': an alibi.
 * 'doubtful': the time does not allow it, and something breaks the alibi. 'never-heard': no position of it counts.
 */
export const ALIBI_WORDS = ['was', 'could', 'doubtful', 'could-not', 'never-heard'] as const;
export type AlibiWord = (typeof ALIBI_WORDS)[number];

export interface AlibiSubject {
  placeId: string;
  placeName: string;
  fromAt: number;
  toAt: number;
  stayMs: number;
  speedKn: number;
  speedGround: string;
}

export interface AlibiEvidence {
  passages: Passages;
  /** Of this vessel, round the period. */
  events: readonly VesselEvent[];
  /** Of this vessel, those that stand. */
  sightings: readonly Sighting[];
  /** How the unit that was heard was taken for the hull. */
  match: HeardVessel['match'];
  /** Other units that are taken for the same hull. */
  twins?: readonly string[];
}

export interface Alibi {
  word: AlibiWord;
  /** How it is known that it was there; null for every other word. */
  basis: 'observed' | 'sighted' | null;
  passage: Passage | null;
  /** One plain sentence each, the deciding one first. */
  grounds: string[];
  /** What breaks an alibi or speaks against what is said; one sentence each. */
  doubts: string[];
  eventIds: string[];
  sightingIds: string[];
}

export function judgeAlibi(subject: AlibiSubject, evidence: AlibiEvidence): Alibi {
  const { passages } = evidence;
  const { best } = passages;
  const doubts = doubtsOf(subject, evidence);
  const strays = strayText(passages.stray);
  const alibi: Alibi = {
    word: 'could-not',
    basis: null,
    passage: best,
    grounds: [],
    doubts: doubts.map(({ text }) => text),
    eventIds: doubts.flatMap(({ eventId }) => (eventId === null ? [] : [eventId])),
    sightingIds: [],
  };
  const was = wasThere(subject, evidence);
  if (was !== null) {
    const against = best !== null && !fits(best) ? [`Its positions do not allow it: ${short(best, subject)}`] : [];
    return {
      ...alibi,
      word: 'was',
      basis: was.basis,
      grounds: was.grounds,
      doubts: [...(was.basis === 'sighted' ? against : []), ...alibi.doubts],
      eventIds: [...was.eventIds, ...alibi.eventIds],
      sightingIds: was.sightingIds,
    };
  }
  if (passages.fixes === 0) {
    const none = strays ?? 'No position of it is known: a ship that was not heard has no alibi.';
    return { ...alibi, word: 'never-heard', grounds: [none, ...maybeSeen(subject, evidence)] };
  }
  const maybe = maybeSeen(subject, evidence);
  if (best !== null && fits(best)) {
    return { ...alibi, word: 'could', grounds: [couldText(best, subject), ...maybe, ...(strays ? [strays] : [])] };
  }
  const ground = best === null ? FAR : `${short(best, subject)} Speed assumed: ${subject.speedGround}`;
  if (maybe.length > 0) return { ...alibi, word: 'doubtful', grounds: [ground], doubts: [...maybe, ...alibi.doubts] };
  if (doubts.length > 0) return { ...alibi, word: 'doubtful', grounds: [ground] };
  return { ...alibi, grounds: [ground, ...(strays ? [strays] : [])] };
}

const FAR =
  'It was heard all through the period, and never so near that it could have gone there between two positions.';

function fits({ slackMs }: Passage): boolean {
  return slackMs !== null && slackMs >= 0;
}

interface There {
  basis: 'observed' | 'sighted';
  grounds: string[];
  eventIds: string[];
  sightingIds: string[];
}

function wasThere(subject: AlibiSubject, { passages, events, sightings }: AlibiEvidence): There | null {
  const calls = events.filter((event): event is PortCall => isCall(event, subject));
  const called = calls.filter((call) => call.basis === 'observed' && overlaps(surePart(call), subject));
  const seen = sightings.filter((sighting) => sighting.placeId === subject.placeId && isSure(sighting, subject));
  const grounds: string[] = [];
  for (const call of called) {
    const { fromAt, toAt } = surePart(call);
    const until = Number.isFinite(toAt) ? ` to ${utcMinute(toAt)}` : '; it had not left when last heard';
    grounds.push(`A port call at ${subject.placeName} was observed from ${utcMinute(fromAt)}${until}.`);
  }
  const { there } = passages;
  if (there !== null && called.length === 0) {
    grounds.push(
      `It was heard at ${subject.placeName} from ${utcMinute(there.first.at)} to ${utcMinute(there.last.at)}.`,
    );
  }
  const observed = grounds.length > 0;
  for (const sighting of seen) grounds.push(`It was sighted there ${seenText(sighting)}.`);
  if (grounds.length === 0) return null;
  const basis = observed ? 'observed' : 'sighted';
  return { basis, grounds, eventIds: called.map(({ id }) => id), sightingIds: seen.map(({ id }) => id) };
}

function isCall(event: VesselEvent, { placeId }: AlibiSubject): event is PortCall {
  return (
    event.kind === 'port-call' &&
    event.state !== 'withdrawn' &&
    event.facts.placeId === placeId &&
    (event.basis !== 'observed' || event.facts.confidence >= LEAST_CONFIDENCE)
  );
}

interface Span {
  fromAt: number;
  toAt: number;
}

/** While it was certainly inside: from the first fix there to the last. */
function surePart({ beganAt, endedAt, facts }: PortCall): Span {
  return {
    fromAt: facts.entry?.toAt ?? beganAt,
    toAt: facts.exit?.fromAt ?? endedAt ?? Number.POSITIVE_INFINITY,
  };
}

function overlaps({ fromAt, toAt }: Span, period: Span): boolean {
  return fromAt < period.toAt && toAt >= period.fromAt;
}

/** Seen within the period, whenever in its window it was. */
function isSure({ grade, fromAt, toAt }: Sighting, period: Span): boolean {
  return grade !== 'possible' && fromAt >= period.fromAt && toAt < period.toAt;
}

/** What says that it may have been there, and does not prove it. */
function maybeSeen(subject: AlibiSubject, { events, sightings }: AlibiEvidence): string[] {
  const seen = sightings
    .filter((each) => each.placeId === subject.placeId && overlaps(each, subject) && !isSure(each, subject))
    .map((each) =>
      each.grade === 'possible'
        ? `A sighting there ${seenText(each)} is graded possible.`
        : `It was sighted there ${seenText(each)}, which may have been outside the period.`,
    );
  const inferred = events
    .filter((event) => isCall(event, subject) && event.basis === 'inferred')
    .filter((event) => overlaps({ fromAt: event.beganAt, toAt: event.endedAt ?? Number.POSITIVE_INFINITY }, subject))
    .map((event) => `A port call there is inferred from ${utcMinute(event.beganAt)} on.`);
  return [...seen, ...inferred];
}

function seenText({ fromAt, toAt, source }: Sighting): string {
  const when = fromAt === toAt ? `at ${utcMinute(fromAt)}` : `between ${utcMinute(fromAt)} and ${utcMinute(toAt)}`;
  return `${when} (${source})`;
}

interface Doubt {
  text: string;
  eventId: string | null;
}

/** What breaks an alibi: positions that contradict each other, or an identity that is not sure. */
function doubtsOf(subject: AlibiSubject, { passages, events, match, twins = [] }: AlibiEvidence): Doubt[] {
  const { best } = passages;
  const span = { fromAt: best?.before?.at ?? subject.fromAt, toAt: best?.after?.at ?? subject.toAt };
  const reach = { fromAt: Math.min(span.fromAt, subject.fromAt), toAt: Math.max(span.toAt, subject.toAt) };
  const doubts: Doubt[] = events
    .filter((event) => event.kind === 'position-doubt' && event.state !== 'withdrawn')
    .filter((event) => overlaps({ fromAt: event.beganAt, toAt: event.endedAt ?? Number.POSITIVE_INFINITY }, reach))
    .map((event) => ({ text: doubtText(event), eventId: event.id }));
  for (const leap of passages.leaps) doubts.push({ text: leapText(leap, subject), eventId: null });
  if (match !== null && match.level !== 'confident') {
    const witnesses = match.witnesses.length === 0 ? '' : ` (${match.witnesses.join('; ')})`;
    doubts.push({ text: `That the unit heard is this ship is ${match.level} only${witnesses}.`, eventId: null });
  }
  if (twins.length > 0) {
    doubts.push({ text: `Another unit is taken for the same hull: ${twins.join(', ')}.`, eventId: null });
  }
  for (const text of match?.contradictions ?? [])
    doubts.push({ text: `Its identity is contradicted: ${text}.`, eventId: null });
  return doubts;
}

function doubtText(event: VesselEvent): string {
  const until = event.endedAt === null ? 'and not settled' : `to ${utcMinute(event.endedAt)}`;
  const ground = event.kind === 'position-doubt' ? event.facts.grounds[0] : undefined;
  const says = ground === undefined ? '' : `: ${ground.replace(/\.$/, '')}`;
  return `Its positions are in doubt from ${utcMinute(event.beganAt)} ${until}${says}.`;
}

function leapText({ before, after, speedKn }: Leap, subject: AlibiSubject): string {
  const ends = `${utcMinute(before.at)} and ${utcMinute(after.at)}`;
  return `Its positions of ${ends} ask for ${kn(speedKn)}, more than the ${kn(subject.speedKn)} assumed: they may be of two ships.`;
}

function strayText(stray: number): string | null {
  if (stray === 0) return null;
  return stray === 1
    ? 'One position stands alone and does not count.'
    : `${stray} positions stand alone, borne out by no other, and do not count.`;
}

function couldText(passage: Passage, subject: AlibiSubject): string {
  const { before, after, earliestArrivalAt, latestDepartureAt, slackMs } = passage;
  const from = earliestArrivalAt === null ? null : `from ${utcMinute(Math.max(earliestArrivalAt, subject.fromAt))}`;
  const to = latestDepartureAt === null ? null : `to ${utcMinute(Math.min(latestDepartureAt, subject.toAt))}`;
  const when = [from, to].filter((part) => part !== null).join(' ');
  const ends = [
    before === null ? 'It was not heard before' : `Heard ${offText(before, passage.distanceInKm)}`,
    after === null ? 'not heard since' : `next ${offText(after, passage.distanceOutKm)}`,
  ].join(', ');
  const stay = subject.stayMs > 0 ? ` beyond a stay of ${hours(subject.stayMs)}` : '';
  const spare = `${hours(slackMs ?? 0)} of the period to spare${stay}`;
  return `${ends}: at ${kn(subject.speedKn)} it can have been there${when === '' ? '' : ` ${when}`}, with ${spare}.`;
}

/** Why it could not: which side lacks how much. */
function short(passage: Passage, subject: AlibiSubject): string {
  const { before, after, distanceInKm, distanceOutKm, earliestArrivalAt, latestDepartureAt, slackMs } = passage;
  if (slackMs === null) return 'There is no way over water between where it was heard and there.';
  const lacking = hours(-slackMs);
  const at = `at ${kn(subject.speedKn)}`;
  if (before !== null && after !== null && latestDepartureAt! < earliestArrivalAt! + subject.stayMs) {
    const way = hours((((distanceInKm ?? 0) + (distanceOutKm ?? 0)) / KM_PER_NM / subject.speedKn) * HOUR_MS);
    const stay = subject.stayMs > 0 ? ` and a stay of ${hours(subject.stayMs)}` : '';
    const had = hours(after.at - before.at);
    return `Heard ${offText(before, distanceInKm)} and next ${offText(after, distanceOutKm)}: there and on takes ${way} ${at}${stay}, and it had ${had}.`;
  }
  if (before !== null && earliestArrivalAt! + subject.stayMs > subject.toAt) {
    return `Heard ${offText(before, distanceInKm)}: ${at} it cannot have been there before ${utcMinute(earliestArrivalAt!)}, ${lacking} too late.`;
  }
  if (after !== null && latestDepartureAt! < subject.fromAt + subject.stayMs) {
    return `Heard ${offText(after, distanceOutKm)}: for that it must have left by ${utcMinute(latestDepartureAt!)} ${at}, ${lacking} too early.`;
  }
  return `What its positions leave of the period there is ${lacking} too short ${at}.`;
}

function offText({ at, lon, lat }: HeardFix, km: number | null): string {
  const off = km === null ? '' : `, ${Math.round(km / KM_PER_NM)} nm off by sea`;
  return `at ${utcMinute(at)} at ${lat.toFixed(2)}, ${lon.toFixed(2)}${off}`;
}

function hours(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const whole = Math.floor(minutes / 60);
  return whole >= 48
    ? `${Math.floor(whole / 24)} d ${whole % 24} h`
    : `${whole} h ${minutes % 60} min`.replace(' 0 min', '');
}

function kn(speedKn: number): string {
  return `${Number(speedKn.toFixed(1))} kn`;
}
