import { isBuiltin } from 'node:module';
import { expect, test } from 'vitest';
import { portable } from './arrow-rules.ts';
import { browserBundle } from './bundle.ts';
import { entryPoints, publicPackages } from './workspace.ts';

const specifiers = publicPackages()
  .filter(({ folder }) => portable.has(folder))
  .flatMap(({ manifest }) => entryPoints(manifest))
  .filter((specifier) => !/\/node(\/|$)/.test(specifier));

test('there are portable packages to bundle', () => {
  expect(specifiers).toEqual(expect.arrayContaining(['@localert/core', '@localert/icu', '@localert/slack']));
});

test.each(specifiers)('%s bundles for a browser without anything of Node', async (specifier) => {
  const source = `import * as all from '${specifier}';\nconsole.log(all);`;
  const { metafile, outputFiles } = await browserBundle(source);
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports.map(({ path }) => path));
  expect(imports.filter((path) => isBuiltin(path))).toEqual([]);
  expect(outputFiles[0]?.text).not.toMatch(/["']node:[a-z]/);
});

test('the proof fails where Node is reached', async () => {
  await expect(browserBundle(`import { readFileSync } from 'node:fs';\nreadFileSync('a');`)).rejects.toThrow(
    'node:fs',
  );
});
