// The committed reference data: complete, consistent, and true to the contracts of the domain.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packPoints, unpackPoints } from '../../db/reference/anchorages.ts';
import { loadReference } from '../../db/reference/load.ts';
import { compileAnchorages } from '../../scripts/reference/anchorages.ts';
import { imoHolds, readFacts } from '../../scripts/reference/facts.ts';
import { compileHarbours } from '../../scripts/reference/harbours.ts';
import { compileContextPorts, compileWatchPorts, compileZones } from '../../scripts/reference/places.ts';
import { compileRules } from '../../scripts/reference/rules.ts';
import { compileHulls, compileLists } from '../../scripts/reference/vessels.ts';
import type { Mooring } from '../../server/domain/places/place.ts';
import { designationsAt } from '../../server/domain/vessel.ts';

const reference = loadReference();
const watchPorts = reference.ports.filter((port) => port.watch);
const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** Points as the file has them, to a metre. */
function rounded(mooring: Mooring): Mooring {
  return { ...mooring, points: unpackPoints(packPoints(mooring.points)) };
}

function hull(id: string) {
  const found = reference.hulls.find((row) => row.id === id);
  if (!found) throw new Error(`no hull ${id}`);
  return found;
}

describe('watched hulls', () => {
  it('are 170, and every IMO number passes its check digit but one that was printed so', () => {
    expect(reference.hulls).toHaveLength(170);
    const broken = reference.hulls.filter((row) => row.imo !== null && !imoHolds(String(row.imo)));
    expect(broken.map((row) => row.name)).toEqual(['YON PUNG 3']);
    expect(broken[0]!.notes).toContain('fail the check digit');
  });

  it('include five without an IMO number, under a key of their own', () => {
    const without = reference.hulls.filter((row) => row.imo === null).map((row) => row.id);
    expect(without.sort()).toEqual([
      'hull:cathay-phoenix',
      'hull:de-yi',
      'hull:heng-yang-9',
      'hull:min-ning-de-you-078',
      'hull:tok-song',
    ]);
  });

  it('say of the hulls of published cases where the case was told, and of no list that they are on it', () => {
    expect(hull('imo:8314881')).toMatchObject({ lengthM: 146, sources: ['Arms Control Wonk 2020'], designations: [] });
    expect(hull('hull:cathay-phoenix')).toMatchObject({ sources: ['New York Times 2023'], designations: [] });
  });

  it('say of LADY R in October 2023: listed by the US, not yet by Korea', () => {
    const authorities = designationsAt(hull('imo:9161003'), Date.UTC(2023, 9, 15)).map((d) => d.authority);
    expect(authorities).toEqual(['US OFAC']);
  });

  it('say of LADY R on the day after the Korean notice: listed by both', () => {
    const authorities = designationsAt(hull('imo:9161003'), Date.UTC(2024, 3, 3)).map((d) => d.authority);
    expect(authorities.sort()).toEqual(['Republic of Korea (MOFA)', 'US OFAC']);
  });

  it('never count the Ukrainian catalogue as a sanction', () => {
    const all = reference.hulls.flatMap((row) => row.designations);
    expect(all.filter((d) => d.authority.startsWith('Ukraine') && d.sanction)).toEqual([]);
    expect(designationsAt(hull('imo:9574195'), Date.UTC(2026, 0, 1))).toEqual([]);
  });

  it('pin the four arms carriers and nobody else', () => {
    const pinned = reference.hulls.filter((row) => row.pinned).map((row) => row.name);
    expect(pinned.sort()).toEqual(['ANGARA', 'LADY R', 'MAIA-1', 'MARIA']);
  });

  it('carry the end of a ship, so that its later voice can be told', () => {
    expect(hull('imo:9538892').endedAt).toBe(Date.UTC(2024, 11, 23));
    expect(hull('imo:8905490').endedAt).toBe(Date.UTC(2019, 9, 1));
    expect(hull('imo:9304667').endedAt).toBeNull();
  });

  it('tell old MMSIs from current ones and keep both hulls of a doubled one', () => {
    const holders = reference.hulls.filter((row) => row.mmsis.some((m) => m.mmsi === 445114000));
    expect(holders.map((row) => row.name).sort()).toEqual(['BLUE NOUVELLE', 'CHONG CHON GANG']);
    expect(holders.every((row) => row.mmsis.find((m) => m.mmsi === 445114000)?.old)).toBe(true);
  });

  it('each name a source, in the hull and in every designation', () => {
    for (const row of reference.hulls) {
      expect(row.sources.length, row.name).toBeGreaterThan(0);
      for (const d of row.designations) expect(d.source, row.name).not.toBe('');
    }
  });

  it('are counted once per list', () => {
    const total = reference.lists.reduce((sum, list) => sum + list.designations, 0);
    expect(total).toBe(reference.hulls.reduce((sum, row) => sum + row.designations.length, 0));
  });
});

describe('places', () => {
  it('are 114 watch ports, 21 zones, the World Port Index as context and what only anchorage points name', () => {
    expect(watchPorts).toHaveLength(114);
    expect(reference.zones).toHaveLength(21);
    expect(reference.ports.filter(({ watch, mooringsOnly }) => !watch && !mooringsOnly)).toHaveLength(3714);
    expect(reference.ports.filter(({ mooringsOnly }) => mooringsOnly).length).toBeGreaterThan(1000);
  });

  it('have a country, a sane point and a wider circle to leave than to enter', () => {
    for (const port of reference.ports) {
      // What lies over 12 nm out is in no country's harbour.
      expect(port.country, port.id).toMatch(port.id.startsWith('gfw:none-') ? /^$/ : /^[A-Z]{2}$/);
      expect(Math.abs(port.lat) <= 90 && Math.abs(port.lon) <= 180, port.id).toBe(true);
      expect(port.leaveKm, port.id).toBe(port.enterKm + 1);
      expect(port.source, port.id).not.toBe('');
    }
  });

  it('never repeat a watch port as context', () => {
    const rajins = reference.ports.filter((port) => port.locode === 'KPRJN');
    expect(rajins.map((port) => port.id)).toEqual(['rajin']);
  });

  it('keep both ports that share a World Port Index number', () => {
    const doubled = reference.ports.filter((port) => /^wpi:\d+-2$/.test(port.id)).map((port) => port.id);
    expect(doubled.sort()).toEqual(['wpi:400-2', 'wpi:49454-2', 'wpi:49460-2', 'wpi:9510-2']);
  });

  it('mark the waiting areas with their ground', () => {
    const waiting = reference.ports.filter((port) => port.waitingArea);
    expect(waiting.map((port) => port.id).sort()).toEqual(['kavkaz', 'kerch', 'khorfakkan', 'suez']);
    for (const port of waiting) expect(port.note, port.id).toContain('Waiting area:');
  });

  it('close every zone ring', () => {
    for (const zone of reference.zones) expect(zone.ring.at(-1), zone.id).toEqual(zone.ring[0]);
  });
});

describe('route rules', () => {
  const ports = new Set(watchPorts.map((port) => port.id));
  const zones = new Set(reference.zones.map((zone) => zone.id));

  it('are 22 and name only ports and zones that exist', () => {
    expect(reference.rules).toHaveLength(22);
    for (const rule of reference.rules) {
      for (const id of [...rule.origin, ...rule.destination, ...(rule.needs.gapNear ?? [])]) {
        expect(ports.has(id), `${rule.id}: ${id}`).toBe(true);
      }
      for (const id of [...rule.originZones, ...rule.destinationZones]) {
        expect(zones.has(id), `${rule.id}: ${id}`).toBe(true);
      }
    }
  });

  it('are never without an area, a partner or a sign to look for', () => {
    for (const rule of reference.rules) {
      const areas = [
        ...rule.origin,
        ...rule.destination,
        ...rule.destinationZones,
        ...(rule.destinationCountries ?? []),
      ];
      expect(areas.length > 0 || (rule.needs.partner ?? rule.needs.signs) !== undefined, rule.id).toBe(true);
    }
  });

  it('keep the Venezuelan rule silent from 3 January 2026 on', () => {
    expect(reference.rules.find((rule) => rule.id === 'venezuela-oil')?.toAt).toBe(Date.UTC(2026, 0, 3));
  });
});

describe('MIDs', () => {
  it('know Russia, DPRK and a dependent territory with its state', () => {
    expect(reference.mids.size).toBe(292);
    expect(reference.mids.get(273)?.iso2).toEqual(['RU']);
    expect(reference.mids.get(445)?.iso2).toEqual(['KP']);
    expect(reference.mids.get(204)?.state).toBe('PT');
  });
});

describe.skipIf(!existsSync(`${shared}facts/vessels.json`))(
  'compilation (needs the facts tables beside the repository)',
  () => {
    it('gives exactly what is committed', () => {
      const facts = readFacts(shared);
      const hulls = compileHulls(facts);
      expect(hulls).toEqual(reference.hulls);
      expect(compileLists(hulls)).toEqual(reference.lists);
      expect(compileWatchPorts(facts)).toEqual(watchPorts);
      expect(compileZones(facts)).toEqual(reference.zones);
      expect(compileRules(facts)).toEqual(reference.rules);
      const context = reference.ports.filter(({ watch, mooringsOnly }) => !watch && !mooringsOnly);
      expect(compileContextPorts(facts, watchPorts)).toHaveLength(context.length);
      const anchorages = compileAnchorages(facts.anchorages, [...watchPorts, ...context]);
      const harbours = compileHarbours(
        facts.locodes,
        [...watchPorts, ...context, ...anchorages.ports],
        anchorages.moorings,
      );
      expect(anchorages.ports).toEqual(reference.ports.filter(({ mooringsOnly }) => mooringsOnly));
      expect([...anchorages.moorings, ...harbours].map(rounded)).toEqual(reference.moorings);
    });

    it('refuses a rule that has no translation', () => {
      const facts = readFacts(shared);
      facts.routes.rules.push({ ...facts.routes.rules[0]!, id: 'new-rule' });
      expect(() => compileRules(facts)).toThrow("rule 'new-rule' has no translation");
    });

    it('refuses a rule that names an unknown port', () => {
      const facts = readFacts(shared);
      facts.routes.rules[0]!.origin.push('atlantis');
      expect(() => compileRules(facts)).toThrow("names an unknown port 'atlantis'");
    });

    it('refuses an IMO number that fails its check digit', () => {
      const facts = readFacts(shared);
      facts.vessels.vessels[0]!.imo = '9161004';
      expect(() => compileHulls(facts)).toThrow('IMO 9161004 of LADY R fails its check digit');
    });
  },
);
