// What every address does with requests from the rim: methods it does not know, bodies it cannot take, days that nobody can
// mean, letters that do not show. The refusals are read as what they are declared to be, and what is kept is read back.

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LADY_R } from '../contract/samples.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

interface Operation {
  responses: Record<string, { content?: Record<string, unknown> }>;
}
type Paths = Record<string, Record<string, Operation>>;

async function paths(): Promise<Paths> {
  const response = await rig.app.inject('/api/docs/json');
  return (response.json() as { paths: Paths }).paths;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const ask = (method: Method, url: string, body?: unknown, type = 'application/json') =>
  rig.app.inject({
    method,
    url,
    headers: { host: '127.0.0.1:8080', ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

function expectProblem(response: Awaited<ReturnType<typeof ask>>, status: number): void {
  expect(response.statusCode, response.body.slice(0, 300)).toBe(status);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = response.json() as { status: number; detail: string };
  expect(problem.status).toBe(status);
  expect(problem.detail.length).toBeLessThanOrEqual(400);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
  expect(problem.detail).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]|node_modules|\.ts:/);
}

describe('every operation of the document', () => {
  it('declares its refusals in the media type in which they are sent', async () => {
    for (const [path, operations] of Object.entries(await paths())) {
      // The stream speaks its own refusals once it is open.
      if (path.endsWith('/stream')) continue;
      for (const [method, { responses }] of Object.entries(operations)) {
        const types = Object.keys(responses['4XX']?.content ?? responses['4xx']?.content ?? {});
        expect(types, `${method} ${path}`).toEqual(['application/problem+json']);
      }
    }
  });

  it('is told from a method that the address does not know: 405, with those that it does', async () => {
    for (const [path, operations] of Object.entries(await paths())) {
      const known = Object.keys(operations).map((method) => method.toUpperCase());
      if (known.includes('PATCH')) continue;
      const response = await ask('PATCH', path.replaceAll(/\{[^}]+\}/g, 'x'));
      expectProblem(response, 405);
      for (const method of known) expect(response.headers.allow, path).toContain(method);
    }
    expectProblem(await ask('GET', '/api/v1/nothing'), 404);
  });

  it('says of a body that it is too large, or of a kind that it does not take', async () => {
    for (const path of [
      '/api/v1/rules',
      '/api/v1/mutes',
      '/api/v1/sightings',
      '/api/v1/watchlists',
      '/api/v1/replays',
    ]) {
      expectProblem(await ask('POST', path, { note: 'x'.repeat(100_000) }), 413);
      expectProblem(await ask('POST', path, '<a/>', 'application/xml'), 415);
      expectProblem(await ask('POST', path, '{"a":'), 400);
      expectProblem(await ask('POST', path, { [`\u001b[31m${'é'.repeat(300)}`]: 'x'.repeat(5_000) }), 400);
    }
  });
});

const sighting = (more: object) => ({
  vesselId: LADY_R,
  from: '2024-02-04',
  placeId: 'rajin',
  lon: null,
  lat: null,
  what: 'at the quay',
  means: 'satellite',
  grade: 'probable',
  source: 'a source',
  link: null,
  ...more,
});

/** Doors that keep a date, with the request that brings it, and where it is read back. */
const dated: Record<string, { send: (day: string) => Parameters<typeof ask>; read: string }> = {
  'a sighting': {
    send: (day) => ['POST', '/api/v1/sightings', sighting({ from: day })],
    read: '/api/v1/sightings?scope=live',
  },
  'the end of a sighting': {
    send: (day) => ['POST', '/api/v1/sightings', sighting({ to: day })],
    read: '/api/v1/sightings?scope=live',
  },
  'a mute': {
    send: (day) => [
      'POST',
      '/api/v1/mutes?scope=live',
      { vessel: LADY_R, from: `${day}T00:00:00Z`, hours: 2, note: 'n' },
    ],
    read: '/api/v1/mutes?scope=live',
  },
  'the end of a mute': {
    send: (day) => ['POST', '/api/v1/mutes?scope=live', { vessel: LADY_R, until: `${day}T00:00:00+14:00`, note: 'n' }],
    read: '/api/v1/mutes?scope=live',
  },
  'a watchlist': {
    send: (day) => ['POST', '/api/v1/watchlists', { id: 'rim', title: 'Rim', from: day }],
    read: '/api/v1/watchlists',
  },
};

describe('a date that is kept', () => {
  it.each(Object.keys(dated))('can be read back, and no other is taken: %s', async (door) => {
    const { send, read } = dated[door]!;
    const rim = [
      '0000-01-01',
      '0001-01-01',
      '1969-12-31',
      '1970-01-01',
      '2026-10-31',
      '2027-10-30',
      '2028-01-01',
      '9999-12-31',
    ];
    for (const day of rim) {
      const response = await ask(...send(day));
      expect(response.statusCode, `${day}: ${response.body.slice(0, 200)}`).toBeLessThan(500);
      if (day < '1970' || day >= '2028') expectProblem(response, 400);
      const listed = await ask('GET', read);
      expect(listed.statusCode, `${read} after ${day}`).toBe(200);
    }
  });
});

describe('letters that do not show', () => {
  const hidden = ['\u0000', '\u001b[31m', '\u0085', '\u202e', '\u2066', '\ud800', '\udc00', '\u200b', '\ufeff'];

  it('are refused where a person types what is kept', async () => {
    for (const letter of hidden) {
      for (const [path, body] of [
        ['/api/v1/sightings', sighting({ what: `at${letter} the quay` })],
        ['/api/v1/mutes?scope=live', { vessel: LADY_R, hours: 2, note: `n${letter}` }],
        ['/api/v1/watchlists', { id: 'own', title: `Own${letter}` }],
        ['/api/v1/rules', { title: `a${letter}` }],
      ] as const) {
        const response = await ask('POST', path, body);
        expectProblem(response, 400);
        expect(response.json().detail, path).toContain('does not show');
      }
    }
  });

  it('and any other text is taken or refused in words, never a failure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (what) => {
        const response = await ask('POST', '/api/v1/sightings', sighting({ what }));
        expect(response.statusCode).toBeLessThan(500);
      }),
      { numRuns: 60 },
    );
  });
});
