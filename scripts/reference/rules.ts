// The rule table's prose conditions, translated by hand into the form that the matcher reads. The prose stays beside
// the translation; a rule without one, or a place that nobody knows, stops the compilation.

import type { LegalBasis, Needs, RouteRule, RuleKind, Severity, SeverityStep } from '../../server/domain/rule.ts';
import { SEVERITIES } from '../../server/domain/rule.ts';
import { dayMs, type Facts, type RuleFact } from './facts.ts';
import { OWN_RULES } from './own-rules.ts';

interface Terms {
  /** Severity when no step holds: the "else" of the prose. Absent = the table's own column. */
  severity?: Severity;
  steps?: SeverityStep[];
  needs?: Needs;
  toAt?: number;
  destinationCountries?: string[];
}

/** DPRK flag (ITU table of MIDs). */
const DPRK_MID = 445;
/** EU member states with a sea port, for the rule whose port set is "an EU port". */
const EU_COAST = 'BE BG CY DE DK EE ES FI FR GR HR IE IT LT LV MT NL PL PT RO SE SI'.split(' ');

const LISTED_OR_DARK: SeverityStep[] = [
  { severity: 'critical', listed: true },
  { severity: 'critical', dark: true },
];

const TERMS: Readonly<Record<string, Terms>> = {
  // "any ship; raised to critical when the ship is listed or either call was dark, else high"
  'dprk-ru-arms': { severity: 'high', steps: LISTED_OR_DARK },
  // "any ship; critical when listed"
  'ru-dprk-return': { steps: [{ severity: 'critical', listed: true }] },
  // "tanker types; DPRK-flag (MID 445) tanker calling a Russian port is enough by itself"
  'ru-dprk-oil': { needs: { classes: ['tanker'], originAlone: { mids: [DPRK_MID] } } },
  // "bulk and general cargo; lower to medium for DPRK-flag ships with other cargo"
  'dprk-coal-cn': {
    needs: { classes: ['dry-cargo'], orMids: [DPRK_MID] },
    steps: [{ severity: 'medium', mids: [DPRK_MID], classes: ['tanker', 'passenger', 'fishing', 'other', 'unknown'] }],
  },
  // "calls in between allowed (Shidao, Dalian); also fires on gap + nearest zone nampo-chodo"
  'dprk-coal-ru': { needs: { gapNear: ['nampo-chodo'] } },
  // "any ship; also any ship that met (STS) a ship with such a call; US ports to be added by the user". The title names
  // US, ROK and Japanese ports, so the context ports of those countries count.
  // In 2017 DPRK coal changed ships in Kholmsk and went on to Korea: a dry-cargo ship from there is a lead, at most low.
  'dprk-any-180d': {
    needs: { viaEncounter: true, viaPort: { ports: ['kholmsk'], days: 30, classes: ['dry-cargo'] } },
    destinationCountries: ['KR', 'JP', 'US'],
  },
  // "encounter event; partner MID 445 or on UN 1718 list"
  'dprk-sts': { needs: { partner: { mids: [DPRK_MID], programmes: ['UNSCR 1718'] } } },
  // "any call; inferred calls count at lower confidence": the matcher takes a step off an inferred end in every rule.
  'crimea-any': {},
  // "bulk and general cargo; destination list to be widened by the user"
  'crimea-grain-out': { needs: { classes: ['dry-cargo'] } },
  // "high when the ship is EO 14024-listed; else info after 2025-07-01"
  'ru-syria': {
    steps: [
      { severity: 'high', listed: true, programmes: ['EO 14024'] },
      { severity: 'info', fromAt: dayMs('2025-07-01') },
    ],
  },
  // "critical when listed or AIS gap over 24 h"
  'caspian-arms': {
    steps: [
      { severity: 'critical', listed: true },
      { severity: 'critical', gapHours: 24 },
    ],
  },
  // "tankers"; why: "usually two ships: mother ship to the zone, second ship to Shandong. Join on the encounter."
  'iran-oil-east': { needs: { classes: ['tanker'], viaEncounter: true } },
  // "tankers on EU/UK/OFAC lists: high; others: info"
  'ru-oil-cap': {
    severity: 'info',
    needs: { classes: ['tanker'] },
    steps: [{ severity: 'high', listed: true, authorities: ['EU', 'UK', 'US OFAC'] }],
  },
  // "ship in EU Annex XLII; user gives the EU port set": until the user gives a narrower one, every context port there.
  'eu-port-ban': {
    needs: { listed: true, authorities: ['EU'], programmes: ['Annex XLII'] },
    destinationCountries: EU_COAST,
  },
  // "context flag for EU-nexus users": of use for watched ships only, every ship there would drown the feed.
  'eu-xlvii': { needs: { watched: true } },
  // "tankers listed by OFAC"; noise: "ship the rule off by default after 3 Jan 2026"
  'venezuela-oil': {
    needs: { classes: ['tanker'], listed: true, authorities: ['US OFAC'] },
    toAt: dayMs('2026-01-03'),
  },
  // "tankers"
  'houthi-fuel': { needs: { classes: ['tanker'] } },
  // "listed ship; gap in which the base was reachable with 4 h to spare"
  'naval-gap': { needs: { listed: true, slackHours: 4 } },
  // "listed ship stopped over 72 h in a yard area; user adds yards"
  'yard-stay': { needs: { listed: true, stayHours: 72 } },
};

/** Where the table speaks to who makes the rule, what a reader of an alert can use of it. */
const NOISE: Record<string, string> = {
  'ru-dprk-oil': 'Trade below the cap is lawful if it is reported.',
  'dprk-sts': 'Fishing boats, and ships at one anchorage, lie close together too.',
  'crimea-grain-out': 'Ships are often not heard between the Bosporus and Sevastopol, and off Cyprus.',
  'ru-syria': 'The US Syria programme ended on 1 July 2025; the listings of ships remain.',
  'iran-oil-east': 'Positions are often false in these waters.',
  'eu-port-ban': 'There are exceptions, among them force majeure and humanitarian need.',
  'eu-xlvii':
    'There are exceptions (oil below the cap, the Caspian pipeline): whether one holds is for counsel to say.',
  'venezuela-oil': 'The law moved quickly in 2026; this rule speaks of the time until 3 January 2026.',
  'naval-gap': 'To be within reach of a base is no call at it.',
};

export function compileRules(facts: Facts): RouteRule[] {
  const ports = new Set(facts.ports.ports.map((port) => port.id));
  const zones = new Set(facts.ports.zones.map((zone) => zone.id));
  for (const id of Object.keys(TERMS)) {
    if (!facts.routes.rules.some((rule) => rule.id === id)) throw new Error(`translation of an unknown rule '${id}'`);
  }
  const compiled = facts.routes.rules.map((fact) => {
    const terms = TERMS[fact.id];
    if (!terms) throw new Error(`rule '${fact.id}' has no translation of: ${fact.requires}`);
    const { gapNear = [], viaPort } = terms.needs ?? {};
    for (const id of [...fact.origin, ...fact.destination, ...gapNear, ...(viaPort?.ports ?? [])]) {
      if (!ports.has(id)) throw new Error(`rule '${fact.id}' names an unknown port '${id}'`);
    }
    for (const id of fact.destinationZones ?? []) {
      if (!zones.has(id)) throw new Error(`rule '${fact.id}' names an unknown zone '${id}'`);
    }
    const rule: RouteRule = {
      id: fact.id,
      title: fact.title,
      kind: kindOf(fact),
      version: 1,
      enabled: true,
      origin: fact.origin,
      destination: fact.destination,
      originZones: [],
      destinationZones: fact.destinationZones ?? [],
      maxDays: fact.maxDays,
      bothWays: fact.bothWays,
      severity: terms.severity ?? severityOf(fact),
      steps: terms.steps ?? [],
      needs: terms.needs ?? {},
      requires: fact.requires,
      fromAt: dayMs(fact.effectiveFrom),
      toAt: terms.toAt ?? null,
      legal: fact.legal.map(legalOf),
      why: fact.why,
      noise: NOISE[fact.id] ?? fact.noise,
    };
    if (terms.destinationCountries) rule.destinationCountries = terms.destinationCountries;
    return rule;
  });
  return [...compiled, ...OWN_RULES];
}

function kindOf(fact: RuleFact): RuleKind {
  const { kind } = fact;
  switch (kind) {
    case 'route':
    case 'lookback':
    case 'call':
    case 'encounter':
    case 'gap-reach':
    case 'stay':
      return kind;
    default:
      throw new Error(`unknown kind '${kind}' of rule '${fact.id}'`);
  }
}

function severityOf(fact: RuleFact): Severity {
  const severity = SEVERITIES.find((word) => word === fact.severity);
  if (!severity) throw new Error(`unknown severity '${fact.severity}' of rule '${fact.id}'`);
  return severity;
}

function legalOf(fact: RuleFact['legal'][number]): LegalBasis {
  return {
    jurisdiction: fact.jurisdiction,
    instrument: fact.instrument.trim(),
    fromAt: dayMs(fact.effectiveFrom),
    toAt: fact.effectiveTo === null ? null : dayMs(fact.effectiveTo),
    verified: fact.verified,
  };
}
