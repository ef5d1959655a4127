import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * What lets every command be killed, refused and cut off at every request. It takes minutes, so it is a run of its own
 * (`npm run test:laws`), which `.ci/run` makes too.
 */
const LAWS = [
  'test/unit/laws/**/*.test.ts',
  'test/unit/commands/doctor-faults.test.ts',
  'test/e2e/kill*.test.ts',
  'test/e2e/whole-life.test.ts',
];

export default defineConfig({
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    // The second is for `.ci/run`, which adds the reports up.
    reporters: ['default', 'json'],
    outputFile: { json: 'test-results/last.json' },
    // Most tests wait for sockets, children and clocks most of the time: more of them than cores keep the cores busy.
    maxWorkers: Math.max(3, availableParallelism()),
    // Tests of sockets, children and terminals can lose a race on a busy machine; a defect loses twice.
    retry: process.env.CI === 'true' ? 1 : 0,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        // No module has state of its own, so the files may share what they load: a third less to do.
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], exclude: LAWS, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: LAWS,
          testTimeout: 60_000,
          globalSetup: ['test/support/bundle/build.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'laws',
          include: LAWS,
          isolate: false,
          testTimeout: 60_000,
          globalSetup: ['test/support/bundle/build.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'network', include: ['test/network/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        // Each test runs one of another project, with a defect planted in a copy.
        test: { name: 'planted', include: ['test/planted/**/*.test.ts'], testTimeout: 300_000, retry: 0 },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          globalSetup: ['test/support/bundle/build.ts', 'test/support/faults/summary.ts'],
        },
      },
    ],
  },
});
