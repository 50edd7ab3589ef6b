// The event of a pair: an encounter that has begun, the other ships that lie with the two, and how the encounter ended. In
// come the pair and its figures; out go the revisions of one event.

import { stableId } from '../../hash.ts';
import { MINUTE_MS } from '../../time.ts';
import type { FleetContext } from '../detector.ts';
import type { Encounter } from './facts.ts';
import type { Ship } from './neighbourhood.ts';
import type { EncounterState, Pair } from './pairs.ts';
import { medianKn, type Tally } from './runs.ts';
import { ENCOUNTER_SETTINGS } from './settings.ts';

/** The first revision of an encounter, kept with its pair. */
export function encounterEvent(
  pair: Readonly<Pair>,
  tally: Readonly<Tally>,
  vessel: Readonly<Ship>,
  partner: Readonly<Ship>,
  knownAt: number,
  context: FleetContext,
): Encounter {
  const [first, second] = [pair.vesselId, pair.partnerId].sort();
  return {
    id: stableId('encounter', first!, second!, tally.beganAt),
    kind: 'encounter',
    vesselId: pair.vesselId,
    mmsi: vessel.mmsi,
    state: 'open',
    revision: 1,
    knownAt,
    beganAt: tally.beganAt,
    endedAt: null,
    basis: basisOf(tally),
    lon: tally.lon,
    lat: tally.lat,
    reason: null,
    facts: {
      partnerId: pair.partnerId,
      partnerName: nameOf(pair.partnerId, partner.mmsi, context),
      partnerMmsi: partner.mmsi,
      offPlaceKm: pair.offPlaceKm,
      others: [],
      ...measures(pair, tally),
    },
  };
}

/** The figures of the event, as they stand. */
function measures(
  pair: Readonly<Pair>,
  tally: Readonly<Tally>,
): Pick<Encounter['facts'], 'closestM' | 'medianSpeedKn' | 'minutes' | 'alone'> {
  const { alone } = pair;
  return {
    closestM: tally.closestM,
    medianSpeedKn: Math.max(medianKn(tally.speeds[0]), medianKn(tally.speeds[1])),
    minutes: tally.nearMs / MINUTE_MS,
    alone: alone && { silentId: alone.silentId, fromAt: alone.fromAt, untilAt: alone.untilAt },
  };
}

/** Positions prove only the time together; the time added for a silent ship is inferred. */
function basisOf(tally: Readonly<Tally>): Encounter['basis'] {
  return tally.nearMs >= ENCOUNTER_SETTINGS.leastMinutes.value * MINUTE_MS ? 'observed' : 'inferred';
}

/** The last revision: the two have parted, or one has not been heard for long. */
export function finish(pair: Pair, tally: Tally | null, knownAt: number, context: FleetContext): void {
  const { said } = pair;
  if (said === null || tally === null) return;
  const facts = { ...said.facts, ...measures(pair, tally) };
  const endedAt = Math.max(tally.lastAt, pair.alone?.untilAt ?? 0);
  context.say({
    ...said,
    state: 'closed',
    revision: said.revision + 1,
    knownAt,
    endedAt,
    basis: basisOf(tally),
    facts,
  });
}

/** Three or more at once: every emitted pair that shares a ship with this one names the third. */
export function tellOthers(state: EncounterState, pair: Pair, at: number, context: FleetContext): void {
  const shared = [pair.vesselId, pair.partnerId];
  const keys = new Set(shared.flatMap((id) => state.ships.get(id)!.pairs));
  for (const key of [...keys].sort()) {
    const other = state.pairs.get(key)!;
    if (other === pair || other.said === null || other.said.state !== 'open') continue;
    const [mine] = [pair.vesselId, pair.partnerId].filter((id) => id !== other.vesselId && id !== other.partnerId);
    const [theirs] = [other.vesselId, other.partnerId].filter((id) => !shared.includes(id));
    if (mine !== undefined) addOther(other, state.ships.get(mine)!, at, context);
    if (theirs !== undefined) addOther(pair, state.ships.get(theirs)!, at, context);
  }
}

function addOther(pair: Pair, { vesselId, mmsi }: Readonly<Ship>, knownAt: number, context: FleetContext): void {
  const said = pair.said!;
  if (said.facts.others.some((other) => other.vesselId === vesselId)) return;
  const others = [...said.facts.others, { vesselId, name: nameOf(vesselId, mmsi, context), mmsi }];
  others.sort((a, b) => a.mmsi - b.mmsi);
  const reason = 'another ship lies with them';
  pair.said = { ...said, revision: said.revision + 1, knownAt, reason, facts: { ...said.facts, others } };
  context.say(pair.said);
}

function nameOf(vesselId: string, mmsi: number, context: FleetContext): string {
  const { name } = context.particulars(vesselId);
  return name === '' ? `MMSI ${mmsi}` : name;
}
