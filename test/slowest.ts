// A reporter that ends a run of the suite with its ten slowest tests, so that one which grows is seen before it runs into a limit.

import type { Reporter, TestCase, TestModule } from 'vitest/node';

const SHOWN = 10;

export default class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const took = (test: TestCase) => test.diagnostic()?.duration ?? 0;
    const slowest = tests.toSorted((a, b) => took(b) - took(a)).slice(0, SHOWN);
    if (tests.length < 500) return;
    console.log(`\n The ${SHOWN} slowest tests`);
    for (const test of slowest) {
      console.log(
        `  ${(took(test) / 1000).toFixed(1).padStart(6)} s  ${test.module.relativeModuleId} > ${test.fullName}`,
      );
    }
  }
}
