// Looks for an MMSI in the name that somebody gave a track. Nine digits in a name may be a date, an order number or a
// telephone number: only a label makes them an MMSI. At the end of a name they are handed on as unlabelled, when a ship can
// have the number and it is no date; whoever uses that says so.

import { mmsiKind } from '../../ais/mmsi.ts';

export interface MmsiInName {
  mmsi: string;
  /** The name says that it is one: "MMSI 273212120", "LADY R (273212120)". */
  labelled: boolean;
  /** The piece of the name that says it. */
  piece: string;
}

const NAMED = /\bMMSI\b[\s:=#.-]*(\d{9})(?!\d)/i;
const IN_BRACKETS = /[([](\d{9})[)\]]/;
const AT_END = /(?:^|\s)(\d{9})$/;

export function mmsiInName(name: string): MmsiInName | null {
  const named = NAMED.exec(name);
  if (named !== null) return { mmsi: named[1]!, labelled: true, piece: named[0] };
  const found = IN_BRACKETS.exec(name) ?? AT_END.exec(name);
  if (found === null) return null;
  const mmsi = found[1]!;
  if (mmsiKind(Number(mmsi)) !== 'ship' || mayBeDate(mmsi)) return null;
  return { mmsi, labelled: found[0] !== mmsi && /[([]/.test(found[0]), piece: found[0] };
}

/** What is left of the name as a ship's name. */
export function nameWithout(name: string, found: MmsiInName | null): string {
  const rest = found === null ? name : name.replace(found.piece, '');
  return rest.replace(/[\s:;,/-]+$/, '').trim();
}

/** 202402011: a day and one digit more. */
function mayBeDate(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number);
  return year! >= 1990 && year! < 2100 && month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31;
}
