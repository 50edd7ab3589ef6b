import { describe, expect, it } from 'vitest';
import { readConfig, SETTINGS } from '../../server/config.ts';
import { CodedError } from '../../server/domain/errors.ts';

/** The sentence of the refusal; a program that does not refuse fails the test. */
function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(CodedError);
    expect((error as CodedError).code).toBe('invalid');
    return (error as CodedError).message;
  }
  throw new Error(`${JSON.stringify(env)} was taken`);
}

describe('the configuration', () => {
  it('is complete without any variable', () => {
    expect(readConfig({})).toMatchObject({
      dataFolder: 'data',
      listenHost: '127.0.0.1',
      listenPort: 8080,
      logLevel: 'info',
      demo: 'sea-bridge',
    });
  });

  it('takes a variable that is set to nothing as one that is not set', () => {
    expect(readConfig(Object.fromEntries(SETTINGS.map(({ name }) => [name, ''])))).toEqual(readConfig({}));
  });

  it.each([
    ['127.0.0.1:8080', '127.0.0.1', 8080],
    ['localhost:1', 'localhost', 1],
    [':65535', '127.0.0.1', 65_535],
    ['[::1]:8080', '::1', 8080],
    ['127.0.0.1:0', '127.0.0.1', 0],
  ])('listens on %s', (text, listenHost, listenPort) => {
    expect(readConfig({ KEELWATCH_LISTEN: text })).toMatchObject({ listenHost, listenPort });
  });

  it.each([
    '8080',
    '127.0.0.1',
    '127.0.0.1:',
    '127.0.0.1:http',
    '127.0.0.1:65536',
    '::1:8080',
    '127.0.0.1:-1',
    'a b:c',
  ])('refuses to listen on "%s", naming variable and value', (text) => {
    expect(refusal({ KEELWATCH_LISTEN: text })).toBe(
      `KEELWATCH_LISTEN is "${text}"; use host:port, for example 127.0.0.1:8080.`,
    );
  });

  it('runs engines in threads or processes, and in nothing else', () => {
    expect(readConfig({}).workers).toBe('threads');
    expect(readConfig({ KEELWATCH_WORKERS: 'processes' }).workers).toBe('processes');
    expect(refusal({ KEELWATCH_WORKERS: 'fibres' })).toBe('KEELWATCH_WORKERS is "fibres"; use threads or processes.');
  });

  it('knows its log levels and names them when it is given another', () => {
    for (const level of ['silent', 'error', 'warn', 'info', 'debug'] as const) {
      expect(readConfig({ KEELWATCH_LOG: level }).logLevel).toBe(level);
    }
    expect(refusal({ KEELWATCH_LOG: 'INFO' })).toBe(
      'KEELWATCH_LOG is "INFO"; use one of silent, error, warn, info, debug.',
    );
  });

  it('reads no variable that its table does not hold', () => {
    const asked = new Set<string>();
    const env = new Proxy({}, { get: (_, name) => void asked.add(String(name)) });
    readConfig(env);
    expect([...asked].sort()).toEqual(SETTINGS.map(({ name }) => name).sort());
  });
});
