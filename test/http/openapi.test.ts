// The OpenAPI document: whole, without dangling references, and true to the routes.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRig, type Rig } from './rig.ts';

interface Operation {
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

let rig: Rig;
let document: Document;
beforeAll(async () => {
  rig = await openRig();
  document = (await rig.app.inject('/api/openapi.json')).json();
});
afterAll(() => rig.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

test('names every route that scripts rely on', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.info.version).toBe('0.0.0-test');
  const routes = [
    'health',
    'alerts',
    'events',
    'vessels',
    'vessels/{id}',
    'vessels/{id}/track',
    'lists',
    'ports',
    'rules',
    'feeds',
    'replays',
  ];
  for (const route of routes) expect(Object.keys(document.paths)).toContain(`/api/v1/${route}`);
});

test('every operation says what it is, what it takes and what it answers', () => {
  for (const { path, method, operation } of operations()) {
    const where = `${method} ${path}`;
    expect(operation.summary, where).toBeTruthy();
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const declared = (operation.parameters ?? []).filter((p) => p.in === 'path');
    expect(
      declared.map((p) => p.name),
      where,
    ).toEqual(inPath);
    expect(
      declared.every((p) => p.required),
      where,
    ).toBe(true);
    if (path === '/api/v1/stream') continue;
    expect(Object.keys(operation.responses), where).toEqual(expect.arrayContaining(['200', '4XX', '5XX']));
    for (const response of Object.values(operation.responses)) {
      for (const { schema } of Object.values(response.content ?? {}))
        expect(Object.keys(schema).length, where).toBeGreaterThan(0);
    }
  }
});

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
  expect(references.length).toBeGreaterThan(20);
  for (const reference of new Set(references)) {
    expect(reference.startsWith('#/components/schemas/'), reference).toBe(true);
    expect(Object.keys(document.components.schemas)).toContain(reference.slice('#/components/schemas/'.length));
  }
});

test('its page comes from our own origin', async () => {
  const page = await rig.app.inject('/api/docs/');
  expect(page.statusCode).toBe(200);
  const addresses = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses) {
    expect(address.startsWith('.') || address.startsWith('/'), address).toBe(true);
    const path = new URL(address, 'http://localhost/api/docs/').pathname;
    expect((await rig.app.inject(path)).statusCode, path).toBe(200);
  }
});
