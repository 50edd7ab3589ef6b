// Every threshold of the approach: value, unit, what it decides and where it comes from.

import type { Setting } from '../detector.ts';

export const APPROACH_SETTINGS = {
  courseDeg: {
    name: 'leads to a port',
    value: 25,
    unit: 'degrees',
    meaning: 'largest angle between the course and the bearing of the port for an approach to begin',
    ground: 'ours: from Rajin, Vladivostok and Nakhodka lie 34 degrees apart',
  },
  awayDeg: {
    name: 'leads away',
    value: 60,
    unit: 'degrees',
    meaning: 'beyond this angle the course leads away from the port',
    ground: 'detection facts 6: a course under 60 degrees off leads to a port',
  },
  samples: {
    name: 'fixes that close in',
    value: 4,
    unit: 'fixes',
    meaning: 'so many fixes in a row, 10 min apart, must lead to the port and each be nearer than the one before',
    ground: 'ours: half an hour on one course is no manoeuvre',
  },
  sampleMinutes: {
    name: 'time between looks',
    value: 10,
    unit: 'min',
    meaning: 'fixes nearer in time than this are not looked at again',
    ground: 'ours: at 15 kn a ship makes 4.6 km in it',
  },
  underWayKn: {
    name: 'under way',
    value: 3,
    unit: 'kn',
    meaning: 'a ship slower than this heads for nothing',
    ground: 'ours, as for the speeds a ship is known by',
  },
  withinNm: {
    name: 'farthest',
    value: 300,
    unit: 'nm',
    meaning: 'ports farther off than this, over water, are too many to head for one of them',
    ground: 'ours: over twice the way from Rajin to Vostochny (127 nm)',
  },
  withinHours: {
    name: 'longest',
    value: 24,
    unit: 'h',
    meaning: 'the same at its present speed',
    ground: 'ours: a day of warning; the Rajin run takes 10 to 15 h (route facts)',
  },
  fromKm: {
    name: 'nearest',
    value: 20,
    unit: 'km',
    meaning: 'an approach begins farther off than this, and is not called off for its course within it',
    ground: 'ours: twice the widest port circle; nearer, the port call tells',
  },
  detour: {
    name: 'longest way round',
    value: 1.5,
    unit: 'times the great circle',
    meaning: 'a port whose way over water is longer than this lies behind land, and is not headed for by that course',
    ground: 'ours',
  },
  awayHours: {
    name: 'turned away',
    value: 1,
    unit: 'h',
    meaning: 'a course away from the port for this long calls the approach off',
    ground: 'ours: longer than a manoeuvre or a give-way; detection facts 10 take 2 h for a reversal',
  },
  restKn: {
    name: 'at rest',
    value: 2,
    unit: 'kn',
    meaning: 'a ship slower than this lies at anchor, drifts or waits',
    ground: 'Global Fishing Watch: under 2 kn a ship loiters; a ship that waits drifts at over 1 kn',
  },
  restHours: {
    name: 'stopped short',
    value: 3,
    unit: 'h',
    meaning: 'at rest for this long outside the port, it has stopped short of it',
    ground: 'ours: under the 4 h of a silence or a stay',
  },
  silentHours: {
    name: 'longest silence',
    value: 48,
    unit: 'h',
    meaning: 'silent for longer than this, nothing is left of an approach',
    ground: 'detection facts 4: Veson/VesselsValue, 2 days; as for the possible dark call',
  },
} satisfies Record<string, Setting>;
