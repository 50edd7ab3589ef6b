// The one sentence of an alert, and the dates in it. It says what was observed, sighted or possible, under which list
// and since when; it never accuses. Other explanations are given beside it, not hidden.

import type { VesselEvent } from '../kinds/event.ts';
import { isContradicted, type Stay, type Through } from '../kinds/stay.ts';
import type { Sighting, SightingGrade } from '../sighting.ts';
import { dayOf, daysOf, HOUR_MS } from '../time.ts';
import { type Designation, sinceText } from '../vessel.ts';
import { deceptionDeed, deceptionExplanations } from './deceptions.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

/** The whole sentence. `sightings` are those that the finding's events rest on. */
export function whyOf(finding: Finding, subject: Subject, sightings: readonly Sighting[]): string {
  const who = subject.imo === null ? subject.name : `${subject.name} (IMO ${subject.imo})`;
  return `${who}${listedClause(finding.designations)} ${deed(finding, sightings)}: ${lowerFirst(finding.rule.title)}.`;
}

function listedClause(designations: readonly Designation[]): string {
  if (designations.length === 0) return '';
  const first = new Map<string, Designation>();
  for (const d of [...designations].sort((a, b) => (a.listedAt ?? 0) - (b.listedAt ?? 0))) {
    if (!first.has(d.authority)) first.set(d.authority, d);
  }
  const parts = [...first].map(([authority, designation]) => {
    const since = sinceText(designation);
    if (since === null) return authority;
    return since.startsWith('since ') ? `${authority} ${since}` : `${authority} (${since})`;
  });
  return `, listed by ${sentenceList(parts)},`;
}

function deed(finding: Finding, sightings: readonly Sighting[]): string {
  const { rule, stays } = finding;
  if (rule.kind === 'encounter') return encounterDeed(finding.events[0]!);
  if (rule.kind === 'deception') return deceptionDeed(finding, sightings);
  const [origin, ...destinations] = stays;
  // One source behind every end stands at the end of the sentence; otherwise each stands with what it vouches for.
  const each = stays.map((stay) => sourcesOf([stay], sightings));
  const sources = each.every((text) => text === each[0]) ? each[0]! : '';
  const told = (stay: Stay, before: Stay | null): string =>
    phrase(stay, before, sightings) + (sources === '' ? sourcesOf([stay], sightings) : '');
  if (rule.kind === 'gap-reach') {
    const seenOn = seenDays(origin!, sightings);
    const on = seenOn === null ? '' : ` (${seenOn})`;
    const seen = origin!.basis === 'sighted' ? `, and ${verbOf(origin!)} there${on}${sources}` : '';
    return `was silent on AIS while ${shortName(origin!)} was within reach (${silentDays(origin!)})${seen}`;
  }
  if (destinations.length === 0) {
    const hours = rule.needs.stayHours === undefined ? '' : `, for ${rule.needs.stayHours} h or more`;
    const enough = rule.needs.originAlone === undefined ? '' : ', which is enough under its flag';
    return `${phrase(origin!, null, sightings)}${hours}${sources}${enough}`;
  }
  const { through } = origin!;
  const reached = destinations.map((stay, index) => {
    const before = index === 0 ? origin! : destinations[index - 1]!;
    return told(stay, index === 0 && through ? null : before);
  });
  const change = through?.how === 'port' ? ', a possible change of ship' : '';
  const first = through
    ? throughPhrase(origin!, through, sightings) + (sources === '' ? each[0]! : '')
    : told(origin!, null);
  return `${first} and then ${sentenceList(reached)}${sources}${change}`;
}

/** The leg began with another ship. */
function throughPhrase(stay: Stay, through: Through, sightings: readonly Sighting[]): string {
  const { how, name, origin, call } = through;
  const from = `${shortName(origin)} (${daysOf(origin.fromAt, origin.toAt)})`;
  if (how === 'encounter')
    return `met ${name} (${daysOf(stay.fromAt, stay.toAt)}), which ${HAD[origin.basis]} at ${from},`;
  const before = call === null ? '' : ` (${daysOf(call.fromAt, call.toAt)})`;
  return `${phrase(stay, null, sightings)}, where ${name} had called${before}, which ${HAD[origin.basis]} at ${from},`;
}

const HAD = {
  observed: 'had called',
  sighted: 'was sighted',
  inferred: 'may have called',
  claimed: 'had declared to call',
} as const;

function encounterDeed(event: VesselEvent): string {
  if (event.kind !== 'encounter') throw new Error(`finding of an encounter rule holds a ${event.kind}`);
  const { partnerId, partnerName, partnerMmsi, closestM, minutes, offPlaceKm, alone } = event.facts;
  const hours = Math.floor(minutes / 60);
  const together = `lay within ${Math.round(closestM)} m of ${partnerName} (MMSI ${partnerMmsi}) for ${hours} h ${Math.round(minutes % 60)} min`;
  const who = alone?.silentId === partnerId ? `that ship was silent` : 'it was itself silent';
  const more = alone ? ` and, while ${who}, for ${((alone.untilAt - alone.fromAt) / HOUR_MS).toFixed(1)} h more` : '';
  return `${together}${more}, ${Math.round(offPlaceKm)} km from the nearest port or anchorage, on ${dayOf(event.beganAt)}`;
}

const VERBS = { observed: 'called', sighted: 'was sighted', inferred: 'may have called', claimed: 'declared' } as const;

const GRADED = {
  confirmed: VERBS.sighted,
  probable: 'was probably sighted',
  possible: 'was possibly sighted',
} as const satisfies Record<SightingGrade, string>;

/** A grade below "confirmed" is said, and so is a ship that lay off the port and not in it. */
function verbOf(stay: Stay): string {
  const { basis, grade } = stay;
  if (isOffPort(stay)) return OFF_PORT;
  if (basis !== 'sighted' || grade === undefined) return VERBS[basis];
  return GRADED[grade];
}

const OFF_PORT = 'lay in the roads of';

/** Every stop that AIS shows was in the roads. */
function isOffPort({ basis, events }: Stay): boolean {
  if (basis !== 'observed') return false;
  const stops = events.flatMap((event) => (event.kind === 'port-call' ? event.facts.stops : []));
  return stops.length > 0 && stops.every(({ roads }) => roads);
}

/** The verb is left out where it is that of the stay before. */
function phrase(stay: Stay, before: Stay | null, sightings: readonly Sighting[]): string {
  if (stay.ahead) return aheadPhrase(stay);
  const days = (stay.basis === 'sighted' ? seenDays(stay, sightings) : null) ?? silentDays(stay);
  const verb = before !== null && verbOf(before) === verbOf(stay) ? '' : `${verbOf(stay)} `;
  const at = stay.basis === 'claimed' || isOffPort(stay) ? '' : 'at ';
  const how = stay.basis === 'inferred' ? 'while silent, ' : '';
  return `${verb}${at}${shortName(stay)} (${how}${days})`;
}

/** Of a silence that lasts nobody knows the last day. */
function silentDays({ basis, events, fromAt, toAt }: Stay): string {
  const lasts = events.some((event) => event.kind === 'possible-dark-call' && event.endedAt === null);
  return lasts && basis !== 'observed' ? `from ${dayOf(fromAt)} on` : daysOf(fromAt, toAt);
}

/** No call yet: where it heads when it was heard last, or what it declares. */
function aheadPhrase(stay: Stay): string {
  const [event] = stay.events;
  if (event?.kind !== 'approach') return `declared ${shortName(stay)} as its destination (${dayOf(event!.beganAt)})`;
  const silent = event.facts.outcome === 'fell silent' ? ' when it fell silent' : '';
  return `was heading for ${shortName(stay)}${silent} (there on ${dayOf(stay.fromAt)} at the earliest)`;
}

/** "Rajin (Najin, Rason)" is Rajin in a sentence. */
function shortName(stay: Stay): string {
  return stay.placeName.replace(/\s*\(.*$/, '');
}

function of(stay: Stay, sightings: readonly Sighting[]): Sighting[] {
  // A possible call may have been confirmed at another port than the one that is spoken of.
  const own = stay.events.filter(
    (event) => event.kind !== 'possible-dark-call' || event.facts.placeId === stay.placeId,
  );
  const ids = new Set(own.flatMap((event) => ('sightingIds' in event.facts ? event.facts.sightingIds : [])));
  const found: Sighting[] = [];
  // The newest stand last, and they are those that most questions are about.
  for (let at = sightings.length - 1; at >= 0 && found.length < ids.size; at--) {
    if (ids.has(sightings[at]!.id)) found.push(sightings[at]!);
  }
  return found.reverse();
}

/** " [NK Pro imagery]", or nothing where no sighting is behind it. */
function sourcesOf(stays: readonly Stay[], sightings: readonly Sighting[]): string {
  const sources = new Set(stays.flatMap((stay) => of(stay, sightings)).map((sighting) => sighting.source));
  return sources.size === 0 ? '' : ` [${[...sources].join('; ')}]`;
}

function seenDays(stay: Stay, sightings: readonly Sighting[]): string | null {
  const seen = of(stay, sightings);
  if (seen.length === 0) return null;
  return daysOf(Math.min(...seen.map((s) => s.fromAt)), Math.max(...seen.map((s) => s.toAt)));
}

function sentenceList(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** "Any call …" loses its capital in a sentence; a name keeps it, and users' titles begin with names nobody can list. */
function lowerFirst(title: string): string {
  const ordinary = /^(Any|Call|Encounter|Listed|Look|Positions|Silent|Watched)\b/.test(title);
  return ordinary ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

/** What would explain it otherwise; one sentence each. */
export function otherExplanations(finding: Finding): string[] {
  const said: string[] = [];
  if (finding.rule.noise) said.push(finding.rule.noise);
  if (finding.stays.some((stay) => stay.basis === 'inferred' && !stay.ahead)) {
    said.push(
      'A port within reach is not a port called at: reception may have been poor, or the ship may have waited.',
    );
  }
  const how = finding.stays[0]?.through?.how;
  if (how === 'port') {
    said.push('Ships call at one port after another for many reasons; nobody saw cargo go from the one to the other.');
  }
  if (how === 'encounter') said.push('Ships that met need not have passed cargo from one to the other.');
  if (finding.stays.some((stay) => stay.basis === 'sighted')) {
    said.push('A sighting rests on its source: a sister ship can look the same from above.');
  }
  if (finding.stays.some((stay) => stay.basis === 'sighted' && stay.grade === 'possible')) {
    said.push('A sighting here is only "possible": ship or day is not certain.');
  }
  if (finding.stays.some((stay) => stay.events.some(isContradicted))) {
    said.push('AIS positions of that time put the ship elsewhere than a sighting does: one of the two is wrong.');
  }
  if (finding.stays.some((stay) => stay.events.some((e) => e.kind === 'port-call' && e.facts.runnerUpId !== null))) {
    said.push('Another port lies close by; the stop may belong to it.');
  }
  if (finding.stays.some((stay) => stay.ahead && stay.basis === 'inferred')) {
    said.push('A course is no call: the ship may pass by, wait or turn.');
  }
  if (finding.stays.some((stay) => stay.ahead && stay.basis === 'claimed')) {
    said.push('The crew types the destination by hand; it may be old, or only a guess.');
  }
  if (finding.rule.kind === 'deception') said.push(...deceptionExplanations(finding));
  if (finding.rule.kind === 'encounter') {
    said.push('Ships lie close together for reasons other than a transfer: bunkers, stores, crew, shelter.');
  }
  return said;
}
