import { describe, expect, it } from 'vitest';
import { readOfacDelta } from '../../server/lists/formats/us/ofac-delta.ts';
import type { ListFile } from '../../server/lists/list.ts';
import { ENTITY_BOMB, listFile, refusalOf, WEB_PAGE } from './reading.ts';

const DELTA = `<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="https://www.treasury.gov/ofac/DeltaFile/1.0">
 <publicationInfo><datePublished>2026-01-15T00:00:00-05:00</datePublished><publicationType>Standard Action</publicationType></publicationInfo>
 <entities>
  <entity id="37095" action="add"><generalInfo><entityType refId="603">Vessel</entityType></generalInfo>
   <names><name><isPrimary>false</isPrimary><translations><translation><formattedFullName>OTHER</formattedFullName></translation></translations></name>
    <name><isPrimary>true</isPrimary><translations><translation><isPrimary>false</isPrimary><formattedFullName>Леди Р</formattedFullName></translation><translation><isPrimary>true</isPrimary><formattedFullName>LADY R</formattedFullName></translation></translations></name></names></entity>
  <entity id="4243"><sanctionsPrograms><sanctionsProgram action="add">CUBA</sanctionsProgram></sanctionsPrograms></entity>
  <entity id="4234" action="delete"><generalInfo><entityType>Vessel</entityType></generalInfo></entity>
  <entity id="4235" action="remove" /><entity id="4236" action="modify" /><entity id="4237" action="change" />
 </entities>
</sanctionsData>`;

/** As a format, for `refusalOf`. */
const format = {
  read: async (files: readonly ListFile[]) => {
    await readOfacDelta(files[0]!);
    return { records: [], mark: null, skipped: {} };
  },
};
const refused = (text: string) => refusalOf(format, listFile(text, { name: 'delta.xml' }));

describe('the OFAC delta file', () => {
  it('says what one publication added, changed and removed, in the words of any year', async () => {
    expect(await readOfacDelta(listFile(DELTA, { chunk: 5 }))).toEqual({
      publishedAt: Date.UTC(2026, 0, 15),
      changes: [
        { recordId: '37095', action: 'add', name: 'LADY R', type: 'Vessel' },
        { recordId: '4243', action: 'modify', name: null, type: null },
        { recordId: '4234', action: 'delete', name: null, type: 'Vessel' },
        { recordId: '4235', action: 'delete', name: null, type: null },
        { recordId: '4236', action: 'modify', name: null, type: null },
        { recordId: '4237', action: 'modify', name: null, type: null },
      ],
    });
  });

  it('refuses what is cut, unknown or something else', async () => {
    expect(await refused(DELTA.slice(0, -40))).toMatch(/^delta\.xml is cut/);
    expect(await refused(DELTA.replace('"remove"', '"vanish"'))).toBe(
      'delta.xml has an entity with id "4235" and action "vanish": no known change',
    );
    expect(await refused('<sanctionsData/>')).toMatch(/neither publicationInfo nor entities/);
    expect(await refused('<sdnList/>')).toMatch(/its root is <sdnList>/);
    expect(await refused(WEB_PAGE)).toMatch(/is a web page/);
    expect(await refused(ENTITY_BOMB)).toMatch(/DOCTYPE/);
  });
});
