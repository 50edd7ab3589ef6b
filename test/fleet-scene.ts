// Plays the stories of several ships in one ordered sequence, as the engine would: every fix goes to the fleet, to the
// ship's own detectors and to the encounter detector, and wishes to be woken fall due in order of time. What was said
// comes back in the order in which it was said. A restart puts everything through JSON.

import { beginFleet, hearFleet, hearWhere } from '../server/domain/fleet/fleet.ts';
import { cutFleet, restoreFleet } from '../server/domain/fleet/fleet-cut.ts';
import type { Detector, DetectorContext, Particulars } from '../server/domain/kinds/detector.ts';
import { encounter } from '../server/domain/kinds/encounter/encounter.ts';
import type { EncounterState } from '../server/domain/kinds/encounter/pairs.ts';
import type { VesselEvent } from '../server/domain/kinds/event.ts';
import { gap } from '../server/domain/kinds/gap/gap.ts';
import { darkCall } from '../server/domain/kinds/possible-dark-call/possible-dark-call.ts';
import { createPlaceIndex, type PlaceIndex } from '../server/domain/places/place-index.ts';
import { POSITION, type Report, STATION } from '../server/domain/report.ts';
import { GREAT_CIRCLE, type SeaWays, SPEED_CAPS_KN } from '../server/domain/sea/reach.ts';
import { beginTrack, type Track, takeFix } from '../server/domain/track/track.ts';
import { ms, type Point, type Ship, together, vessel } from './scenario.ts';

export interface Scene {
  places?: PlaceIndex;
  rulePorts?: string[];
  /** How far it is at sea; the great circle by default. */
  sea?: SeaWays;
  /** MMSIs on the watchlist. */
  watched?: number[];
  /** What is known of the ships beside their tracks, by MMSI; may change with time. */
  particulars?: (mmsi: number, now: number) => Partial<Particulars>;
  /** Lets time pass after the last report. */
  until?: number;
  /** Restarts after every so many reports. */
  restartEvery?: number;
  /** Keeps these reports from us: our own feed is down. */
  deaf?: (at: number) => boolean;
}

const NOTHING_KNOWN: Particulars = {
  name: '',
  station: STATION.classA,
  hullType: null,
  shipType: Number.NaN,
  destination: '',
  draughtM: Number.NaN,
};

interface Player {
  track: Track;
  states: object[];
  wishes: number[];
}

const detectors = [gap, darkCall] as readonly Detector[];

export function playFleet(ships: Ship[] | readonly Report[], scene: Scene = {}): VesselEvent[] {
  const { places = createPlaceIndex([], []), watched = [], until, restartEvery, deaf = () => false } = scene;
  const said: VesselEvent[] = [];
  let fleet = beginFleet();
  let encounters = encounter.begin() as EncounterState;
  let players = new Map<number, Player>();
  let now = 0;
  let current: Player;
  let slot = 0;
  const context = (): DetectorContext => ({
    places,
    mids: new Map(),
    fleet,
    sea: scene.sea ?? GREAT_CIRCLE,
    rulePorts: new Set(scene.rulePorts ?? []),
    pairs: [],
    particulars: (id) => ({ ...NOTHING_KNOWN, ...scene.particulars?.(Number(id.slice(5)), now) }),
    say: (event) => void said.push(structuredClone(event)),
    wakeAt: (dueAt) => {
      current.wishes[slot] = dueAt;
    },
  });

  function advance(at: number): void {
    for (;;) {
      let next: { player: Player; due: number; index: number } | null = null;
      for (const player of players.values()) {
        player.wishes.forEach((due, index) => {
          if (due !== 0 && due <= at && (next === null || due < next.due)) next = { player, due, index };
        });
      }
      const woken = next as { player: Player; due: number; index: number } | null;
      if (encounters.dueAt <= Math.min(at, woken?.due ?? at)) {
        now = encounters.dueAt;
        encounter.tick(encounters, encounters.dueAt, context());
        continue;
      }
      if (woken === null) return;
      now = woken.due;
      current = woken.player;
      slot = woken.index;
      current.wishes[slot] = 0;
      detectors[slot]!.tick(current.states[slot]!, current.track, woken.due, context());
    }
  }

  function restart(): void {
    fleet = restoreFleet(structuredClone(cutFleet(fleet).snapshot()));
    [encounters, players] = structuredClone([encounters, players] as const);
  }

  const reports = isShips(ships) ? together(...ships) : ships;
  reports.forEach((report, index) => {
    if (deaf(report.at)) return;
    advance(report.at);
    now = report.at;
    let player = players.get(report.mmsi);
    if (player === undefined) {
      const track = beginTrack(`mmsi:${report.mmsi}`, report.mmsi);
      track.watched = watched.includes(report.mmsi);
      player = { track, states: detectors.map((detector) => detector.begin()), wishes: [0, 0] };
      players.set(report.mmsi, player);
    }
    if ((report.parts & POSITION) !== 0 && takeFix(player.track, report, () => SPEED_CAPS_KN.unknown) === null) {
      hearFleet(fleet, report);
      hearWhere(fleet, player.track);
      current = player;
      for (slot = 0; slot < detectors.length; slot++) {
        detectors[slot]!.fix(player.states[slot]!, player.track, context());
      }
      encounter.fix(encounters, player.track, context());
    }
    if (restartEvery !== undefined && (index + 1) % restartEvery === 0) restart();
  });
  if (until !== undefined) advance(until);
  return said;
}

function isShips(stories: Ship[] | readonly Report[]): stories is Ship[] {
  return stories[0] !== undefined && 'reports' in stories[0];
}

/** Ships that lie round a point and report every other minute, so that a feed can be told to be up: enough is six. */
export function traffic(round: Point, from: number, lasting: string, count = 6, every = '2 min'): Ship[] {
  return Array.from({ length: count }, (_, index) =>
    vessel(`BYSTANDER ${index}`, { mmsi: 440_000_101 + index * 7, every })
      .at({ lon: round.lon + 0.01 * index, lat: round.lat + 0.01 }, from + index * 13_000)
      .stops(`${ms(lasting) / 1000} s`),
  );
}
