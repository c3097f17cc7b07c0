/** `npm run test:csp`: the tests of what runs in browsers, where no code may be made from text. */
import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

export default defineConfig({
  resolve: base.resolve ?? {},
  ssr: base.ssr ?? {},
  test: {
    name: 'csp',
    include: ['packages/{core,icu,slack}/{src,test}/**/*.test.ts'],
    // Peers that generate code take part in these.
    exclude: ['**/node_modules/**', '**/*{differential,differences}.test.ts'],
    // What `Content-Security-Policy: script-src 'self'` does to a page.
    execArgv: ['--disallow-code-generation-from-strings'],
    setupFiles: ['scripts/no-generated-code.ts'],
    testTimeout: 20_000,
  },
});
