// One run holds unit, property, contract and browser tests. Workers are few because the machines are small, and the
// browser comes last and alone: software rendering takes a whole core. The one limit ends what hangs; no test has one of
// its own, since a test passes on a machine of any speed.
import { defineConfig } from 'vitest/config';

/** Ends a test that hangs, ms; the slowest takes some ten seconds on two idle cores. */
const HANGS_MS = 1_200_000;

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', './test/slowest.ts'],
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
    expect: { poll: { timeout: HANGS_MS } },
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/browser/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
