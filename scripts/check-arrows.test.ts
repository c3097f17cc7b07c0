import { expect, test } from 'vitest';
import { arrowProblems } from './check-arrows.ts';
import type { Manifest } from './workspace.ts';

const coreAsPeer = {
  peerDependencies: { '@localert/core': '0.x' },
  devDependencies: { '@localert/core': '0.x' },
};

/** What the check says of a package with these sources; by default its manifest has nothing to object to. */
function problemsOf(
  folder: string,
  sources: Record<string, string>,
  manifest: Partial<Manifest> = folder === 'core' ? {} : coreAsPeer,
): string[] {
  const own = { name: `@localert/${folder}`, version: '0.0.0', ...manifest };
  return arrowProblems({ folder, manifest: own, sources: new Map(Object.entries(sources)) });
}

const entry = { '.': { '@localert/source': './src/index.ts' } };

test('accepts what the table allows and the manifest declares', () => {
  const sources = {
    'src/index.ts': `export { parse } from './parse.ts';\nexport type { Locale } from '@localert/core';`,
    'src/parse.ts': `import { Messageformat } from 'messageformat';\nimport * as parser from '@formatjs/icu/sub';`,
    'src/parse.test.ts': `import { test } from 'vitest';\nimport fc from 'fast-check';\nimport 'node:fs';`,
  };
  const manifest = {
    ...coreAsPeer,
    exports: entry,
    dependencies: { messageformat: '4', '@formatjs/icu': '1' },
  };
  expect(problemsOf('icu', sources, manifest)).toEqual([]);
});

test.each([
  ['a static import', `import { a } from '@localert/manager';`],
  ['a type import', `import type { A } from '@localert/manager';`],
  ['an import type', `type A = import('@localert/manager').A;`],
  ['a dynamic import', `const a = await import('@localert/manager');`],
  ['a re-export', `export { a } from '@localert/manager/sub';`],
])('finds an arrow that points up: %s', (_, text) => {
  expect(problemsOf('delivery', { 'src/a.ts': text })).toEqual([
    'packages/delivery/src/a.ts: imports @localert/manager, which scripts/arrow-rules.ts does not allow delivery',
  ]);
});

test('lets only http and cli import manager', () => {
  const sources = { 'src/a.ts': `import '@localert/manager';` };
  const manifest = { dependencies: { '@localert/manager': '0.0.0' } };
  expect(problemsOf('http', sources, manifest)).toEqual([]);
  expect(problemsOf('cli', sources, { ...manifest, name: 'localert' })).toEqual([]);
  for (const folder of ['core', 'slack', 'store-sqlite', 'studio', 'localizer', 'testkit']) {
    expect(problemsOf(folder, sources, manifest)).toHaveLength(2);
  }
});

test('finds an import that the manifest does not declare', () => {
  expect(problemsOf('cache', { 'src/a.ts': `import { LRUCache } from 'lru-cache';` })).toEqual([
    'packages/cache/src/a.ts: imports lru-cache, which is neither in dependencies nor in peerDependencies',
  ]);
});

test('finds a dependency that the table does not allow, used or not', () => {
  const manifest = { dependencies: { zod: '4', lodash: '4' } };
  expect(problemsOf('core', {}, manifest)).toEqual([
    'packages/core/package.json: depends on lodash, which scripts/arrow-rules.ts does not allow core',
  ]);
});

test('wants core as a peer that is installed for development, except where the package is the application', () => {
  const ordinary = { dependencies: { '@localert/core': '0.0.0' } };
  expect(problemsOf('manager', {}, ordinary)).toEqual([]);
  expect(problemsOf('slack', {}, ordinary)).toEqual([
    'packages/slack/package.json: core must be a peer here, the host brings the one copy',
  ]);
  expect(problemsOf('slack', {}, { peerDependencies: { '@localert/core': '0.x' } })).toEqual([
    'packages/slack/package.json: @localert/core is a peer and must be a devDependency too',
  ]);
});

test('wants a line in the table for every package', () => {
  expect(problemsOf('newcomer', {})).toEqual(['packages/newcomer: has no line in scripts/arrow-rules.ts']);
});

test('lets tests use test tools and devDependencies, and nothing else', () => {
  const manifest = {
    ...coreAsPeer,
    devDependencies: { '@localert/core': '0.x', '@localert/store-memory': '0.x' },
  };
  const fine = `import '@localert/testkit';\nimport 'fast-check';\nimport 'vitest';\nimport '@localert/store-memory';`;
  expect(problemsOf('delivery', { 'src/a.test.ts': fine, 'src/a.test-d.ts': fine }, manifest)).toEqual([]);
  expect(problemsOf('delivery', { 'src/a.test.ts': `import 'express';` }, manifest)).toEqual([
    'packages/delivery/src/a.test.ts: imports express, which is none of its dependencies nor a test tool',
  ]);
});

test('keeps test tools out of what ships', () => {
  expect(problemsOf('delivery', { 'src/a.ts': `import 'vitest';` })).toEqual([
    'packages/delivery/src/a.ts: imports vitest, which scripts/arrow-rules.ts does not allow delivery',
  ]);
});

test('finds Node behind a portable entry point, however far', () => {
  const sources = {
    'src/index.ts': `export { a } from './a.ts';`,
    'src/a.ts': `import { b } from './deep/b.ts';`,
    'src/deep/b.ts': `import { readFile } from 'node:fs/promises';`,
  };
  expect(problemsOf('core', sources, { exports: entry })).toEqual([
    'packages/core/src/deep/b.ts: imports node:fs/promises and is reached without a /node sub-path',
  ]);
});

test('allows Node behind a /node sub-path, and in packages that are of Node', () => {
  const sources = {
    'src/index.ts': `export { a } from './a.ts';`,
    'src/node.ts': `import 'node:https';`,
    'src/a.ts': '',
  };
  const exports = { ...entry, './node': { '@localert/source': './src/node.ts' } };
  expect(problemsOf('slack', sources, { ...coreAsPeer, exports })).toEqual([]);
  const sqlite = { 'src/index.ts': `import { DatabaseSync } from 'node:sqlite';` };
  expect(problemsOf('store-sqlite', sqlite, { ...coreAsPeer, exports: entry })).toEqual([]);
});

test.each(['export * from "./a.ts";', 'export * as a from "./a.ts";'])('finds %s', (text) => {
  expect(problemsOf('core', { 'src/index.ts': text })).toEqual([
    'packages/core/src/index.ts: has an export *; name what is exported',
  ]);
});

test.each([
  'export default 1;',
  'export default function one() {}',
  'export default class One {}',
  'const one = 1;\nexport { one as default };',
])('finds a default export: %s', (text) => {
  expect(problemsOf('core', { 'src/one.ts': text })).toEqual([
    'packages/core/src/one.ts: has a default export; export by name',
  ]);
});

test('finds a package that imports itself by name', () => {
  expect(problemsOf('core', { 'src/a.ts': `import '@localert/core';` })).toEqual([
    'packages/core/src/a.ts: imports its own package by name; use a relative path',
  ]);
});
