// Notes on a unit's identity as events: each note that has stood long enough begins a clash, which lasts while the note
// does. In come the notes with every static message; out goes one event per clash, said when it counts and closed when
// the note is gone, or has not been heard for a month. A number that has changed is told once and is then certain.

import { stableId } from '../../hash.ts';
import type { IdentityNote } from '../../identity/notes.ts';
import type { UnitIdentity } from '../../identity/unit.ts';
import type { HeardStatic } from '../detector.ts';
import type { FieldChange, IdentityChangeFacts, IdentityChangeKind } from './facts.ts';
import { COUNT_MESSAGES, COUNT_MS, FORGET_MS } from './settings.ts';

/** At this bound further notes wait until one is gone; a unit near more than a few listed numbers is junk. */
const MOST_CLASHES = 16;

export interface Clash {
  change: IdentityChangeKind;
  hullId: string | null;
  mmsi: number;
  /** The other unit, where two send one number; 0 elsewhere. */
  otherMmsi: number;
  /** Of whom it is told, where that is not the vessel that the unit speaks for. */
  vesselId: string | null;
  id: string;
  revision: number;
  fromAt: number;
  lastAt: number;
  messages: number;
  /** The unit's last change of identity when the count began: it begins anew after each. */
  changedAt: number;
  weight: IdentityChangeFacts['weight'];
  fields: FieldChange[];
  text: string;
  /** Where it was told first; of no meaning before. */
  lon: number;
  lat: number;
  isDue: boolean;
  /** The note is gone. */
  isOver: boolean;
}

interface Telling {
  change: IdentityChangeKind;
  weight: IdentityChangeFacts['weight'];
  /** Worth telling at the first message: the number is exact and somebody must look, or it has been counted already. */
  atOnce: boolean;
}

const TELLINGS: Readonly<Record<IdentityNote['kind'], Telling>> = {
  'mmsi inherited': { change: 'mmsi-inherited', weight: 'note', atOnce: false },
  'number changed': { change: 'imo', weight: 'suspicion', atOnce: false },
  'near number': { change: 'near-number', weight: 'suspicion', atOnce: false },
  'dead ship': { change: 'dead-ship', weight: 'high', atOnce: true },
  'imo withheld': { change: 'imo-withheld', weight: 'note', atOnce: true },
  'identity conflict': { change: 'identity-conflict', weight: 'suspicion', atOnce: false },
  // Two sets on one bridge are worth a note; two places are not one ship.
  'shared imo': { change: 'shared-imo', weight: 'note', atOnce: true },
  unallotted: { change: 'unallotted', weight: 'suspicion', atOnce: false },
};

/** Takes the notes that stand with this message. Clashes of other units of the vessel are left as they are. */
export function hearNotes(clashes: Clash[], heard: Readonly<HeardStatic>, vesselId: string, watched: boolean): void {
  const { unit, report, notes } = heard;
  for (const clash of clashes) if (isOf(clash, unit.mmsi)) clash.isOver = true;
  for (const note of notes) {
    // What touches no listed hull is of no concern, unless the ship is watched for itself.
    if (note.hullId === null && note.kind !== 'number changed' && !watched) continue;
    const { change } = TELLINGS[note.kind];
    const same = (each: Clash) => each.change === change && each.hullId === note.hullId && isOf(each, unit.mmsi);
    let clash = clashes.find(same);
    if (clash === undefined) {
      if (clashes.length >= MOST_CLASHES) continue;
      clash = beginClash(note, unit, report.at, vesselId);
      clashes.push(clash);
    }
    follow(clash, note, unit, report.at);
  }
}

/** A clash of two units is one, whichever of them speaks. */
export function isOf({ mmsi, otherMmsi }: Readonly<Clash>, unitMmsi: number): boolean {
  return mmsi === unitMmsi || otherMmsi === unitMmsi;
}

/** Nothing is being counted or waits to be told. */
export function areClashesSettled(clashes: readonly Clash[]): boolean {
  return clashes.every(({ revision, isDue }) => revision > 0 && !isDue);
}

/** Ends those that were not heard for too long. */
export function forgetClashes(clashes: readonly Clash[], at: number): void {
  for (const clash of clashes) if (at - clash.lastAt >= FORGET_MS) clash.isOver = true;
}

function beginClash(note: IdentityNote, unit: Readonly<UnitIdentity>, at: number, vesselId: string): Clash {
  const { change, weight } = TELLINGS[note.kind];
  const fromAt = beganAt(note, unit, at);
  return {
    change,
    hullId: note.hullId,
    mmsi: unit.mmsi,
    otherMmsi: note.otherMmsi ?? 0,
    // A ship that gives its number up is told of under the number that it was followed by.
    vesselId: note.kind === 'number changed' ? note.hullId : null,
    id: stableId('identity-change', change, vesselId, unit.mmsi, note.hullId ?? '', fromAt),
    revision: 0,
    fromAt,
    lastAt: at,
    messages: 0,
    changedAt: unit.changedAt,
    weight,
    fields: [],
    text: note.text,
    lon: 0,
    lat: 0,
    isDue: false,
    isOver: false,
  };
}

/** What the unit knows of the beginning: since when it misses its number, or sends this one. */
function beganAt({ kind }: IdentityNote, unit: Readonly<UnitIdentity>, at: number): number {
  if (kind === 'imo withheld') return unit.imoMissingFrom;
  if (kind === 'number changed') return unit.lines.findLast(({ field }) => field === 'imo')?.firstAt ?? at;
  return at;
}

function follow(clash: Clash, note: IdentityNote, unit: Readonly<UnitIdentity>, at: number): void {
  clash.isOver = false;
  clash.lastAt = at;
  clash.text = note.text;
  if (clash.revision > 0) {
    if (note.far && clash.weight === 'note') {
      clash.weight = 'suspicion';
      clash.isDue = true;
    }
    return;
  }
  if (clash.changedAt !== unit.changedAt) {
    clash.changedAt = unit.changedAt;
    clash.messages = 0;
    clash.fromAt = at;
  }
  clash.messages++;
  const { atOnce } = TELLINGS[note.kind];
  if (note.far) clash.weight = 'suspicion';
  if (!atOnce && !(clash.messages >= COUNT_MESSAGES && at - clash.fromAt >= COUNT_MS)) return;
  if (note.kind === 'number changed') clash.fields = changedWith(unit, note.formerImo!);
  clash.isDue = true;
}

/** The number, and what else the unit changed with it. */
function changedWith(unit: Readonly<UnitIdentity>, formerImo: number): FieldChange[] {
  const fields: FieldChange[] = [{ field: 'IMO number', from: String(formerImo), to: String(unit.sentImo) }];
  const sinceAt = unit.lines.findLast(({ field }) => field === 'imo')!.firstAt;
  for (const [line, field] of [
    ['name', 'name'],
    ['callSign', 'call sign'],
    ['size', 'size'],
  ] as const) {
    const [before, now] = unit.lines.filter((each) => each.field === line).slice(-2);
    if (now && Math.abs(now.firstAt - sinceAt) < COUNT_MS) fields.push({ field, from: before!.value, to: now.value });
  }
  return fields;
}

/** `vesselId`: of whom it is told. */
export function factsOfClash(clash: Readonly<Clash>, vesselId: string): IdentityChangeFacts {
  const { change, fields, weight, hullId, messages, text } = clash;
  return {
    change: fields.length > 1 ? 'several' : change,
    fields: fields.map((field) => ({ ...field })),
    weight,
    hullId: hullId === vesselId ? null : hullId,
    messages,
    grounds: [`${text}.`],
  };
}
