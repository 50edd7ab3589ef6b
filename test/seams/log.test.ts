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
});
