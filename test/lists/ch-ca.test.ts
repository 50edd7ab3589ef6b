// Records quoted from the samples of the Swiss and Canadian lists, and from Canada's list of May 2025.

import { describe, expect, it } from 'vitest';
import { caSemaXml } from '../../server/lists/formats/ca-sema-xml.ts';
import { chSecoXml } from '../../server/lists/formats/ch-seco-xml.ts';
import {
  ENTITY_BOMB,
  headOf,
  listFile,
  noRealLists,
  realFile,
  realList,
  refusalOf,
  shipOf,
  shipsOf,
  WEB_PAGE,
} from './reading.ts';

const seco = (targets: string) => `<?xml version="1.0" encoding="UTF-8"?>
<swiss-sanctions-list list-type="whole-list" date="2026-08-27">
<sanctions-program ssid="900" version-date="2016-05-18"><program-key lang="eng">North Korea</program-key><program-key lang="ger">Nordkorea</program-key><program-name lang="eng">Ordinance of 18 May 2016</program-name><sanctions-set ssid="34422" lang="ger">Schiffe</sanctions-set><sanctions-set ssid="34422" lang="eng">Vessel-related measures</sanctions-set></sanctions-program>
${targets}</swiss-sanctions-list>`;
const name = (value: string, type: string, more = '', quality = 'good') =>
  `<name name-type="${type}" quality="${quality}"><name-part order="1" name-part-type="whole-name"><value>${value}</value>${more}</name-part></name>`;
const HUI_CHON = `<target ssid="34461"><sanctions-set-id>34422</sanctions-set-id><object object-type="vessel"><identity ssid="34462" main="true">${name('Hui Chon', 'primary-name', '<spelling-variant lang="kor" script="Hang">희천</spelling-variant>')}${name('Hwang Gum San 2', 'formerly-known-as')}${name('Hui', 'alias', '', 'low')}</identity><other-information>IMO Number: 8405270</other-information></object><modification modification-type="amended" effective-date="2018-01-01"><object object-type="vessel"><identity main="true">${name('OLD COPY', 'primary-name')}</identity></object></modification><modification modification-type="listed" effective-date="2016-05-18"/></target>`;
const COMPANY = `<target ssid="34470"><sanctions-set-id>34422</sanctions-set-id><entity><identity main="true">${name('Korea Samjong Shipping', 'primary-name')}</identity><other-information>Owns SAM JONG 1, IMO Number: 8405311</other-information></entity><modification modification-type="listed" effective-date="2018-05-18"/></target>`;
const GONE = `<target ssid="34480"><sanctions-set-id>34422</sanctions-set-id><object object-type="vessel"><identity main="true">${name('Shang Yuan Bao', 'primary-name')}</identity></object><modification modification-type="listed" effective-date="2018-05-18"/><modification modification-type="de-listed" effective-date="2020-02-03"/></target>`;

describe('the Swiss list', () => {
  it('joins programmes by the set, reads no names out of modifications, and no ship number off a company', async () => {
    for (const chunk of [2, 65_536]) {
      const read = await chSecoXml.read([listFile(seco(HUI_CHON + COMPANY + GONE), { chunk })]);
      const hui = shipOf(read, '34461');
      expect(hui).toMatchObject({
        kind: 'ship',
        imo: 8405270,
        programmes: ['North Korea'],
        measures: ['Vessel-related measures'],
      });
      expect(hui.names).toEqual([
        { text: 'Hui Chon', kind: 'primary', script: 'Latn' },
        { text: '희천', kind: 'script', script: 'Hang' },
        { text: 'Hwang Gum San 2', kind: 'former', script: 'Latn' },
        { text: 'Hui', kind: 'weak', script: 'Latn' },
      ]);
      expect([hui.listedAt, hui.delistedAt]).toEqual([Date.UTC(2016, 4, 18), null]);
      expect(shipOf(read, '34470')).toMatchObject({ kind: 'party', imo: null, companyImo: null });
      expect(shipOf(read, '34480')).toMatchObject({ imo: null, delistedAt: Date.UTC(2020, 1, 3) });
      expect(read.mark).toEqual({ text: '2026-08-27', at: Date.UTC(2026, 7, 27), basis: 'inside' });
    }
  });

  it('keeps a ship that was listed again after it was taken off', async () => {
    const again = GONE.replace(
      '</target>',
      '<modification modification-type="listed" effective-date="2021-03-01"/></target>',
    );
    const read = await chSecoXml.read([listFile(seco(again))]);
    expect(shipOf(read, '34480')).toMatchObject({ listedAt: Date.UTC(2018, 4, 18), delistedAt: null });
  });

  it('is refused when cut, a web page, or with entities of its own', async () => {
    expect(await refusalOf(chSecoXml, listFile(seco(HUI_CHON).slice(0, -40)))).toContain('is cut');
    expect(await refusalOf(chSecoXml, listFile(WEB_PAGE))).toContain('is a web page');
    expect(await refusalOf(chSecoXml, listFile(ENTITY_BOMB))).toContain('declares a DOCTYPE');
    expect(await refusalOf(chSecoXml, listFile('<export/>'))).toContain('its root is <export>');
  });

  it.skipIf(noRealLists)('has one ship in its sample (skipped without the real lists)', async () => {
    expect(shipsOf(await chSecoXml.read([realFile('samples/ch-seco.sample.xml')]))).toHaveLength(1);
  });
});

const OLD = `<record><Country>Russia / Russie</Country><EntityOrShip>Angara</EntityOrShip><TitleOrShip>Ro-Ro Cargo</TitleOrShip><ShipIMONumber>9179842</ShipIMONumber><DateOfBirthOrShipBuildDate>1998</DateOfBirthOrShipBuildDate><Schedule>1.1</Schedule><Item>8</Item><DateOfListing>2025-02-21</DateOfListing></record>`;
const NEW = `<record><Country-Pays>Russia / Russie</Country-Pays><EntityOrShip-EntiteOuNavire>Balitiyskiy III</EntityOrShip-EntiteOuNavire><TitleOrShipType-TitreOuTypeDeNavire>General Cargo/Multi Purpose | Cargo classique/navire polyvalent</TitleOrShipType-TitreOuTypeDeNavire><ShipIMONumber-NumeroOMIDuNavire>7612448</ShipIMONumber-NumeroOMIDuNavire><DateOfBirthOrShipBuildDate-DateDeNaissanceOuDateDeConstructionDuNavire>1980</DateOfBirthOrShipBuildDate-DateDeNaissanceOuDateDeConstructionDuNavire><Schedule-Annexe>1.1</Schedule-Annexe><Item-NumeroDarticle>1</Item-NumeroDarticle><DateOfListing-DateDinscription>2025-02-21</DateOfListing-DateDinscription></record>`;
const PERSON = `<record><Country>Iran</Country><LastName>Ahmadi</LastName><GivenName>Ali</GivenName><ShipIMONumber>علی احمدی</ShipIMONumber><Schedule>1</Schedule><Item>9</Item><DateOfListing>2022-10-03</DateOfListing></record>`;
const BODY = `<record><Country>Belarus / Bélarus</Country><EntityOrShip>Bremino Group</EntityOrShip><Schedule>1, Part 2</Schedule><Item>3</Item><DateOfListing>2021-06-17</DateOfListing></record>`;
const sema = (records: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<data-set>${records}</data-set>`;

describe("Canada's list", () => {
  it('is read in both vocabularies; persons with Persian text for a number stay persons', async () => {
    for (const chunk of [1, 65_536]) {
      const { records, mark } = await caSemaXml.read([listFile(sema(OLD + NEW + PERSON + BODY), { chunk })]);
      expect(records.map(({ kind, imo, names }) => [kind, imo, names[0]!.text])).toEqual([
        ['ship', 9179842, 'Angara'],
        ['ship', 7612448, 'Balitiyskiy III'],
        ['party', null, 'Ali Ahmadi'],
        ['party', null, 'Bremino Group'],
      ]);
      expect(records[0]).toMatchObject({
        shipType: 'Ro-Ro Cargo',
        builtYear: 1998,
        flag: null,
        programmes: ['Russia / Russie'],
      });
      expect(records[1]).toMatchObject({ shipType: 'General Cargo/Multi Purpose', builtYear: 1980 });
      expect(records[1]!.recordId).toBe('Russia / Russie/1.1/1/Balitiyskiy III');
      expect(mark).toEqual({ text: '2025-02-21', at: Date.UTC(2025, 1, 21), basis: 'newest-listing' });
    }
    expect([caSemaXml.detect(headOf(sema(OLD))), caSemaXml.detect(headOf(sema(NEW)))]).toEqual([true, true]);
  });

  it('keeps a ship whose number is mistyped, with a warning', async () => {
    const { records } = await caSemaXml.read([listFile(sema(OLD.replace('9179842', '917984')))]);
    expect(records[0]).toMatchObject({ kind: 'ship', imo: null, imoDoubtful: true });
  });

  it('is refused when its elements have new names again, when cut, a web page, or empty', async () => {
    expect(await refusalOf(caSemaXml, listFile(sema(OLD.replaceAll('Country', 'Land'))))).toContain(
      '1 of 1 records have no "Country" or no "Item"',
    );
    expect(await refusalOf(caSemaXml, listFile(sema(OLD + NEW).slice(0, -30)))).toContain('is cut');
    expect(await refusalOf(caSemaXml, listFile(WEB_PAGE))).toContain('is a web page');
    expect(await refusalOf(caSemaXml, listFile(ENTITY_BOMB))).toContain('declares a DOCTYPE');
    expect(await refusalOf(caSemaXml, listFile(''))).toBe('list is empty');
  });

  describe.skipIf(noRealLists)('as published (skipped without the real lists)', () => {
    it('lists 109 ships in May 2025, LADY R and ANGARA among them', async () => {
      const ships = shipsOf(await caSemaXml.read([realFile('ca/sema-lmes-2025-05.xml.gz', { chunk: 10_007 })]));
      expect(ships).toHaveLength(109);
      expect(ships.filter(({ imo }) => imo === 9161003 || imo === 9179842)).toHaveLength(2);
      expect(ships.filter(({ imoDoubtful }) => imoDoubtful)).toEqual([]);
      expect(caSemaXml.detect(headOf(realList('ca/sema-lmes-2025-05.xml.gz')))).toBe(true);
    });

    it('has one ship in its sample of the new vocabulary', async () => {
      expect(shipsOf(await caSemaXml.read([realFile('samples/ca-sema.sample.xml')]))).toHaveLength(1);
    });
  });
});
