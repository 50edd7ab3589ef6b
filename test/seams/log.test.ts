import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { logOptions } from '../../server/seams/log.ts';

describe('the log', () => {
  it.each(['err', 'error'])('tells an error by its message, whatever it is called: %s', (name) => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    pino(logOptions('error'), sink).error(
      { [name]: new Error('the disk is full', { cause: new Error('ENOSPC') }) },
      'failed',
    );
    expect(lines.join('')).toContain('the disk is full');
    expect(lines.join('')).toContain('ENOSPC');
  });

  it('writes out what would turn a terminal’s line round or colour it, and stays JSON', () => {
    const lines: string[] = [];
    const name = '\u202eKCAB \u009b31m\u001b]0;x\u0007';
    pino(logOptions('error'), { write: (line: string) => void lines.push(line) }).error({ name }, name);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(lines.join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(JSON.parse(lines[0]!)).toMatchObject({ name, msg: name });
  });
});
