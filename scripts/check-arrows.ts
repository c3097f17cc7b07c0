/** Holds the packages' imports and manifests to the table in arrow-rules.ts: arrows point down only. */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { arrows, ownsCore, portable, testTools } from './arrow-rules.ts';
import { type ModuleFacts, moduleFacts } from './module-facts.ts';
import { conclude } from './shell.ts';
import { type Manifest, sourcesOf, workspaces } from './workspace.ts';

/** A package as the check sees it: `sources` is path relative to the package → text. */
export interface PackageUnderCheck {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly sources: ReadonlyMap<string, string>;
}

const isTest = (file: string): boolean => /\.test(-d)?\.ts$/.test(file);
const isRelative = (specifier: string): boolean => specifier.startsWith('.');

/** `@scope/name/sub/path` → `@scope/name`. */
const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** The rule's notation of a package: our own by folder, others behind `npm:`. */
const noted = (name: string): string => {
  if (name === 'localert') return 'cli';
  return name.startsWith('@localert/') ? name.slice('@localert/'.length) : `npm:${name}`;
};

const allows = (rules: readonly string[], name: string): boolean =>
  rules.some((rule) =>
    rule.endsWith('*') ? noted(name).startsWith(rule.slice(0, -1)) : noted(name) === rule,
  );

/** The files that a package's entry points reach by relative imports, those of `/node` sub-paths left out. */
function reachedOutsideNode(manifest: Manifest, facts: ReadonlyMap<string, ModuleFacts>): Set<string> {
  const queue = Object.entries(manifest.exports ?? {})
    .filter(([key]) => !/^\.\/node(\/|$)/.test(key))
    .flatMap(([, target]) => (typeof target === 'object' ? [target['@localert/source'] ?? ''] : []))
    .map((path) => posix.normalize(path));
  const reached = new Set<string>();
  for (const file of queue) {
    const found = facts.get(file);
    if (!found || reached.has(file)) continue;
    reached.add(file);
    queue.push(
      ...found.imports.filter(isRelative).map((specifier) => posix.join(posix.dirname(file), specifier)),
    );
  }
  return reached;
}

function importProblems(
  { folder, manifest }: PackageUnderCheck,
  file: string,
  { imports }: ModuleFacts,
): string[] {
  const rules = arrows[folder] ?? [];
  const own = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies };
  const forTests = { ...own, ...manifest.devDependencies };
  const problems: string[] = [];
  for (const name of new Set(imports.filter((one) => !isRelative(one) && !isBuiltin(one)).map(packageOf))) {
    if (name === manifest.name) {
      if (!isTest(file)) problems.push(`imports its own package by name; use a relative path`);
    } else if (isTest(file)) {
      const known = name in forTests || testTools.includes(name) || allows(rules, name);
      if (!known) problems.push(`imports ${name}, which is none of its dependencies nor a test tool`);
    } else if (!allows(rules, name)) {
      problems.push(`imports ${name}, which scripts/arrow-rules.ts does not allow ${folder}`);
    } else if (!(name in own)) {
      problems.push(`imports ${name}, which is neither in dependencies nor in peerDependencies`);
    }
  }
  return problems.map((problem) => `packages/${folder}/${file}: ${problem}`);
}

function manifestProblems({ folder, manifest }: PackageUnderCheck): string[] {
  const rules = arrows[folder];
  if (!rules) return [`packages/${folder}: has no line in scripts/arrow-rules.ts`];
  const where = `packages/${folder}/package.json`;
  const {
    dependencies = {},
    peerDependencies = {},
    devDependencies = {},
    optionalDependencies = {},
  } = manifest;
  const problems = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies })
    .filter((name) => !allows(rules, name))
    .map((name) => `${where}: depends on ${name}, which scripts/arrow-rules.ts does not allow ${folder}`);
  if (!ownsCore.has(folder) && '@localert/core' in dependencies) {
    problems.push(`${where}: core must be a peer here, the host brings the one copy`);
  }
  for (const name of Object.keys(peerDependencies).filter((one) => one.startsWith('@localert/'))) {
    if (!(name in devDependencies))
      problems.push(`${where}: ${name} is a peer and must be a devDependency too`);
  }
  return problems;
}

/** What breaks the rules in one package, one line each. */
export function arrowProblems(pkg: PackageUnderCheck): string[] {
  const facts = new Map([...pkg.sources].map(([file, text]) => [file, moduleFacts(file, text)]));
  const reached = portable.has(pkg.folder) ? reachedOutsideNode(pkg.manifest, facts) : new Set<string>();
  const problems = manifestProblems(pkg);
  for (const [file, found] of facts) {
    const where = `packages/${pkg.folder}/${file}`;
    if (found.exportsStar) problems.push(`${where}: has an export *; name what is exported`);
    if (found.exportsDefault) problems.push(`${where}: has a default export; export by name`);
    const builtin = found.imports.find((one) => isBuiltin(one));
    if (builtin && reached.has(file)) {
      problems.push(`${where}: imports ${builtin} and is reached without a /node sub-path`);
    }
    problems.push(...importProblems(pkg, file, found));
  }
  return problems;
}

if (import.meta.main) {
  const packages = workspaces('packages').map((one) => ({ ...one, sources: sourcesOf(one.path) }));
  const files = packages.reduce((sum, { sources }) => sum + sources.size, 0);
  conclude(packages.flatMap(arrowProblems), `${packages.length} packages, ${files} files`);
}
