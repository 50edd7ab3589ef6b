// What changed from one JSON value to the next, as JSON, and back. A list that grew at its end is told by its end, and an
// object by the members that differ: a call that has lain for weeks is not written whole for every stop. The same change
// applied to the same value gives the next value, but for the order of new members.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Another value; the members of an object; or the first so many of a list, with others after them. */
export type Change = { is: Json } | { set: Record<string, Change>; gone?: string[] } | { keep: number; rest: Json[] };

/** Null where nothing changed. */
export function changeOf(before: Json, after: Json): Change | null {
  if (Array.isArray(before) && Array.isArray(after)) return changeOfList(before, after);
  if (isObject(before) && isObject(after)) return changeOfObject(before, after);
  return before === after ? null : { is: after };
}

export function applied(before: Json, change: Change): Json {
  if ('is' in change) return change.is;
  if ('keep' in change) {
    if (!Array.isArray(before)) throw new Error('a change of a list meets no list');
    return [...before.slice(0, change.keep), ...change.rest];
  }
  if (!isObject(before)) throw new Error('a change of members meets no object');
  const after = { ...before };
  for (const key of change.gone ?? []) delete after[key];
  for (const [key, each] of Object.entries(change.set)) after[key] = applied(before[key] ?? null, each);
  return after;
}

function changeOfList(before: readonly Json[], after: Json[]): Change | null {
  let keep = 0;
  while (keep < before.length && keep < after.length && changeOf(before[keep]!, after[keep]!) === null) keep++;
  return keep === before.length && keep === after.length ? null : { keep, rest: after.slice(keep) };
}

function changeOfObject(before: Record<string, Json>, after: Record<string, Json>): Change | null {
  const set: Record<string, Change> = {};
  for (const [key, value] of Object.entries(after)) {
    const change = Object.hasOwn(before, key) ? changeOf(before[key]!, value) : { is: value };
    if (change !== null) set[key] = change;
  }
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  if (gone.length > 0) return { set, gone };
  return Object.keys(set).length === 0 ? null : { set };
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
