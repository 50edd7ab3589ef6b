// Hand-made hulls and reports for the identity tests. Values of real ships are from the published lists.

import type { HandBindings, Verdict } from '../../../server/domain/identity/identify.ts';
import { identify } from '../../../server/domain/identity/identify.ts';
import { beginUnit, hearStatic, type UnitIdentity } from '../../../server/domain/identity/unit.ts';
import { indexHulls, type WatchIndex } from '../../../server/domain/identity/watch-index.ts';
import { emptyReport, type Report, STATIC, STATION } from '../../../server/domain/report.ts';
import { blankHull, type ListedMmsi, type WatchedHull } from '../../../server/domain/vessel.ts';

export const NOW = Date.UTC(2024, 4, 1);
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export const MIDS = new Map([
  [273, { name: 'Russian Federation', iso2: ['RU'] }],
  [445, { name: "Democratic People's Republic of Korea", iso2: ['KP'] }],
  [352, { name: 'Panama', iso2: ['PA'] }],
  [613, { name: 'Cameroon', iso2: ['CM'] }],
]);

export function hull(name: string, imo: number | null, more: Partial<WatchedHull> = {}): WatchedHull {
  const id = imo === null ? `hull:${name.toLowerCase().replaceAll(' ', '-')}` : `imo:${imo}`;
  return { ...blankHull(id, imo, name), group: 'test', ...more };
}

export function mmsi(value: number, source = 'OFAC', old = false): ListedMmsi {
  return { mmsi: value, source, old };
}

export const LADY_R = hull('LADY R', 9161003, {
  aliases: ['SLOMAN PRODUCER'],
  mmsis: [mmsi(273212120, 'OFAC', true)],
  callSigns: ['UBDT8'],
  flag: 'Russia',
  flagCodes: ['RU'],
  shipType: 'ro-ro cargo',
  grossTonnage: 7260,
  lengthM: 122,
});
export const ANGARA = hull('ANGARA', 9179842, {
  aliases: ['BBC ARCTIC', 'RICKMERS ARCTIC'],
  mmsis: [mmsi(273210440)],
  callSigns: ['UBYT2'],
  flagCodes: ['RU'],
  shipType: 'ro-ro cargo',
  grossTonnage: 8811,
});
export const MAIA_1 = hull('MAIA-1', 9358010, {
  aliases: ['NEPTUN', 'BBC HAWAII'],
  mmsis: [mmsi(273291160)],
  callSigns: ['UBGW2'],
  flagCodes: ['RU'],
  shipType: 'general cargo',
  grossTonnage: 9611,
  lengthM: 138,
});
export const MARIAS = [
  hull('MARIA', 8517839, { mmsis: [mmsi(273359830)], callSigns: ['UBRH7'], flagCodes: ['RU'] }),
  hull('MARIA (tanker, ex BORAY)', 9198783),
  hull('MARIA', 9617923),
];
export const URSA_MAJOR = hull('URSA MAJOR', 9538892, {
  aliases: ['SPARTA III'],
  mmsis: [mmsi(273396130)],
  flagCodes: ['RU'],
  status: 'sunk',
  endedAt: Date.UTC(2024, 11, 23),
});
export const TOK_SONG = hull('TOK SONG', null, {
  mmsis: [mmsi(445321000)],
  callSigns: ['HMYX5'],
  flagCodes: ['KP'],
  shipType: 'general cargo',
  lengthM: 100,
});
export const CHONG_BONG = hull('CHONG BONG', 8909575, { mmsis: [mmsi(445114000, 'UN')] });
export const CHONG_CHON_GANG = hull('CHONG CHON GANG', 7937317, { mmsis: [mmsi(445114000, 'UN', true)] });
export const VOYAGE_STAR = hull('VLADIMIR MONOMAKH THE GREAT', 9842190, { flagCodes: ['RU'] });
export const CHERSKIY = hull('AKADEMIK CHERSKIY', 8770261, {
  flagCodes: ['RU'],
  shipType: 'general cargo',
  lengthM: 150,
});

export const FLEET = [
  LADY_R,
  ANGARA,
  MAIA_1,
  ...MARIAS,
  URSA_MAJOR,
  TOK_SONG,
  CHONG_BONG,
  CHONG_CHON_GANG,
  VOYAGE_STAR,
  CHERSKIY,
];
export const INDEX = indexHulls(FLEET, { mids: MIDS });

/** A class A static report with only these values. */
export function report(values: Partial<Report>): Report {
  return {
    ...emptyReport(),
    parts: STATIC,
    station: STATION.classA,
    at: NOW,
    arrivedAt: NOW,
    source: 'test',
    ...values,
  };
}

/** A unit that has sent these static reports, one a minute where no time is given. */
export function unitOf(number: number, ...said: Partial<Report>[]): UnitIdentity {
  const reports = said.map((values, i) => report({ mmsi: number, at: NOW + i * MINUTE, ...values }));
  const unit = beginUnit(number, reports[0]?.at ?? NOW, 'test');
  for (const each of reports) hearStatic(unit, each);
  return unit;
}

/** The verdict on such a unit at its last report. */
export function verdictOn(
  number: number,
  said: Partial<Report> | Partial<Report>[],
  index: WatchIndex = INDEX,
  bindings?: HandBindings,
): Verdict {
  const unit = unitOf(number, ...(Array.isArray(said) ? said : [said]));
  return identify(unit, index, unit.lastAt, bindings);
}

/** 'C1 imo:9161003 | Q1 imo:…': the hull taken, then the candidates. */
export function told(verdict: Verdict): string {
  const taken = verdict.hull ? `${verdict.match!.rule} ${verdict.hull.id}` : 'none';
  return [taken, ...verdict.candidates.map((c) => `${c.evidence.rule} ${c.hullId}`)].join(' | ');
}
