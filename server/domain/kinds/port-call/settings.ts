// Every threshold of the port call: value, unit, what it decides and where it comes from. The enter and leave circles
// stand here with their ground; each port of the table carries its own.

import { MOVE_KN, STOP_KN } from '../../track/track.ts';
import type { Setting } from '../detector.ts';
import { MOST_PER_CALL } from './open-call.ts';

export const PORT_CALL_SETTINGS = {
  enterKm: {
    name: 'enter circle',
    value: 3,
    unit: 'km',
    meaning:
      'a fix this near to the port, or to a berth or anchorage of it, is inside; a port of the table may set its own',
    ground: 'GFW anchorages_pipeline: 3.0 km',
  },
  leaveKm: {
    name: 'leave circle',
    value: 4,
    unit: 'km',
    meaning: 'a fix this far from the port and from all its berths is outside; a port of the table may set its own',
    ground: 'GFW anchorages_pipeline: 4.0 km; the kilometre between keeps a ship at the rim in one call',
  },
  stopKn: {
    name: 'stop',
    value: STOP_KN,
    unit: 'kn',
    meaning: 'a stop begins at or below this speed; whole-knot speeds of type 27 stop at 0',
    ground: 'GFW anchorages_pipeline: 0.2 kn',
  },
  moveKn: {
    name: 'move',
    value: MOVE_KN,
    unit: 'kn',
    meaning: 'a stop ends at or above this speed; between the two the state is kept, as GPS noise at a berth makes 0.3',
    ground: 'GFW anchorages_pipeline: 0.5 kn',
  },
  gapHours: {
    name: 'silence in port',
    value: 4,
    unit: 'h',
    meaning: 'no message for this long while inside opens a silence, dated from the last message',
    ground: 'GFW anchorages_pipeline: 4 h',
  },
  darkHours: {
    name: 'dark arrival or departure',
    value: 4,
    unit: 'h',
    meaning: 'an entry or exit between fixes this far apart is told as a window, not as an instant',
    ground: 'ours: the silence in port, applied to the rim',
  },
  splitNm: {
    name: 'split',
    value: 60,
    unit: 'nm',
    meaning: 'a track that restarts farther off than this ends the call without an exit',
    ground: 'GFW: segments more than 60 nm apart close a visit',
  },
  dwellHours: {
    name: 'dwell limit of waiting areas',
    value: 24,
    unit: 'h',
    meaning: 'a stop where ships wait for a strait or canal counts as a call only from this long on',
    ground: 'ours (detection facts 3, edge case 12)',
  },
  shiftKm: {
    name: 'berth shift',
    value: 1,
    unit: 'km',
    meaning:
      'a ship that is stopped this far from where it stopped has shifted unseen: another stop; where a berth of another ' +
      'port is nearer by as much, another call',
    ground: 'ours: above the swing of a ship at anchor and the 185 m of a coarse position',
  },
  stirKm: {
    name: 'stir',
    value: 1,
    unit: 'km',
    meaning: 'a stop that ended by speed is told once the ship is this far from it; stopping again nearer continues it',
    ground:
      'ours, as the berth shift: in the Solent recording of 2016 noise takes moored units over 0.5 kn up to 32 times in 84 minutes, and a ship at anchor swings through half a kilometre with every tide',
  },
  lyingMinutes: {
    name: 'lies',
    value: 3,
    unit: 'min',
    meaning: 'a stop is a second fix at the stop speed, so long after the first: one fix is no fact',
    ground: 'ours: the time over which a missing speed is derived',
  },
  lyingKn: {
    name: 'way of a ship that lies',
    value: 3,
    unit: 'kn',
    meaning: 'faster from the first slow fix to the next, it does not lie, whatever speed it sends',
    ground: 'ours: above any current; as the speed mismatch of a position doubt',
  },
  lostHours: {
    name: 'sailed on',
    value: 4,
    unit: 'h',
    meaning: 'a gap of a ship under way, all but this much of which sailing on explains, is no stay',
    ground: 'detection facts 0 and 6: under 4 h lost nothing happened',
  },
  passageKn: {
    name: 'speed of a passage',
    value: 5,
    unit: 'kn',
    meaning: 'sent before or after a gap, it is taken for the speed in between; else the slowest ship is',
    ground: 'ours: slower ships manoeuvre',
  },
  againHours: {
    name: 'told again',
    value: 4,
    unit: 'h',
    meaning:
      'further stops and gaps of a lasting call are told so long after it was told last; first stop and end at once',
    ground: 'ours: a few times a day',
  },
  mostPerCall: {
    name: 'bound of a call',
    value: MOST_PER_CALL,
    unit: 'stops, and as many silences',
    meaning: 'beyond it the last one stretches instead of another being noted',
    ground: 'GFW: at most 200 events a visit',
  },
} satisfies Record<string, Setting>;
