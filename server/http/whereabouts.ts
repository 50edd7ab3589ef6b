// Who was here, and who could not have been there, as they go over the wire: the desk's answers with names, and with
// listings as of a day. Routes and the command line tell the same.

import type { ShipAlibi } from '../desk/alibis.ts';
import type { AskedArea } from '../desk/area-text.ts';
import type { Whereabouts } from '../desk/clerk.ts';
import { CodedError } from '../domain/errors.ts';
import { ALIBI_WORDS, type AlibiWord } from '../domain/presence/alibi.ts';
import { HOUR_MS } from '../domain/time.ts';
import type { Kept } from '../seams/keep-store.ts';
import { LIVE, type Scope, type Store } from '../seams/store.ts';
import type { Lookup } from './lookup.ts';
import { presentEvent } from './present/alert.ts';
import { letGoSays, presenceSays, presentArea, presentHearing, presentPresenceRow } from './present/presence.ts';
import { authoritiesOf, nameOf } from './present/vessel.ts';
import type { readAsOf } from './query.ts';
import type * as wire from './wire/index.ts';

export interface WhereaboutsDeps {
  store: Pick<Store, 'replay' | 'keptSince'>;
  whereabouts: Whereabouts;
  lookup: Lookup;
  now: number;
}

interface Asked {
  scope: Scope;
  fromAt: number;
  toAt: number;
  asOf: ReturnType<typeof readAsOf>;
  after?: string | undefined;
  limit: number;
}

export async function tellPresence(
  { store, whereabouts, lookup, now }: WhereaboutsDeps,
  asked: Asked & { area: AskedArea },
): Promise<wire.Presence> {
  const { scope, area, fromAt, asOf, after, limit } = asked;
  // Of hours still to come nothing is known, not even that nobody was heard.
  const toAt = Math.min(asked.toAt, now);
  if (fromAt >= now) throw new CodedError('invalid', 'The period has not begun yet.');
  const { shape, placeId } = area;
  const question = { scope, shape, placeId, fromAt, toAt, limit };
  const found = await whereabouts.presence(after === undefined ? question : { ...question, after });
  const listedAt = listedAtOf(asOf);
  const rows: wire.PresenceVessel[] = [];
  for (const row of found.rows) {
    rows.push(presentPresenceRow(row, await lookup.known(scope, row.vesselId), { now, listedAt }));
  }
  const nameIn = await lookup.names(found.events.rows.map(({ vesselId }) => ({ scope, vesselId })));
  const sightings = found.sightings.rows.filter(({ arrivedAt }) => listedAt === null || arrivedAt <= listedAt);
  return {
    scope,
    label: (await store.replay(scope))?.label ?? null,
    asOf: asOf.told,
    area: presentArea(shape, area),
    fromAt,
    toAt,
    rows,
    next: found.next,
    candidates: found.candidates,
    events: {
      rows: found.events.rows.map((event) => presentEvent(event, scope, nameIn(scope, event.vesselId))),
      more: found.events.more,
    },
    sightings: {
      rows: sightings,
      more: found.sightings.more,
      knownLater: found.sightings.rows.length - sightings.length,
    },
    hearing: presentHearing(found.hearing),
    says: [...(await letGo(store, scope, fromAt, ['tracks', 'watchedTracks'])), ...presenceSays(found)],
  };
}

export async function tellAlibis(
  { store, whereabouts, lookup, now }: WhereaboutsDeps,
  asked: Asked & { placeId: string; stayMs: number; words: readonly AlibiWord[] | undefined },
): Promise<wire.Alibis> {
  const { scope, placeId, fromAt, toAt, stayMs, asOf, after, limit, words } = asked;
  const listedAt = listedAtOf(asOf);
  const found = await whereabouts.alibis({ scope, placeId, fromAt, toAt, stayMs, knownAt: listedAt });
  const counts = Object.fromEntries(ALIBI_WORDS.map((word) => [word, 0])) as Record<AlibiWord, number>;
  for (const { word } of found.ships) counts[word]++;
  counts['never-heard'] += found.unheardHulls.length;
  const all: (ShipAlibi | string)[] = [...found.ships, ...found.unheardHulls].filter(
    (ship) => words === undefined || words.includes(typeof ship === 'string' ? 'never-heard' : ship.word),
  );
  const idOf = (ship: ShipAlibi | string) => (typeof ship === 'string' ? ship : ship.vesselId);
  const first = after === undefined ? 0 : all.findIndex((ship) => idOf(ship) === after) + 1;
  if (after !== undefined && first === 0) {
    throw new CodedError('invalid', `The paging mark '${after.slice(0, 60)}' does not belong to this list.`);
  }
  const page = all.slice(first, first + limit);
  const rows: wire.ShipAlibi[] = [];
  for (const ship of page) rows.push(await presentShip(ship, scope, lookup, { now, listedAt }));
  const port = lookup.ports.get(placeId);
  return {
    scope,
    label: (await store.replay(scope))?.label ?? null,
    asOf: asOf.told,
    place: {
      id: placeId,
      name: found.placeName,
      lon: port?.lon ?? 0,
      lat: port?.lat ?? 0,
      radiusKm: Math.round(found.radiusKm * 10) / 10,
    },
    fromAt,
    toAt,
    stayHours: stayMs / HOUR_MS,
    distancesBy: found.distancesBy,
    counts,
    knownLater: found.knownLater,
    says: await letGo(store, scope, fromAt, ['watchedTracks']),
    rows,
    next: first + limit < all.length ? idOf(page.at(-1)!) : null,
  };
}

/** Of replays nothing is let go of: they are removed whole. */
async function letGo(
  store: WhereaboutsDeps['store'],
  scope: Scope,
  fromAt: number,
  whose: readonly Kept[],
): Promise<string[]> {
  return scope === LIVE ? letGoSays(await store.keptSince(), fromAt, whose) : [];
}

async function presentShip(
  ship: ShipAlibi | string,
  scope: Scope,
  lookup: Lookup,
  day: { now: number; listedAt: number | null },
): Promise<wire.ShipAlibi> {
  if (typeof ship === 'string') {
    const hull = lookup.hulls.get(ship);
    return {
      vesselId: ship,
      vesselName: hull?.name ?? ship,
      imo: hull?.imo ?? null,
      authorities: hull === undefined ? [] : authoritiesOf(hull, day),
      word: 'never-heard',
      basis: null,
      grounds: ['No position of it is known: a ship that was not heard has no alibi.'],
      doubts: [],
      speedLimitKn: null,
      passage: null,
      eventIds: [],
      sightingIds: [],
    };
  }
  const { vesselId, word, basis, grounds, doubts, speedKn, passage, eventIds, sightingIds } = ship;
  const known = await lookup.known(scope, vesselId);
  return {
    vesselId,
    vesselName: known === null ? ship.name : nameOf(known),
    imo: known?.heard?.imo ?? known?.hull?.imo ?? null,
    authorities: known?.hull ? authoritiesOf(known.hull, day) : [],
    word,
    basis,
    grounds,
    doubts,
    speedLimitKn: speedKn,
    passage,
    eventIds,
    sightingIds,
  };
}

function listedAtOf({ at, told }: Asked['asOf']): number | null {
  return told.mode === 'then' ? at : null;
}
