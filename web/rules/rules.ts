// Rules as the page writes and reads them: words for kinds and dates, the form as it is filled in, and the request that
// it stands for. Pure.

import type { DryRun } from '../../server/http/wire/dry-run.ts';
import type { Port, Zone } from '../../server/http/wire/place.ts';
import type { Rule, RuleExceptions, RuleRequest, RuleShips } from '../../server/http/wire/rule.ts';

export type RuleKind = Rule['kind'];

export const KIND_WORDS: Record<RuleKind, { word: string; meaning: string }> = {
  route: { word: 'Route', meaning: 'From an origin to a destination within some days.' },
  lookback: {
    word: 'Look-back',
    meaning: 'A call at a destination by a ship that called at an origin some days before.',
  },
  call: { word: 'Call', meaning: 'Any call at these places.' },
  stay: { word: 'Long stay', meaning: 'A call at these places of many hours.' },
  'gap-reach': { word: 'Gap near', meaning: 'Silent on AIS while one of these ports was within reach.' },
  encounter: { word: 'Meeting', meaning: 'Two ships side by side at sea.' },
  deception: { word: 'Doubt', meaning: 'Positions that cannot all be true, or a new identity at sea.' },
};

/** Places as the form holds them; ids of ports and zones never meet. */
export interface Places {
  ports: string[];
  zones: string[];
  countries: string[];
}
export const NO_PLACES: Places = { ports: [], zones: [], countries: [] };

export interface PlaceOption {
  kind: keyof Places;
  id: string;
  name: string;
  /** What it is, beside the name. */
  note: string;
  /** Lower case, to be searched. */
  words: string;
}

/** Words with commas between them, by field. */
export type Texts<Field extends string> = Record<Field, string>;
export const SHIP_FIELDS = ['hulls', 'authorities', 'programmes', 'flags', 'types'] as const;
export const EXCEPT_FIELDS = ['hulls', 'flags'] as const;

/** The form as it is filled in. */
export interface RuleForm {
  title: string;
  kind: RuleKind;
  severity: Rule['severity'];
  bothWays: boolean;
  origin: Places;
  destination: Places;
  via: Places;
  maxDays: string;
  stayHours: string;
  slackHours: string;
  ships: Texts<(typeof SHIP_FIELDS)[number]>;
  shipLists: string[];
  /** Encounter partners. */
  partnerListed: boolean;
  partnerMids: string;
  except: Texts<(typeof EXCEPT_FIELDS)[number]>;
  exceptLists: string[];
  exceptPlaces: Places;
  from: string;
  to: string;
  why: string;
  noise: string;
  /** Kept of the rule that it is made from; the form does not show each of them. */
  steps: Rule['steps'];
  needs: Rule['needs'];
  enabled: boolean;
}

export const EMPTY_FORM: RuleForm = {
  title: '',
  kind: 'route',
  severity: 'medium',
  bothWays: false,
  origin: NO_PLACES,
  destination: NO_PLACES,
  via: NO_PLACES,
  maxDays: '14',
  stayHours: '72',
  slackHours: '4',
  ships: { hulls: '', authorities: '', programmes: '', flags: '', types: '' },
  shipLists: [],
  partnerListed: true,
  partnerMids: '',
  except: { hulls: '', flags: '' },
  exceptLists: [],
  exceptPlaces: NO_PLACES,
  from: '',
  to: '',
  why: '',
  noise: '',
  steps: [],
  needs: {},
  enabled: true,
};

export const hasLegs = (kind: RuleKind) => kind === 'route' || kind === 'lookback';

export function formOf(rule: Rule): RuleForm {
  const { needs, ships, except } = rule;
  const mixed = (ids: readonly string[], countries: readonly string[] = []): Places => ({
    // A zone's id is told apart by the picker that names it; unknown ones stay ports.
    ports: [...ids],
    zones: [],
    countries: [...countries],
  });
  return {
    ...EMPTY_FORM,
    title: rule.title,
    kind: rule.kind,
    severity: rule.severity,
    bothWays: rule.bothWays,
    origin: { ports: rule.origin, zones: rule.originZones, countries: rule.originCountries },
    destination: { ports: rule.destination, zones: rule.destinationZones, countries: rule.destinationCountries },
    via: mixed(rule.via),
    maxDays: rule.maxDays > 0 ? String(rule.maxDays) : EMPTY_FORM.maxDays,
    stayHours: needs.stayHours === undefined ? EMPTY_FORM.stayHours : String(needs.stayHours),
    slackHours: needs.slackHours === undefined ? EMPTY_FORM.slackHours : String(needs.slackHours),
    ships: textsOf(SHIP_FIELDS, ships ?? {}),
    shipLists: ships?.watchlists ?? [],
    partnerListed: needs.partner?.listed ?? false,
    partnerMids: (needs.partner?.mids ?? []).join(', '),
    except: textsOf(EXCEPT_FIELDS, except ?? {}),
    exceptLists: except?.watchlists ?? [],
    exceptPlaces: mixed(except?.places ?? [], except?.countries),
    from: rule.from ?? '',
    to: rule.to ?? '',
    why: rule.why,
    noise: rule.noise,
    steps: rule.steps,
    needs,
    enabled: rule.enabled,
  };
}

/** Does a rule of this kind speak of ships alone, wherever they are? */
export function isAnywhere(kind: RuleKind): boolean {
  return kind === 'encounter' || kind === 'deception';
}

/** What the form stands for; the server says what is wrong with it. */
export function requestOf(form: RuleForm): RuleRequest {
  const { kind, origin, destination, via } = form;
  const legs = hasLegs(kind);
  const anywhere = isAnywhere(kind);
  // One set of places is asked of a call, a stay and a gap: it stands as the destination.
  const from = legs ? origin : NO_PLACES;
  const to = anywhere ? NO_PLACES : legs ? destination : joined(origin, destination);
  return {
    title: form.title,
    kind,
    enabled: form.enabled,
    severity: form.severity,
    steps: form.steps,
    bothWays: legs && form.bothWays,
    origin: from.ports,
    originZones: from.zones,
    originCountries: from.countries,
    destination: to.ports,
    destinationZones: to.zones,
    destinationCountries: to.countries,
    via: legs ? [...via.ports, ...via.zones] : [],
    maxDays: legs ? numberOf(form.maxDays) : null,
    needs: needsOf(form),
    ships: given<RuleShips>({ ...wordsOf(form.ships), watchlists: form.shipLists }),
    except: given<RuleExceptions>({
      ...wordsOf(form.except),
      watchlists: form.exceptLists,
      places: [...form.exceptPlaces.ports, ...form.exceptPlaces.zones],
      countries: form.exceptPlaces.countries,
    }),
    from: form.from === '' ? null : form.from,
    to: form.to === '' ? null : form.to,
    why: form.why,
    noise: form.noise,
  };
}

function needsOf(form: RuleForm): Rule['needs'] {
  const {
    stayHours: _,
    slackHours: __,
    signs,
    partner,
    originAlone,
    gapNear,
    viaEncounter,
    viaPort,
    ...shared
  } = form.needs;
  const needs: Rule['needs'] = shared;
  if (form.kind === 'stay') needs.stayHours = numberOf(form.stayHours) ?? 0;
  if (form.kind === 'gap-reach') needs.slackHours = numberOf(form.slackHours) ?? 0;
  if (hasLegs(form.kind)) {
    if (originAlone) needs.originAlone = originAlone;
    if (gapNear) needs.gapNear = gapNear;
    if (viaEncounter) needs.viaEncounter = viaEncounter;
    if (viaPort) needs.viaPort = viaPort;
  }
  if (form.kind === 'deception' && signs) needs.signs = signs;
  if (form.kind === 'encounter') {
    const mids = listOf(form.partnerMids).map(Number);
    const asked = {
      ...(partner?.programmes ? { programmes: partner.programmes } : {}),
      ...(partner?.watchlists ? { watchlists: partner.watchlists } : {}),
      ...(form.partnerListed ? { listed: true } : {}),
      ...(mids.length > 0 ? { mids } : {}),
    };
    if (Object.keys(asked).length > 0) needs.partner = asked;
  }
  return needs;
}

/** Conditions that a copied rule brings along and the form has no field for; '' when there are none. */
export function furtherText({ needs, steps }: Pick<RuleForm, 'needs' | 'steps'>): string {
  const said: string[] = [];
  if (needs.classes) said.push(`ships of type ${needs.classes.join(' or ')}`);
  if (needs.orMids) said.push(`or with an MMSI that begins with ${needs.orMids.join(' or ')}`);
  if (needs.listed) said.push('listed ships only');
  if (needs.watched) said.push('watched ships only');
  if (needs.originAlone) said.push(`the origin alone for MMSI ${needs.originAlone.mids.join(', ')}…`);
  if (needs.gapNear) said.push(`a gap near ${needs.gapNear.join(' or ')} counts as the origin`);
  if (needs.viaEncounter) said.push('a meeting with a ship from the origin counts as the origin');
  if (needs.viaPort)
    said.push(`a change of ship in ${needs.viaPort.ports.join(' or ')} within ${needs.viaPort.days} days counts`);
  if (steps.length > 0) said.push(`${steps.length} ${steps.length === 1 ? 'step' : 'steps'} of severity`);
  return said.join('; ');
}

/** "2 Feb 2022 on", "until …", "always". */
export function datesText({ from, to }: Pick<Rule, 'from' | 'to'>): string {
  if (from === null && to === null) return 'always';
  if (to === null) return `from ${from}`;
  return from === null ? `until ${to}` : `${from} to ${to}`;
}

export function placeOptions(ports: readonly Port[], zones: readonly Zone[]): PlaceOption[] {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const countryName = (code: string) => names.of(code) ?? code;
  const codes = [...new Set(ports.map(({ country }) => country).filter((code) => code !== ''))].sort();
  return [
    ...ports.map((port) =>
      option(
        'ports',
        port.id,
        port.name,
        port.country === '' ? port.kind : `${port.kind}, ${countryName(port.country)}`,
      ),
    ),
    ...zones.map((zone) => option('zones', zone.id, zone.name, 'zone')),
    ...codes.map((code) => option('countries', code, countryName(code), 'every port of the country')),
  ];
}

function option(kind: keyof Places, id: string, name: string, note: string): PlaceOption {
  return { kind, id, name, note, words: `${name} ${note} ${id}`.toLowerCase() };
}

/** Those whose name begins with the text first; the watch ports stand first in the table already. */
export function fitting(options: readonly PlaceOption[], text: string, most: number): PlaceOption[] {
  const asked = text.trim().toLowerCase();
  if (asked === '') return [];
  const fits = options.filter(({ words }) => words.includes(asked));
  const begins = (each: PlaceOption) => each.name.toLowerCase().startsWith(asked);
  return [...fits.filter(begins), ...fits.filter((each) => !begins(each))].slice(0, most);
}

/** Every UTC day of a period with its alerts, also the days without; null where there are too many to draw. */
export function dayBars(
  run: Pick<DryRun, 'from' | 'to' | 'days'>,
  most = 400,
): { day: string; alerts: number }[] | null {
  const first = Date.parse(run.from.slice(0, 10));
  const last = Date.parse(run.to) - 1;
  const count = Math.floor((last - first) / DAY_MS) + 1;
  if (count > most) return null;
  const alerts = new Map(run.days.map((each) => [each.day, each.alerts]));
  return Array.from({ length: count }, (_, i) => {
    const day = new Date(first + i * DAY_MS).toISOString().slice(0, 10);
    return { day, alerts: alerts.get(day) ?? 0 };
  });
}

const DAY_MS = 86_400_000;

export function listOf(text: string): string[] {
  return text
    .split(/[,;]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function wordsOf<Field extends string>(texts: Texts<Field>): Partial<Record<Field, string[]>> {
  const found: Partial<Record<Field, string[]>> = {};
  for (const field of Object.keys(texts) as Field[]) {
    const words = listOf(texts[field]).map((word) => (field === 'hulls' ? shipId(word) : word));
    if (words.length > 0) found[field] = words;
  }
  return found;
}

/** A number typed alone is an IMO number or an MMSI. */
function shipId(word: string): string {
  if (/^\d{7}$/.test(word)) return `imo:${word}`;
  return /^\d{9}$/.test(word) ? `mmsi:${word}` : word;
}

function textsOf<Field extends string>(
  fields: readonly Field[],
  sets: { [K in Field]?: string[] | undefined },
): Texts<Field> {
  return Object.fromEntries(fields.map((field) => [field, (sets[field] ?? []).join(', ')])) as Texts<Field>;
}

/** Without its empty sets; null where nothing is left. */
function given<T extends object>(sets: Record<string, string[] | undefined>): T | null {
  const left = Object.entries(sets).filter(([, words]) => words !== undefined && words.length > 0);
  return left.length === 0 ? null : (Object.fromEntries(left) as T);
}

function joined(a: Places, b: Places): Places {
  const both = (key: keyof Places) => [...new Set([...a[key], ...b[key]])];
  return { ports: both('ports'), zones: both('zones'), countries: both('countries') };
}

function numberOf(text: string): number | null {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? null : value;
}
