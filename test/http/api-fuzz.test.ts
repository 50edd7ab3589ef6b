// Requests made from the OpenAPI document itself, good ones and hostile ones, one after the other at one server: none is
// answered by a failure of the server, every refusal is a problem in the declared form, and whatever was kept by then, every
// listing can still be read. KEELWATCH_FUZZ_REQUESTS asks for more of them, KEELWATCH_FUZZ_SEED for others.

import fc from 'fast-check';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { LADY_R, LADY_R_MMSI } from '../contract/samples.ts';
import { createDrawer, damaged, type Schema, type Words } from './from-schema.ts';
import { openRig, type Rig } from './rig.ts';

const REQUESTS = Number(process.env.KEELWATCH_FUZZ_REQUESTS ?? 1_000);
const SEED = Number(process.env.KEELWATCH_FUZZ_SEED ?? 1);
/** Listings are read after so many requests. */
const READ_EVERY = 250;

/** What the server logged, for the sentence of a failure. */
const logged: string[] = [];

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}
interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}
interface Request {
  method: string;
  path: string;
  inPath: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  type: string | null;
}

it(`${REQUESTS} requests drawn from the document (seed ${SEED}): none fails in the server, and all that is kept can be read`, async () => {
  const rig = await openQuietRig();
  try {
    const document = (await rig.app.inject('/api/openapi.json')).json<Document>();
    const taken = new Set<string>();
    let held = await heldBy(rig);
    for (let from = 0; from < REQUESTS; from += READ_EVERY) {
      const words = (field: string) => held.get(field) ?? FIELDS[field] ?? null;
      const drawn = fc.sample(requestOf(document, words), { seed: SEED + from, numRuns: READ_EVERY });
      for (const request of drawn) {
        const status = await expectSound(rig, request);
        if (status < 300) taken.add(`${request.method} ${request.path}`);
      }
      await expectListings(rig, document, from + READ_EVERY);
      held = await heldBy(rig);
    }
    // Requests that are all refused at the door would show little.
    const changes = [...taken].filter((operation) => !operation.startsWith('GET')).length;
    expect(changes, [...taken].join(', ')).toBeGreaterThan(15);
  } finally {
    await rig.close();
  }
});

/** Nothing leaves the machine: what a test message would be answered is made up. */
async function openQuietRig(): Promise<Rig> {
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
  const rig = await openRig({ log });
  rig.deps.channels.test = async () => ({ outcome: 'accepted', said: 'accepted' }) as never;
  return rig;
}

const DAYS = ['2024-02-04', '2024-02-10T06:00:00Z', '2024-02-10T06:00:00+09:00'];
/** Words for fields that a schema tells nothing of. */
const FIELDS: Readonly<Record<string, readonly unknown[]>> = {
  scope: ['demo', 'live'],
  replay: ['demo'],
  from: DAYS,
  to: ['2024-02-11', '2024-03-01T00:00:00Z'],
  at: DAYS,
  asOf: ['now', ...DAYS],
  placeId: ['rajin', 'vostochny'],
  place: ['rajin'],
  mmsi: [LADY_R_MMSI],
  hullId: [LADY_R],
  vesselId: [LADY_R, 'mmsi:211000001'],
  vessel: [LADY_R],
  mmsis: [LADY_R_MMSI],
  imo: [9_161_003],
  origin: ['rajin'],
  destination: ['vostochny'],
  origins: ['rajin'],
  destinations: ['vostochny'],
  lon: [130.3],
  lat: [42.2],
  severity: ['critical'],
  link: ['https://example.org/a', null],
  kind: ['webhook', 'syslog', 'file', 'port-call', 'ship'],
  'settings{}': [{ url: 'https://127.0.0.1:9/hook' }, { path: 'alerts.ndjson' }, { host: '127.0.0.1' }, {}],
  cron: ['0 8 * * *'],
  timeZone: ['Europe/Kyiv', 'UTC'],
  limit: [1, 100],
  reason: ['a mistake'],
  scenario: ['sea-bridge'],
  files: ['day.nmea'],
};

/** Ids of what the server holds now, by the names of the fields and of the addresses that take them. */
async function heldBy(rig: Rig): Promise<Map<string, readonly string[]>> {
  const held = new Map<string, readonly string[]>();
  for (const [of, ...fields] of HELD) {
    const answer = await rig.app.inject(`/api/v1/${of}`);
    const ids = [...new Set(answer.body.match(/(?<="id":")[^"]{1,100}(?=")/g) ?? [])].slice(0, 30);
    if (ids.length > 0) for (const field of fields) held.set(field!, field === 'lists/' ? ['hand', ...ids] : ids);
  }
  return held;
}
const HELD = [
  ['alerts?scope=demo', 'alerts/', 'alert'],
  ['vessels?scope=demo', 'vessels/'],
  ['rules', 'rules/', 'rule', 'rules', 'like'],
  ['lists', 'lists/'],
  ['watchlists', 'watchlists/', 'watchlists'],
  ['replays', 'replays/'],
  ['sightings?scope=live', 'sightings/'],
  ['mutes?scope=demo', 'mutes/'],
  ['channels', 'channels/', 'channelId', 'channel'],
  ['subscriptions', 'subscriptions/', 'subscription'],
  ['feeds', 'feeds/'],
] as const;

function requestOf(document: Document, words: Words): fc.Arbitrary<Request> {
  const { draw, damage } = createDrawer(document.components.schemas, words);
  const one = Object.entries(document.paths)
    .filter(([path]) => !path.endsWith('/stream'))
    .flatMap(([path, operations]) =>
      Object.entries(operations)
        // Without the replays half of what can be asked has no answer; after the first user nothing is answered to nobody.
        .filter(([method]) => !(method === 'delete' && path === '/api/v1/replays/{id}'))
        .filter(
          ([method]) => method === 'get' || !/^\/api\/v1\/(users|me|links|sign-in|sign-out|tokens|first)/.test(path),
        )
        .map(([method, { parameters = [], requestBody }]) => {
          const things = `${path.split('/')[3]}/`;
          const fields = (where: string) => {
            const own = parameters.filter(({ in: part, name }) => part === where && name !== 'after');
            const values = own.map(({ name, schema }) => [name, draw(schema, name === 'id' ? things : name)] as const);
            const requiredKeys = own
              .filter(({ required, in: part }) => required || part === 'path')
              .map(({ name }) => name);
            return fc.record(Object.fromEntries(values), { requiredKeys });
          };
          const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
          const takesTable = path.endsWith('.csv') || (path.endsWith('/screen') && method === 'post');
          const body = content !== undefined ? draw(content.schema) : takesTable ? TABLE : fc.constant(undefined);
          const asked = fc.record({ inPath: fields('path'), query: fields('query'), body });
          return fc.tuple(asked, fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, damage)).map(
            ([whole, hurt]): Request => ({
              method: method.toUpperCase(),
              path,
              type: type ?? (takesTable ? 'text/csv' : null),
              ...damagedParts(whole, hurt),
            }),
          );
        }),
    );
  return fc.oneof(...one);
}

/** Whatever is hurt, an address and a query stay what can be written. */
function damagedParts(whole: Pick<Request, 'inPath' | 'query' | 'body'>, hurt: Parameters<typeof damaged>[1]) {
  const { inPath, query, body } = damaged(whole, hurt);
  const isFields = (part: unknown) => typeof part === 'object' && part !== null && !Array.isArray(part);
  return { inPath: isFields(inPath) ? inPath : whole.inPath, query: isFields(query) ? query : whole.query, body };
}

/** Tables with a header that some door knows, or none. */
const TABLE = fc
  .tuple(
    fc.constantFrom('name,imo,mmsi', 'vessel,from,to,place,what,means,grade,source', '', 'imo'),
    fc.array(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('LADY R', '9161003', '2024-02-04', 'rajin')), { maxLength: 8 }),
      {
        maxLength: 5,
      },
    ),
  )
  .map(([header, rows]) => [header, ...rows.map((cells) => cells.join(','))].join('\n'));

/** Returns the status of the answer. */
async function expectSound(rig: Rig, request: Request): Promise<number> {
  const { method, path, inPath, query, body, type } = request;
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(inPath[name])) + queryOf(query);
  const answer = await rig.app.inject({
    method: method as 'GET',
    url,
    headers: { host: '127.0.0.1:8080', ...(type === null || body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const sent = `${method} ${url.slice(0, 300)} ${JSON.stringify(body)?.slice(0, 800)}`;
  const where = `seed ${SEED}: ${sent} → ${answer.statusCode} ${answer.body.slice(0, 300)}`;
  expect(answer.statusCode, `${where}\n${logged.at(-1)}`).not.toBe(500);
  if (answer.statusCode < 400) {
    if (/^application\/json/.test(String(answer.headers['content-type']))) JSON.parse(answer.body);
    return answer.statusCode;
  }
  expect(answer.headers['content-type'], where).toMatch(/^application\/problem\+json/);
  const problem = answer.json<{ status: number; detail: string; code: string }>();
  expect(problem.status, where).toBe(answer.statusCode);
  expect(problem.detail.length, where).toBeLessThanOrEqual(400);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(problem.detail, where).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]|node_modules|\.ts:|SQLITE/);
  return answer.statusCode;
}

async function expectListings(rig: Rig, { paths }: Document, after: number): Promise<void> {
  for (const [path, operations] of Object.entries(paths)) {
    if (operations.get === undefined || path.includes('{') || path.endsWith('/stream')) continue;
    const needs = (operations.get.parameters ?? []).some((parameter) => parameter.required);
    const answer = await rig.app.inject(path);
    const where = `seed ${SEED}, after ${after} requests: ${path} → ${answer.body.slice(0, 300)}`;
    // No monitor hears in this rig, and nobody has an account: both are said, and neither is a failure.
    if (!needs) expect([200, 400, 409, 503], where).toContain(answer.statusCode);
    else expect(answer.statusCode, where).not.toBe(500);
  }
}

function queryOf(query: Record<string, unknown>): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encoded(name)}=${encoded(one)}`),
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

/** Lone surrogates cannot be written in an address. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return encodeURIComponent(text.toWellFormed());
}
