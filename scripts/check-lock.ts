/** Holds package-lock.json to what `npm ci` needs on any machine, behind any mirror. */
import { type Lock, missingOptionals, readLock } from './lock.ts';
import { conclude } from './shell.ts';
import { rootManifest } from './workspace.ts';

/** What is wrong with a lock; `decided` holds the names that package.json's `allowScripts` speaks about. */
export function lockProblems(lock: Lock, decided: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (entry.resolved && /^[a-z+]+:/i.test(entry.resolved)) {
      problems.push(
        `package-lock.json: ${path} names the address it came from; it must install from any registry`,
      );
    }
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (entry.hasInstallScript && !decided.has(name)) {
      problems.push(
        `package.json: ${name} has an install script and allowScripts does not say whether it may run`,
      );
    }
  }
  for (const { parent, name } of missingOptionals(lock)) {
    problems.push(
      `package-lock.json: ${parent || 'the root'} may need ${name}, which is missing; run npm run lock:fix`,
    );
  }
  return problems;
}

if (import.meta.main) {
  const lock = readLock();
  const problems = lockProblems(lock, new Set(Object.keys(rootManifest().allowScripts ?? {})));
  conclude(problems, `${Object.keys(lock.packages).length} entries`);
}
