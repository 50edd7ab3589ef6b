// Which ships a rule is about, and which it leaves out: the set and the exceptions that users put on a rule. A ship and
// what lists say of it at the event's time come in, yes or no goes out.

import type { RouteRule, ShipSet } from '../rule.ts';
import type { Designation } from '../vessel.ts';
import type { Subject } from './subject.ts';

/** Is the rule about this ship, listed as `designations` say? */
export function isAbout(rule: RouteRule, subject: Subject, designations: readonly Designation[]): boolean {
  const { ships } = rule;
  if (isExcepted(rule, subject)) return false;
  if (!ships) return true;
  return ships.hulls?.some((id) => isShip(subject, id)) === true || passes(ships, subject, designations);
}

type Known = Pick<Subject, 'vesselId' | 'imo' | 'mmsi' | 'hull' | 'flags'>;

export function isExcepted({ except }: RouteRule, subject: Known): boolean {
  if (!except) return false;
  return (
    except.hulls?.some((id) => isShip(subject, id)) === true ||
    except.flags?.some((flag) => flagsOf(subject).includes(flag)) === true ||
    isOn(except.watchlists, subject)
  );
}

/** Can only a hull of the watchlist be meant? Events of other ships need not be kept for such a rule. */
export function needsHull({ needs, ships }: RouteRule): boolean {
  if (needs.listed || needs.watched) return true;
  return ships !== undefined && !ships.hulls && Boolean(ships.watchlists ?? ships.authorities ?? ships.programmes);
}

function passes(ships: ShipSet, subject: Subject, designations: readonly Designation[]): boolean {
  const { watchlists, authorities, programmes, flags, types } = ships;
  if (!watchlists && !authorities && !programmes && !flags && !types) return false;
  if (watchlists && !isOn(watchlists, subject)) return false;
  if (authorities || programmes) {
    const fits = designations.some(
      (row) =>
        (!authorities || authorities.includes(row.authority)) && (!programmes || holdsAny(row.programme, programmes)),
    );
    if (!fits) return false;
  }
  if (flags && !flags.some((flag) => flagsOf(subject).includes(flag))) return false;
  return !types || types.some((type) => type === subject.shipClass) || holdsAny(subject.hull?.shipType ?? '', types);
}

function isShip(subject: Known, id: string): boolean {
  return (
    id === subject.vesselId || id === subject.hull?.id || id === `imo:${subject.imo}` || id === `mmsi:${subject.mmsi}`
  );
}

function isOn(watchlists: readonly string[] | undefined, { hull }: Known): boolean {
  return watchlists?.some((id) => hull?.watchlists?.includes(id)) === true;
}

/** The flag that the radio speaks for; the list's word where no radio was heard. */
function flagsOf({ flags, hull }: Known): readonly string[] {
  return flags !== undefined && flags.length > 0 ? flags : (hull?.flagCodes ?? []);
}

function holdsAny(text: string, parts: readonly string[]): boolean {
  const low = text.toLowerCase();
  return parts.some((part) => low.includes(part.toLowerCase()));
}
