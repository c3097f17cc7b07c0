import { readdirSync } from 'node:fs';
import { packageBuild } from '../../tsup.base.ts';

/** Each language is an entry of its own, so that a host loads those it needs. */
const locales = readdirSync(new URL('src/locales', import.meta.url))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => `locales/${file.slice(0, -'.ts'.length)}`);

/** Files of their own, though no entry points: a bundler leaves out whole files that a host does not use. */
const apart = ['fallback-texts', 'template'];

export default packageBuild(
  {
    index: 'src/index.ts',
    ...Object.fromEntries([...apart, ...locales].map((name) => [name, `src/${name}.ts`])),
  },
  {
    // Escapes would double the size of most languages.
    esbuildOptions(options) {
      options.charset = 'utf8';
    },
  },
);
