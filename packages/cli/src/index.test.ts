import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

/** The packages that a source and all that it imports by a relative path name. */
function packagesOf(path: string, seen = new Set<string>()): ReadonlySet<string> {
  const named = new Set<string>();
  if (seen.has(path)) return named;
  seen.add(path);
  for (const [, from = ''] of readFileSync(path, 'utf8').matchAll(
    /^(?:import|export|\}) .*from '([^']+)';$/gm,
  )) {
    if (!from.startsWith('.'))
      named.add(
        from
          .split('/')
          .slice(0, from.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    else for (const one of packagesOf(resolve(path, '..', from), seen)) named.add(one);
  }
  return named;
}

// A host without the optional packages has to type-check against these declarations too.
test('the public types name no package that a host may lack', () => {
  const named = [...packagesOf(resolve(import.meta.dirname, 'index.ts'))];
  expect(named).toContain('@localert/core');
  expect(named.filter((name) => !Object.hasOwn(manifest.dependencies, name))).toEqual([]);
});
