/** Nothing runs at install time: not in what we publish, not in what it brings, and here only what was allowed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Lock, readLock } from './lock.ts';
import { productionOf } from './production.ts';
import { conclude } from './shell.ts';
import { type Manifest, publicPackages, rootManifest } from './workspace.ts';

/** What npm runs on the machine of a person who installs a package. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];

/** A package that would be published. */
export interface Published {
  readonly folder: string;
  readonly manifest: Manifest;
  /** A `binding.gyp` makes npm compile at install, without any script. */
  readonly hasBinding: boolean;
}

const shortName = (path: string): string =>
  path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** What of this would run at install time, one line each. */
export function scriptProblems(lock: Lock, root: Manifest, published: readonly Published[]): string[] {
  const allowed = new Map(Object.entries(root.allowScripts ?? {}));
  const withScript = Object.entries(lock.packages)
    .filter(([, entry]) => entry.hasInstallScript)
    .map(([path]) => path);
  const brought = new Map(
    published.flatMap(({ folder }) =>
      productionOf(lock, `packages/${folder}`).map(({ path }) => [path, folder] as const),
    ),
  );
  const own = published.flatMap(({ folder, manifest, hasBinding }) => [
    ...INSTALL_SCRIPTS.filter((script) => script in (manifest.scripts ?? {})).map(
      (script) => `packages/${folder}/package.json: has the script ${script}, which would run at install`,
    ),
    ...(hasBinding ? [`packages/${folder}/binding.gyp: would be compiled at install`] : []),
  ]);
  return [
    ...own,
    ...withScript
      .filter((path) => brought.has(path))
      .map(
        (path) =>
          `package-lock.json: ${shortName(path)} runs a script on every machine that installs packages/${brought.get(path)}; use something else`,
      ),
    ...withScript
      .filter((path) => !allowed.has(shortName(path)))
      .map(
        (path) =>
          `package.json: ${shortName(path)} has an install script; deny it in allowScripts, or allow it there`,
      ),
    ...[...allowed.keys()]
      .filter((name) => !withScript.some((path) => shortName(path) === name))
      .map(
        (name) => `package.json: allowScripts speaks of ${name}, which has no install script; take it out`,
      ),
  ];
}

if (import.meta.main) {
  const lock = readLock();
  const published = publicPackages().map(({ folder, path, manifest }) => ({
    folder,
    manifest,
    hasBinding: existsSync(join(path, 'binding.gyp')),
  }));
  const root = rootManifest();
  const run = Object.values(root.allowScripts ?? {}).filter(Boolean).length;
  conclude(
    scriptProblems(lock, root, published),
    `${Object.keys(lock.packages).length} entries, ${run} may run a script`,
  );
}
