// Facts about ships → watched hulls with dated designations, and one row per list that was read. Every IMO number is
// checked; a designation without a published date stays without one.

import type { ListRow } from '../../db/reference/load.ts';
import type { Designation, WatchedHull } from '../../server/domain/vessel.ts';
import { CASE_HULLS, NUMBERS_AS_PUBLISHED } from './case-hulls.ts';
import { type DesignationFact, dayMs, type Facts, imoHolds, type MidFact, type VesselFact } from './facts.ts';

/** The four ships that every public account of the Rajin sea bridge names. */
const PINNED = new Set(['9161003', '9179842', '8517839', '9358010']);
/** An MMSI whose country is no sign of a flag: one catalogue's odd German number for EVENTIN. */
const ODD_MMSIS = new Set(['211146780']);
/** Flag words that are not the name in the ITU table of MIDs. */
const FLAG_WORDS: readonly [RegExp, string][] = [
  [/^DPRK/, 'KP'],
  [/^Russia/, 'RU'],
  [/Eswatini/, 'SZ'],
  [/Togo/, 'TG'],
  [/^Cook Islands/, 'CK'],
  [/^St Kitts/, 'KN'],
  [/^St Vincent/, 'VC'],
  [/^Vietnam/, 'VN'],
];

/** The four arms carriers as Russian sources write them (identity facts, normalisation 8); no list of these has them. */
const OWN_SCRIPT: Readonly<Record<string, string>> = {
  '9161003': 'Леди Р',
  '9179842': 'Ангара',
  '8517839': 'Мария',
  '9358010': 'Майя-1',
};

export function compileHulls(facts: Facts): WatchedHull[] {
  return [...facts.vessels.vessels, ...CASE_HULLS].map((fact) => {
    const { imo } = fact;
    if (imo !== null && !imoHolds(imo) && !NUMBERS_AS_PUBLISHED.has(imo))
      throw new Error(`IMO ${imo} of ${fact.name} fails its check digit`);
    return {
      id: imo === null ? `hull:${slug(fact.name)}` : `imo:${imo}`,
      imo: imo === null ? null : Number(imo),
      name: plainName(fact),
      aliases: otherNames(fact),
      mmsis: [
        ...fact.mmsi.map((mmsi) => ({ mmsi: mmsiNumber(mmsi), source: fact.sources.join(', '), old: false })),
        ...fact.mmsiHistory.map((mmsi) => ({ mmsi: mmsiNumber(mmsi), source: fact.sources.join(', '), old: true })),
      ],
      callSigns: fact.callSign === null ? [] : fact.callSign.split(/[,;/]\s*/),
      flag: fact.flag,
      flagCodes: flagCodes(fact, facts.mids.mid),
      shipType: fact.type,
      builtYear: fact.built,
      grossTonnage: fact.gt ?? null,
      lengthM: fact.lengthM ?? null,
      owner: fact.owner ?? null,
      operator: fact.operator ?? null,
      status: fact.status,
      endedAt:
        (fact.status === 'sunk' || fact.status === 'scrapped') && fact.statusDate ? dayMs(fact.statusDate) : null,
      designations: fact.designations.map(compileDesignation),
      pinned: imo !== null && PINNED.has(imo),
      group: fact.group,
      notes: fact.notes ?? null,
      // Two rows name their press sources in the notes alone.
      sources: fact.sources.length > 0 ? fact.sources : ['press, as named in the notes'],
    };
  });
}

function otherNames(fact: VesselFact): string[] {
  const names = new Set(fact.aliases);
  if (fact.currentName) names.add(fact.currentName);
  names.delete(plainName(fact));
  const ownScript = fact.imo === null ? undefined : OWN_SCRIPT[fact.imo];
  if (ownScript !== undefined) names.add(ownScript);
  return [...names];
}

/** The table tells two ships apart in the name: 'MARIA (tanker, ex BORAY)'. The ship is called MARIA. */
function plainName(fact: VesselFact): string {
  return fact.name.replace(/ \(.*\)$/, '');
}

function mmsiNumber(text: string): number {
  if (!/^[2-7]\d{8}$/.test(text)) throw new Error(`not a ship's MMSI: '${text}'`);
  return Number(text);
}

function flagCodes(fact: VesselFact, mids: Record<string, MidFact>): string[] {
  const codes = new Set<string>();
  if (fact.flag !== null) {
    const flag = fact.flag;
    const word = FLAG_WORDS.find(([words]) => words.test(flag))?.[1];
    const mid = Object.values(mids).find((row) => row.name.replace(/\s*\(.*\)/, '') === flag);
    const code = word ?? mid?.iso2[0];
    if (!code) throw new Error(`no country code for the flag '${flag}' of ${fact.name}`);
    codes.add(code);
  }
  for (const mmsi of [...fact.mmsi, ...fact.mmsiHistory]) {
    const code = ODD_MMSIS.has(mmsi) ? undefined : mids[mmsi.slice(0, 3)]?.iso2[0];
    if (code) codes.add(code);
  }
  return [...codes];
}

function compileDesignation(fact: DesignationFact): Designation {
  const notes = [fact.note, fact.measures?.join(', ')];
  if (fact.precision.includes('date of application')) notes.push('date of application');
  const listed = notes.filter((note) => note);
  return {
    authority: fact.authority,
    programme: fact.programme,
    ref: fact.ref ?? null,
    listedAt: fact.date === null ? null : inForceMs(fact),
    precision: precisionOf(fact.precision),
    delistedAt: null,
    sanction: !fact.authority.includes('not a sanction'),
    note: listed.length > 0 ? listed.join('; ') : null,
    source: fact.source,
  };
}

/** A listing counts from its first day in force, where the fact names one beside the day on which it was announced. */
function inForceMs({ date, note }: DesignationFact): number {
  const named = /\bin force (\d{1,2} [A-Z][a-z]{2} \d{4})\b/.exec(note ?? '');
  if (!named) return dayMs(date!);
  const at = Date.parse(`${named[1]} UTC`);
  if (Number.isNaN(at)) throw new Error(`no day in the note '${note}'`);
  return at;
}

function precisionOf(text: string): Designation['precision'] {
  if (text.startsWith('day')) return 'day';
  if (text === 'month' || text === 'batch' || text === 'unknown') return text;
  throw new Error(`unknown precision of a date: '${text}'`);
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Which list a designation comes from, and the publication mark of the copy that was read (the vessel table's own). */
const LISTS: readonly (Omit<ListRow, 'hulls' | 'designations'> & { holds: (d: Designation) => boolean })[] = [
  {
    id: 'us-ofac',
    title: 'OFAC SDN list, vessels',
    authority: 'US OFAC',
    asOf: '2026-03-22',
    source: 'US Treasury SDN list, vessel entries, snapshot; gives no date per ship',
    sanction: true,
    holds: (d) => d.authority === 'US OFAC',
  },
  {
    id: 'un-1718',
    title: '1718 Designated Vessels List',
    authority: 'UN 1718 Committee',
    asOf: '2020-06-04',
    source: 'UN Security Council committee, edition of 4 June 2020, still current',
    sanction: true,
    holds: (d) => d.authority === 'UN 1718 Committee',
  },
  {
    id: 'uk',
    title: 'UK Sanctions List, ships',
    authority: 'UK',
    asOf: '2026-08-22',
    source: 'UK Sanctions List ship entries, processed copy',
    sanction: true,
    holds: (d) => d.authority === 'UK',
  },
  {
    id: 'eu',
    title: 'EU vessel entries, Reg. 833/2014 Annex XLII',
    authority: 'EU',
    asOf: '2026-08-22',
    source: 'EU vessel entries with date of application; the copy is not complete, absence proves nothing',
    sanction: true,
    holds: (d) => d.authority === 'EU' && d.source === 'EU list',
  },
  {
    id: 'eu-merged-table',
    title: 'EU, by a merged table only',
    authority: 'EU',
    asOf: '2026',
    source: 'per-IMO table of an analysis repository; not found in the EU list copy',
    sanction: true,
    holds: (d) => d.authority === 'EU' && d.source === 'merged table',
  },
  {
    id: 'nz',
    title: 'New Zealand ship bans',
    authority: 'New Zealand',
    asOf: '2026-08-21',
    source: 'Russia Sanctions Act ship ban list',
    sanction: true,
    holds: (d) => d.authority === 'New Zealand',
  },
  {
    id: 'kr-mofa',
    title: 'Republic of Korea, unilateral DPRK sanctions',
    authority: 'Republic of Korea (MOFA)',
    asOf: '2024-07-18',
    source: 'notices of the foreign ministry as carried by the press: 2 April, 24 May and 18 July 2024',
    sanction: true,
    holds: (d) => d.authority === 'Republic of Korea (MOFA)',
  },
  {
    id: 'ua-hur',
    title: 'War & Sanctions ship catalogue',
    authority: 'Ukraine HUR catalogue (not a sanction by itself)',
    asOf: '2026',
    source: "catalogue of Ukraine's military intelligence: MMSI, call sign, former names",
    sanction: false,
    holds: (d) => d.authority.startsWith('Ukraine HUR'),
  },
];

export function compileLists(hulls: readonly WatchedHull[]): ListRow[] {
  const told = new Set<Designation>();
  const rows = LISTS.map(({ holds, ...list }) => {
    let count = 0;
    let listed = 0;
    for (const hull of hulls) {
      const mine = hull.designations.filter(holds);
      for (const designation of mine) told.add(designation);
      count += mine.length;
      if (mine.length > 0) listed++;
    }
    return { ...list, hulls: listed, designations: count };
  });
  const untold = hulls.flatMap((hull) => hull.designations).find((d) => !told.has(d));
  if (untold) throw new Error(`no list row for the designation ${JSON.stringify(untold)}`);
  return rows;
}
