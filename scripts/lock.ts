import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './shell.ts';

/** An entry of package-lock.json's `packages`, as far as the scripts look. */
export interface LockEntry {
  /** Only where it differs from the folder's: an alias. */
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  /** `sha512-…`, base64; none for packages of this repository. */
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

const file = join(root, 'package-lock.json');

export const readLock = (): Lock => JSON.parse(readFileSync(file, 'utf8')) as Lock;

export const writeLock = (lock: Lock): void => writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

/** An optional dependency that the lock asks for and does not hold. */
export interface MissingOptional {
  /** The lock's path of the package that asks. */
  readonly parent: string;
  readonly name: string;
  readonly range: string;
}

/** Platform packages are pinned by their parents; a range is taken on trust, npm resolved it. */
const satisfies = (version: string | undefined, range: string): boolean =>
  version !== undefined && (!/^\d/.test(range) || version === range);

/** The folders in which Node looks for a dependency of the package at `path`, nearest first. */
export function* lookups(path: string, name: string): Generator<string> {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    if (!at.endsWith('node_modules')) yield `${at}/node_modules/${name}`;
  }
  yield `node_modules/${name}`;
}

/** The optional dependencies that are asked for somewhere in the lock and are not in it. */
export function missingOptionals({ packages }: Lock): MissingOptional[] {
  return Object.entries(packages).flatMap(([parent, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name, range]) => {
        // The nearest one wins in Node; a nearest one of another version is as good as none.
        const found = [...lookups(parent, name)].find((path) => path in packages);
        return found === undefined || !satisfies(packages[found]?.version, range);
      })
      .map(([name, range]) => ({ parent, name, range })),
  );
}

const systems: Readonly<Record<string, string>> = { windows: 'win32', win: 'win32' };
const knownSystems = /^(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)$/;
const processors: Readonly<Record<string, string>> = { '64': 'x64' };
const knownProcessors = /^(arm|arm64|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32|x64)$/;
const libraries: Readonly<Record<string, string>> = {
  musl: 'musl',
  musleabihf: 'musl',
  gnu: 'glibc',
  gnueabihf: 'glibc',
};

/** What a platform package's name says about where it runs: `cli-linux-x64-musl` → linux, x64, musl. */
export function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const words = name.slice(name.indexOf('/') + 1).split('-');
  const os = words.map((word) => systems[word] ?? word).find((word) => knownSystems.test(word));
  const cpu = words.map((word) => processors[word] ?? word).find((word) => knownProcessors.test(word));
  // `gnu` on Windows names a compiler, not a C library.
  const libc =
    os === 'linux' ? words.map((word) => libraries[word]).find((word) => word !== undefined) : undefined;
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) };
}

/** The lock with an optional stub for everything that {@link missingOptionals} finds, in npm's order. */
export function withStubs(lock: Lock): Lock {
  const packages: Record<string, LockEntry> = { ...lock.packages };
  for (const { parent, name, range } of missingOptionals(lock)) {
    const shared = `node_modules/${name}`;
    const version = range.replace(/^[^\d]+/, '');
    const path = shared in packages && packages[shared]?.version !== version ? `${parent}/${shared}` : shared;
    const { cpu, libc, os } = platformOf(name);
    const dev = packages[parent]?.dev === true;
    // The keys in the order in which npm writes them, so that its next run changes nothing.
    packages[path] = {
      version,
      ...(cpu && { cpu }),
      ...(dev && { dev }),
      ...(libc && { libc }),
      optional: true,
      ...(os && { os }),
    };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lock, packages: Object.fromEntries(sorted) };
}
