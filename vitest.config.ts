import { defineConfig } from 'vitest/config';

// One run holds unit, property, contract and browser tests. Workers are few because the machines are small.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: ['default'],
  },
});
