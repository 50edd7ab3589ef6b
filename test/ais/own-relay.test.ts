import { describe, expect, it } from 'vitest';
import { createDecoder } from '../../server/ais/decoder.ts';
import { encodeSentences } from '../../server/ais/write/encode.ts';

const block = (fields: string) => {
  let sum = 0;
  for (let i = 0; i < fields.length; i++) sum ^= fields.charCodeAt(i);
  return `\\${fields}*${sum.toString(16).toUpperCase().padStart(2, '0')}\\`;
};
const [fix] = encodeSentences({ type: 1, mmsi: 273_000_001, lon: 131.9, lat: 43.1 });
const voyage = encodeSentences({ type: 5, mmsi: 273_000_001, name: 'MAIA' });

function decode(text: string, refuseOwn = true) {
  const rejects: string[] = [];
  let messages = 0;
  const decoder = createDecoder({ refuseOwn });
  const count = () => void messages++;
  decoder.push(Buffer.from(text), count, (reason) => rejects.push(reason));
  decoder.end(count, (reason) => rejects.push(reason));
  return { messages, rejects };
}

describe('what our own relay has sent out', () => {
  it.each([
    ['at once', block('s:keelwatch,c:1787227200')],
    ['over a hop that puts its own block before it', block('s:kplex') + block('s:keelwatch,c:1787227200')],
    [
      'over a hop that puts its own block behind it',
      block('s:keelwatch,c:1787227200') + block('s:2573010,c:1787227201'),
    ],
    ['with a logger’s time before it', `2026-08-20T12:00:00Z ${block('s:keelwatch')}`],
  ])('is refused %s', (_, tags) => {
    expect(decode(`${tags}${fix}\r\n${fix}\r\n`)).toEqual({ messages: 1, rejects: ['own relay'] });
  });

  it('is refused in all its parts, also where a hop marks the first alone', () => {
    const both = voyage.map((line) => `${block('s:keelwatch')}${line}\r\n`).join('');
    expect(decode(both)).toEqual({ messages: 0, rejects: ['own relay', 'own relay'] });
    const [first, second] = voyage;
    const grouped = `${block('g:1-2-77,s:keelwatch')}${first}\r\n${block('g:2-2-77')}${second}\r\n`;
    expect(decode(grouped)).toEqual({ messages: 0, rejects: ['own relay', 'own relay'] });
  });

  it('is read from a recording, and another station is never taken for it', () => {
    expect(decode(`${block('s:keelwatch')}${fix}\r\n`, false).messages).toBe(1);
    for (const station of ['keelwatch2', 'keel', 'Keelwatch']) {
      expect(decode(`${block(`s:${station}`)}${fix}\r\n`).messages).toBe(1);
    }
  });
});
