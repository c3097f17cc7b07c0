import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './shell.ts';

/** The fields of a package.json that the scripts look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly publishConfig?: Readonly<Record<string, string | boolean>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

/** One workspace folder: `folder` is its name under `packages/` or `examples/`, `path` is absolute. */
export interface Workspace {
  readonly folder: string;
  readonly path: string;
  readonly manifest: Manifest;
}

const readManifest = (path: string): Manifest =>
  JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;

export const rootManifest = (): Manifest => readManifest(root);

/** The workspaces under `packages` or `examples`, by name. */
export function workspaces(parent: 'packages' | 'examples'): Workspace[] {
  const base = join(root, parent);
  if (!existsSync(base)) return [];
  return readdirSync(base)
    .filter((folder) => existsSync(join(base, folder, 'package.json')))
    .sort()
    .map((folder) => ({ folder, path: join(base, folder), manifest: readManifest(join(base, folder)) }));
}

/** The packages that go to the registry. */
export const publicPackages = (): Workspace[] =>
  workspaces('packages').filter((one) => !one.manifest.private);

/** Every TypeScript file under a package's `src`, as path relative to the package → text. */
export function sourcesOf(path: string): Map<string, string> {
  const files = globSync('src/**/*.ts', { cwd: path }).map((file) => file.replaceAll('\\', '/'));
  return new Map(files.sort().map((file) => [file, readFileSync(join(path, file), 'utf8')]));
}

/** A package's public entry points as import specifiers, `./package.json` and its like left out. */
export function entryPoints({ name, exports = {} }: Manifest): string[] {
  return Object.keys(exports)
    .filter((key) => !key.endsWith('.json'))
    .map((key) => name + key.slice(1));
}
