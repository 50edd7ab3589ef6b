import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { receiveRecording, safeName } from '../../server/files/recording-upload.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-received-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* bytes(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

describe('a recording that is sent', () => {
  it('is kept whole under its name, once, and beside another of that name', async () => {
    expect(await receiveRecording(folder, 'day.nmea.gz', bytes('ab', 'c'))).toEqual({
      file: 'day.nmea.gz',
      bytes: 3,
      known: false,
    });
    expect(await receiveRecording(folder, 'day.nmea.gz', bytes('abc'))).toMatchObject({
      file: 'day.nmea.gz',
      known: true,
    });
    expect(await receiveRecording(folder, 'day.nmea.gz', bytes('xyz'))).toMatchObject({ file: 'day-2.nmea.gz' });
    expect(readFileSync(join(folder, 'day.nmea.gz'), 'utf8')).toBe('abc');
  });

  it('leaves nothing where it is too large, empty, or breaks off', async () => {
    await expect(receiveRecording(folder, 'large.csv', bytes('12345'), 4)).rejects.toThrow(/“large.csv” has more than/);
    await expect(receiveRecording(folder, 'none.csv', bytes())).rejects.toThrow('“none.csv” is empty.');
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('the line broke');
    }
    await expect(receiveRecording(folder, 'half.csv', broken())).rejects.toThrow('the line broke');
    expect(readdirSync(folder).sort()).toEqual(['day-2.nmea.gz', 'day.nmea.gz']);
  });

  it('never leaves its folder, whatever it is called', () => {
    expect(safeName('../../etc/passwd')).toBe('passwd');
    expect(safeName('..\\..\\.keelwatch.db')).toBe('keelwatch.db');
    expect(safeName('Müller “März”.csv')).toMatch(/^Mu-ller-.*\.csv$/);
    expect(safeName('...')).toBe('recording');
  });
});
