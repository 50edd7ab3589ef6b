// Facts about ports and transfer areas, and the World Port Index → watch ports, zones and context ports.

import { distanceKm } from '../../server/domain/geo.ts';
import type { PlaceKind, Port, Zone } from '../../server/domain/places/place.ts';
import type { Facts, PortFact, WpiFact } from './facts.ts';

/** Global Fishing Watch enters at 3 km and leaves at 4 km: the width of that band is kept at every radius. */
const BAND_KM = 1;
/** A World Port Index point this near to a watch port is the same harbour: its twin would take stops away from rules. */
const SAME_PORT_KM = 6;

/** Where a stop is first of all waiting, with the ground in the facts. */
const WAITING: Readonly<Record<string, string>> = {
  suez: 'canal queue (transfer-zone table: "Canal queue: noise")',
  kavkaz: 'anchorage of the Kerch Strait, "also a waiting place for normal traffic" (transfer-zone table)',
  kerch: 'Kerch Strait: anchoring for the transit is a stop (detection table, port visit, case 12)',
  khorfakkan:
    'open anchorage with huge lawful traffic (transfer-zone table), no berths in the circle that the table names',
};

export function compileWatchPorts(facts: Facts): Port[] {
  return facts.ports.ports.map((fact) => {
    const waiting = WAITING[fact.id];
    const note = [fact.note, waiting ? `Waiting area: ${waiting}.` : null].filter((text) => text).join(' ');
    return {
      id: fact.id,
      name: fact.name,
      country: fact.country,
      locode: fact.locode,
      lon: fact.lon,
      lat: fact.lat,
      kind: kindOf(fact),
      confidence: confidenceOf(fact),
      enterKm: fact.suggestedRadiusKm,
      leaveKm: fact.suggestedRadiusKm + BAND_KM,
      watch: true,
      waitingArea: waiting !== undefined,
      tags: fact.tags,
      destinationAliases: fact.destinationAliases,
      note: note === '' ? null : note,
      source: fact.coordSource,
    };
  });
}

function kindOf(fact: PortFact): PlaceKind {
  const { kind } = fact;
  if (kind === 'port' || kind === 'terminal' || kind === 'naval' || kind === 'shipyard' || kind === 'anchorage') {
    return kind;
  }
  throw new Error(`unknown kind of place '${kind}' for ${fact.id}`);
}

function confidenceOf(fact: PortFact): Port['confidence'] {
  const { confidence } = fact;
  if (confidence === 'ok' || confidence === 'approx' || confidence === 'unverified') return confidence;
  throw new Error(`unknown confidence '${confidence}' for ${fact.id}`);
}

/** A note that says that ordinary ships lie there too makes a zone no place of interest by itself. */
const ORDINARY = /\bnoise\b|\bnormal traffic\b|\blawful traffic\b/i;

export function compileZones(facts: Facts): Zone[] {
  return facts.ports.zones.map((fact) => {
    const [west, south, east, north] = fact.bbox;
    if (!(west < east && south < north)) throw new Error(`zone ${fact.id} has an empty box ${fact.bbox}`);
    return {
      id: fact.id,
      name: `${fact.name} (${fact.area})`,
      kind: 'transfer',
      ring: [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
      active: fact.activeWhen,
      note: fact.note,
      source: fact.source,
      ...(fact.note !== null && ORDINARY.test(fact.note) ? { ordinary: true } : {}),
    };
  });
}

/** What differs from row to row; the rest is the same for all and stands once in the file's head. */
export type ContextPort = Pick<Port, 'id' | 'name' | 'country' | 'locode' | 'lon' | 'lat' | 'destinationAliases'>;

/** Context ports name where an ordinary call was; the point is rounded to the minute, so 3 km in and 4 km out. */
export const CONTEXT_DEFAULTS: Omit<Port, keyof ContextPort> = {
  kind: 'port',
  confidence: 'ok',
  enterKm: 3,
  leaveKm: 3 + BAND_KM,
  watch: false,
  waitingArea: false,
  tags: [],
  note: null,
  source: 'World Port Index',
};

export function compileContextPorts(facts: Facts, watch: readonly Port[]): ContextPort[] {
  const codes = countryCodes(facts.wpi);
  const seen = new Map<string, number>();
  const rows: ContextPort[] = [];
  for (const fact of facts.wpi) {
    const times = (seen.get(fact.wpi_no) ?? 0) + 1;
    seen.set(fact.wpi_no, times);
    const lon = Number(fact.lon);
    const lat = Number(fact.lat);
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) throw new Error(`WPI ${fact.wpi_no} is at ${lon}, ${lat}`);
    if (watch.some((port) => distanceKm(port.lon, port.lat, lon, lat) <= SAME_PORT_KM)) continue;
    rows.push({
      // The index repeats four of its numbers: the second holder gets a mark of its own.
      id: times === 1 ? `wpi:${fact.wpi_no}` : `wpi:${fact.wpi_no}-${times}`,
      name: fact.name,
      country: codes.get(fact.country) ?? '',
      locode: fact.unlocode === '' ? null : fact.unlocode,
      lon,
      lat,
      destinationAliases: fact.alt_name === '' ? [] : [fact.alt_name.toUpperCase()],
    });
  }
  return rows;
}

/** Country names whose ports carry no code of their own, or as many of a neighbour's. */
const NAMED_CODES: Readonly<Record<string, string>> = {
  Gibraltar: 'GI',
  'Johnson Atoll': 'UM',
  'Midway Islands': 'UM',
  'Wake Island': 'UM',
  'Norfolk Island': 'NF',
  Palau: 'PW',
  'Western Sahara': 'EH',
  Svalbard: 'SJ',
};

/** Country name → ISO code, by the commonest prefix of its ports' UN/LOCODEs: single codes hold typing errors. */
function countryCodes(rows: readonly WpiFact[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const row of rows) {
    if (row.unlocode === '') continue;
    const prefix = row.unlocode.slice(0, 2);
    const mine = counts.get(row.country) ?? new Map<string, number>();
    mine.set(prefix, (mine.get(prefix) ?? 0) + 1);
    counts.set(row.country, mine);
  }
  const codes = new Map(Object.entries(NAMED_CODES));
  for (const [country, prefixes] of counts) {
    if (codes.has(country)) continue;
    const best = [...prefixes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]!;
    codes.set(country, best[0]);
  }
  return codes;
}
