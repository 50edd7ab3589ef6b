// Settings from the environment, each with its default and its check, and the version of this program. The README's table
// is this table; a test holds the two together.

import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { CodedError } from './domain/errors.ts';
import { LOG_LEVELS, type LogLevel } from './seams/log.ts';

/** From package.json: the one place where it is written. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

export interface Config {
  /** Folder for the database and for recordings that the page may replay. */
  dataFolder: string;
  listenHost: string;
  listenPort: number;
  logLevel: LogLevel;
  /** Scenario that the page opens on; 'none' opens the live view. */
  demo: string;
  /** Which lists are fetched by timetable: none, all that ask for no consent, or these. */
  lists: 'off' | 'on' | string[];
  /** What engines and long questions run in. A process that runs out of memory takes nothing with it. */
  workers: 'threads' | 'processes';
  /** Which addresses messages may go to beside public ones. */
  receivers: 'public' | 'loopback' | 'private';
  /** Where the page is for those who are told, without a slash at the end; null: messages carry no link. */
  pageUrl: string | null;
  /** A MapLibre style that the page lays under its own layers; null: none, and the page asks nobody else for anything. */
  mapStyle: string | null;
  /** Names beside localhost that the server answers to. */
  hosts: string[];
  /** Addresses or networks of proxies that are believed. */
  proxies: string[];
}

export interface Setting {
  name: string;
  fallback: string;
  meaning: string;
}

export const SETTINGS: readonly Setting[] = [
  { name: 'KEELWATCH_DATA', fallback: 'data', meaning: 'folder for the database and for recordings to replay' },
  { name: 'KEELWATCH_LISTEN', fallback: '127.0.0.1:8080', meaning: 'address and port of the page and the API' },
  { name: 'KEELWATCH_LOG', fallback: 'info', meaning: 'log level: silent, error, warn, info or debug' },
  { name: 'KEELWATCH_DEMO', fallback: 'sea-bridge', meaning: 'scenario that the page opens on, or none' },
  {
    name: 'KEELWATCH_LISTS',
    fallback: 'off',
    meaning: 'fetch sanctions lists every six hours: off, on, or ids of lists separated by commas',
  },
  { name: 'KEELWATCH_WORKERS', fallback: 'threads', meaning: 'what engines run in: threads, or processes' },
  {
    name: 'KEELWATCH_RECEIVERS',
    fallback: 'public',
    meaning: 'where messages may go: public addresses, loopback (and this machine), or private (and its network)',
  },
  { name: 'KEELWATCH_PAGE', fallback: 'none', meaning: 'address of the page in messages, or none' },
  {
    name: 'KEELWATCH_MAP_STYLE',
    fallback: 'none',
    meaning: 'address of a MapLibre style under the page’s own layers, all of it on one origin, or none',
  },
  {
    name: 'KEELWATCH_HOSTS',
    fallback: 'none',
    meaning: 'names that the server answers to beside localhost, separated by commas',
  },
  {
    name: 'KEELWATCH_PROXIES',
    fallback: 'none',
    meaning: 'proxies whose word about client, host and https is taken: addresses or networks, separated by commas',
  },
];

/** Throws CodedError('invalid') that names the variable and the value. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const value = (name: string) => env[name] || SETTINGS.find((setting) => setting.name === name)!.fallback;
  const level = LOG_LEVELS.find((known) => known === value('KEELWATCH_LOG'));
  if (!level) {
    throw new CodedError(
      'invalid',
      `KEELWATCH_LOG is "${value('KEELWATCH_LOG')}"; use one of ${LOG_LEVELS.join(', ')}.`,
    );
  }
  const { host, port } = readListen(value('KEELWATCH_LISTEN'));
  return {
    dataFolder: value('KEELWATCH_DATA'),
    listenHost: host,
    listenPort: port,
    logLevel: level,
    demo: value('KEELWATCH_DEMO'),
    lists: readLists(value('KEELWATCH_LISTS')),
    workers: readWorkers(value('KEELWATCH_WORKERS')),
    receivers: readReceivers(value('KEELWATCH_RECEIVERS')),
    pageUrl: readPage(value('KEELWATCH_PAGE')),
    mapStyle: readMapStyle(value('KEELWATCH_MAP_STYLE')),
    hosts: readHosts(value('KEELWATCH_HOSTS')),
    proxies: readProxies(value('KEELWATCH_PROXIES')),
  };
}

/** Which addresses may be gone to, as net/ asks for it. */
export function addressPolicy(receivers: Config['receivers']): { allowLoopback: boolean; allowPrivate: boolean } {
  return { allowLoopback: receivers !== 'public', allowPrivate: receivers === 'private' };
}

function readReceivers(text: string): Config['receivers'] {
  if (text === 'public' || text === 'loopback' || text === 'private') return text;
  throw new CodedError('invalid', `KEELWATCH_RECEIVERS is "${text}"; use public, loopback or private.`);
}

function readPage(text: string): string | null {
  if (text === 'none') return null;
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text.replace(/\/+$/, '');
  throw new CodedError(
    'invalid',
    `KEELWATCH_PAGE is "${text}"; use an address such as https://watch.example.org, or none.`,
  );
}

function readMapStyle(text: string): string | null {
  if (text === 'none') return null;
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return new URL(text).href;
  throw new CodedError(
    'invalid',
    `KEELWATCH_MAP_STYLE is "${text}"; use the address of a style such as https://tiles.example.org/style.json, or none.`,
  );
}

function readHosts(text: string): string[] {
  const names = text === 'none' ? [] : text.split(',').map((name) => name.trim().toLowerCase());
  const bad = names.find((name) => !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name));
  if (bad === undefined) return names;
  throw new CodedError(
    'invalid',
    `KEELWATCH_HOSTS names "${bad}"; use names such as watch.example.org, without a port.`,
  );
}

function readProxies(text: string): string[] {
  const addresses = text === 'none' ? [] : text.split(',').map((address) => address.trim());
  for (const address of addresses) {
    const [host = '', bits, ...more] = address.split('/');
    const most = isIP(host) === 4 ? 32 : 128;
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most && Number(bits) > 0);
    if (isIP(host) === 0 || !fits || more.length > 0) {
      throw new CodedError(
        'invalid',
        `KEELWATCH_PROXIES names "${address}"; use addresses or networks such as 127.0.0.1,10.0.0.0/8.`,
      );
    }
  }
  return addresses;
}

function readWorkers(text: string): Config['workers'] {
  if (text === 'threads' || text === 'processes') return text;
  throw new CodedError('invalid', `KEELWATCH_WORKERS is "${text}"; use threads or processes.`);
}

/** "off", "on" or "ofac-sdn,uk-sanctions-list"; whether there are such lists is settled when they are first fetched. */
function readLists(text: string): Config['lists'] {
  if (text === 'off' || text === 'on') return text;
  const ids = text.split(',').map((id) => id.trim());
  if (ids.every((id) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))) return ids;
  throw new CodedError('invalid', `KEELWATCH_LISTS is "${text}"; use off, on, or ids of lists separated by commas.`);
}

/** "127.0.0.1:8080", "[::1]:8080", "localhost:8080" or ":8080". */
function readListen(text: string): { host: string; port: number } {
  const match = /^(\[[0-9a-fA-F:]+\]|[^:]*):(\d{1,5})$/.exec(text);
  const port = Number(match?.[2]);
  if (!match || port > 65_535) {
    throw new CodedError('invalid', `KEELWATCH_LISTEN is "${text}"; use host:port, for example 127.0.0.1:8080.`);
  }
  return { host: (match[1] || '127.0.0.1').replace(/^\[|\]$/g, ''), port };
}
