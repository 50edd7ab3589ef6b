// Makes the public object of a message from the record it was read into. Which literal it is goes by the type.

import { armouredPayload } from '../six-bit.ts';
import { known, timeOf } from './known.ts';
import type { AisMessage, UndecodedMessage } from './message.ts';
import {
  baseStation,
  classAPosition,
  classBPosition,
  dgnssBroadcast,
  longRangePosition,
  sarAircraft,
} from './position-message-of.ts';
import type { AisRecord } from './record.ts';
import { aidToNavigation, classBExtended, staticPartA, staticPartB, voyageData } from './static-message-of.ts';

/** The message in `r` as an object of its own. */
export function messageOf(r: AisRecord): AisMessage {
  switch (r.type) {
    case 1:
    case 2:
    case 3:
      return classAPosition(r, r.type);
    case 4:
    case 11:
      return baseStation(r, r.type);
    case 5:
      return voyageData(r);
    case 9:
      return sarAircraft(r);
    case 17:
      return dgnssBroadcast(r);
    case 18:
      return classBPosition(r);
    case 19:
      return classBExtended(r);
    case 21:
      return aidToNavigation(r);
    case 24:
      return r.partNumber === 0 ? staticPartA(r) : staticPartB(r);
    case 27:
      return longRangePosition(r);
    default:
      return undecoded(r);
  }
}

function undecoded(r: AisRecord): UndecodedMessage {
  return {
    type: r.type as UndecodedMessage['type'],
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    bits: r.bits,
    payload: armouredPayload(r.six, r.bits),
  };
}
