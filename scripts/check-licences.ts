/** Holds what users install with a published package to permissive licences. */
import { isPermissive } from './licences.ts';
import { type Lock, readLock } from './lock.ts';
import { productionOf } from './production.ts';
import { conclude } from './shell.ts';
import { publicPackages } from './workspace.ts';

/** What is wrong with the licences of all that the packages at `paths` bring, one line each. */
export function licenceProblems(lock: Lock, paths: readonly string[]): string[] {
  const all = paths.flatMap((path) => productionOf(lock, path));
  const once = new Map(all.map((one) => [one.path, one]));
  return [...once.values()]
    .filter(({ entry }) => entry.license === undefined || !isPermissive(entry.license))
    .map(
      ({ name, entry: { version, license } }) =>
        `${name}@${version}: is under ${license ?? 'no licence that it names'}; replace it, or decide about it in scripts/licences.ts`,
    );
}

if (import.meta.main) {
  const lock = readLock();
  const paths = publicPackages().map(({ folder }) => `packages/${folder}`);
  const count = new Set(paths.flatMap((path) => productionOf(lock, path).map((one) => one.path))).size;
  conclude(licenceProblems(lock, paths), `${count} packages in production`);
}
