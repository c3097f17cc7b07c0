import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests run over the sources: this export condition leads to `src/index.ts`, so nothing is built first. */
const conditions = ['@localert/source', 'module', 'node', 'development|production'];

/** Held for each package by itself, so that a well-tested one cannot hide another. */
const floor = { lines: 95, branches: 95 };
/** Where a line that nothing runs is a secret that nothing guards. */
const floors: Readonly<Record<string, typeof floor>> = { crypto: { lines: 100, branches: 100 } };
const folders = readdirSync(new URL('packages', import.meta.url));

const project = (name: string, include: string[], more: object = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
});

/** Peers that generate code take part in these. */
const withPeers = 'packages/{core,icu,slack}/{src,test}/**/*{differential,differences}.test.ts';
const browser = 'packages/{core,icu,slack}/{src,test}/**/*.test.ts';

export default defineConfig({
  resolve: { conditions },
  // Not `externalConditions`: that would change how third parties resolve their own dependencies.
  ssr: { resolve: { conditions } },
  test: {
    projects: [
      project('packages', ['packages/!(core|icu|slack)/{src,test}/**/*.test.ts', withPeers]),
      // What runs in browsers: no code may be made from text, as under `Content-Security-Policy: script-src 'self'`.
      project('browser', [browser], {
        exclude: ['**/node_modules/**', withPeers],
        execArgv: ['--disallow-code-generation-from-strings'],
        setupFiles: ['scripts/no-generated-code.ts'],
      }),
      project('examples', ['examples/*/{src,test}/**/*.test.ts']),
      project('scripts', ['scripts/**/*.test.ts']),
      project('servers', ['servers/src/**/*.test.ts']),
      project('bench', ['bench/src/**/*.test.ts']),
    ],
    // On two cores one worker alone would leave a core idle: many tests wait for servers and child processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Two cores under coverage are slow; what hangs still ends.
    testTimeout: 20_000,
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: 'out/test-results.json' },
    coverage: {
      provider: 'v8',
      reporter: ['text-summary', 'json-summary', 'html'],
      include: ['packages/*/src/**/*.ts'],
      // An index holds named re-exports only; a `.test-d.ts` is checked by tsc and never runs.
      exclude: ['**/*.test.ts', '**/*.test-d.ts', '**/index.ts'],
      thresholds: Object.fromEntries(
        folders.map((folder) => [`packages/${folder}/src/**`, floors[folder] ?? floor]),
      ),
    },
  },
});
