// Deceptions: positions of a ship that cannot all be true, and an identity that changes at sea. In come the events of one
// vessel; out go findings of a rule of kind 'deception'. A sign is measured, and says nothing of who made it: what many
// ships show at once is the area's and not the ship's, and what happens in port is the yard's.

import type { VesselEvent } from '../kinds/event.ts';
import type { IdentityChange, IdentityChangeKind } from '../kinds/identity-change/facts.ts';
import type { DoubtSign, PositionDoubt } from '../kinds/position-doubt/facts.ts';
import type { Sighting } from '../sighting.ts';
import { DAY_MS, dayOf, daysOf } from '../time.ts';
import { confidenceOfDeception } from './confidence.ts';
import { type CompiledRule, conclude, type Finding, type MatchOptions } from './finding.ts';
import type { Subject } from './subject.ts';

export type Deception = PositionDoubt | IdentityChange;

/** Signs within so much of each other are one story: a ship that sends a box sends it day after day. Ours. */
const SAME_STORY_MS = 3 * DAY_MS;

/** What a deception is asked for by a rule that names no signs. */
export const DECEPTION_SIGNS: readonly (DoubtSign | IdentityChangeKind)[] = [
  'two-places',
  'box',
  'too-perfect',
  'sighted-elsewhere',
  'on-land',
  'name',
  'flag',
  'mmsi',
  'imo',
  'several',
  'identity-swap',
  'identity-conflict',
  'shared-imo',
  'dead-ship',
];

/** One finding for each story, in order of time; later signs of it are further witnesses. */
export function deceptionFindings(
  { rule }: CompiledRule,
  subject: Subject,
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding[] {
  const signs = new Set<string>(rule.needs.signs ?? DECEPTION_SIGNS);
  const stories: Deception[][] = [];
  for (const event of [...events].sort((a, b) => a.beganAt - b.beganAt || (a.id < b.id ? -1 : 1))) {
    if (!isDeception(event, signs)) continue;
    const story = stories.at(-1);
    const last = story?.at(-1);
    if (story && last && last.kind === event.kind && event.beganAt - lastAt(last) <= SAME_STORY_MS) story.push(event);
    else stories.push([event]);
  }
  return stories.flatMap((story) => {
    const [first] = story;
    const finding = conclude(rule, subject, events, [], first!.beganAt, options);
    if (finding === null) return [];
    return [
      {
        ...finding,
        beganWith: first!.id,
        events: story,
        fromAt: first!.beganAt,
        toAt: Math.max(...story.map(lastAt)),
        basis: story.some(({ basis }) => basis === 'observed') ? 'observed' : first!.basis,
        lon: first!.lon,
        lat: first!.lat,
        judgement: confidenceOfDeception(story, options.sightings ?? [], subject.match),
      },
    ];
  });
}

/** A sign that lasts goes on as long as it is known to. */
function lastAt({ endedAt, knownAt }: Deception): number {
  return endedAt ?? knownAt;
}

function isDeception(event: VesselEvent, signs: ReadonlySet<string>): event is Deception {
  if (event.state === 'withdrawn') return false;
  if (event.kind === 'position-doubt') {
    return event.facts.interferenceId === null && event.facts.signs.some((sign) => signs.has(sign));
  }
  if (event.kind !== 'identity-change' || !signs.has(event.facts.change)) return false;
  const { change, fields, atSea } = event.facts;
  // Fields that change in port are the yard's or the register's; a clash of two ships is a clash wherever they are.
  if (fields.length > 0 && atSea === false) return false;
  return change !== 'several' || fields.some(({ field }) => TELLING_FIELDS.has(field));
}

const TELLING_FIELDS: ReadonlySet<string> = new Set(['name', 'flag', 'MMSI', 'IMO number']);

/** What the ship sent, in the sentence of an alert. */
export function deceptionDeed({ events, fromAt, toAt }: Finding, sightings: readonly Sighting[]): string {
  const story = events as Deception[];
  // One that lasts has no last day yet.
  const lasts = story.at(-1)!.endedAt === null;
  const when = lasts ? `since ${dayOf(fromAt)}` : daysOf(fromAt, toAt);
  const doubts = story.flatMap((event) => (event.kind === 'position-doubt' ? [event] : []));
  if (doubts.length > 0) {
    const signs = [...new Set(doubts.flatMap(({ facts }) => facts.signs))].map((sign) => SIGN_WORDS[sign]);
    const apart = Math.max(0, ...doubts.map(({ facts }) => facts.apartKm ?? 0));
    const far = apart > 0 ? `, up to ${Math.round(apart)} km apart` : '';
    const ids = new Set(doubts.flatMap(({ facts }) => facts.sightingIds));
    const sources = new Set(sightings.filter(({ id }) => ids.has(id)).map(({ source }) => source));
    const cited = sources.size === 0 ? '' : ` [${[...sources].join('; ')}]`;
    return `sent positions that are in doubt (${when}): ${signs.join('; ')}${far}${cited}`;
  }
  const changes = story.flatMap((event) => (event.kind === 'identity-change' ? [event] : []));
  const fields = changes.flatMap(({ facts }) => facts.fields);
  if (fields.length > 0) {
    const told = fields.map(({ field, from, to }) => `${field} from ${from || 'none'} to ${to || 'none'}`);
    const where = changes.some(({ facts }) => facts.atSea === true) ? ' at sea' : '';
    return `changed its ${[...new Set(told)].join(', ')}${where} (${when})`;
  }
  const grounds = changes.flatMap(({ facts }) => facts.grounds.slice(0, 2)).join(' ');
  return `showed a clash of identities (${when}): ${grounds.replace(/\.$/, '')}`;
}

const SIGN_WORDS: Record<DoubtSign, string> = {
  jump: 'they jump faster than a ship sails',
  'two-places': 'they are of two places at once',
  'on-land': 'they lie where the chart has land',
  'too-perfect': 'they are more regular than a ship sails',
  box: 'they fill a small box without drift',
  'speed-mismatch': 'speed and positions do not agree',
  'sudden-stop': 'they stop faster than a ship of its size can',
  'sighted-elsewhere': 'it was sighted elsewhere at the time',
};

export function deceptionExplanations({ events }: Pick<Finding, 'events'>): string[] {
  const said: string[] = [];
  if (events.some(({ kind }) => kind === 'position-doubt')) {
    said.push('A faulty receiver of the ship, interference or another unit with the same number can look the same.');
  }
  if (events.some(({ kind }) => kind === 'identity-change')) {
    said.push(
      'A ship that is sold or registered anew changes name, flag and number lawfully; the crew types some by hand.',
    );
  }
  return said;
}
