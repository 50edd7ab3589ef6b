// The base map of a configuration: the page is told of it, and its policy is opened for that one origin and no other.

import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
afterEach(() => rig.close());

async function ask() {
  const answer = await rig.app.inject({ method: 'GET', url: '/api/v1/map-style' });
  return { body: answer.json(), policy: String(answer.headers['content-security-policy']) };
}

test('without one the page asks nobody but its own server', async () => {
  rig = await openRig();
  const { body, policy } = await ask();
  expect(body).toEqual({ styleUrl: null });
  expect(policy).not.toMatch(/https?:/);
});

test('with one the policy names its origin, for pictures and data alone', async () => {
  rig = await openRig({ mapStyle: 'https://tiles.example.org/chart/style.json' });
  const { body, policy } = await ask();
  expect(body).toEqual({ styleUrl: 'https://tiles.example.org/chart/style.json' });
  const open = policy.split(';').filter((directive) => directive.includes('https://tiles.example.org'));
  expect(open.map((directive) => directive.trim().split(' ')[0]).sort()).toEqual(['connect-src', 'img-src']);
  expect(() => readConfig({ KEELWATCH_MAP_STYLE: 'javascript:alert(1)' })).toThrow(/KEELWATCH_MAP_STYLE/);
});
