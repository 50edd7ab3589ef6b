// The compiled reference data, read once from the JSON files beside this one: watched hulls, ports with their berths and
// anchorages, zones, rules, MIDs and lists. It is ours, so a broken file throws; it never reaches for the network or the store.

import { readFileSync } from 'node:fs';
import type { Mooring, Port, Zone } from '../../server/domain/places/place.ts';
import type { RouteRule } from '../../server/domain/rule.ts';
import type { WatchedHull } from '../../server/domain/vessel.ts';
import { readMoorings } from './anchorages.ts';

/** One row of the ITU table: the first three digits of a ship's MMSI. */
export interface Mid {
  mid: number;
  name: string;
  /** Registry territories; several where one MID serves several. */
  iso2: string[];
  /** The responsible state where the territory is dependent. */
  state: string | null;
}

/** One list or catalogue that designations were taken from. */
export interface ListRow {
  id: string;
  title: string;
  authority: string;
  /** Publication mark of the copy: a day, or only a year. */
  asOf: string;
  hulls: number;
  designations: number;
  source: string;
  sanction: boolean;
}

export interface Reference {
  hulls: WatchedHull[];
  /** Watch ports first, then context ports, then those that only anchorage points name. */
  ports: Port[];
  /** Berths and anchorages of these ports. */
  moorings: Mooring[];
  zones: Zone[];
  rules: RouteRule[];
  mids: Map<number, Mid>;
  lists: ListRow[];
}

interface ReferenceFile<Row> {
  about: string;
  asOf: string;
  source: string;
  rows: Row[];
}

type ContextFile = ReferenceFile<Partial<Port>> & { defaults: Partial<Port> };

let loaded: Reference | null = null;

/** The same object on every call: treat it as read-only. */
export function loadReference(): Reference {
  if (loaded) return loaded;
  const context = ['context-ports', 'anchorage-ports'].map((name) => read<Partial<Port>, ContextFile>(name));
  const mids = read<Mid>('mids').rows;
  const reference: Reference = {
    hulls: read<WatchedHull>('vessels').rows,
    ports: [
      ...read<Port>('ports').rows,
      ...context.flatMap(({ defaults, rows }) => rows.map((row) => ({ ...defaults, ...row }) as Port)),
    ],
    moorings: readMoorings(),
    zones: read<Zone>('zones').rows,
    rules: read<RouteRule>('rules').rows,
    mids: new Map(mids.map((row) => [row.mid, row])),
    lists: read<ListRow>('lists').rows,
  };
  mustBeUnique('hull', reference.hulls);
  mustBeUnique('place', [...reference.ports, ...reference.zones]);
  mustBeOf(reference.ports, reference.moorings);
  mustBeUnique('rule', reference.rules);
  mustBeUnique('list', reference.lists);
  if (reference.mids.size !== mids.length) throw new Error('a MID stands twice in db/reference/mids.json');
  loaded = reference;
  return reference;
}

function read<Row, File extends ReferenceFile<Row> = ReferenceFile<Row>>(name: string): File {
  const file = JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as File;
  if (!Array.isArray(file.rows)) throw new Error(`db/reference/${name}.json has no rows`);
  return file;
}

function mustBeUnique(what: string, rows: readonly { id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of rows) {
    if (seen.has(id)) throw new Error(`${what} '${id}' stands twice in db/reference`);
    seen.add(id);
  }
}

function mustBeOf(ports: readonly Port[], moorings: readonly Mooring[]): void {
  const known = new Set(ports.map(({ id }) => id));
  for (const { portId } of moorings) {
    if (!known.has(portId)) throw new Error(`an anchorage of '${portId}' has no port in db/reference`);
  }
}
