// A rule as a user writes it, and what is wrong with it. A draft and the names that are known come in; a rule goes out,
// or one sentence per problem. A half-made rule raises alerts for everything (monitorfish issue 4795: 1,900 of them), so
// a rule must say where, and everything it names must exist.

import type { Exceptions, Needs, RouteRule, RuleKind, Severity, SeverityStep, ShipSet } from '../rule.ts';
import { OPEN_FROM_AT } from '../rule.ts';
import { dayOf } from '../time.ts';

export interface RuleDraft {
  title: string;
  kind: RuleKind;
  enabled: boolean;
  origin: string[];
  originZones: string[];
  originCountries: string[];
  destination: string[];
  destinationZones: string[];
  destinationCountries: string[];
  via: string[];
  maxDays: number | null;
  bothWays: boolean;
  severity: Severity;
  steps: SeverityStep[];
  needs: Needs;
  ships: ShipSet | null;
  except: Exceptions | null;
  fromAt: number | null;
  toAt: number | null;
  why: string;
  noise: string;
}

type Names<Id> = Pick<ReadonlySet<Id>, 'has'>;

/** What a draft may name. */
export interface KnownNames {
  ports: ReadonlySet<string>;
  zones: ReadonlySet<string>;
  /** ISO 3166 codes of countries with a known port. */
  countries: ReadonlySet<string>;
  /** ISO 3166 codes of registries. */
  flags: ReadonlySet<string>;
  /** MIDs, the first three digits of an MMSI. */
  mids: ReadonlySet<number>;
  hulls: Names<string>;
  watchlists: ReadonlySet<string>;
  /** Who lists ships. */
  authorities: ReadonlySet<string>;
}

/** Legs longer than this are two voyages; look-back rules of states reach 180 days. */
export const MOST_DAYS = 365;
/** A stay is a matter of hours to months. */
const MOST_HOURS = 24 * 365;

/** `id` and `version` are the caller's. Exactly one of the two is not empty. */
export function readDraft(
  draft: RuleDraft,
  known: KnownNames,
  as: { id: string; version: number },
): { rule: RouteRule | null; problems: string[] } {
  const problems = [
    ...wordProblems(draft),
    ...unknownProblems(draft, known),
    ...placeProblems(draft),
    ...shipProblems(draft),
    ...dateProblems(draft),
  ];
  return { rule: problems.length === 0 ? ruleOf(draft, as) : null, problems };
}

const hasLegs = (kind: RuleKind) => kind === 'route' || kind === 'lookback';

function wordProblems({ title, kind, needs }: RuleDraft): string[] {
  const problems: string[] = [];
  if (title.trim() === '') problems.push('The title is missing.');
  if (kind === 'stay' && needs.stayHours === undefined) {
    problems.push("A rule of kind 'stay' needs 'stayHours', the shortest stay.");
  }
  const hours: [string, number | undefined, RuleKind][] = [
    ['stayHours', needs.stayHours, 'stay'],
    ['slackHours', needs.slackHours, 'gap-reach'],
  ];
  for (const [name, value, of] of hours) {
    if (value === undefined) continue;
    if (of !== kind && !(name === 'stayHours' && kind === 'call')) {
      problems.push(`'${name}' means nothing to a rule of kind '${kind}'.`);
    } else if (!(value > 0 && value <= MOST_HOURS)) {
      problems.push(`'${name}' is ${value}; it must be more than 0 and at most ${MOST_HOURS}.`);
    }
  }
  if (needs.signs && kind !== 'deception') problems.push(`'signs' means nothing to a rule of kind '${kind}'.`);
  if (needs.partner && kind !== 'encounter') problems.push(`'partner' means nothing to a rule of kind '${kind}'.`);
  for (const name of ['viaPort', 'viaEncounter', 'originAlone', 'gapNear'] as const) {
    if (needs[name] !== undefined && !hasLegs(kind))
      problems.push(`'${name}' means nothing to a rule of kind '${kind}'.`);
  }
  return problems;
}

function unknownProblems(draft: RuleDraft, known: KnownNames): string[] {
  const { needs, ships, except } = draft;
  const places = new Set([...known.ports, ...known.zones]);
  const asked: [string, readonly (string | number)[] | undefined, Names<string | number>][] = [
    ['port', draft.origin, known.ports],
    ['port', draft.destination, known.ports],
    ['zone', draft.originZones, known.zones],
    ['zone', draft.destinationZones, known.zones],
    ['port or zone', draft.via, places],
    ['port or zone', except?.places, places],
    ['port', needs.gapNear, known.ports],
    ['port', needs.viaPort?.ports, known.ports],
    ['country with a known port', draft.originCountries, known.countries],
    ['country with a known port', draft.destinationCountries, known.countries],
    ['country with a known port', except?.countries, known.countries],
    ['flag', ships?.flags, known.flags],
    ['flag', except?.flags, known.flags],
    ['watchlist', ships?.watchlists, known.watchlists],
    ['watchlist', except?.watchlists, known.watchlists],
    ['watchlist', needs.partner?.watchlists, known.watchlists],
    ['ship', ships?.hulls, known.hulls],
    ['ship', except?.hulls, known.hulls],
    ['authority that lists ships', ships?.authorities, known.authorities],
    ['authority that lists ships', needs.authorities, known.authorities],
    ['MID', needs.orMids, known.mids],
    ['MID', needs.partner?.mids, known.mids],
    ['MID', needs.originAlone?.mids, known.mids],
  ];
  const problems = asked.flatMap(([what, values, names]) =>
    (values ?? []).filter((value) => !names.has(value)).map((value) => `There is no ${what} '${value}'.`),
  );
  return [...new Set(problems)];
}

function placeProblems(draft: RuleDraft): string[] {
  const { kind, via, except, maxDays, needs } = draft;
  const origins = [...draft.origin, ...draft.originZones, ...draft.originCountries];
  const destinations = [...draft.destination, ...draft.destinationZones, ...draft.destinationCountries];
  const ownShips = isShipSet(draft.ships) || isShipSet(needs.partner ?? null);
  if (kind === 'encounter' || kind === 'deception') {
    if (origins.length + destinations.length + via.length > 0) {
      return [`A rule of kind '${kind}' is about ships and takes no places.`];
    }
    // Only watched ships have such events.
    if (kind === 'deception') return [];
    return ownShips ? [] : ['The rule names no ships and no places: it would speak of every meeting at sea.'];
  }
  const problems: string[] = [];
  if (origins.length + destinations.length === 0) {
    const nothing = ownShips ? '' : 'The rule names no ships and no places. ';
    problems.push(`${nothing}A rule of kind '${kind}' needs at least one port, zone or country.`);
  } else if (hasLegs(kind)) {
    if (origins.length === 0) problems.push(`A rule of kind '${kind}' needs an origin.`);
    if (destinations.length === 0 && !needs.originAlone) problems.push(`A rule of kind '${kind}' needs a destination.`);
    if (origins.length > 0 && destinations.length > 0 && via.length === 0 && isSame(origins, destinations)) {
      problems.push('Origin and destination are the same, and no place in between is named.');
    }
  }
  if (!hasLegs(kind) && via.length > 0) problems.push(`'via' means nothing to a rule of kind '${kind}'.`);
  const excepted = new Set([...(except?.places ?? []), ...(except?.countries ?? [])]);
  for (const [what, set] of [
    ['origin', origins],
    ['destination', destinations],
  ] as const) {
    if (set.length > 0 && set.every((id) => excepted.has(id))) {
      problems.push(`The exceptions leave nothing of the ${what}: ${set.join(', ')}.`);
    }
  }
  const days: [string, number | null | undefined][] = [
    ['maxDays', hasLegs(kind) ? maxDays : undefined],
    ['viaPort.days', needs.viaPort?.days],
  ];
  for (const [name, value] of days) {
    if (value === null) problems.push(`A rule of kind '${kind}' needs '${name}', the longest leg.`);
    else if (value !== undefined && !(value > 0 && value <= MOST_DAYS)) {
      problems.push(`'${name}' is ${value}; it must be more than 0 and at most ${MOST_DAYS} days.`);
    }
  }
  return problems;
}

function shipProblems({ ships, except }: RuleDraft): string[] {
  if (!ships || !except) return [];
  const filtered = ships.watchlists ?? ships.authorities ?? ships.programmes ?? ships.flags ?? ships.types;
  const problems: string[] = [];
  for (const field of ['hulls', 'watchlists', 'flags'] as const) {
    const left = ships[field]?.filter((id) => !except[field]?.includes(id));
    const isAll = field === 'hulls' ? filtered === undefined : ships.hulls === undefined;
    if (left?.length === 0 && isAll) {
      problems.push(`The exceptions leave nothing of the ${field}: ${ships[field]!.join(', ')}.`);
    }
  }
  return problems;
}

function dateProblems({ fromAt, toAt }: RuleDraft): string[] {
  if (fromAt === null || toAt === null || fromAt < toAt) return [];
  return [`The rule ends on ${dayOf(toAt)}, which is not after its first day, ${dayOf(fromAt)}.`];
}

function isShipSet(set: ShipSet | NonNullable<Needs['partner']> | null): boolean {
  return set !== null && Object.values(set).some((value) => (Array.isArray(value) ? value.length > 0 : value === true));
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  const all = new Set([...a, ...b]);
  return all.size === new Set(a).size && all.size === new Set(b).size;
}

function ruleOf(draft: RuleDraft, as: { id: string; version: number }): RouteRule {
  const { originCountries, destinationCountries, via, ships, except, maxDays, fromAt, ...rest } = draft;
  return {
    ...as,
    ...rest,
    title: draft.title.trim(),
    maxDays: hasLegs(draft.kind) ? (maxDays ?? 0) : 0,
    requires: '',
    legal: [],
    fromAt: fromAt ?? OPEN_FROM_AT,
    ...(originCountries.length > 0 ? { originCountries } : {}),
    ...(destinationCountries.length > 0 ? { destinationCountries } : {}),
    ...(via.length > 0 ? { via } : {}),
    ...(isShipSet(ships) ? { ships: ships! } : {}),
    ...(except && Object.values(except).some((ids) => ids.length > 0) ? { except } : {}),
  };
}
