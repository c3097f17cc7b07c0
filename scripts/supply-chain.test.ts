import { describe, expect, test } from 'vitest';
import { type Allowance, type AuditReport, auditProblems, readReport } from './check-audit.ts';
import { licenceProblems } from './check-licences.ts';
import { type Published, scriptProblems } from './check-scripts.ts';
import { bomOf, bomProblems } from './cyclonedx.ts';
import { isPermissive } from './licences.ts';
import { type Lock, readLock } from './lock.ts';
import { productionOf } from './production.ts';
import { root } from './shell.ts';
import { repositoryOf } from './stamp-repository.ts';
import { publicPackages, rootManifest } from './workspace.ts';

const integrity = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;
const library = { version: '1.2.3', license: 'MIT', integrity };

/** A published package that brings a peer, a nested version, an alias and an optional part; and a tool it does not. */
const lock: Lock = {
  packages: {
    'node_modules/@localert/core': { resolved: 'packages/core', link: true },
    'packages/core': { name: '@localert/core', version: '0.1.0', license: 'Apache-2.0' },
    'packages/slack': {
      name: '@localert/slack',
      version: '0.1.0',
      license: 'Apache-2.0',
      dependencies: { deep: '^1.0.0', alias: 'npm:real@1.2.3' },
      optionalDependencies: { fast: '1.2.3', absent: '1.0.0' },
      peerDependencies: { '@localert/core': '0.x', choice: '1' },
      peerDependenciesMeta: { choice: { optional: true } },
    },
    'node_modules/deep': { ...library, dependencies: { leaf: '1' } },
    'node_modules/deep/node_modules/leaf': { ...library, version: '1.0.0', license: '(MIT OR GPL-3.0-only)' },
    'node_modules/leaf': { ...library, version: '2.0.0', dev: true },
    'node_modules/alias': { ...library, name: 'real' },
    'node_modules/fast': { ...library, optional: true },
    'node_modules/choice': library,
    'node_modules/tool': { ...library, dev: true, license: 'GPL-3.0-only', hasInstallScript: true },
  },
};
const published: Published[] = [
  { folder: 'slack', manifest: { name: '@localert/slack', version: '0.1.0' }, hasBinding: false },
];
const rootWith = (allowScripts: Record<string, boolean>) => ({ name: 'root', version: '', allowScripts });

describe('what users install', () => {
  test('is the package first, then all that it needs, at the places where Node finds it', () => {
    expect(productionOf(lock, 'packages/slack').map(({ path }) => path)).toEqual([
      'packages/slack',
      'node_modules/alias',
      'node_modules/deep',
      'node_modules/deep/node_modules/leaf',
      'node_modules/fast',
      'packages/core',
    ]);
  });

  test('is an error where the lock does not know it', () => {
    const broken = { packages: { 'packages/a': { dependencies: { gone: '1' } } } };
    expect(() => productionOf(broken, 'packages/a')).toThrow('needs gone');
    expect(productionOf(broken, 'packages/none')).toEqual([]);
  });
});

describe('licences', () => {
  test.each(['MIT', '(MIT OR GPL-3.0-only)', 'GPL-3.0-only OR MIT', 'MIT AND (ISC OR X)', '((MIT))'])(
    '%s is permissive',
    (expression) => expect(isPermissive(expression)).toBe(true),
  );
  test.each([
    '',
    'GPL-3.0-only',
    'MIT AND GPL-3.0-only',
    'GPL-2.0-only AND MIT OR X',
    'SEE LICENSE IN LICENSE',
    'UNLICENSED',
    'MIT MIT',
    '(MIT',
    'MIT)',
    'Apache-2.0 WITH LLVM-exception',
    'toString',
  ])('%j is not', (expression) => expect(isPermissive(expression)).toBe(false));

  test('are looked at in production only', () => {
    expect(licenceProblems(lock, ['packages/slack'])).toEqual([]);
    const copyleft = {
      packages: { ...lock.packages, 'node_modules/deep': { version: '1.2.3', license: 'AGPL-3.0-only' } },
    };
    const silent = { packages: { ...lock.packages, 'node_modules/fast': { version: '1.2.3' } } };
    expect(licenceProblems(copyleft, ['packages/slack'])).toEqual([
      'deep@1.2.3: is under AGPL-3.0-only; replace it, or decide about it in scripts/licences.ts',
    ]);
    expect(licenceProblems(silent, ['packages/slack', 'packages/slack'])).toHaveLength(1);
  });
});

describe('install scripts', () => {
  test('of tools have to be decided about, and decisions about nothing go', () => {
    expect(scriptProblems(lock, rootWith({ tool: false }), published)).toEqual([]);
    expect(scriptProblems(lock, rootWith({ gone: false }), published)).toEqual([
      'package.json: tool has an install script; deny it in allowScripts, or allow it there',
      'package.json: allowScripts speaks of gone, which has no install script; take it out',
    ]);
  });

  test('may not come with what we publish, allowed here or not', () => {
    const runs = {
      packages: { ...lock.packages, 'node_modules/deep': { ...library, hasInstallScript: true } },
    };
    expect(scriptProblems(runs, rootWith({ tool: false, deep: true }), published)).toEqual([
      'package-lock.json: deep runs a script on every machine that installs packages/slack; use something else',
    ]);
  });

  test.each(['preinstall', 'install', 'postinstall', 'prepare'])('may not be our own: %s', (script) => {
    const manifest = { name: '@localert/slack', version: '0', scripts: { build: 'tsup', [script]: 'x' } };
    const own = [{ folder: 'slack', manifest, hasBinding: false }];
    expect(scriptProblems(lock, rootWith({ tool: false }), own)).toEqual([
      `packages/slack/package.json: has the script ${script}, which would run at install`,
    ]);
  });

  test('nor may a binding.gyp', () => {
    const own = published.map((one) => ({ ...one, hasBinding: true }));
    expect(scriptProblems(lock, rootWith({ tool: false }), own)).toHaveLength(1);
  });
});

describe('a bill of materials', () => {
  const bom = bomOf(productionOf(lock, 'packages/slack'));

  test('is CycloneDX 1.6 and lists what comes along, with hash and licence', () => {
    expect(bomProblems(bom)).toEqual([]);
    expect(bom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: { component: { group: '@localert', name: 'slack', purl: 'pkg:npm/%40localert/slack@0.1.0' } },
    });
    expect(bom.components.map(({ purl, scope }) => [purl, scope])).toEqual([
      ['pkg:npm/%40localert/core@0.1.0', 'required'],
      ['pkg:npm/deep@1.2.3', 'required'],
      ['pkg:npm/fast@1.2.3', 'optional'],
      ['pkg:npm/leaf@1.0.0', 'required'],
      ['pkg:npm/real@1.2.3', 'required'],
    ]);
    const leaf = bom.components.find(({ name }) => name === 'leaf');
    expect(leaf?.licenses).toEqual([{ expression: '(MIT OR GPL-3.0-only)' }]);
    expect(leaf?.hashes).toEqual([{ alg: 'SHA-512', content: '07'.repeat(64) }]);
    expect(bom.dependencies.find(({ ref }) => ref === 'pkg:npm/deep@1.2.3')?.dependsOn).toEqual([
      'pkg:npm/leaf@1.0.0',
    ]);
  });

  test('is the same for the same packages', () => {
    expect(JSON.stringify(bomOf(productionOf(lock, 'packages/slack')))).toBe(JSON.stringify(bom));
    const other = bomOf(productionOf(lock, 'packages/core'));
    expect(other.serialNumber).not.toBe(bom.serialNumber);
  });

  test('that lacks something says what', () => {
    const [first, ...rest] = bom.components;
    const poor = { ...first!, purl: 'pkg:npm/a b@1', version: '', licenses: [{ license: { id: '' } }] };
    const twice = { ...bom, components: [poor, { ...rest[0]!, hashes: undefined } as never, ...rest] };
    const wrong = { ...twice, serialNumber: 'urn:uuid:1', dependencies: [{ ref: 'x', dependsOn: [''] }] };
    expect(bomProblems(wrong, ['pkg:npm/deep']).join('\n')).toMatch(
      /UUID[\s\S]*bom-ref[\s\S]*purl[\s\S]*version[\s\S]*licence[\s\S]*hash[\s\S]*depends[\s\S]*not listed[\s\S]*path of this machine/,
    );
    expect(() => bomOf([])).toThrow('no package');
  });

  test('can be written for every published package of today', () => {
    for (const { folder } of publicPackages()) {
      const own = bomOf(productionOf(readLock(), `packages/${folder}`));
      expect(bomProblems(own, [root])).toEqual([]);
    }
  });
});

describe('the audit', () => {
  const advisory = (severity: string, name = 'deep') => ({
    name,
    severity,
    title: 'Something bad',
    url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  });
  const report = (...via: (string | ReturnType<typeof advisory>)[]): AuditReport => ({
    auditReportVersion: 2,
    vulnerabilities: { deep: { via }, above: { via: ['deep'] } },
  });
  const allowance: Allowance = {
    id: 'GHSA-aaaa-bbbb-cccc',
    package: 'deep',
    until: '2026-12-31',
    why: 'not reached',
  };

  test('fails for what is moderate or worse', () => {
    const problem =
      'GHSA-aaaa-bbbb-cccc deep: high, Something bad; update it, or explain it in scripts/audit-allow.json';
    expect(auditProblems(report(advisory('high')), [], '2026-11-25')).toEqual([problem]);
    expect(auditProblems(report(advisory('moderate'), advisory('critical')), [], '2026-11-25')).toHaveLength(
      1,
    );
    expect(auditProblems(report(advisory('low'), 'other'), [], '2026-11-25')).toEqual([]);
    expect(auditProblems({ auditReportVersion: 2 }, [], '2026-11-25')).toEqual([]);
  });

  test('takes an explanation, for its package and its time', () => {
    const found = report(advisory('high'));
    expect(auditProblems(found, [allowance], '2026-12-31')).toEqual([]);
    expect(auditProblems(found, [allowance], '2027-01-01')).toHaveLength(1);
    expect(auditProblems(found, [{ ...allowance, package: 'other' }], '2026-11-25')).toHaveLength(2);
    expect(auditProblems(report(), [allowance], '2026-11-25')).toEqual([
      'scripts/audit-allow.json: GHSA-aaaa-bbbb-cccc deep is not in the report any more; take it out',
    ]);
    expect(auditProblems(found, [{ ...allowance, why: ' ' }], '2026-11-25')).toHaveLength(1);
  });

  test.each(['', 'npm error', '{"message":"405 Method Not Allowed"}', '{"auditReportVersion":1}', 'null'])(
    'knows that %j is no report',
    (text) => expect(readReport(text)).toBeUndefined(),
  );
});

test('a manifest names its repository as npm wants it', () => {
  expect(repositoryOf('owner/name', 'core')).toEqual({
    type: 'git',
    url: 'git+https://github.com/owner/name.git',
    directory: 'packages/core',
  });
  for (const slug of ['', 'name', 'a/b/c', 'a b/c'])
    expect(() => repositoryOf(slug, 'core')).toThrow('owner/name');
});

test('every package is published with provenance, or not at all', () => {
  for (const { manifest } of publicPackages()) {
    expect(manifest.publishConfig, manifest.name).toEqual({ access: 'public', provenance: true });
  }
  expect(Object.values(rootManifest().allowScripts ?? {})).not.toContain(true);
});
