import { type Lock, type LockEntry, lookups } from './lock.ts';

/** One package that an install brings, and what it asks for in turn. */
export interface Installed {
  /** Its place in the lock. */
  readonly path: string;
  readonly name: string;
  readonly entry: LockEntry;
  /** Places of its own dependencies, sorted. */
  readonly dependsOn: readonly string[];
}

/** `packages/slack/node_modules/@scope/name` → `@scope/name`; an alias by its true name. */
const nameOf = (path: string, entry: LockEntry): string =>
  entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** What npm installs with a package: its dependencies, and its peers unless they are optional. */
function wanted({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: LockEntry) {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

/** Where Node finds a dependency of the package at `path`, links to this repository's own packages followed. */
function placeOf({ packages }: Lock, path: string, name: string): string | undefined {
  const found = [...lookups(path, name)].find((place) => place in packages);
  const entry = found === undefined ? undefined : packages[found];
  return entry?.link ? entry.resolved : found;
}

/**
 * All that a user gets who installs the package at `path`: itself first, then by place. What is neither optional nor in
 * the lock is an error, since then nobody knows what it would be.
 */
export function productionOf(lock: Lock, path: string): Installed[] {
  const found = new Map<string, Installed>();
  const queue = [path];
  for (const place of queue) {
    const entry = lock.packages[place];
    if (entry === undefined || found.has(place)) continue;
    const name = nameOf(place, entry);
    const places = wanted(entry).flatMap((dependency) => {
      const at = placeOf(lock, place, dependency);
      if (at !== undefined) return [at];
      if (dependency in (entry.optionalDependencies ?? {})) return [];
      throw new Error(`package-lock.json: ${name} needs ${dependency}, which is not there; run npm install`);
    });
    found.set(place, { path: place, name, entry, dependsOn: [...new Set(places)].sort() });
    queue.push(...places);
  }
  const [own, ...rest] = found.values();
  return own ? [own, ...rest.sort((a, b) => (a.path < b.path ? -1 : 1))] : [];
}
