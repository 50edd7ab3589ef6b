// Every threshold of interference: value, unit, what it decides and where it comes from.

import type { Setting } from '../detector.ts';

export const INTERFERENCE_SETTINGS = {
  ships: {
    name: 'ships',
    value: 5,
    unit: 'ships',
    meaning: 'so many ships whose positions jump make an event',
    ground: 'detection facts 8: 5 or more ships within 30 min',
  },
  withinMinutes: {
    name: 'within',
    value: 30,
    unit: 'min',
    meaning: 'the first jumps of the ships lie within this time',
    ground: 'detection facts 8',
  },
  areaKm: {
    name: 'area',
    value: 50,
    unit: 'km',
    meaning:
      'ships whose last good positions lie this near to one of them, or to the area as it was told, belong together',
    ground: 'ours: a jammer at 50 m height reaches ships as far as their horizon, 30 to 60 km',
  },
  offKm: {
    name: 'off the track',
    value: 5,
    unit: 'km',
    meaning: 'a position set aside counts from this distance off the track',
    ground: 'ours, as for position doubt: time stamps wrong by minutes jump less far',
  },
  inARow: {
    name: 'jumps in a row',
    value: 2,
    unit: 'positions',
    meaning: 'a ship counts once so many of its positions in a row were set aside',
    ground:
      'ours: in the world-wide sample 27 ships round Rotterdam and Antwerp had one false position each in 14 min, none two in a row',
  },
  settledFixes: {
    name: 'settled track',
    value: 5,
    unit: 'positions',
    meaning: 'only a ship whose track went on for so many positions before it jumped counts',
    ground: 'ours: two ships under one MMSI jump from the beginning, a jammed ship was well before',
  },
  quietMinutes: {
    name: 'quiet',
    value: 60,
    unit: 'min',
    meaning: 'the event closes when no ship in the area has jumped for so long',
    ground: 'ours: jamming comes and goes with aircraft alarms and convoys; an hour of calm is an end',
  },
  calmHours: {
    name: 'calm before',
    value: 6,
    unit: 'h',
    meaning: 'a ship counts anew after so long without a jump',
    ground: 'ours, as for position doubt',
  },
} satisfies Record<string, Setting>;
