// The search of the page: ships heard or not, listed or not, cases, ports, zones, companies and persons, rules. What was
// indexed is kept until the lists change; what was heard is asked of the store.

import { z } from 'zod';
import { inLatin } from '../../desk/latin.ts';
import { type Found, indexFor, MOST_TEXT, type SearchIndex, searchIn } from '../../desk/search.ts';
import { isShipImo } from '../../domain/identity/imo.ts';
import { findParties, type PartyMatch } from '../../domain/listing/party-search.ts';
import type { Port, Zone } from '../../domain/places/place.ts';
import type { WatchedHull } from '../../domain/vessel.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { authoritiesOf, type Known, nameOf } from '../present/vessel.ts';
import { asOfQuery, readAsOf, scopeOf, scopeQuery } from '../query.ts';
import { SearchAnswer, type SearchHit } from '../wire/search.ts';
import { idOf, withHull } from './vessels.ts';

/** Rows of one kind. */
const MOST = 8;
/** Cases looked through; the newest. */
const MOST_CASES = 500;

type CaseRow = Awaited<ReturnType<Needs<'store'>['store']['cases']>>['rows'][number];
type RuleRow = ReturnType<Needs<'rules'>['rules']['rules']>[number];

export function searchRoutes(
  app: App,
  deps: Needs<'store' | 'clock' | 'reference' | 'lists' | 'rules' | 'opensScope'>,
  lookup: Lookup,
): void {
  const { store, lists, reference, rules, clock } = deps;
  let hulls: { of: readonly WatchedHull[]; index: SearchIndex<WatchedHull> } | null = null;
  let ports: SearchIndex<Port> | null = null;

  const hullIndex = () => {
    const of = lists.watch().known;
    if (hulls?.of !== of) hulls = { of, index: indexFor(of.map(findableHull)) };
    return hulls.index;
  };
  const portIndex = () => {
    ports ??= indexFor<Port>(
      reference.ports
        .filter(({ mooringsOnly }) => mooringsOnly !== true)
        .map((port) => ({ names: [port.name], codes: [port.locode ?? '', port.id], item: port })),
    );
    return ports;
  };

  app.get(
    '/search',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Find a ship (heard or not, listed or not), case, port, zone, company, person or rule',
        querystring: z.object({
          ...scopeQuery,
          ...asOfQuery,
          q: z.string().max(MOST_TEXT).describe('a name, former name, IMO number, MMSI, call sign or UN/LOCODE'),
        }),
        ...answers(SearchAnswer),
      },
    },
    async ({ query }) => {
      const scope = await scopeOf(deps, query.scope);
      const asOf = readAsOf(query.asOf, clock.now());
      const at = asOf.told.mode === 'then' ? asOf.at : undefined;
      const text = query.q.trim();
      const rows: SearchHit[] = [];
      const more: Record<string, number> = {};
      const take = (kind: SearchHit['kind'], hits: SearchHit[], count: number) => {
        rows.push(...hits);
        if (count > hits.length) more[kind] = count - hits.length;
      };
      if (text === '') return { rows, more, says: null, asOf: asOf.told };

      const heard = await store.vessels({ scope, text, limit: MOST });
      const ships: { known: Known; by: string | null }[] = heard.rows.map((vessel) => ({
        known: withHull(lookup, vessel),
        by: null,
      }));
      const met = searchIn(hullIndex(), text, MOST);
      for (const { item, by } of met.found) {
        const known = (await lookup.known(scope, item.id)) ?? lookup.unwatched(item.id)!;
        const same = ships.find((each) => idOf(each.known) === idOf(known));
        if (same === undefined) ships.push({ known, by });
        else same.by ??= by;
      }
      const imo = /^(?:imo)?[\s:]*(\d{7})$/i.exec(text)?.[1];
      const says = imo !== undefined && !isShipImo(Number(imo)) ? `IMO ${imo} fails its check digit.` : null;
      if (imo !== undefined && says === null && !ships.some(({ known }) => idOf(known) === `imo:${imo}`)) {
        ships.push({ known: lookup.unwatched(`imo:${imo}`)!, by: null });
      }
      const first = ships.slice(0, MOST);
      take(
        'ship',
        first.map(({ known, by }) => shipHit(known, by, { now: clock.now(), listedAt: at ?? null })),
        Math.max(ships.length, met.count),
      );

      const knownAt = at === undefined ? {} : { knownAt: at };
      const cases = (await store.cases({ scope, limit: MOST_CASES, now: asOf.at, ...knownAt })).rows;
      const told = searchIn(indexFor(cases.map(findableCase)), text, MOST);
      take('case', told.found.map(caseHit), told.count);
      const places = searchIn(portIndex(), text, MOST);
      take('port', places.found.map(portHit), places.count);
      const zones = searchIn(indexFor(reference.zones.map(findableZone)), text, MOST);
      take('zone', zones.found.map(zoneHit), zones.count);
      const number = /^\d{7}$/.test(text) ? [Number(text)] : [];
      const party = { name: number.length > 0 ? '' : inLatin(text), asked: text, numbers: number, by: 'part' as const };
      const parties = findParties(party, await lists.screener.parties()).matches;
      take('party', parties.slice(0, MOST).map(partyHit), parties.length);
      const fitting = searchIn(indexFor(rules.rules(at).map(findableRule)), text, MOST);
      take('rule', fitting.found.map(ruleHit), fitting.count);
      return { rows, more, says, asOf: asOf.told };
    },
  );
}

function hit(kind: SearchHit['kind'], id: string, title: string, note: string): SearchHit {
  return {
    kind,
    id,
    title,
    note: note.slice(0, 300),
    heard: null,
    watched: null,
    severity: null,
    lon: null,
    lat: null,
  };
}

function shipHit(known: Known, by: string | null, day: { now: number; listedAt: number | null }): SearchHit {
  const { heard, hull } = known;
  const name = nameOf(known, day.listedAt ?? undefined);
  const imo = hull?.imo ?? heard?.imo ?? null;
  const note = [
    by === null || by === name.toUpperCase() ? null : `also ${by}`,
    imo === null ? null : `IMO ${imo}`,
    heard === null || heard.mmsi === 0 ? null : `MMSI ${heard.mmsi}`,
    listedText(hull, day),
  ];
  return {
    ...hit('ship', idOf(known), name, joined(note)),
    heard: heard !== null,
    watched: hull !== null && known.unwatched !== true,
  };
}

/** Nothing here is a clearance: other lists may have the ship. */
function listedText(hull: WatchedHull | null, day: { now: number; listedAt: number | null }): string {
  const authorities = hull === null ? [] : authoritiesOf(hull, day);
  if (authorities.length > 0) return `listed by ${authorities.join(', ')}`;
  const named = hull?.designations.some(({ sanction }) => sanction) === true;
  return named ? 'listed at another time, or without a date' : 'on no list that is loaded here';
}

function findableCase(item: CaseRow) {
  const names = [item.title, item.themeTitle, ...item.ships.map(({ name }) => name)];
  return { names, codes: [item.id], item };
}

function caseHit({ item }: Found<CaseRow>): SearchHit {
  return {
    ...hit('case', item.id, item.title, item.alerts === 1 ? '1 alert' : `${item.alerts} alerts`),
    severity: item.severity,
  };
}

function portHit({ item }: Found<Port>): SearchHit {
  const note = joined([item.country || null, item.locode]);
  return { ...hit('port', item.id, item.name, note), lon: item.lon, lat: item.lat };
}

function findableZone(item: Zone) {
  return { names: [item.name], codes: [item.id], item };
}

/** The middle of its corners is near enough to show it on the map. */
function zoneHit({ item }: Found<Zone>): SearchHit {
  const corners = item.ring.slice(1);
  const lon = corners.reduce((sum, [each]) => sum + each, 0) / corners.length;
  const lat = corners.reduce((sum, [, each]) => sum + each, 0) / corners.length;
  return { ...hit('zone', item.id, item.name, item.kind === 'drawn' ? 'drawn zone' : 'transfer zone'), lon, lat };
}

function partyHit({ party }: PartyMatch): SearchHit {
  const ships = new Set(party.ships.map(({ hullId }) => hullId)).size;
  return hit(
    'party',
    party.id,
    party.name,
    joined([party.country, ships === 1 ? 'named with 1 ship' : `named with ${ships} ships`]),
  );
}

function findableRule({ rule }: RuleRow) {
  return { names: [rule.title, rule.why], codes: [rule.id], item: rule };
}

function ruleHit({ item }: Found<RuleRow['rule']>): SearchHit {
  return { ...hit('rule', item.id, item.title, item.why), severity: item.severity };
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' · ');
}

function findableHull(hull: WatchedHull) {
  const names = [hull.name, ...hull.aliases];
  const codes = [
    hull.imo === null ? '' : String(hull.imo),
    ...hull.mmsis.map(({ mmsi }) => String(mmsi)),
    ...hull.callSigns,
  ];
  return { names, codes, item: hull };
}
