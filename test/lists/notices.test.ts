// The lists built into the program: what the notices name, with the day each came into force.

import { describe, expect, it } from 'vitest';
import { jpNotices } from '../../server/lists/formats/jp-notices.ts';
import { krNotices } from '../../server/lists/formats/kr-notices.ts';
import type { ListFormat } from '../../server/lists/list.ts';
import { headOf, listFile, refusalOf, shipsOf, WEB_PAGE } from './reading.ts';

async function textOf(format: ListFormat): Promise<string> {
  let text = '';
  for (const { chunks } of format.builtIn!()) for await (const chunk of chunks) text += new TextDecoder().decode(chunk);
  return text;
}

const day = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 10));

describe('the South Korean notices', () => {
  it('of 2 April 2024 name two ships, two companies and two persons, in force a day later', async () => {
    const { records } = await krNotices.read(krNotices.builtIn!());
    const april = records.filter(({ recordId }) => recordId.startsWith('2024-04-02/'));
    expect(april.map(({ kind, names, imo, listedAt }) => [kind, names[0]!.text, imo, day(listedAt)])).toEqual([
      ['ship', 'LADY R', 9161003, '2024-04-03'],
      ['ship', 'ANGARA', 9179842, '2024-04-03'],
      ['party', 'Intellect', null, '2024-04-03'],
      ['party', 'Sodeistvie', null, '2024-04-03'],
      ['party', 'Sergei Kozlov', null, '2024-04-03'],
      ['party', 'Alexander Pamfilov', null, '2024-04-03'],
    ]);
  });

  it('list five ships by July 2024, TOK SONG without a number', async () => {
    const ships = shipsOf(await krNotices.read(krNotices.builtIn!()));
    expect(ships.map(({ names, imo, listedAt }) => [names[0]!.text, imo, day(listedAt)])).toEqual([
      ['LADY R', 9161003, '2024-04-03'],
      ['ANGARA', 9179842, '2024-04-03'],
      ['MARIA', 8517839, '2024-05-24'],
      ['MAIA-1', 9358010, '2024-05-24'],
      ['TOK SONG', null, '2024-07-19'],
    ]);
    expect(ships.every(({ imoDoubtful }) => !imoDoubtful)).toBe(true);
  });

  it('say the same when they are written out and read in again, in any chunking', async () => {
    const text = await textOf(krNotices);
    const built = await krNotices.read(krNotices.builtIn!());
    expect(await krNotices.read([listFile(text, { chunk: 1 })])).toEqual(built);
    expect([krNotices.detect(headOf(text)), jpNotices.detect(headOf(text))]).toEqual([true, false]);
  });

  it('are refused when cut, of another list, or with a kind that is none', async () => {
    const text = await textOf(krNotices);
    expect(await refusalOf(krNotices, listFile(text.slice(0, text.lastIndexOf('end|'))))).toContain(
      'its last line says nothing',
    );
    expect(await refusalOf(krNotices, listFile(text.replace(/\n2024-05-24\/1.*/, '')))).toContain(
      'has 9 rows, its last line says 10',
    );
    expect(await refusalOf(jpNotices, listFile(text))).toContain('it begins "keelwatch notices|kr-mofa');
    expect(await refusalOf(krNotices, listFile(text.replace('|ship|', '|boat|')))).toContain('"boat" is no kind');
    expect(await refusalOf(krNotices, listFile(WEB_PAGE))).toContain('is a web page');
  });
});

describe('the Japanese notices', () => {
  it('name a company of 24 May 2024 and, so far as is known, no ship', async () => {
    const { records } = await jpNotices.read(jpNotices.builtIn!());
    expect(records.map(({ kind, names, listedAt }) => [kind, names.map(({ text }) => text), day(listedAt)])).toEqual([
      ['party', ['Transmorflot', 'MG-Flot LLC'], '2024-05-24'],
    ]);
  });
});
