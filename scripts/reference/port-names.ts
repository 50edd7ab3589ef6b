// Every spelling of a port of ours, folded as the labels of the anchorage table are.

import type { Port } from '../../server/domain/places/place.ts';
import { spellings } from './anchorage-labels.ts';

const spelt = new WeakMap<Port, string[]>();

/** Every spelling of a port: "Rajin (Najin, Rason)" is three names. */
export function namesOf(port: Port): string[] {
  let names = spelt.get(port);
  if (names === undefined) {
    const outside = port.name.replace(/\s*\(.*$/, '');
    const inside = /\((.*)\)/.exec(port.name)?.[1]?.split(',') ?? [];
    const aliases = port.destinationAliases.flatMap((alias) => alias.split(';'));
    names = [...new Set([outside, ...inside, ...aliases].flatMap(spellings))];
    spelt.set(port, names);
  }
  return names;
}
