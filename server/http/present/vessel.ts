// Vessels for the wire: what was heard and what the watchlist says, side by side. Either may be missing: other traffic
// has no list entry, a watched hull may never have been heard.

import type { Mid, Reference } from '../../../db/reference/load.ts';
import type { HeardVessel, KeptFix } from '../../domain/heard.ts';
import type { Sighting } from '../../domain/sighting.ts';
import {
  type Designation,
  designationsAt,
  designationsRead,
  hasEnded,
  hullAsOf,
  standingAt,
  type WatchedHull,
} from '../../domain/vessel.ts';
import type * as wire from '../wire/index.ts';
import { dayOrNull, orNull } from './moment.ts';

/** At least one of the two. */
export interface Known {
  heard: HeardVessel | null;
  hull: WatchedHull | null;
  /** The hull is on no watchlist: lists name it, or somebody asked for its number. */
  unwatched?: true;
}

export function presentSummary(
  { heard, hull, unwatched }: Known,
  context: { reference: Reference; now: number; listedAt: number | null; openAlerts: number },
): wire.VesselSummary {
  const { now, listedAt } = context;
  const asListed = hull === null ? null : hullAsOf(hull, listedAt ?? now);
  const mmsi = heard?.mmsi || hull?.mmsis.find((listed) => !listed.old)?.mmsi || null;
  return {
    id: heard?.id ?? hull!.id,
    name: nameOf({ heard, hull }),
    imo: heard?.imo ?? hull?.imo ?? null,
    mmsi,
    callSign: heard?.callSign || hull?.callSigns[0] || '',
    // The number that the radio sends now says nothing of the flag on a past day; the one that it had sent by then does.
    flag:
      listedAt === null
        ? (flagOf(mmsi, context.reference.mids) ?? asListed?.flag ?? null)
        : (flagOf(numberBy(heard, listedAt), context.reference.mids) ??
          asListed?.flag ??
          flagOf(mmsi, context.reference.mids)),
    shipType: hull?.shipType ?? typeWord(heard?.shipType ?? null),
    lengthM: heard?.lengthM ?? hull?.lengthM ?? null,
    destination: heard?.destination ?? '',
    watched: hull !== null && unwatched !== true,
    pinned: hull?.pinned ?? false,
    level: heard?.match?.level ?? null,
    group: hull?.group ?? null,
    authorities: hull === null ? [] : authoritiesOf(hull, { now, listedAt }),
    listings: hull === null ? [] : listingsOf(hull, now),
    names: heard === null ? [] : namesSent(heard),
    firstAt: heard?.firstAt ?? null,
    lastAt: heard?.lastAt ?? null,
    openAlerts: context.openAlerts,
  };
}

/** Who lists a hull as of `listedAt`; null is now. */
export function authoritiesOf(
  hull: WatchedHull,
  { now, listedAt }: { now: number; listedAt: number | null },
): string[] {
  const listed = listedAt === null ? standingAt(hull, now) : designationsAt(hull, listedAt);
  return [...new Set(listed.map(({ authority }) => authority))].sort();
}

/** The listings that may be in force on some day, each with its days, so that a page can tell any day by itself. */
function listingsOf(hull: WatchedHull, now: number): wire.VesselSummary['listings'] {
  return designationsRead(hull, now)
    .filter(({ sanction }) => sanction)
    .map(({ authority, listedAt, precision, delistedAt }) => ({
      authority,
      listed: dayOrNull(listedAt),
      precision,
      delisted: dayOrNull(delistedAt),
    }));
}

/** Where a ship has sent more than one name, each with the instant from which it was sent. */
function namesSent(heard: HeardVessel): wire.VesselSummary['names'] {
  const lines = heard.identity.filter(({ field, value }) => field === 'name' && value !== '');
  return lines.length < 2 ? [] : lines.map(({ value, firstAt }) => ({ name: value, fromAt: firstAt }));
}

export function presentDossier(
  known: Known,
  summary: wire.VesselSummary,
  parts: {
    events: wire.VesselEvent[];
    alerts: wire.AlertSummary[];
    sightings: Sighting[];
    parties: wire.VesselParty[];
    hulls: ReadonlyMap<string, WatchedHull>;
    asOf: { at: number; told: wire.VesselDossier['asOf'] };
  },
): wire.VesselDossier {
  const { heard, hull } = known;
  return {
    ...summary,
    aliases: hull?.aliases ?? [],
    mmsis: hull?.mmsis ?? [],
    builtYear: hull?.builtYear ?? null,
    grossTonnage: hull?.grossTonnage ?? null,
    owner: hull?.owner ?? null,
    operator: hull?.operator ?? null,
    status: hull?.status ?? null,
    ended: dayOrNull(hull?.endedAt ?? null),
    notes: hull?.notes ?? null,
    asOf: parts.asOf.told,
    designations: (hull === null ? [] : designationsRead(hull, parts.asOf.at)).map((designation) => ({
      ...presentDesignation(designation),
      standing: standingOf(designation, parts.asOf.at),
    })),
    parties: parts.parties,
    identity: heard?.identity ?? [],
    match: heard?.match ?? null,
    setAside: heard?.setAside ?? [],
    candidates: (heard?.candidates ?? []).map(({ hullId, evidence }) => ({
      vesselId: hullId,
      name: parts.hulls.get(hullId)?.name ?? hullId,
      evidence,
    })),
    events: parts.events,
    alerts: parts.alerts,
    sightings: parts.sightings,
  };
}

/** What a vessel is called; with `at`, by the name that it had sent last by then. */
export function nameOf({ heard, hull }: Known, at?: number): string {
  const sent =
    at === undefined ? undefined : heard?.identity.findLast((line) => line.field === 'name' && line.firstAt <= at);
  if (sent !== undefined && sent.value !== '') return sent.value;
  if (heard?.name) return heard.name;
  if (hull !== null) return hull.name;
  return heard === null || heard.mmsi === 0 ? 'unnamed vessel' : `MMSI ${heard.mmsi}`;
}

export function presentDesignation(designation: Designation): wire.Designation {
  const { listedAt, delistedAt, ...rest } = designation;
  return { ...rest, listed: dayOrNull(listedAt), delisted: dayOrNull(delistedAt) };
}

/**
 * How a listing stands at an instant: one of later is not in force, one without a date can be neither. The first copy
 * that had a ship says by when it was listed, and nothing of the days before.
 */
export function standingOf(
  {
    sanction,
    listedAt,
    precision,
    delistedAt,
  }: Pick<Designation, 'sanction' | 'listedAt' | 'precision' | 'delistedAt'>,
  at: number,
): wire.StandingDesignation['standing'] {
  if (!sanction) return 'catalogue';
  if (listedAt === null) return 'undated';
  if (listedAt > at) return precision === 'by' ? 'undated' : 'later';
  return hasEnded({ delistedAt }, at) ? 'ended' : 'in-force';
}

export function presentFix(fix: KeptFix): wire.PositionFix {
  return {
    at: fix.at,
    lon: fix.lon,
    lat: fix.lat,
    speedKn: orNull(fix.speedKn),
    courseDeg: orNull(fix.courseDeg),
    headingDeg: orNull(fix.headingDeg),
  };
}

export function presentTrack(vesselId: string, fixes: readonly KeptFix[]): wire.Track {
  return {
    vesselId,
    at: fixes.map((fix) => fix.at),
    lon: fixes.map((fix) => fix.lon),
    lat: fixes.map((fix) => fix.lat),
    speedKn: fixes.map((fix) => orNull(fix.speedKn)),
    courseDeg: fixes.map((fix) => orNull(fix.courseDeg)),
  };
}

/** The number that the vessel had sent last by an instant, or null. */
function numberBy(heard: HeardVessel | null, at: number): number | null {
  const sent = heard?.identity.findLast(({ field, firstAt }) => field === 'mmsi' && firstAt <= at);
  return sent === undefined ? null : Number(sent.value);
}

function flagOf(mmsi: number | null, mids: ReadonlyMap<number, Mid>): string | null {
  return mmsi === null ? null : (mids.get(Math.floor(mmsi / 1_000_000))?.iso2[0] ?? null);
}

/** AIS ship types, ITU-R M.1371-5 table 53; the second digit of most decades is a hazard class and is left out. */
const TYPE_WORDS: Record<number, string> = {
  30: 'fishing',
  31: 'towing',
  32: 'towing, long or wide',
  33: 'dredging or underwater work',
  34: 'diving',
  35: 'military',
  36: 'sailing',
  37: 'pleasure craft',
  50: 'pilot vessel',
  51: 'search and rescue',
  52: 'tug',
  53: 'port tender',
  54: 'anti-pollution',
  55: 'law enforcement',
  58: 'medical transport',
  59: 'ship of a state not party to a conflict',
};
const DECADE_WORDS: Record<number, string> = {
  2: 'wing in ground',
  4: 'high-speed craft',
  6: 'passenger',
  7: 'cargo',
  8: 'tanker',
  9: 'other',
};

function typeWord(type: number | null): string | null {
  return type === null ? null : (TYPE_WORDS[type] ?? DECADE_WORDS[Math.floor(type / 10)] ?? null);
}
